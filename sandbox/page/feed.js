/** The scrolling list of messages of one column. */

import { bubbleLine } from "./bubble.js";
import { el, fill, reconcile, vanish } from "./dom.js";
import { daysOf } from "./grouping.js";
import { icon } from "./icons.js";
import { shortDay } from "./time.js";

const PAGE = 120;
// How far from the end still counts as being at the end, in pixels.
const NEAR_END = 48;
const FLASH_MS = 1_400;
const DAY_SHOWN_MS = 1_200;

export class Feed {
  #limit = PAGE;
  #pinned = true;
  #drawn = false;
  #newest = 0;
  #scrollTop = 0;
  #dayTimer = null;
  #measured = "";

  /** `context` is {chatId, store, settings, unread, viewer(), actions}. */
  constructor(context) {
    this.context = context;
    this.list = el("div", { class: "feed-list" });
    this.scroller = el("div", { class: "feed", tabindex: "-1", role: "log", "aria-label": "Сообщения" }, this.list);
    this.badge = el("span", { class: "badge" });
    this.jump = el(
      "button",
      { type: "button", class: "jump", "aria-label": "К последнему сообщению", hidden: true },
      icon("down"),
      this.badge,
    );
    this.element = el("div", { class: "feed-frame" }, this.scroller, this.jump);
    this.jump.addEventListener("click", () =>
      this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: "smooth" }),
    );
    this.scroller.addEventListener("scroll", () => this.#scrolled());
    const keepEnd = new ResizeObserver(() => this.#pinned && this.#toEnd());
    keepEnd.observe(this.scroller);
    keepEnd.observe(this.list);
  }

  /** Draws what the store holds now. */
  update() {
    const { store, settings, chatId, viewer } = this.context;
    const chat = store.chats.get(chatId);
    const all = store.messages(chatId, viewer());
    const zone = settings.get("zone");
    const days = daysOf(all.slice(-this.#limit), chat, viewer(), zone);
    reconcile(
      this.list,
      days.map((day) => this.#daySection(day, zone)),
      vanish,
    );
    this.#followNewest(all.at(-1));
    this.#drawn = true;
  }

  #daySection(day, zone) {
    return {
      key: day.day,
      // Never equal to the one before: the section itself stays, its lines are compared one by one.
      stamp: [Symbol(day.day)],
      build: (known) => {
        const section = known ?? emptyDay(shortDay(day.moment, zone), day.day);
        reconcile(
          section.lastElementChild,
          day.items.map((item) => this.#line(item, zone)),
          vanish,
        );
        return section;
      },
    };
  }

  #line(item, zone) {
    return {
      key: item.key,
      stamp: [...item.messages, item.first, item.last, item.own, zone],
      build: (known) => {
        const line = bubbleLine(item, zone, this.context.actions);
        if (!known && this.#drawn) line.classList.add("arriving");
        return line;
      },
    };
  }

  #followNewest(newest) {
    const fresh = newest && newest.message_id > this.#newest;
    if (fresh && newest.from?.id === this.context.viewer()) this.#pinned = true;
    this.#newest = newest?.message_id ?? 0;
    if (this.#pinned) this.#toEnd();
    this.#noteRead();
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.#measured = this.#measure();
  }

  #measure() {
    return `${this.scroller.scrollHeight}×${this.scroller.clientHeight}`;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (clientHeight === 0) return;
    // The column was squeezed or grew: the browser moved the words, not the reader.
    if (this.#pinned && this.#measure() !== this.#measured) {
      this.#toEnd();
      return;
    }
    this.#measured = this.#measure();
    this.#scrollTop = scrollTop;
    this.#pinned = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.#noteRead();
    this.#showDay();
    if (scrollTop < 80) this.#showEarlier();
  }

  /** While the reader scrolls, the day of what is on the screen hangs at the top; then it steps out of the way. */
  #showDay() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const section of this.list.children) {
      const title = section.firstElementChild;
      title.classList.toggle("stuck", section.getBoundingClientRect().top + title.offsetHeight < top);
    }
    this.scroller.classList.add("moving");
    clearTimeout(this.#dayTimer);
    this.#dayTimer = setTimeout(() => this.scroller.classList.remove("moving"), DAY_SHOWN_MS);
  }

  #showEarlier() {
    const { store, chatId } = this.context;
    if (store.messages(chatId).length <= this.#limit) return;
    this.#limit += PAGE;
    const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.update();
    this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
  }

  #noteRead() {
    const { unread, chatId } = this.context;
    const seen = this.#pinned && this.scroller.clientHeight > 0 && document.visibilityState === "visible";
    if (seen) unread.markRead(chatId);
    const count = unread.count(chatId);
    this.jump.hidden = this.#pinned;
    fill(this.badge, count ? String(count) : null);
  }

  /** Call when the column is on the screen again: a hidden one forgets where it stood. */
  shown() {
    if (this.#pinned) this.#toEnd();
    else this.scroller.scrollTop = this.#scrollTop;
    this.#noteRead();
  }

  /** Scrolls to a message and lights it up; false when it is not there. */
  show(messageId) {
    const line = this.#find(messageId) ?? this.#findEarlier(messageId);
    if (!line) return false;
    line.scrollIntoView({ block: "center", behavior: "smooth" });
    line.classList.add("flash");
    setTimeout(() => line.classList.remove("flash"), FLASH_MS);
    return true;
  }

  #find(messageId) {
    return this.list.querySelector(`[data-ids~="${Number(messageId)}"]`);
  }

  #findEarlier(messageId) {
    if (!this.context.store.message(this.context.chatId, messageId)) return null;
    this.#limit = Infinity;
    this.update();
    return this.#find(messageId);
  }
}

function emptyDay(title, day) {
  return el(
    "section",
    { class: "day", "aria-label": title },
    el("div", { class: "day-title", dataset: { day } }, el("span", {}, title)),
    el("div", { class: "day-lines" }),
  );
}
