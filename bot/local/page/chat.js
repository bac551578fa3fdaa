// The chat page: shows what the server's stream says, and sends what the person does. It keeps nothing of its own.

import { Panel } from "./menus.js";
import { dayOf, messageElement } from "./message.js";
import { BLOCK, KINDS, PEOPLE, WORDS } from "./strings.js";
import { element, icon, richText } from "./text.js";

const SPINS_MS = 10_000;
const TYPES_MS = 5_000;
const DRAFT_MS = 30_000;
const TOAST_MS = 4_500;
const RETRY_MS = 700;
const NEAR_PX = 90;

const byId = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const user = Math.max(1, Number.parseInt(query.get("user") || "1", 10) || 1);
const name = query.get("name") || PEOPLE[(user - 1) % PEOPLE.length];
const language = query.get("lang") || (navigator.language || "en").split("-")[0];
const [scroll, log, words, composer] = [byId("scroll"), byId("log"), byId("words"), byId("composer")];

const chat = { botName: "Knotwise", messages: new Map(), commands: [], blocked: false, online: false, unseen: 0, pinned: true };
const waiting = new Map(); // query id → the button that spins
const answered = new Map(); // answers that came before we knew the query's id
const timers = {};

function later(key, ms, act) {
  clearTimeout(timers[key]);
  timers[key] = setTimeout(act, ms);
}

async function post(act, body = {}) {
  const answer = await fetch(`/local/${user}/${act}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function attempt(act, body, complaint = WORDS.notDone) {
  return post(act, body).catch(() => { toast(complaint); return null; });
}

// Status, toasts ------------------------------------------------------------------------------------------------

function showStatus(words_ = null) {
  const shown = chat.online ? words_ || WORDS.bot : WORDS.connecting;
  byId("status").textContent = shown;
  byId("status").classList.toggle("busy", shown !== WORDS.bot);
}

function showAction(action) {
  const kind = action.startsWith("upload") ? WORDS.uploading : action.startsWith("record") ? WORDS.recording : WORDS.typing;
  showStatus(kind);
  later("action", TYPES_MS, () => showStatus());
}

function stopAction() {
  clearTimeout(timers.action);
  showStatus();
}

function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  later("toast", TOAST_MS, () => { byId("toast").hidden = true; });
}

// Messages ------------------------------------------------------------------------------------------------------

const acts = {
  command: (text) => say(text),
  tap,
  copy: (text) => navigator.clipboard.writeText(text).then(() => toast(WORDS.copied), () => toast(text)),
  unavailable: () => toast(WORDS.unavailable),
  enlarge(address, alt) {
    Object.assign(byId("viewer-picture"), { src: address, alt });
    byId("viewer").showModal();
  },
};

function put(message) {
  const before = chat.messages.get(message.message_id);
  chat.messages.set(message.message_id, message);
  const made = messageElement(message, chat.botName, acts);
  const old = before && find(message.message_id);
  if (old) return replace(old, made);
  separateDay(message);
  log.append(made);
  return made;
}

const find = (id) => log.querySelector(`[data-id="${id}"]`);

// An edit must not take the focus away from who uses the keyboard.
function replace(old, made) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(made);
  if (!focused) return made;
  const same = [...made.querySelectorAll("[data-data]")].find((each) => each.dataset.data === focused.dataset.data);
  (same || made).focus({ preventScroll: true });
  return made;
}

function separateDay(message) {
  const last = [...log.querySelectorAll("[data-date]")].at(-1);
  const day = dayOf(message.date);
  if (!last || dayOf(Number(last.dataset.date)) !== day) log.append(element("div", "pill day", day));
}

// The last of several messages in a row from one side has the tail.
function regroup() {
  for (const each of log.querySelectorAll(".message")) {
    const next = each.nextElementSibling;
    const goesOn = next?.classList.contains("message") && next.classList.contains("mine") === each.classList.contains("mine");
    each.classList.toggle("last", !goesOn);
  }
}

function onMessage(message) {
  const isNew = !chat.messages.has(message.message_id);
  const stay = nearEnd() || (isNew && atTopOfLong()) || !message.from.is_bot;
  const before = find(message.message_id)?.offsetHeight ?? 0;
  const made = put(message);
  if (isNew) {
    made.classList.add("fresh");
    if (message.from.is_bot) { hideDraft(); stopAction(); }
  }
  settle(stay, isNew && message.from.is_bot);
  if (stay && message.from.is_bot) showFromItsTop(made, before);
}

// A message longer than the window is read from its beginning; ticking a button in it moves nothing.
function showFromItsTop(made, before) {
  if (made.offsetHeight <= scroll.clientHeight || Math.abs(made.offsetHeight - before) < NEAR_PX / 2) return;
  scroll.scrollTop += made.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 8;
  chat.longAt = scroll.scrollTop;
  chat.pinned = false;
  showDown();
}

function atTopOfLong() { return Math.abs(scroll.scrollTop - (chat.longAt ?? -1e6)) < 2; }

function onGone({ message_id: id }) {
  const old = find(id);
  chat.messages.delete(id);
  if (!old) return;
  const near = old.nextElementSibling || old.previousElementSibling;
  if (old.contains(document.activeElement)) near?.focus?.({ preventScroll: true });
  old.remove();
  settle(nearEnd());
}

function onLine({ text }) {
  log.append(element("div", "pill line", text));
  settle(true);
}

function settle(stay, counts = false) {
  regroup();
  showStart();
  if (stay) toEnd();
  else if (counts) chat.unseen += 1;
  showDown();
}

function nearEnd() { return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX; }

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  chat.unseen = 0;
  chat.pinned = true;
}

function showDown() {
  if (nearEnd()) chat.unseen = 0;
  byId("down").hidden = nearEnd();
  byId("unseen").textContent = chat.unseen || "";
}

function onDraft({ text, entities }) {
  const stay = nearEnd();
  const bubble = element("div", "bubble", element("span", "text", richText(text || "…", entities, acts.command)));
  byId("draft").replaceChildren(element("div", "block", bubble));
  byId("draft").hidden = false;
  later("draft", DRAFT_MS, hideDraft);
  if (stay) toEnd();
}

function hideDraft() { byId("draft").hidden = true; }

// Buttons -------------------------------------------------------------------------------------------------------

async function tap(messageId, data, button) {
  button.setAttribute("aria-busy", "true");
  const stop = () => button.removeAttribute("aria-busy");
  const told = await attempt("tap", { message_id: messageId, callback_data: data });
  if (!told) return stop();
  if (answered.has(told.query)) {
    stop();
    return answered.delete(told.query);
  }
  waiting.set(told.query, stop);
  return setTimeout(() => { stop(); waiting.delete(told.query); }, SPINS_MS);
}

function onAnswer({ query: id, text, alert }) {
  if (waiting.has(id)) waiting.get(id)();
  else answered.set(id, true);
  waiting.delete(id);
  if (!text) return;
  if (!alert) return toast(text);
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

function onReplyKeyboard({ rows, once }) {
  const place = byId("reply-keyboard");
  place.replaceChildren(...rows.map((row) => element("div", "row", ...row.map((button) => replyKey(button, once)))));
  place.hidden = !rows.length;
}

function replyKey(button, once) {
  const made = element("button", "key", button.text);
  made.type = "button";
  made.addEventListener("click", () => {
    if (button.request_location) attempt("send", { kind: "location" });
    else if (button.request_contact) attempt("send", { kind: "contact" });
    else say(button.text);
    if (once) byId("reply-keyboard").hidden = true;
  });
  return made;
}

// Composer ------------------------------------------------------------------------------------------------------

async function say(text) {
  if (!text.trim()) return false;
  return (await attempt("say", { text }, WORDS.notSent)) !== null;
}

async function submit() {
  const text = words.value;
  words.value = "";
  fit();
  if (!(await say(text)) && text.trim() && !words.value) words.value = text;
  fit();
}

function fit() {
  words.style.height = "auto";
  words.style.height = `${words.scrollHeight + 2}px`;
}

const commands = new Panel(byId("commands"), byId("menu"));
const kinds = new Panel(byId("kinds"), byId("plus"));

const commandItem = (each) => [[element("b", "", `/${each.command}`), element("span", "", each.description)], () => pick(each)];

function pick(each) {
  words.value = "";
  fit();
  say(`/${each.command}`);
  words.focus();
}

commands.before = () => commands.fill(chat.commands.map(commandItem));
kinds.before = () => {
  const change = chat.blocked ? "unblock" : "block";
  const items = KINDS.map(([kind, label, picture]) => [[icon(picture), label], () => attempt("send", { kind })]);
  kinds.fill([...items, [[icon("block"), BLOCK[change]], () => attempt(change)]]);
};

function offerCommands() {
  const typed = words.value;
  const fitting = /^\/\w*$/.test(typed) ? chat.commands.filter((each) => `/${each.command}`.startsWith(typed.toLowerCase())) : [];
  if (!fitting.length) return commands.close(false);
  commands.fill(fitting.map(commandItem));
  commands.offer();
  byId("hint").textContent = WORDS.suggestions(fitting.length);
}

function onComposerKey(event) {
  if (event.isComposing) return;
  if (commands.open && event.key in OFFER_KEYS) {
    event.preventDefault();
    OFFER_KEYS[event.key]();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  }
}

const chosenItem = () => commands.items[commands.chosen];
function moveOffer(step) {
  commands.move(step);
  byId("hint").textContent = chosenItem().textContent;
}
const OFFER_KEYS = {
  ArrowDown: () => moveOffer(1),
  ArrowUp: () => moveOffer(-1),
  Enter: () => chosenItem().click(),
  Tab() { words.value = `${chosenItem().firstChild.textContent} `; commands.close(false); },
  Escape: () => commands.close(false),
};

function showStart() {
  const empty = chat.messages.size === 0;
  byId("intro").hidden = !empty || chat.blocked;
  byId("start").hidden = !(empty || chat.blocked);
  byId("start").textContent = chat.blocked ? WORDS.restartBot : WORDS.start;
}

// What the server tells -------------------------------------------------------------------------------------------

function onProfile(profile) {
  chat.botName = profile.name;
  chat.commands = profile.commands;
  byId("bot-name").textContent = profile.name;
  byId("description").textContent = profile.description || WORDS.description;
  byId("menu").hidden = !profile.commands.length;
}

function onBlocked({ blocked }) {
  chat.blocked = blocked;
  showStart();
}

function onCleared() {
  chat.messages.clear();
  log.replaceChildren();
  chat.blocked = false;
  onReplyKeyboard({ rows: [] });
  hideDraft();
  stopAction();
  showStart();
  showDown();
  byId("start").focus();
}

function onEverything(all) {
  log.setAttribute("aria-busy", "true");
  chat.messages.clear();
  log.replaceChildren();
  onProfile(all.profile);
  chat.blocked = all.blocked;
  onReplyKeyboard({ rows: all.reply_keyboard });
  const lines = [...all.lines];
  const linesBefore = (id) => { while (lines.length && lines[0].after < id) log.append(element("div", "pill line", lines.shift().text)); };
  for (const message of all.messages) { linesBefore(message.message_id); put(message); }
  linesBefore(Number.POSITIVE_INFINITY);
  settle(true);
  log.setAttribute("aria-busy", "false");
}

const HEARD = {
  everything: onEverything, resumed: () => {}, message: onMessage, gone: onGone, line: onLine, answer: onAnswer,
  action: ({ action }) => showAction(action), draft: onDraft, profile: onProfile, blocked: onBlocked,
  cleared: onCleared, reply_keyboard: onReplyKeyboard,
};

function connect() {
  const stream = new EventSource(`/local/${user}/events?${new URLSearchParams({ name, lang: language })}`);
  const online = (is) => { chat.online = is; showStatus(); };
  stream.addEventListener("open", () => online(true));
  stream.addEventListener("error", () => {
    online(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS);
  });
  for (const [kind, act] of Object.entries(HEARD)) stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
}

// Joining it all --------------------------------------------------------------------------------------------------

composer.addEventListener("submit", (event) => { event.preventDefault(); submit(); words.focus(); });
words.addEventListener("keydown", onComposerKey);
words.addEventListener("input", () => { fit(); offerCommands(); });
words.addEventListener("blur", () => setTimeout(() => { if (!byId("commands").contains(document.activeElement)) commands.close(false); }, 150));
scroll.addEventListener("scroll", () => { chat.pinned = nearEnd(); showDown(); }, { passive: true });
byId("down").addEventListener("click", () => { toEnd(); showDown(); });
byId("start").addEventListener("click", async () => { if (await say("/start")) words.focus(); });
byId("restart").addEventListener("click", () => attempt("restart"));
byId("skip").addEventListener("click", async ({ currentTarget: button }) => {
  button.setAttribute("aria-busy", "true");
  const told = await attempt("skip");
  button.removeAttribute("aria-busy");
  if (told && !told.told) onLine({ text: WORDS.noTimer });
});
// Pictures that load, a keyboard that opens, a window that shrinks: who was at the end stays there.
const grown = new ResizeObserver(() => { if (chat.pinned) toEnd(); });
grown.observe(scroll);
grown.observe(log);
byId("you").textContent = WORDS.you(name);
document.title = `${document.title} (${name})`;
connect();
