/** One phone: the header, the feed and the writing line of one chat. */

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { safeUrl } from "./entities.js";
import { Feed } from "./feed.js";
import { icon } from "./icons.js";
import { attempt, openMenu, toast } from "./overlays.js";
import { avatar, chatTitle, groupNote, shortName } from "./people.js";
import { drawPinned, pinnedBar } from "./pinned.js";
import { isEphemeral } from "./store.js";
import { moment } from "./time.js";

const ACTION_MS = 5_000;
const ACTIONS = {
  typing: "печатает",
  upload_photo: "отправляет фото",
  upload_document: "отправляет документ",
  upload_video: "отправляет видео",
};

export class Column {
  #actionTimer = null;

  /** `page` is the whole page: {store, settings, unread, presses, openLink, show, hide, back}. */
  constructor(chatId, page) {
    this.chatId = chatId;
    this.page = page;
    const { store, settings, unread } = page;
    const viewer = () => this.viewer();
    const shared = { chatId, store, settings, viewer };
    this.feed = new Feed({ ...shared, unread, actions: this.#actions() });
    this.composer = new Composer({
      ...shared,
      writers: () => this.#writers(),
      writerChanged: (id) => this.#setWriter(id),
    });
    this.header = el("header", { class: "column-head" });
    this.note = el("span", { class: "column-note" });
    this.badge = el("span", { class: "badge" });
    this.pinned = pinnedBar();
    this.drop = el(
      "div",
      { class: "drop-target", "aria-hidden": "true" },
      icon("attach"),
      "Отпустите, чтобы прикрепить",
    );
    this.toasts = el("div", { class: "column-toasts", "aria-live": "polite" });
    this.element = el(
      "section",
      { class: "column", "data-testid": `column-${chatId}` },
      this.header,
      this.pinned,
      this.feed.element,
      this.composer.element,
      this.toasts,
      this.drop,
    );
    this.#acceptDrops();
  }

  get #chat() {
    return this.page.store.chats.get(this.chatId);
  }

  #writers() {
    if (this.#chat.type === "private") return [];
    return (this.#chat.members ?? []).map((id) => this.page.store.people.get(id)).filter(Boolean);
  }

  /** The id of the person whose phone this is; in a group the chosen one of its people. */
  viewer() {
    if (this.#chat.type === "private") return this.chatId;
    const ids = this.#writers().map(({ id }) => id);
    const chosen = this.page.settings.get("writers")[this.chatId];
    return ids.includes(chosen) ? chosen : ids[0];
  }

  #setWriter(id) {
    const { settings } = this.page;
    settings.set("writers", { ...settings.get("writers"), [this.chatId]: id });
    this.update();
  }

  update() {
    this.#drawHeader();
    drawPinned(this.pinned, this.#chat, this.page.store, (id) => this.feed.show(id));
    this.feed.update();
    this.composer.update();
  }

  updateBadge() {
    const count = this.page.unread.count(this.chatId);
    fill(this.badge, count ? String(count) : null);
  }

  #drawHeader() {
    const person = this.page.store.people.get(this.chatId);
    const personTitle = chatTitle(this.#chat, this.page.store);
    const title = person ? shortName(person) : personTitle;
    this.element.setAttribute("aria-label", personTitle);
    if (!this.#actionTimer) this.note.textContent = this.#noteText();
    if (this.header.dataset.title === title) return;
    this.header.dataset.title = title;
    const more = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "Действия с чатом",
        "aria-haspopup": "menu",
        "data-testid": `menu-${this.chatId}`,
      },
      icon("more"),
    );
    more.addEventListener("click", () => openMenu(more, this.#menu(), "Действия с чатом"));
    fill(
      this.header,
      el(
        "button",
        { type: "button", class: "icon-button back", "aria-label": "К списку", onclick: () => this.page.back() },
        icon("back"),
      ),
      avatar(this.#chat, personTitle),
      el("div", { class: "column-words" }, el("h2", { title: personTitle }, title), this.note),
      this.badge,
      more,
    );
  }

  #noteText() {
    if (this.#chat.type !== "private") return groupNote(this.#chat);
    const note = this.page.store.people.get(this.chatId)?.note;
    if (this.#chat.blocked) return "бот заблокирован";
    return note || `чат с ботом «${this.page.store.bot.first_name}»`;
  }

  #menu() {
    const hide = { text: "Убрать с экрана", icon: "hide", run: () => this.page.hide(this.chatId) };
    if (this.#chat.type !== "private") {
      const { bot } = this.#chat;
      const words = bot ? "Убрать бота из чата" : "Добавить бота в чат";
      return [
        {
          text: words,
          icon: bot ? "block" : "plus",
          danger: bot,
          run: () => attempt(() => api.join(this.chatId, !bot)),
        },
        hide,
      ];
    }
    const { blocked } = this.#chat;
    return [
      { text: "Отправить /start", icon: "send", run: () => attempt(() => api.start(this.chatId, "")) },
      {
        text: blocked ? "Разблокировать бота" : "Заблокировать бота",
        icon: "block",
        danger: !blocked,
        run: () => attempt(() => api.block(this.chatId, !blocked)),
      },
      hide,
    ];
  }

  /** What a message in this column can do; see `bubble.js`, `entities.js` and `keyboard.js`. */
  #actions() {
    const { page, chatId } = this;
    return {
      openLink: (url) => page.openLink(url),
      openUrl: (url) => this.#openUrl(url),
      sendCommand: (text) => this.composer.sendText(text),
      openPerson: (user) => page.store.chats.has(user.id) && page.show(user.id),
      press: (message, data) => page.presses.press(this.viewer(), message, data),
      copy: (text) => this.#copy(text),
      refuse: (text) => this.toast(text),
      moment: (unix, format) => moment(unix, format, page.settings.get("zone")),
      showMessage: (id) => this.feed.show(id) || this.toast("Этого сообщения здесь больше нет"),
      reply: (message) => this.composer.startReply(message),
      openMenu: (item, anchor) => openMenu(anchor, this.#messageMenu(item, chatId), "Действия с сообщением"),
    };
  }

  #messageMenu(item, chatId) {
    const head = item.messages[0];
    const words = item.messages.map(({ text, caption }) => text ?? caption).find(Boolean);
    const removeAll = async () => {
      for (const { message_id: id } of item.messages) await api.remove(chatId, id);
    };
    return [
      { text: "Ответить", icon: "reply", run: () => this.composer.startReply(head) },
      item.own &&
        head.text !== undefined && { text: "Изменить", icon: "edit", run: () => this.composer.startEdit(head) },
      words && { text: "Скопировать текст", icon: "copy", run: () => this.#copy(words) },
      !isEphemeral(head) && { text: "Удалить", icon: "trash", danger: true, run: () => attempt(removeAll) },
    ].filter(Boolean);
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.toast("Скопировано");
    } catch {
      // No clipboard without HTTPS (unless on this computer), or the person forbade it.
      this.toast("Браузер не дал скопировать");
    }
  }

  #openUrl(url) {
    const safe = safeUrl(url);
    if (!safe) this.toast("Такую ссылку песочница не открывает");
    else if (!this.page.openLink(safe)) window.open(safe, "_blank", "noopener");
  }

  toast(text) {
    toast(text, { place: this.toasts });
  }

  /** Shows for a few seconds that the bot is at work. */
  showAction(action) {
    clearTimeout(this.#actionTimer);
    this.#actionTimer = setTimeout(() => this.endAction(), ACTION_MS);
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    fill(
      this.note,
      el("span", { class: "at-work" }, `${this.page.store.bot.first_name} ${ACTIONS[action] ?? ACTIONS.typing}`, dots),
    );
  }

  endAction() {
    clearTimeout(this.#actionTimer);
    this.#actionTimer = null;
    this.note.textContent = this.#noteText();
  }

  /** The column came to the screen. */
  shown() {
    this.feed.shown();
    this.composer.update();
  }

  flash() {
    this.element.scrollIntoView({ behavior: "smooth", inline: "nearest", block: "nearest" });
    this.element.animate([{ outline: "3px solid var(--accent)" }, { outline: "3px solid transparent" }], 900);
  }

  #acceptDrops() {
    let depth = 0;
    const mark = (change) => {
      depth = Math.max(0, depth + change);
      this.element.classList.toggle("dropping", depth > 0);
    };
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    this.element.addEventListener("dragenter", (event) => carriesFiles(event) && mark(1));
    this.element.addEventListener("dragleave", (event) => carriesFiles(event) && mark(-1));
    this.element.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
    this.element.addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(-depth);
      this.composer.files.add(event.dataTransfer.files);
    });
  }
}
