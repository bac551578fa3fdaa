// The messages: new, edited, deleted and being written, and that the window stays where it is being read.

import { tap } from "./buttons.js";
import { dayOf, messageElement } from "./message.js";
import { byId, chat, later } from "./page.js";
import { say } from "./server.js";
import { stopAction, toast } from "./status.js";
import { WORDS } from "./strings.js";
import { element, richText } from "./text.js";

const DRAFT_MS = 30_000;
const NEAR_PX = 90;
const [scroll, log] = [byId("scroll"), byId("log")];

const acts = {
  command: say,
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

export function onMessage(message) {
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

export function onGone({ message_id: id }) {
  const old = find(id);
  chat.messages.delete(id);
  if (!old) return;
  const near = old.nextElementSibling || old.previousElementSibling;
  if (old.contains(document.activeElement)) near?.focus?.({ preventScroll: true });
  old.remove();
  settle(nearEnd());
}

const pill = (text) => element("div", "pill line", text);

export function onLine({ text }) {
  log.append(pill(text));
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

export function showDown() {
  if (nearEnd()) chat.unseen = 0;
  byId("down").hidden = nearEnd();
  byId("unseen").textContent = chat.unseen || "";
}

export function onDraft({ text, entities }) {
  const stay = nearEnd();
  const bubble = element("div", "bubble", element("span", "text", richText(text || "…", entities, acts.command)));
  byId("draft").replaceChildren(element("div", "block", bubble));
  byId("draft").hidden = false;
  later("draft", DRAFT_MS, hideDraft);
  if (stay) toEnd();
}

export function hideDraft() { byId("draft").hidden = true; }

// Who has not written yet, or has blocked the chat, sees one button that (re)starts it.
export function showStart() {
  const empty = chat.messages.size === 0;
  byId("intro").hidden = !empty || chat.blocked;
  byId("start").hidden = !(empty || chat.blocked);
  byId("start").textContent = chat.blocked ? WORDS.restartBot : WORDS.start;
}

export function emptied() {
  chat.messages.clear();
  log.replaceChildren();
}

// A line `after` a message id stands between that message and the next.
export function filled(messages, told) {
  const lines = [...told];
  const linesBefore = (id) => { while (lines.length && lines[0].after < id) log.append(pill(lines.shift().text)); };
  log.setAttribute("aria-busy", "true");
  emptied();
  for (const message of messages) { linesBefore(message.message_id); put(message); }
  linesBefore(Number.POSITIVE_INFINITY);
  settle(true);
  log.setAttribute("aria-busy", "false");
}

scroll.addEventListener("scroll", () => { chat.pinned = nearEnd(); showDown(); }, { passive: true });
byId("down").addEventListener("click", () => { toEnd(); showDown(); });
// Pictures that load, a keyboard that opens, a window that shrinks: who was at the end stays there.
const grown = new ResizeObserver(() => { if (chat.pinned) toEnd(); });
grown.observe(scroll);
grown.observe(log);
