/** The whole page: which columns are on the screen, and what reaches them. */

import * as api from "./api.js";
import { askNewPerson, choosePerson } from "./choose.js";
import { Column } from "./column.js";
import { el, reconcile } from "./dom.js";
import { attempt, showAlert, toast } from "./overlays.js";
import { chatTitle } from "./people.js";
import { Presses } from "./presses.js";
import { Rail } from "./rail.js";

const FIRST_PEOPLE = 4;
const NARROW = matchMedia("(max-width: 700px)");

export class Page {
  presses = new Presses();
  #columns = new Map();
  #dirty = new Set();
  #everything = false;
  #scheduled = false;
  #current = null;

  constructor({ store, settings, unread, railElement, columnsElement }) {
    Object.assign(this, { store, settings, unread, columnsElement });
    this.rail = new Rail(railElement, this);
    store.onChange((change) => this.#heard(change));
    settings.onChange((name) => (name === "read" ? this.#schedule() : this.#redrawAll()));
    document.addEventListener("visibilitychange", () => this.#redrawAll());
    NARROW.addEventListener("change", () => this.#placeColumns());
  }

  #heard(change) {
    const column = this.#columns.get(change.chatId);
    if (change.kind === "state" || change.kind === "person") this.#everything = true;
    else if (change.kind === "chat_action") column?.showAction(change.action);
    else if (change.kind === "callback_answer") this.#answer(change);
    else this.#dirty.add(change.chatId);
    if (change.kind === "message" && change.message.from?.is_bot) column?.endAction();
    this.#schedule();
  }

  #redrawAll() {
    this.#everything = true;
    this.#schedule();
  }

  /** Many events of one moment are drawn together. */
  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#draw();
    });
  }

  #draw() {
    this.#placeColumns();
    for (const [id, column] of this.#columns) {
      if (!column.element.isConnected) continue;
      if (this.#everything || this.#dirty.has(id)) column.update();
      column.updateBadge();
    }
    this.#dirty.clear();
    this.#everything = false;
    this.rail.update();
  }

  /** The ids of the chats on the screen: those chosen before, or the first people and the first group. */
  #chosen() {
    const chats = this.store.chatsInOrder();
    const saved = this.settings.get("columns");
    if (saved) return chats.map(({ id }) => id).filter((id) => saved.includes(id));
    const people = chats.filter(({ type }) => type === "private").slice(0, FIRST_PEOPLE);
    return [...people, ...chats.filter(({ type }) => type !== "private").slice(0, 1)].map(({ id }) => id);
  }

  isShown(id) {
    return NARROW.matches ? this.#current === id : this.#chosen().includes(id);
  }

  #placeColumns() {
    if (NARROW.matches && !this.store.chats.has(this.#current)) this.#current = null;
    document.body.classList.toggle("in-chat", this.#current !== null);
    const ids = NARROW.matches ? [this.#current].filter((id) => id !== null) : this.#chosen();
    const fresh = ids.filter((id) => !this.#columns.get(id)?.element.isConnected);
    reconcile(
      this.columnsElement,
      ids.length
        ? ids.map((id) => ({ key: id, stamp: [], build: () => this.#column(id).element }))
        : [this.#emptyPlace()],
    );
    for (const id of fresh) {
      this.#column(id).update();
      this.#column(id).shown();
    }
  }

  /** What stands where no column is: an invitation to add the first person, or to choose from the list. */
  #emptyPlace() {
    const nobody = this.store.loaded && this.store.chats.size === 0;
    const add = () => askNewPerson(this.store, ({ id }) => this.show(id));
    const invitation = [
      el("h2", {}, "Здесь пока никого нет"),
      el("p", {}, "Добавьте людей и группы — и пишите боту от их имени, как с их телефонов."),
      el(
        "button",
        { type: "button", class: "primary", "data-testid": "first-person", onclick: add },
        "Добавить человека",
      ),
    ];
    const choose = this.store.chats.size > 0 && el("p", {}, "Выберите людей и группы в списке слева.");
    const build = () =>
      el("div", { class: "nothing" }, el("img", { src: "/page/icon.svg", alt: "" }), nobody ? invitation : choose);
    return { key: "nothing", stamp: [nobody, Boolean(choose)], build };
  }

  #column(id) {
    if (!this.#columns.has(id)) this.#columns.set(id, new Column(id, this));
    return this.#columns.get(id);
  }

  /** Brings a chat to the screen and points at it. */
  show(id) {
    this.#current = id;
    if (!this.#chosen().includes(id)) this.settings.set("columns", [...this.#chosen(), id]);
    this.#draw();
    this.#columns.get(id)?.flash();
  }

  hide(id) {
    this.settings.set(
      "columns",
      this.#chosen().filter((other) => other !== id),
    );
    this.back();
  }

  /** A press in the list: hides a column that is in sight, brings any other one there. */
  toggle(id) {
    if (this.isShown(id) && this.#inSight(this.#column(id).element)) this.hide(id);
    else this.show(id);
  }

  #inSight(element) {
    const [box, frame] = [element.getBoundingClientRect(), this.columnsElement.getBoundingClientRect()];
    return box.left >= frame.left - 1 && box.right <= frame.right + 1;
  }

  /** Narrow window: from the chat to the list. */
  back() {
    this.#current = null;
    this.#redrawAll();
  }

  #answer(change) {
    const place = this.presses.answered(change);
    if (!change.text) return;
    const column = this.#columns.get(place);
    const person = this.store.chats.get(change.user_id);
    if (change.show_alert) showAlert(person ? chatTitle(person, this.store) : this.store.bot.first_name, change.text);
    else if (column?.element.isConnected) column.toast(change.text);
    else toast(change.text);
  }

  /** Opens links to our own bot here: true when the link was one. */
  openLink(url) {
    const payload = this.#startPayload(url);
    if (payload === null) return false;
    choosePerson("Открыть как…", [...this.store.people.values()], async (person) => {
      if (await attempt(() => api.start(person.id, payload))) this.show(person.id);
    });
    return true;
  }

  /** The payload of `https://t.me/<bot>?start=…` or `tg://resolve?domain=<bot>&start=…`, null for any other link. */
  #startPayload(url) {
    const { protocol, hostname, pathname, searchParams } = new URL(url);
    const username = protocol === "tg:" ? searchParams.get("domain") : hostname === "t.me" ? pathname.slice(1) : null;
    if (username?.toLowerCase() !== this.store.bot.username?.toLowerCase()) return null;
    return searchParams.get("start") ?? "";
  }
}
