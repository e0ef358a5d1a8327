/** A photo over the whole window, with its neighbours in the album. */

import { fileUrl } from "./api.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

/** Opens message number `index` of an array of photo messages. Esc, the cross and the dark surroundings close it. */
export function openLightbox(messages, index) {
  let current = index;
  const stage = el("div", { class: "lightbox-stage" });
  const bar = el("div", { class: "lightbox-bar" });
  const dialog = el(
    "dialog",
    { class: "lightbox", "aria-label": "Просмотр фото", "data-testid": "lightbox" },
    bar,
    stage,
  );

  const show = (next) => {
    current = (next + messages.length) % messages.length;
    const message = messages[current];
    const file = fileUrl(message.photo.at(-1).file_id);
    const image = el("img", { src: file, alt: message.caption ?? "Фото" });
    image.addEventListener("click", () => stage.classList.toggle("zoomed"));
    stage.classList.remove("zoomed");
    fill(stage, image);
    fill(bar, ...barOf(messages, current, file, show, dialog));
  };

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(current - 1);
    if (event.key === "ArrowRight") show(current + 1);
  });
  stage.addEventListener("click", (event) => {
    if (event.target === stage) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(index);
  dialog.showModal();
}

function barOf(messages, current, file, show, dialog) {
  const button = (label, name, onclick) =>
    el("button", { type: "button", class: "icon-button", "aria-label": label, onclick }, icon(name));
  const several = messages.length > 1;
  return [
    several && button("Предыдущее фото", "left", () => show(current - 1)),
    several && el("span", { class: "lightbox-count", role: "status" }, `${current + 1} из ${messages.length}`),
    several && button("Следующее фото", "right", () => show(current + 1)),
    el("span", { class: "lightbox-caption" }, messages[current].caption ?? ""),
    el("a", { class: "icon-button", href: file, download: "", "aria-label": "Скачать фото" }, icon("download")),
    button("Закрыть", "close", () => dialog.close()),
  ];
}
