// Where one writes: the growing field, commands offered while typing, and other things to send than text.

import { Panel } from "./menus.js";
import { byId, chat } from "./page.js";
import { attempt, say } from "./server.js";
import { BLOCK, KINDS, WORDS } from "./strings.js";
import { element, icon } from "./text.js";

const words = byId("words");

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

byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); words.focus(); });
words.addEventListener("keydown", onComposerKey);
words.addEventListener("input", () => { fit(); offerCommands(); });
words.addEventListener("blur", () => setTimeout(() => {
  if (!byId("commands").contains(document.activeElement)) commands.close(false);
}, 150));
