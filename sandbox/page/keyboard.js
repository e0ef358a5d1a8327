/** Inline keyboards, and which of their buttons wait for the bot's answer. */

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { keyOf as messageKey } from "./store.js";

// Telegram's clients stop waiting after a while too: an answer that never comes must not leave a spinner for ever.
const LONGEST_WAIT_MS = 15_000;

const waiting = new Map();

const keyOf = (message, button) => `${message.chat.id}:${messageKey(message)}:${button.callback_data}`;

/** The rows of buttons under a bubble, or null. */
export function keyboardOf(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return el(
    "div",
    { class: "keyboard" },
    ...rows.map((row) =>
      el("div", { class: "keyboard-row" }, ...row.map((button) => inlineButton(message, button, actions))),
    ),
  );
}

/** One button: a callback goes to the bot, a link opens, a text is copied. */
export function inlineButton(message, button, actions) {
  const key = keyOf(message, button);
  const classes = ["inline-button", button.style && `style-${button.style}`, waiting.has(key) && "waiting"];
  const mark = button.url ? icon("link") : button.copy_text ? icon("copy") : null;
  return el(
    "button",
    {
      type: "button",
      class: classes.filter(Boolean).join(" "),
      dataset: { key },
      disabled: Boolean(button.disabled),
      onclick: () => pressed(message, button, actions),
    },
    el("span", { class: "inline-label" }, buttonText(button.text)),
    mark,
  );
}

function buttonText(text) {
  if (Array.isArray(text)) return text.map(buttonText).join("");
  return typeof text === "object" ? buttonText(text.text ?? text.alternative_text ?? "") : text;
}

function pressed(message, button, actions) {
  if (button.callback_data !== undefined) actions.press(message, button.callback_data);
  else if (button.url) actions.openUrl(button.url);
  else if (button.copy_text) actions.copy(button.copy_text.text);
  else actions.refuse("Такую кнопку песочница не нажимает");
}

/** The keyboard that a bot puts in place of the ordinary one: a press sends the text of the button. */
export function replyKeyboard(markup, sendText, refuse) {
  const pressReply = (button) => {
    const text = typeof button === "string" ? button : button.text;
    const plain =
      typeof button === "string" ||
      !Object.keys(button).some((name) => name.startsWith("request_") || name === "web_app");
    if (plain) sendText(text);
    else refuse("Такую кнопку песочница не нажимает");
  };
  const key = (button) =>
    el("button", { type: "button", class: "reply-key", onclick: () => pressReply(button) }, button.text ?? button);
  return markup.keyboard.map((row) => el("div", { class: "keyboard-row" }, ...row.map(key)));
}

/** Shows that the bot owes an answer to this press. Call the result when the answer is there. */
export function startWaiting(message, data) {
  const key = keyOf(message, { callback_data: data });
  const finish = () => {
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    mark(key, false);
  };
  clearTimeout(waiting.get(key));
  waiting.set(key, setTimeout(finish, LONGEST_WAIT_MS));
  mark(key, true);
  return finish;
}

function mark(key, on) {
  for (const node of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) node.classList.toggle("waiting", on);
}
