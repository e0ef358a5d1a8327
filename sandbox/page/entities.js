/** Formatted text: entities with UTF-16 offsets, which is how JavaScript counts characters too. */

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);

/**
 * Text as an array of nodes. `actions` says what a press does: `openLink(url)`, `sendCommand(text)`,
 * `openPerson(user)`; and `moment(unix, format)` prints a date. An entity that runs over the end of its surroundings is cut there.
 */
export function formatted(text, entities, actions) {
  const ordered = [...(entities ?? [])]
    .filter(({ offset, length }) => length > 0 && offset >= 0 && offset < text.length)
    .sort((one, other) => one.offset - other.offset || other.length - one.length);
  return piece(text, 0, text.length, ordered, actions);
}

function piece(text, from, to, entities, actions) {
  const nodes = [];
  let position = from;
  for (let index = 0; index < entities.length;) {
    const entity = entities[index];
    const end = Math.min(entity.offset + entity.length, to);
    const inner = [];
    for (index += 1; index < entities.length && entities[index].offset < end; index += 1) inner.push(entities[index]);
    if (entity.offset > position) nodes.push(text.slice(position, entity.offset));
    const source = text.slice(entity.offset, end);
    nodes.push(decorated(entity, source, piece(text, entity.offset, end, inner, actions), actions));
    // A block stands on its own lines: the line break after it would print an empty one.
    position = BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end;
  }
  if (position < to) nodes.push(text.slice(position, to));
  return nodes;
}

function decorated(entity, source, children, actions) {
  if (SIMPLE[entity.type]) return el(SIMPLE[entity.type], {}, ...children);
  const build = BUILDERS[entity.type];
  return build ? build(entity, source, children, actions) : el("span", {}, ...children);
}

const BUILDERS = {
  pre: (entity, source, children) => el("pre", { class: "code-block", "data-language": entity.language }, ...children),
  blockquote: (entity, source, children) => el("blockquote", {}, ...children),
  expandable_blockquote: (entity, source, children) => expandable(children),
  spoiler: (entity, source, children) => spoiler(children),
  text_link: (entity, source, children, actions) => link(entity.url, children, actions),
  url: (entity, source, children, actions) =>
    link(/^[a-z][a-z0-9+.-]*:/i.test(source) ? source : `https://${source}`, children, actions),
  email: (entity, source, children, actions) => link(`mailto:${source}`, children, actions),
  phone_number: (entity, source, children, actions) => link(`tel:${source.replace(/[^+\d]/g, "")}`, children, actions),
  bot_command: (entity, source, children, actions) =>
    el("button", { type: "button", class: "inline-link", onclick: () => actions.sendCommand(source) }, ...children),
  text_mention: (entity, source, children, actions) =>
    el("button", { type: "button", class: "inline-link", onclick: () => actions.openPerson(entity.user) }, ...children),
  date_time: (entity, source, children, actions) =>
    el("span", {}, actions.moment(entity.unix_time, entity.date_time_format) ?? children),
  mention: (entity, source, children) => el("span", { class: "mark-link" }, ...children),
  hashtag: (entity, source, children) => el("span", { class: "mark-link" }, ...children),
  cashtag: (entity, source, children) => el("span", { class: "mark-link" }, ...children),
};

/** A link that the page may open itself (`actions.openLink` returns true); anything but a known scheme is plain text. */
export function link(url, children, actions) {
  const safe = safeUrl(url);
  if (!safe) return el("span", {}, ...children);
  const follow = (event) => {
    if (actions.openLink(safe)) event.preventDefault();
  };
  return el("a", { href: safe, target: "_blank", rel: "noopener noreferrer", onclick: follow }, ...children);
}

/** The URL as the browser reads it, or null when it is not one of the schemes a chat may open. */
export function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return SAFE_SCHEMES.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

function spoiler(children) {
  const cover = el(
    "span",
    { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Скрытый текст" },
    ...children,
  );
  const reveal = () => {
    cover.classList.add("open");
    cover.removeAttribute("role");
    cover.removeAttribute("aria-label");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  });
  return cover;
}

function expandable(children) {
  const body = el("div", { class: "fold" }, ...children);
  const toggle = el("button", { type: "button", class: "fold-toggle", "aria-expanded": "false" }, icon("down"));
  toggle.setAttribute("aria-label", "Показать цитату целиком");
  const quote = el("blockquote", { class: "expandable" }, body, toggle);
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.setAttribute("aria-label", open ? "Свернуть цитату" : "Показать цитату целиком");
  });
  return quote;
}
