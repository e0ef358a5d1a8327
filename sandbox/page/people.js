/** Names, initials and colours of people, chats and the bot. */

import { el } from "./dom.js";

const COLOURS = 8;

/** «Полякова Вера» for a person, a user of the Bot API, or the bot. */
export function personName(person) {
  return [person.last_name, person.first_name].filter(Boolean).join(" ") || person.username || String(person.id);
}

/** «Полякова В.А.»: fits a narrow column. */
export function shortName(person) {
  if (!person.last_name) return personName(person);
  const letters = (person.first_name ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${word[0]}.`);
  return [person.last_name, letters.join("")].filter(Boolean).join(" ");
}

/** The title of a chat; a private chat carries its person's name. */
export function chatTitle(chat, store) {
  const person = chat.type === "private" ? store.people.get(chat.id) : null;
  return person ? personName(person) : chat.title || String(chat.id);
}

/** A short name that fits under a small circle: the surname, or the first word of a title. */
export function shortTitle(chat, store) {
  const person = chat.type === "private" ? store.people.get(chat.id) : null;
  return person?.last_name || chatTitle(chat, store).split(" ")[0];
}

function initials(name) {
  const words = name.split(/[\s.]+/).filter((word) => /[\p{L}\p{N}]/u.test(word[0] ?? ""));
  return words
    .slice(0, 2)
    .map((word) => [...word][0].toUpperCase())
    .join("");
}

/** The name of the colour of a person, a chat or a bot: stays the same for an id. */
export function colourOf({ id, is_bot: isBot }) {
  if (isBot) return "bot";
  // Groups have negative ids: shifted, so that -1001 does not look like 1001.
  return String(Math.abs(id < 0 ? id - 3 : id) % COLOURS);
}

/** The circle with the initials of `name` in the colour of `who`. */
export function avatar(who, name) {
  return el("span", { class: `avatar colour-${colourOf(who)}`, "aria-hidden": "true" }, initials(name) || "?");
}

const GROUP_KINDS = { group: "группа", supergroup: "группа", channel: "канал" };

/** «группа, 3 человека» */
export function groupNote(chat) {
  const count = chat.members?.length ?? 0;
  return `${GROUP_KINDS[chat.type] ?? chat.type}, ${count} ${plural(count, "человек", "человека", "человек")}`;
}

/** The form of a Russian noun after a whole number. */
export function plural(count, one, few, many) {
  const tens = count % 100;
  const units = count % 10;
  if (tens > 10 && tens < 20) return many;
  if (units === 1) return one;
  return units > 1 && units < 5 ? few : many;
}

const KINDS = [
  ["photo", "Фото"],
  ["video", "Видео"],
  ["animation", "Анимация"],
  ["voice", "Голосовое сообщение"],
  ["audio", "Аудио"],
  ["rich_message", "Сообщение с таблицей"],
  ["contact", "Контакт"],
  ["location", "Место на карте"],
  ["poll", "Опрос"],
  ["sticker", "Стикер"],
];

/** One line that stands for a message in a list or a quote. */
export function preview(message) {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 160);
  if (message.document) return message.document.file_name ?? "Файл";
  return KINDS.find(([field]) => message[field])?.[1] ?? serviceText(message) ?? "Сообщение";
}

function excerpt(words) {
  return words.length > 50 ? `${words.slice(0, 50).trimEnd()}…` : words;
}

const SERVICE = {
  new_chat_members: (message) => `В чате теперь: ${message.new_chat_members.map(personName).join(", ")}`,
  left_chat_member: (message) => `Чат покинул(а): ${personName(message.left_chat_member)}`,
  new_chat_title: (message) => `Новое название: «${message.new_chat_title}»`,
  new_chat_photo: () => "Новая фотография чата",
  delete_chat_photo: () => "Фотография чата убрана",
  group_chat_created: () => "Группа создана",
  supergroup_chat_created: () => "Группа создана",
  channel_chat_created: () => "Канал создан",
  migrate_to_chat_id: () => "Группа стала супергруппой",
  migrate_from_chat_id: () => "Группа стала супергруппой",
  pinned_message: (message) => `Закреплено: «${excerpt(preview(message.pinned_message))}»`,
  forum_topic_created: (message) => `Создана тема «${message.forum_topic_created.name}»`,
};

/** The sentence of a service message, or null when the message is an ordinary one. */
export function serviceText(message) {
  const field = Object.keys(SERVICE).find((name) => message[name]);
  return field ? SERVICE[field](message) : null;
}
