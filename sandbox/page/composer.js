/** The line at the bottom of a column: words, files, a reply, an edit, the commands. */

import * as api from "./api.js";
import { Attachments } from "./attachments.js";
import { authorName } from "./bubble.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { replyKeyboard } from "./keyboard.js";
import { attempt, openMenu, toast } from "./overlays.js";
import { avatar, personName, preview, shortName } from "./people.js";
import { isEphemeral } from "./store.js";

const TALLEST = 160;

export class Composer {
  #reply = null;
  #edited = null;
  #sending = Promise.resolve();
  #drawnWriter = "";
  #drawnKeys = null;

  /** `context` is {chatId, store, settings, viewer(), writers(), writerChanged(id)}. */
  constructor(context) {
    this.context = context;
    const { chatId } = context;
    this.files = new Attachments(() => this.#refresh());
    this.above = el("div", { class: "composer-above" });
    this.input = el("textarea", {
      rows: "1",
      placeholder: "Сообщение",
      "aria-label": "Сообщение",
      "data-testid": `input-${chatId}`,
    });
    this.sendButton = el("button", { type: "submit", class: "send", "data-testid": `send-${chatId}` }, icon("send"));
    this.picker = el("input", {
      type: "file",
      multiple: true,
      class: "visually-hidden",
      "data-testid": `attach-${chatId}`,
      "aria-label": "Прикрепить файлы",
    });
    this.commandsButton = el(
      "button",
      {
        type: "button",
        class: "icon-button slash",
        "aria-label": "Команды бота",
        "data-testid": `commands-${chatId}`,
        "aria-haspopup": "menu",
      },
      "/",
    );
    this.writer = el("div", { class: "writer" });
    this.row = el(
      "div",
      { class: "composer-row" },
      this.writer,
      this.commandsButton,
      el("label", { class: "icon-button attach", title: "Прикрепить файлы" }, this.picker, icon("attach")),
      this.input,
      this.sendButton,
    );
    this.keys = el("div", { class: "reply-keyboard", hidden: true });
    this.single = el("button", { type: "button", class: "big-button", hidden: true });
    this.element = el("form", { class: "composer" }, this.above, this.files.element, this.row, this.keys, this.single);
    this.#listen();
  }

  #listen() {
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => this.#refresh());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (!files.length) return;
      event.preventDefault();
      this.files.add(files);
    });
    this.picker.addEventListener("change", () => {
      this.files.add(this.picker.files);
      this.picker.value = "";
      this.input.focus();
    });
    this.commandsButton.addEventListener("click", () => this.#openCommands());
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.#reply || this.#edited)) {
      this.#dropMode();
    } else if (event.key === "ArrowUp" && this.input.value === "") {
      event.preventDefault();
      this.#editLast();
    }
  }

  #editLast() {
    const { store, chatId, viewer } = this.context;
    const mine = store.messages(chatId).filter(({ from, text }) => from?.id === viewer() && text !== undefined);
    if (mine.length) this.startEdit(mine.at(-1));
  }

  startReply(message) {
    this.#edited = null;
    this.#reply = message;
    this.#refresh();
    this.input.focus();
  }

  startEdit(message) {
    this.#reply = null;
    this.#edited = message;
    this.input.value = message.text;
    this.#refresh();
    this.input.focus();
  }

  #dropMode() {
    if (this.#edited) this.input.value = "";
    this.#reply = this.#edited = null;
    this.#refresh();
  }

  #openCommands() {
    const commands = this.context.store.chats.get(this.context.chatId).commands ?? [];
    const items = commands.map(({ command, description }) => ({
      text: `/${command}`,
      note: description,
      run: () => this.sendText(`/${command}`),
    }));
    openMenu(this.commandsButton, items, "Команды бота");
  }

  /** Sends a text as it is, past the field. */
  sendText(text) {
    return this.#queue([{ text, as: undefined, files: [] }], null);
  }

  /** Sends what is written and attached, or saves the edit. A refused message comes back into the field. */
  async submit() {
    const text = this.input.value.trim();
    const [edited, reply] = [this.#edited, this.#reply];
    if (edited) {
      if (text && (await this.#saveEdit(edited, text))) this.#dropMode();
      return;
    }
    const batches = this.files.batches();
    if (!text && !batches.length) return;
    const letters = batches.length
      ? batches.map((batch, index) => ({ ...batch, text: index ? "" : text }))
      : [{ text, files: [] }];
    this.input.value = "";
    this.#reply = null;
    this.files.clear();
    this.#takeBack(await this.#queue(letters, reply));
  }

  /** What the sandbox refused stands in the field again, unless something new was begun there. */
  #takeBack(letters) {
    if (letters.length && this.input.value === "") this.input.value = letters[0].text;
    this.files.add(letters.flatMap(({ files }) => files));
    this.#refresh();
  }

  #saveEdit(message, text) {
    if (text === message.text) return true;
    const body = { user_id: this.context.viewer(), chat_id: this.context.chatId, message_id: message.message_id, text };
    return attempt(() => api.edit(body));
  }

  /** One after another, so that quick messages keep their order. Resolves to the letters that did not go. */
  #queue(letters, reply) {
    const { chatId, viewer } = this.context;
    const userId = viewer();
    const run = async () => {
      for (const [index, { text, as, files }] of letters.entries()) {
        const answered = index === 0 ? reply?.message_id : undefined;
        const letter = { user_id: userId, chat_id: chatId, text, as, reply_to_message_id: answered };
        if (index === 0 && reply && isEphemeral(reply)) {
          delete letter.reply_to_message_id;
          letter.reply_to_ephemeral_message_id = reply.ephemeral_message_id;
        }
        if (!(await attempt(() => api.send(letter, files)))) return letters.slice(index);
      }
      return [];
    };
    this.#sending = this.#sending.then(run);
    return this.#sending;
  }

  /** Draws the line anew after the chat, its people or its messages changed. */
  update() {
    this.#drawWriter();
    this.#refresh();
  }

  #refresh() {
    const chat = this.context.store.chats.get(this.context.chatId);
    this.#drawSingle(chat);
    this.#drawKeys(chat);
    this.#drawAbove();
    this.commandsButton.hidden = !chat.commands?.length || this.input.value !== "";
    this.sendButton.setAttribute("aria-label", this.#edited ? "Сохранить" : "Отправить");
    fill(this.sendButton, icon(this.#edited ? "done" : "send"));
    this.sendButton.classList.toggle("ready", this.input.value.trim() !== "" || !this.files.empty);
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, TALLEST)}px`;
  }

  /** The one big button of a chat where nothing can be written: not begun, blocked, or without people. */
  #drawSingle(chat) {
    const state = this.#singleState(chat);
    this.row.hidden = Boolean(state);
    this.single.hidden = !state;
    if (!state) return;
    this.single.textContent = state.text;
    this.single.disabled = !state.run;
    this.single.dataset.testid = `${state.hook}-${chat.id}`;
    this.single.onclick = () => attempt(state.run);
  }

  #singleState(chat) {
    if (chat.type !== "private") return chat.members?.length ? null : { text: "В группе нет людей", hook: "nobody" };
    if (chat.blocked) return { text: "Разблокировать бота", hook: "unblock", run: () => api.block(chat.id, false) };
    if (chat.started ?? this.context.store.lastMessage(chat.id)) return null;
    return { text: "Начать", hook: "start", run: () => api.start(chat.id, "") };
  }

  #drawAbove() {
    const message = this.#edited ?? this.#reply;
    if (!message) {
      fill(this.above);
      return;
    }
    const title = this.#edited ? "Изменение сообщения" : `В ответ: ${authorName(message)}`;
    const drop = el(
      "button",
      { type: "button", class: "icon-button", "aria-label": "Отменить", onclick: () => this.#dropMode() },
      icon("close"),
    );
    const words = el(
      "div",
      { class: "quoted-words" },
      el("span", { class: "quoted-name" }, title),
      el("span", { class: "quoted-text" }, preview(message)),
    );
    fill(this.above, el("div", { class: "composer-quote" }, icon(this.#edited ? "edit" : "reply"), words, drop));
  }

  #drawKeys(chat) {
    const markup = chat.reply_keyboard;
    this.keys.hidden = !markup || this.row.hidden;
    if (this.#drawnKeys === markup) return;
    this.#drawnKeys = markup;
    fill(this.keys, markup && replyKeyboard(markup, (text) => this.sendText(text), toast));
  }

  /** In a group: whose phone this is. */
  #drawWriter() {
    const { writers, viewer, writerChanged, chatId } = this.context;
    const people = writers();
    this.writer.hidden = people.length === 0;
    // An open list of people must not be replaced under the hand by every message that arrives.
    const drawn = JSON.stringify([people, viewer()]);
    if (!people.length || this.#drawnWriter === drawn) return;
    this.#drawnWriter = drawn;
    const select = el("select", { "aria-label": "Кто пишет", "data-testid": `writer-${chatId}`, title: "Кто пишет" });
    select.append(...people.map((person) => el("option", { value: person.id }, personName(person))));
    select.value = String(viewer());
    select.addEventListener("change", () => writerChanged(Number(select.value)));
    const current = people.find(({ id }) => id === viewer());
    this.input.placeholder = `Пишет ${shortName(current)}`;
    fill(this.writer, avatar(current, personName(current)), icon("down"), select);
  }
}
