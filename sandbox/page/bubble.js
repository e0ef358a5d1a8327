/** One message, or one album, as a person sees it. */

import { el } from "./dom.js";
import { formatted } from "./entities.js";
import { icon } from "./icons.js";
import { keyboardOf } from "./keyboard.js";
import { hasPicture, mediaOf } from "./media.js";
import { avatar, colourOf, personName, preview, serviceText, shortName } from "./people.js";
import { richMessage } from "./rich.js";
import { fileUrl } from "./api.js";
import { isEphemeral, keyOf } from "./store.js";
import { clockTime } from "./time.js";

/**
 * Builds the line of the feed for `item` = {messages, first, last, own, withSender}.
 * `actions` is what the column lets a message do, see `column.js`.
 */
export function bubbleLine(item, zone, actions) {
  const head = item.messages[0];
  const service = serviceText(head);
  if (service) return serviceLine(head, service);
  const classes = ["message", item.own ? "out" : "in", item.first && "first", item.last && "last"];
  const line = el(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      "data-testid": `message-${head.chat.id}-${keyOf(head)}`,
      dataset: { ids: item.messages.map(({ message_id: id }) => id).join(" ") },
      "aria-label": `${authorName(head)}, ${clockTime(head.date, zone)}`,
    },
    item.withSender && !item.own && senderCircle(head, item.last),
    el("div", { class: "message-body" }, bubble(item, zone, actions), keyboardOf(head, actions)),
    tools(item, actions),
  );
  listenForGestures(line, item, actions);
  return line;
}

function serviceLine(message, words) {
  const hook = `message-${message.chat.id}-${message.message_id}`;
  return el("div", { class: "service", "data-testid": hook, dataset: { ids: message.message_id } }, words);
}

function author(message) {
  return message.sender_chat ?? message.from ?? message.chat;
}

/** Who a message is from: a person, the bot, or the channel itself. */
export function authorName(message) {
  const who = author(message);
  return who.title ?? shortName(who);
}

/** The id of a message's author: tells runs of one author apart. */
export function authorId(message) {
  return author(message).id;
}

function senderCircle(message, shown) {
  if (!shown) return el("span", { class: "avatar-gap" });
  return avatar(author(message), authorName(message));
}

function bubble(item, zone, actions) {
  const head = item.messages[0];
  const spoken = item.messages.find(({ text, caption }) => text ?? caption);
  const words = wordsOf(spoken, actions);
  const media = mediaOf(item.messages);
  const rich = head.rich_message && richMessage(head.rich_message, head, actions);
  const unknown =
    !words &&
    !media &&
    !rich &&
    el("div", { class: "text unknown" }, `${preview(head)} (страница такое не показывает)`);
  const picture = hasPicture(item.messages);
  const classes = ["bubble", picture && "pictured", picture && !words && "bare", rich && "rich-bubble"];
  return el(
    "div",
    { class: classes.filter(Boolean).join(" ") },
    item.withSender &&
      !item.own &&
      item.first &&
      el("div", { class: `sender name-${colourOf(author(head))}` }, authorName(head)),
    head.forward_origin && el("div", { class: "forwarded" }, `Переслано: ${originName(head.forward_origin)}`),
    head.reply_to_message && quoted(head, actions),
    spoken?.show_caption_above_media ? [words, media] : [media, words],
    rich,
    unknown,
    corner(item, zone),
  );
}

function wordsOf(message, actions) {
  if (!message) return null;
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  return el("div", { class: "text" }, ...formatted(message.text ?? message.caption, entities, actions));
}

function originName(origin) {
  const who = origin.sender_user ?? origin.sender_chat ?? origin.chat;
  return who ? (who.title ?? personName(who)) : (origin.sender_user_name ?? "неизвестно");
}

function quoted(message, actions) {
  const source = message.reply_to_message;
  const thumb = source.photo && el("img", { src: fileUrl(source.photo[0].file_id), alt: "" });
  return el(
    "button",
    {
      type: "button",
      class: `quoted bar-${colourOf(author(source))}`,
      "aria-label": `Перейти к сообщению: ${preview(source)}`,
      onclick: () => actions.showMessage(source.message_id),
    },
    thumb,
    el(
      "span",
      { class: "quoted-words" },
      el("span", { class: "quoted-name" }, authorName(source)),
      el("span", { class: "quoted-text" }, message.quote?.text ?? preview(source)),
    ),
  );
}

function corner(item, zone) {
  const edited = item.messages.find(({ edit_date: moment }) => moment);
  return el(
    "span",
    { class: "corner" },
    isEphemeral(item.messages[0]) && el("span", { class: "edited" }, "видно только Вам "),
    edited && el("span", { class: "edited", title: `Изменено в ${clockTime(edited.edit_date, zone)}` }, "изменено "),
    el("time", {}, clockTime(item.messages[0].date, zone)),
    item.own && icon("done"),
  );
}

function tools(item, actions) {
  const head = item.messages[0];
  return el(
    "div",
    { class: "message-tools" },
    el(
      "button",
      { type: "button", "aria-label": "Ответить", title: "Ответить", onclick: () => actions.reply(head) },
      icon("reply"),
    ),
    el(
      "button",
      {
        type: "button",
        "aria-label": "Действия с сообщением",
        "aria-haspopup": "menu",
        onclick: (event) => actions.openMenu(item, event.currentTarget),
      },
      icon("more"),
    ),
  );
}

function listenForGestures(line, item, actions) {
  const onControl = (event) => event.target.closest("button, a, video, audio, details");
  line.addEventListener("dblclick", (event) => {
    if (onControl(event)) return;
    getSelection().removeAllRanges();
    actions.reply(item.messages[0]);
  });
  line.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, img, video") || !getSelection().isCollapsed) return;
    event.preventDefault();
    actions.openMenu(item, { x: event.clientX, y: event.clientY });
  });
}
