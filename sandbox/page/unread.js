/** How many messages of each chat nobody has looked at on this page. */

export class Unread {
  #store;
  #settings;

  constructor(store, settings) {
    this.#store = store;
    this.#settings = settings;
  }

  #seen(chatId) {
    const last = this.#store.lastMessage(chatId)?.message_id ?? 0;
    // A sandbox that began anew counts from 1 again: what was read of the old one says nothing.
    return Math.min(this.#settings.get("read")[chatId] ?? 0, last);
  }

  count(chatId) {
    const seen = this.#seen(chatId);
    const writer = this.#settings.get("writers")[chatId];
    const isOthers = chatId > 0 ? ({ from }) => from?.is_bot : ({ from }) => from?.id !== writer;
    return this.#store.messages(chatId).filter((message) => message.message_id > seen && isOthers(message)).length;
  }

  markRead(chatId) {
    const last = this.#store.lastMessage(chatId)?.message_id ?? 0;
    if (this.#settings.get("read")[chatId] === last) return;
    this.#settings.set("read", { ...this.#settings.get("read"), [chatId]: last });
  }
}
