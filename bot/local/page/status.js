// One line on what the bot does just now, and short notes that go away by themselves.

import { byId, chat, later, notLater } from "./page.js";
import { WORDS } from "./strings.js";

const TYPES_MS = 5_000;
const TOAST_MS = 4_500;

export function showStatus(words_ = null) {
  const shown = chat.online ? words_ || WORDS.bot : WORDS.connecting;
  byId("status").textContent = shown;
  byId("status").classList.toggle("busy", shown !== WORDS.bot);
}

export function showAction(action) {
  const kind = action.startsWith("upload") ? WORDS.uploading : action.startsWith("record") ? WORDS.recording : WORDS.typing;
  showStatus(kind);
  later("action", TYPES_MS, () => showStatus());
}

export function stopAction() {
  notLater("action");
  showStatus();
}

export function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  later("toast", TOAST_MS, () => { byId("toast").hidden = true; });
}
