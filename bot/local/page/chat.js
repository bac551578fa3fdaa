// The chat page: shows what the server's stream says, and sends what the person does. It keeps nothing of its own.

import { onAnswer, onReplyKeyboard } from "./buttons.js";
import "./composer.js";
import { emptied, filled, hideDraft, onDraft, onGone, onLine, onMessage, showDown, showStart } from "./log.js";
import { byId, chat, name } from "./page.js";
import { attempt, connect, say } from "./server.js";
import { showAction, stopAction } from "./status.js";
import { WORDS } from "./strings.js";

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
  emptied();
  chat.blocked = false;
  onReplyKeyboard({ rows: [] });
  hideDraft();
  stopAction();
  showStart();
  showDown();
  byId("start").focus();
}

function onEverything(all) {
  onProfile(all.profile);
  chat.blocked = all.blocked;
  onReplyKeyboard({ rows: all.reply_keyboard });
  filled(all.messages, all.lines);
}

const HEARD = {
  everything: onEverything, resumed: () => {}, message: onMessage, gone: onGone, line: onLine, answer: onAnswer,
  action: ({ action }) => showAction(action), draft: onDraft, profile: onProfile, blocked: onBlocked,
  cleared: onCleared, reply_keyboard: onReplyKeyboard,
};

byId("start").addEventListener("click", async () => { if (await say("/start")) byId("words").focus(); });
byId("restart").addEventListener("click", () => attempt("restart"));
byId("skip").addEventListener("click", async ({ currentTarget: button }) => {
  button.setAttribute("aria-busy", "true");
  const told = await attempt("skip");
  button.removeAttribute("aria-busy");
  if (told && !told.told) onLine({ text: WORDS.noTimer });
});
byId("you").textContent = WORDS.you(name);
document.title = `${document.title} (${name})`;
connect(HEARD);
