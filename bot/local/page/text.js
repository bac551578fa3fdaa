// Text with entities becomes nodes. Offsets are UTF-16 units on both sides, so strings are cut where Telegram says.

import { WORDS } from "./strings.js";

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function richText(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, sorted, 0, text.length, onCommand);
}

function pieces(text, entities, from, to, onCommand) {
  const out = document.createDocumentFragment();
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [outer, ...others] = rest;
    const end = Math.min(outer.offset + outer.length, to);
    if (outer.offset < at) { rest = others; continue; }
    out.append(text.slice(at, outer.offset));
    const inside = others.filter((each) => each.offset + each.length <= end);
    out.append(wrapped(outer, text.slice(outer.offset, end), pieces(text, inside, outer.offset, end, onCommand), onCommand));
    rest = others.filter((each) => each.offset >= end);
    at = end;
  }
  out.append(text.slice(at, to));
  return out;
}

function wrapped(entity, words, inside, onCommand) {
  switch (entity.type) {
    case "bot_command": return command(words, onCommand);
    case "url": return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, inside, true);
    case "text_link": return link(entity.url, inside, true);
    case "email": return link(`mailto:${words}`, inside, false);
    case "phone_number": return link(`tel:${words.replace(/[^\d+]/g, "")}`, inside, false);
    case "spoiler": return spoiler(inside);
    case "date_time": return moment(entity, inside);
    default: return TAGS[entity.type] ? element(TAGS[entity.type], "", inside) : inside;
  }
}

function command(words, onCommand) {
  const made = element("button", "command", words);
  made.type = "button";
  made.addEventListener("click", () => onCommand(words));
  return made;
}

function link(address, inside, elsewhere) {
  const made = element("a", "", inside);
  made.href = address;
  if (elsewhere) {
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    made.append(element("span", "aside", WORDS.opensElsewhere));
  }
  return made;
}

function spoiler(inside) {
  const made = element("span", "spoiler");
  made.setAttribute("role", "button");
  made.tabIndex = 0;
  made.setAttribute("aria-label", WORDS.spoiler);
  const open = () => {
    made.classList.add("open");
    made.removeAttribute("aria-label");
    made.removeAttribute("role");
    made.append(inside);
  };
  made.textContent = "\u2007".repeat(Math.max(4, inside.textContent.length));
  made.addEventListener("click", () => { if (!made.classList.contains("open")) { made.textContent = ""; open(); } });
  made.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); made.click(); } });
  return made;
}

function moment(entity, inside) {
  const made = element("time", "", inside);
  made.dateTime = new Date(entity.unix_time * 1000).toISOString();
  return made;
}
