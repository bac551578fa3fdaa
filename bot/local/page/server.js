// The line to the server: what the person does goes there, and what the chat becomes comes back as a stream of events.

import { chat, language, name, user } from "./page.js";
import { showStatus, toast } from "./status.js";
import { WORDS } from "./strings.js";

const RETRY_MS = 700;

async function post(act, body = {}) {
  const answer = await fetch(`/local/${user}/${act}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// What the server answered; null, and a note, when it could not be reached.
export function attempt(act, body, complaint = WORDS.notDone) {
  return post(act, body).catch(() => { toast(complaint); return null; });
}

export async function say(text) {
  if (!text.trim()) return false;
  return (await attempt("say", { text }, WORDS.notSent)) !== null;
}

// `heard`: what to do with each kind of event.
export function connect(heard) {
  const stream = new EventSource(`/local/${user}/events?${new URLSearchParams({ name, lang: language })}`);
  const online = (is) => { chat.online = is; showStatus(); };
  stream.addEventListener("open", () => online(true));
  stream.addEventListener("error", () => {
    online(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => connect(heard), RETRY_MS);
  });
  for (const [kind, act] of Object.entries(heard)) stream.addEventListener(kind, (event) => act(JSON.parse(event.data)));
}
