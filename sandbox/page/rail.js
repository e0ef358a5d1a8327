/** The list of all people and groups: which columns are on the screen, and where something is new. */

import { askNewGroup, askNewPerson } from "./choose.js";
import { el, fill, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./overlays.js";
import { avatar, chatTitle, groupNote, preview, shortName, shortTitle } from "./people.js";
import { listTime } from "./time.js";

const SHOWN = 80;
const SEARCH_FROM = 12;

export class Rail {
  /** `page` is the whole page: {store, settings, unread, isShown(id), toggle(id), show(id)}. */
  constructor(element, page) {
    this.page = page;
    this.element = element;
    this.search = el("input", {
      type: "search",
      placeholder: "Найти",
      "aria-label": "Найти человека или группу",
      "data-testid": "rail-search",
    });
    this.searchRow = el("div", { class: "rail-search" }, icon("search"), this.search);
    this.list = el("div", { class: "rail-list" });
    this.rest = el("p", { class: "rail-rest" });
    this.add = el(
      "button",
      { type: "button", class: "rail-add", "aria-haspopup": "menu", "data-testid": "rail-add" },
      icon("plus"),
      el("span", {}, "Добавить"),
    );
    this.search.addEventListener("input", () => this.update());
    this.add.addEventListener("click", () => this.#offerToAdd());
    element.append(this.searchRow, this.list, this.rest, this.add);
  }

  update() {
    const { store } = this.page;
    const all = store.chatsInOrder();
    const wanted = this.search.value.trim().toLowerCase();
    const found = wanted ? all.filter((chat) => chatTitle(chat, store).toLowerCase().includes(wanted)) : all;
    this.searchRow.hidden = all.length < SEARCH_FROM;
    reconcile(
      this.list,
      found.slice(0, SHOWN).map((chat) => this.#row(chat)),
    );
    const rest = found.length - SHOWN;
    fill(
      this.rest,
      rest > 0
        ? `и ещё ${rest}: уточните поиск`
        : all.length
          ? null
          : "Здесь пока никого нет. Добавьте первого человека.",
    );
  }

  #row(chat) {
    const { store, unread, settings } = this.page;
    const last = store.lastMessage(chat.id);
    const seen = {
      title: chatTitle(chat, store),
      name: this.#name(chat),
      short: shortTitle(chat, store),
      words: last ? preview(last) : this.#silence(chat),
      time: last ? listTime(last.date, store.now(), settings.get("zone")) : "",
      count: unread.count(chat.id),
      shown: this.page.isShown(chat.id),
    };
    return { key: chat.id, stamp: Object.values(seen), build: () => this.#button(chat, seen) };
  }

  #name(chat) {
    const person = this.page.store.people.get(chat.id);
    return person ? shortName(person) : chatTitle(chat, this.page.store);
  }

  #silence(chat) {
    if (chat.type !== "private") return groupNote(chat);
    return this.page.store.people.get(chat.id)?.note || "бот не запущен";
  }

  #button(chat, { title, name, short, words, time, count, shown }) {
    const badge = count > 0 && el("span", { class: "badge" }, count > 99 ? "99+" : String(count));
    return el(
      "button",
      {
        type: "button",
        class: "rail-row",
        title,
        "aria-pressed": String(shown),
        "aria-label": count ? `${title}, непрочитанных: ${count}` : title,
        "data-testid": `rail-${chat.id}`,
        onclick: () => this.page.toggle(chat.id),
      },
      el("span", { class: "rail-face" }, avatar(chat, title), badge),
      el("span", { class: "rail-short" }, short),
      el(
        "span",
        { class: "rail-words" },
        el("span", { class: "rail-line" }, el("strong", {}, name), el("time", {}, time)),
        el(
          "span",
          { class: "rail-line" },
          el("span", { class: "rail-preview" }, words),
          badge && badge.cloneNode(true),
        ),
      ),
    );
  }

  #offerToAdd() {
    const { store } = this.page;
    const shown = ({ id }) => this.page.show(id);
    openMenu(
      this.add,
      [
        { text: "Человека", icon: "person", run: () => askNewPerson(store, shown) },
        { text: "Группу", icon: "group", run: () => askNewGroup(store, shown) },
      ],
      "Кого добавить",
    );
  }
}
