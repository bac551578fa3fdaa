// One message becomes one element: bubble, what is in it, and the buttons below it.

import { WORDS } from "./strings.js";
import { element, icon, richText } from "./text.js";

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const fileUrl = (fileId) => `/local/files/${encodeURIComponent(fileId)}`;

export const timeOf = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });

// `acts` says what buttons and commands do: { command, tap, copy, enlarge, unavailable }.
export function messageElement(message, botName, acts) {
  const mine = !message.from.is_bot;
  const made = element("div", `message ${mine ? "mine" : "theirs"}`);
  const keys = message.reply_markup?.inline_keyboard || [];
  const block = element("div", keys.length ? "block keyed" : "block", bubble(message, mine, botName, acts));
  if (keys.length) block.append(keyboard(message, keys, acts));
  made.append(block);
  made.tabIndex = -1;
  made.dataset.id = message.message_id;
  made.dataset.date = message.date;
  return made;
}

function bubble(message, mine, botName, acts) {
  const made = element("div", "bubble");
  made.dir = "auto";
  made.append(element("span", "aside", WORDS.from(mine ? WORDS.me : botName, timeOf(message.date))));
  if (message.reply_to_message) made.append(element("span", "reply", plain(message.reply_to_message)));
  const content = medium(message, mine, made, acts);
  if (content) made.append(content);
  const said = element("div", "said");
  const text = message.text ?? message.caption;
  if (text !== undefined) said.append(element("span", "text", richText(text, message.entities || message.caption_entities, acts.command)));
  said.append(meta(message, mine));
  made.append(said);
  return made;
}

function meta(message, mine) {
  const made = element("span", "meta");
  made.setAttribute("aria-hidden", "true");
  if (message.edit_shown) made.append(WORDS.edited + " ");
  made.append(timeOf(message.date));
  if (mine) made.append(icon("ticks"));
  return made;
}

export function plain(message) {
  return message.text ?? message.caption ?? (message.photo ? WORDS.photo : message.animation ? WORDS.animation : "…");
}

function medium(message, mine, made, acts) {
  const picture = message.photo ? message.photo.at(-1) : message.animation || message.video;
  if (picture) {
    made.classList.add("pictured");
    return message.photo ? photo(message, picture, acts) : moving(message, picture);
  }
  if (message.sticker) {
    made.classList.add("sticker");
    const shown = element("span", "", message.sticker.emoji || "🙂");
    shown.setAttribute("role", "img");
    shown.setAttribute("aria-label", WORDS.sticker(message.sticker.emoji || ""));
    return shown;
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return attached("pin", WORDS.location, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);
  }
  if (message.contact) return attached("person", message.contact.first_name, message.contact.phone_number);
  if (message.voice && mine) return attached("mic", WORDS.voice, `0:${String(message.voice.duration).padStart(2, "0")}`);
  if (message.audio || message.voice) return sound(message.audio || message.voice);
  if (message.document) return file(message.document);
  return null;
}

function attached(name, title, below) {
  return element("div", "attached", icon(name), element("div", "", title, element("small", "", below)));
}

function file(document_) {
  const made = attached("file", "", `${Math.max(1, Math.round(document_.file_size / 1024))} KB`);
  const name = element("a", "", document_.file_name || "file");
  name.href = fileUrl(document_.file_id);
  name.download = document_.file_name || "file";
  made.lastChild.prepend(name);
  return made;
}

function sound(audio) {
  const made = element("div", "");
  const title = [audio.performer, audio.title].filter(Boolean).join(" – ") || (audio.file_name ?? WORDS.voice);
  const player = element("audio", "sound");
  player.controls = true;
  player.preload = "metadata";
  player.src = fileUrl(audio.file_id);
  player.setAttribute("aria-label", title);
  made.append(element("div", "sound-title", title), player);
  return made;
}

function pictureElement(message, shown) {
  const picture = element("img", "");
  picture.src = fileUrl(shown.file_id);
  picture.width = shown.width;
  picture.height = shown.height;
  picture.alt = message.caption || (message.photo ? WORDS.photo : WORDS.animation);
  return picture;
}

function photo(message, shown, acts) {
  const made = element("button", "picture", pictureElement(message, shown));
  made.type = "button";
  made.setAttribute("aria-label", WORDS.enlarge + (message.caption || WORDS.photo));
  made.addEventListener("click", () => acts.enlarge(fileUrl(shown.file_id), message.caption || WORDS.photo));
  return made;
}

// Whoever asked for less motion sees a still picture and starts it themselves.
function moving(message, shown) {
  const made = element("div", "picture");
  if ((shown.mime_type || "").startsWith("video/")) made.append(film(message, shown));
  else if (calm.matches) still(made, message, shown);
  else made.append(pictureElement(message, shown));
  return made;
}

function film(message, shown) {
  const video = element("video", "");
  Object.assign(video, { src: fileUrl(shown.file_id), loop: true, muted: true, playsInline: true, autoplay: !calm.matches, controls: calm.matches });
  video.width = shown.width;
  video.height = shown.height;
  video.setAttribute("aria-label", message.caption || WORDS.animation);
  return video;
}

function still(made, message, shown) {
  const canvas = element("canvas", "");
  canvas.width = shown.width;
  canvas.height = shown.height;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", message.caption || WORDS.animation);
  const picture = pictureElement(message, shown);
  picture.addEventListener("load", () => canvas.getContext("2d").drawImage(picture, 0, 0), { once: true });
  const play = element("button", "play", icon("play"), WORDS.play);
  play.type = "button";
  play.addEventListener("click", () => { made.replaceChildren(picture); });
  made.append(canvas, play);
}

function keyboard(message, rows, acts) {
  const made = element("div", "keys");
  made.setAttribute("role", "group");
  for (const row of rows) made.append(element("div", "row", ...row.map((button) => key(message, button, acts))));
  return made;
}

function key(message, button, acts) {
  if (button.url) {
    const made = element("a", "key out", button.text, element("span", "aside", WORDS.opensElsewhere));
    Object.assign(made, { href: button.url, target: "_blank", rel: "noopener noreferrer" });
    return made;
  }
  const made = element("button", "key", button.text);
  made.type = "button";
  if (button.callback_data !== undefined) {
    made.dataset.data = button.callback_data;
    made.addEventListener("click", () => acts.tap(message.message_id, button.callback_data, made));
  } else if (button.copy_text) made.addEventListener("click", () => acts.copy(button.copy_text.text));
  else made.addEventListener("click", acts.unavailable);
  return made;
}
