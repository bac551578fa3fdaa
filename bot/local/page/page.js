// What the parts of the page share: its elements, who sits before it, and what is known of the chat.

import { PEOPLE } from "./strings.js";

export const byId = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
export const user = Math.max(1, Number.parseInt(query.get("user") || "1", 10) || 1);
export const name = query.get("name") || PEOPLE[(user - 1) % PEOPLE.length];
export const language = query.get("lang") || (navigator.language || "en").split("-")[0];

export const chat = {
  botName: "Knotwise", messages: new Map(), commands: [], blocked: false, online: false, unseen: 0, pinned: true,
};

const timers = {};

export function later(key, ms, act) {
  clearTimeout(timers[key]);
  timers[key] = setTimeout(act, ms);
}

export function notLater(key) { clearTimeout(timers[key]); }
