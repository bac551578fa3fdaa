// Buttons under messages, which spin until they are answered, and the keyboard under the composer.

import { byId } from "./page.js";
import { attempt, say } from "./server.js";
import { toast } from "./status.js";
import { element } from "./text.js";

const SPINS_MS = 10_000;
const waiting = new Map(); // query id → what ends the spinning
const answered = new Map(); // answers that came before we knew the query's id

export async function tap(messageId, data, button) {
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

export function onAnswer({ query: id, text, alert }) {
  if (waiting.has(id)) waiting.get(id)();
  else answered.set(id, true);
  waiting.delete(id);
  if (!text) return;
  if (!alert) return toast(text);
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

export function onReplyKeyboard({ rows, once }) {
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
