/** Files chosen for the next message. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { sizeText } from "./media.js";

const ALBUM_MAX = 10;
const PHOTO_TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);

export class Attachments {
  #files = [];
  #changed;

  /** `changed()` is called whenever files come or go. */
  constructor(changed) {
    this.#changed = changed;
    this.strip = el("div", { class: "attached" });
    this.asFile = el("input", { type: "checkbox" });
    const toggle = el("label", { class: "as-file" }, this.asFile, "Отправить файлом, без сжатия");
    this.element = el("div", { class: "attachments", hidden: true }, this.strip, toggle);
  }

  get empty() {
    return this.#files.length === 0;
  }

  add(files) {
    for (const file of files) this.#files.push({ file, url: isPhoto(file) ? URL.createObjectURL(file) : null });
    this.#draw();
  }

  clear() {
    for (const { url } of this.#files) if (url) URL.revokeObjectURL(url);
    this.#files = [];
    this.asFile.checked = false;
    this.#draw();
  }

  #remove(entry) {
    if (entry.url) URL.revokeObjectURL(entry.url);
    this.#files = this.#files.filter((other) => other !== entry);
    this.#draw();
  }

  #draw() {
    fill(this.strip, ...this.#files.map((entry) => this.#tile(entry)));
    this.element.hidden = this.empty;
    this.#changed();
  }

  #tile(entry) {
    const { file, url } = entry;
    const face = url
      ? el("img", { src: url, alt: file.name })
      : el(
          "span",
          { class: "attached-file" },
          icon("file"),
          el("span", { class: "attached-name" }, file.name),
          el("span", {}, sizeText(file.size)),
        );
    const drop = el(
      "button",
      { type: "button", "aria-label": `Убрать ${file.name}`, onclick: () => this.#remove(entry) },
      icon("close"),
    );
    return el("div", { class: url ? "tile" : "tile wide" }, face, drop);
  }

  /** The files as {as, files} in sending order: one kind and at most ten files in each, as an album allows. */
  batches() {
    const kinds = new Map();
    for (const { file } of this.#files) {
      const kind = this.asFile.checked ? "document" : kindOf(file);
      kinds.set(kind, [...(kinds.get(kind) ?? []), file]);
    }
    return [...kinds].flatMap(([as, files]) =>
      slices(files, as === "voice" ? 1 : ALBUM_MAX).map((part) => ({ as, files: part })),
    );
  }
}

function slices(files, size) {
  return Array.from({ length: Math.ceil(files.length / size) }, (_, index) =>
    files.slice(index * size, (index + 1) * size),
  );
}

function isPhoto(file) {
  return PHOTO_TYPES.has(file.type);
}

function kindOf(file) {
  if (isPhoto(file)) return "photo";
  if (file.type === "video/mp4") return "video";
  return file.type === "audio/ogg" ? "voice" : "document";
}
