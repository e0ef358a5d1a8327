/** What lies over the page: toasts, alerts, menus and questions. */

import { SandboxError } from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

const TOAST_MS = 4_500;

/** A line that goes by itself; in a column when `place` is one, otherwise over the page. */
export function toast(text, { place = document.getElementById("toasts"), wrong = false } = {}) {
  const note = el("div", { class: wrong ? "toast wrong" : "toast", role: "status", "data-testid": "toast" }, text);
  place.append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Runs an action of the person and says aloud when the sandbox refused it. Resolves to its result or undefined. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    toast(error.message, { wrong: true });
    return undefined;
  }
}

/** A dialog with a title. `build(close)` makes its content; `close` takes it away. */
export function openDialog(title, build, testid) {
  const dialog = el("dialog", { class: "dialog", "aria-label": title, "data-testid": testid });
  const close = () => dialog.close();
  const cross = el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Закрыть", onclick: close },
    icon("close"),
  );
  dialog.append(el("div", { class: "dialog-head" }, el("h2", {}, title), cross), build(close));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** The modal answer to a button press (`show_alert`). */
export function showAlert(title, text) {
  openDialog(
    title,
    (close) =>
      el(
        "div",
        { class: "dialog-body" },
        el("p", { class: "alert-text" }, text),
        el(
          "div",
          { class: "dialog-foot" },
          el("button", { type: "button", class: "primary", autofocus: true, onclick: close }, "Понятно"),
        ),
      ),
    "alert",
  );
}

/**
 * A menu of {text, note, icon, danger, run} beside `anchor`, an element or a point {x, y}. Arrow keys move,
 * Esc closes and gives the focus back.
 */
export function openMenu(anchor, items, label) {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0);
  const menu = el(
    "div",
    { class: "menu", role: "menu", "aria-label": label, popover: "auto" },
    ...items.map((item) => menuItem(item, () => menu.hidePopover())),
  );
  menu.addEventListener("keydown", (event) => moveInside(menu, event));
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, box);
  menu.querySelector("button")?.focus();
}

function menuItem(item, close) {
  const choose = () => {
    close();
    item.run();
  };
  return el(
    "button",
    { type: "button", role: "menuitem", class: item.danger ? "danger" : null, onclick: choose },
    item.icon && icon(item.icon),
    el(
      "span",
      { class: "menu-words" },
      el("span", {}, item.text),
      item.note && el("span", { class: "menu-note" }, item.note),
    ),
  );
}

function place(menu, box) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + 6 + height <= innerHeight;
  const top = below ? box.bottom + 6 : box.top - height - 6;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
}

function moveInside(menu, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll("button")];
  const next = buttons.indexOf(document.activeElement) + step;
  buttons[(next + buttons.length) % buttons.length].focus();
}

/** A field with its label above it. */
export function field(label, control) {
  return el("label", { class: "field" }, el("span", {}, label), control);
}
