/** The line under the header that names the message pinned last. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { preview } from "./people.js";

/** Fills `bar` for a chat; a press scrolls to the message by `showMessage(id)`. */
export function drawPinned(bar, chat, store, showMessage) {
  const id = chat.pinned?.at(-1);
  const message = id === undefined ? null : store.message(chat.id, id);
  bar.hidden = !message;
  if (!message) return;
  bar.onclick = () => showMessage(id);
  fill(
    bar,
    icon("pin"),
    el(
      "span",
      { class: "quoted-words" },
      el("span", { class: "quoted-name" }, "Закреплено"),
      el("span", { class: "quoted-text" }, preview(message)),
    ),
  );
}

/** The empty line, see `drawPinned`. */
export function pinnedBar() {
  return el("button", { type: "button", class: "pinned", hidden: true });
}
