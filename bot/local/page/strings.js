// Every word that the page itself shows and that does not stand in index.html.

export const WORDS = {
  bot: "bot",
  connecting: "connecting…",
  typing: "typing…",
  uploading: "sending…",
  recording: "recording…",
  you: (name) => `You are ${name}`,
  from: (name, time) => `${name}, ${time}: `,
  me: "You",
  edited: "edited",
  photo: "Photo",
  animation: "Animation",
  sticker: (emoji) => `Sticker ${emoji}`,
  voice: "Voice message",
  location: "Location",
  opensElsewhere: " (opens in a new tab)",
  enlarge: "Show larger: ",
  play: "Play",
  spoiler: "Hidden text, press to show",
  noTimer: "No timer is waiting",
  notSent: "Not sent: there is no connection. Your words are still here.",
  notDone: "That did not work.",
  copied: "Copied",
  unavailable: "This button works only in Telegram itself.",
  start: "START",
  restartBot: "UNBLOCK",
  suggestions: (count) => (count === 1 ? "1 command" : `${count} commands`),
  description: "Press START, or write what hurts.",
};

export const PEOPLE = ["Alex", "Kim", "Noor", "Sam", "Mika", "Robin"];

export const KINDS = [
  ["photo", "Photo", "photo"],
  ["document", "Document", "file"],
  ["voice", "Voice message", "mic"],
  ["sticker", "Sticker", "sticker"],
  ["location", "Location", "pin"],
  ["contact", "Contact", "person"],
];
export const BLOCK = { block: "Block the bot", unblock: "Unblock the bot" };
