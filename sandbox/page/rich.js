/** Rich messages of Bot API 10: a tree of blocks (tables, folded details, lists) instead of one text. */

import { fileUrl } from "./api.js";
import { el } from "./dom.js";
import { link } from "./entities.js";
import { inlineButton } from "./keyboard.js";

const ALIGN = new Set(["left", "center", "right"]);
const MARKS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  subscript: "sub",
  superscript: "sup",
  marked: "mark",
  code: "code",
};

/** The content of a rich message. `message` is the one it belongs to: buttons inside are pressed on it. */
export function richMessage(rich, message, actions) {
  return el("div", { class: "rich", dir: rich.is_rtl ? "rtl" : null }, ...blocks(rich.blocks, { message, actions }));
}

function blocks(list, context) {
  return (list ?? []).map((block) => (BLOCKS[block.type] ?? unknownBlock)(block, context));
}

function unknownBlock(block, context) {
  return block.text === undefined
    ? el("p", { class: "unknown" }, `[${block.type}]`)
    : el("p", {}, ...inline(block.text, context));
}

const BLOCKS = {
  heading: (block, context) => el(`h${Math.min(Math.max(block.size, 1), 6)}`, {}, ...inline(block.text, context)),
  pre: (block, context) => el("pre", { class: "code-block" }, ...inline(block.text, context)),
  footer: (block, context) => el("footer", {}, ...inline(block.text, context)),
  divider: () => el("hr"),
  anchor: () => null,
  mathematical_expression: (block) => el("code", {}, block.expression),
  list: (block, context) => el("ul", {}, ...block.items.map((item) => listItem(item, context))),
  blockquote: (block, context) => el("blockquote", {}, ...blocks(block.blocks, context), ...credit(block, context)),
  expandable_blockquote: (block, context) =>
    el("blockquote", {}, ...inline(block.text, context), ...credit(block, context)),
  pullquote: (block, context) =>
    el("blockquote", { class: "pull" }, ...inline(block.text, context), ...credit(block, context)),
  collage: (block, context) =>
    el("div", { class: "collage" }, ...blocks(block.blocks, context), caption(block, context)),
  slideshow: (block, context) =>
    el("div", { class: "slideshow" }, ...blocks(block.blocks, context), caption(block, context)),
  table: (block, context) => table(block, context),
  details: (block, context) =>
    el(
      "details",
      { open: block.is_open },
      el("summary", {}, ...inline(block.summary, context)),
      ...blocks(block.blocks, context),
    ),
  buttons: (block, { message, actions }) =>
    el("div", { class: "keyboard-row" }, ...block.buttons.map((button) => inlineButton(message, button, actions))),
  photo: (block, context) =>
    figure(el("img", { src: fileUrl(block.photo.at(-1).file_id), alt: "Фото" }), block, context),
  video: (block, context) => figure(el("video", { src: fileUrl(block.video.file_id), controls: true }), block, context),
  animation: (block, context) =>
    figure(el("video", { src: fileUrl(block.animation.file_id), controls: true, loop: true }), block, context),
  audio: (block, context) => figure(el("audio", { src: fileUrl(block.audio.file_id), controls: true }), block, context),
  voice_note: (block, context) =>
    figure(el("audio", { src: fileUrl(block.voice_note.file_id), controls: true }), block, context),
  document: (block, context) =>
    figure(
      el(
        "a",
        { href: fileUrl(block.document.file_id), download: block.document.file_name ?? "" },
        block.document.file_name ?? "Файл",
      ),
      block,
      context,
    ),
};

function listItem(item, context) {
  const box = item.has_checkbox && el("input", { type: "checkbox", checked: item.is_checked, disabled: true });
  return el(
    "li",
    {},
    box || el("span", { class: "list-label" }, item.label),
    el("div", {}, ...blocks(item.blocks, context)),
  );
}

function credit(block, context) {
  return block.credit === undefined ? [] : [el("cite", {}, ...inline(block.credit, context))];
}

function caption(block, context) {
  return (
    block.caption && el("figcaption", {}, ...inline(block.caption.text, context), ...credit(block.caption, context))
  );
}

function figure(content, block, context) {
  return el("figure", {}, content, caption(block, context));
}

function table(block, context) {
  const classes = [
    "rich-table",
    block.is_bordered && "bordered",
    block.is_striped && "striped",
    block.is_compact && "compact",
  ];
  const rows = block.cells.map((row) => el("tr", {}, ...row.map((cell) => tableCell(cell, context))));
  const title = block.caption !== undefined && el("caption", {}, ...inline(block.caption, context));
  // A table wider than the bubble scrolls by itself, so it takes the focus for the arrow keys.
  return el(
    "div",
    { class: "table-scroll", tabindex: "0" },
    el("table", { class: classes.filter(Boolean).join(" ") }, title, el("tbody", {}, ...rows)),
  );
}

function tableCell(cell, context) {
  const align = ALIGN.has(cell.align) ? `align-${cell.align}` : null;
  const props = { class: align, colspan: cell.colspan, rowspan: cell.rowspan };
  return el(cell.is_header ? "th" : "td", props, ...inline(cell.text ?? "", context));
}

/** RichText, a string, an array or a typed node, as an array of nodes. */
function inline(text, context) {
  if (typeof text === "string") return [text];
  if (Array.isArray(text)) return text.flatMap((part) => inline(part, context));
  if (MARKS[text.type]) return [el(MARKS[text.type], {}, ...inline(text.text, context))];
  return INLINE[text.type] ? INLINE[text.type](text, context) : inline(text.text ?? "", context);
}

const INLINE = {
  spoiler: (text, context) => [el("span", { class: "spoiler open" }, ...inline(text.text, context))],
  date_time: (text, { actions }) =>
    [actions.moment(text.unix_time, text.date_time_format) ?? inline(text.text, { actions })].flat(),
  url: (text, context) => [link(text.url, inline(text.text, context), context.actions)],
  email_address: (text, context) => [link(`mailto:${text.email_address}`, inline(text.text, context), context.actions)],
  phone_number: (text, context) => [link(`tel:${text.phone_number}`, inline(text.text, context), context.actions)],
  text_mention: (text, { actions }) => [
    el(
      "button",
      { type: "button", class: "inline-link", onclick: () => actions.openPerson(text.user) },
      ...inline(text.text, { actions }),
    ),
  ],
  bot_command: (text, { actions }) => [
    el(
      "button",
      { type: "button", class: "inline-link", onclick: () => actions.sendCommand(text.bot_command) },
      ...inline(text.text, { actions }),
    ),
  ],
  button: (text, { message, actions }) => [inlineButton(message, text.button, actions)],
  custom_emoji: (text) => [text.alternative_text],
  mathematical_expression: (text) => [el("code", {}, text.expression)],
  anchor: () => [],
};
