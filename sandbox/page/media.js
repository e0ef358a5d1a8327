/** Photos, albums, documents, sound and video inside a bubble. */

import { fileUrl } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openLightbox } from "./lightbox.js";

const MIN_RATIO = 0.66;
const MAX_RATIO = 1.9;
const ROW_MAX = 3;
// Up to this many pictures an album is about a square; a larger one may be higher, or its pictures would be stamps.
const SQUARE_ALBUM = 4;
const TALL_ALBUM = 1.3;
const ENOUGH_WIDTH = 640;

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

/** What a bubble shows of its messages besides words, or null. Several messages are one album. */
export function mediaOf(messages) {
  const pictures = messages.filter(({ photo, video, animation }) => photo || video || animation);
  const files = messages.filter(({ document, animation }) => document && !animation);
  const sounds = messages.filter(({ voice, audio }) => voice || audio);
  if (pictures.length) return mosaic(pictures);
  if (files.length) return el("div", { class: "files" }, ...files.map(documentRow));
  if (sounds.length) return el("div", { class: "files" }, ...sounds.map(soundRow));
  return null;
}

/** True when the bubble begins with a picture that reaches its edges. */
export function hasPicture(messages) {
  return messages.some(({ photo, video, animation }) => photo || video || animation);
}

function largest(message) {
  return message.photo?.at(-1) ?? message.video ?? message.animation;
}

function ratioOf(message) {
  const { width, height } = largest(message);
  return width && height ? width / height : 1;
}

function mosaic(messages) {
  const ratios = messages.map((message) => clamp(ratioOf(message), MIN_RATIO, MAX_RATIO));
  if (messages.length === 1) return el("div", { class: "mosaic single" }, row(messages, ratios, messages));
  let taken = 0;
  const rows = albumRows(ratios).map((count) => {
    const from = taken;
    taken += count;
    return row(messages.slice(from, taken), ratios.slice(from, taken), messages);
  });
  return el("div", { class: "mosaic" }, ...rows);
}

function row(messages, ratios, album) {
  const strip = el("div", { class: "mosaic-row" }, ...messages.map((message) => picture(message, album)));
  strip.style.aspectRatio = String(ratios.reduce((sum, ratio) => sum + ratio, 0));
  [...strip.children].forEach((cell, index) => {
    // Times 100: a row whose shares add up to less than 1 would not be filled.
    cell.style.flexGrow = String(ratios[index] * 100);
  });
  return strip;
}

/**
 * How many pictures stand in each row: of all ways to cut the album into rows, the one whose rows are most alike
 * in height and whose whole is closest to the wanted height.
 */
function albumRows(ratios) {
  let best = null;
  for (const counts of waysToCut(ratios.length)) {
    const cost = unevenness(counts, ratios);
    if (!best || cost < best.cost) best = { counts, cost };
  }
  return best.counts;
}

function waysToCut(count) {
  if (count === 0) return [[]];
  const ways = [];
  for (let first = 1; first <= Math.min(ROW_MAX, count); first += 1) {
    for (const rest of waysToCut(count - first)) ways.push([first, ...rest]);
  }
  return ways;
}

function unevenness(counts, ratios) {
  let taken = 0;
  const heights = counts.map((count) => {
    const sum = ratios.slice(taken, taken + count).reduce((total, ratio) => total + ratio, 0);
    taken += count;
    return 1 / sum;
  });
  const total = heights.reduce((sum, height) => sum + height, 0);
  const mean = total / heights.length;
  const spread = heights.reduce((sum, height) => sum + (height - mean) ** 2, 0) / mean ** 2;
  const wanted = ratios.length > SQUARE_ALBUM ? TALL_ALBUM : 1;
  return spread + 4 * (total - wanted) ** 2;
}

function picture(message, album) {
  if (message.video || message.animation) return moving(message);
  const { file_id: fileId } = message.photo.find(({ width }) => width >= ENOUGH_WIDTH) ?? message.photo.at(-1);
  const photos = album.filter(({ photo }) => photo);
  return el(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": "Открыть фото",
      "data-testid": `photo-${message.chat.id}-${message.message_id}`,
      onclick: () => openLightbox(photos, photos.indexOf(message)),
    },
    el("img", { src: fileUrl(fileId), alt: message.caption ?? "Фото", draggable: "false" }),
  );
}

function moving(message) {
  const { file_id: fileId } = message.video ?? message.animation;
  const looped = Boolean(message.animation);
  const props = { src: fileUrl(fileId), preload: "metadata", controls: true, loop: looped, playsinline: true };
  return el("div", { class: "picture" }, el("video", props));
}

function documentRow(message) {
  const { file_id: fileId, file_name: given, file_size: size } = message.document;
  const name = given ?? "файл";
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return el(
    "a",
    {
      class: "file",
      href: fileUrl(fileId),
      download: name,
      "data-testid": `document-${message.chat.id}-${message.message_id}`,
    },
    el("span", { class: `file-icon kind-${ending.toLowerCase()}`, "aria-hidden": "true" }, ending || icon("file")),
    el(
      "span",
      { class: "file-words" },
      el("span", { class: "file-name" }, name),
      el("span", { class: "file-size" }, sizeText(size)),
    ),
    el("span", { class: "file-get", "aria-hidden": "true" }, icon("download")),
  );
}

function soundRow(message) {
  const { file_id: fileId } = message.voice ?? message.audio;
  return el("audio", { src: fileUrl(fileId), controls: true, preload: "metadata" });
}

/** «48,3 КБ» */
export function sizeText(bytes) {
  if (bytes === undefined) return "";
  const units = ["Б", "КБ", "МБ", "ГБ"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit += 1) value /= 1024;
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits).replace(".", ",")} ${units[unit]}`;
}
