/** What the page knows of the sandbox: the last state fetched plus every event since. */

export class Store {
  version = 0;
  loaded = false;
  bot = { id: 0, first_name: "", username: "" };
  people = new Map();
  chats = new Map();
  #messages = new Map();
  #clockLead = 0;
  #listeners = [];

  /** Listeners get {kind, chatId}: kinds are those of the events, and "state" when everything may differ. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  #tell(change) {
    for (const listener of this.#listeners) listener(change);
  }

  /** Unix seconds by the clock of the sandbox, which runs on between events. */
  now() {
    return Date.now() / 1000 + this.#clockLead;
  }

  #setClock(now) {
    this.#clockLead = now - Date.now() / 1000;
  }

  /** Replaces everything. An unchanged message stays the same object, so that its bubble is not rebuilt. */
  load(state) {
    const before = this.#messages;
    this.version = state.version;
    this.loaded = true;
    this.bot = state.bot;
    this.#setClock(state.now);
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
    this.#messages = new Map();
    for (const message of [...state.messages, ...state.ephemeral]) this.#keep(message, before);
    this.#tell({ kind: "state" });
  }

  #keep(message, before) {
    const key = keyOf(message);
    const known = before.get(message.chat.id)?.get(key);
    const same = known && JSON.stringify(known) === JSON.stringify(message);
    this.#ofChat(message.chat.id).set(key, same ? known : message);
  }

  #ofChat(chatId) {
    if (!this.#messages.has(chatId)) this.#messages.set(chatId, new Map());
    return this.#messages.get(chatId);
  }

  /** Takes one event of the stream. */
  apply(event) {
    if (["message", "edited", "ephemeral"].includes(event.kind)) {
      const { chat } = event.message;
      this.#ofChat(chat.id).set(keyOf(event.message), event.message);
      this.#tell({ kind: event.kind, chatId: chat.id, message: event.message });
      return;
    }
    if (event.kind === "deleted") this.#ofChat(event.chat_id).delete(event.message_id);
    else if (event.kind === "ephemeral_deleted") this.#ofChat(event.chat_id).delete(`e${event.ephemeral_message_id}`);
    else if (event.kind === "clock") this.#setClock(event.now);
    else if (event.kind === "chat") this.chats.set(event.chat.id, event.chat);
    else if (event.kind === "person") this.people.set(event.person.id, event.person);
    this.#tell({ ...event, chatId: event.chat_id ?? event.chat?.id ?? event.person?.id });
  }

  /** The messages of a chat, oldest first; what one person alone sees is there for `viewerId` only. */
  messages(chatId, viewerId) {
    const all = [...this.#ofChat(chatId).values()];
    const found = all.filter((message) => !isEphemeral(message));
    found.sort((one, other) => one.message_id - other.message_id);
    const mine = all.filter((message) => isEphemeral(message) && isFor(message, viewerId));
    for (const message of mine.sort((one, other) => one.ephemeral_message_id - other.ephemeral_message_id)) {
      const before = found.findLastIndex(({ date }) => date <= message.date);
      found.splice(before + 1, 0, message);
    }
    return found;
  }

  message(chatId, messageId) {
    return this.#ofChat(chatId).get(messageId);
  }

  lastMessage(chatId) {
    let last = null;
    for (const message of this.#ofChat(chatId).values()) {
      if (!last || message.message_id > last.message_id) last = message;
    }
    return last;
  }

  /** Private chats in the order of the people, then groups and channels. */
  chatsInOrder() {
    const own = [...this.people.keys()].map((id) => this.chats.get(id)).filter(Boolean);
    const shared = [...this.chats.values()].filter((chat) => chat.type !== "private");
    return [...own, ...shared];
  }
}

/** What tells the messages of a chat apart: an ephemeral one has a number of another kind. */
export function keyOf(message) {
  return isEphemeral(message) ? `e${message.ephemeral_message_id}` : message.message_id;
}

/** Whether one person alone sees it. */
export function isEphemeral(message) {
  return message.ephemeral_message_id !== undefined;
}

function isFor(message, viewerId) {
  return message.receiver_user?.id === viewerId || message.from?.id === viewerId;
}
