/** Button presses on their way to the bot, and what the bot says to them. */

import * as api from "./api.js";
import { startWaiting } from "./keyboard.js";
import { attempt } from "./overlays.js";
import { isEphemeral } from "./store.js";

const REMEMBERED = 200;

export class Presses {
  #finish = new Map();
  #answered = new Set();
  #lastChat = new Map();

  /** Presses a button as a person; the button shows that it waits until the bot answers. */
  async press(userId, message, data) {
    const done = startWaiting(message, data);
    this.#lastChat.set(userId, message.chat.id);
    const body = { user_id: userId, chat_id: message.chat.id, message_id: message.message_id, callback_data: data };
    if (isEphemeral(message)) body.ephemeral_message_id = message.ephemeral_message_id;
    const query = await attempt(() => api.press(body));
    // The bot can be quicker than the reply to our own request.
    if (!query || this.#answered.has(query.callback_query_id)) done();
    else this.#finish.set(query.callback_query_id, done);
  }

  /** Takes a callback_answer event; returns the id of the chat where it is to be seen. */
  answered({ callback_query_id: id, user_id: userId }) {
    this.#finish.get(id)?.();
    this.#finish.delete(id);
    this.#answered.add(id);
    if (this.#answered.size > REMEMBERED) this.#answered.delete(this.#answered.values().next().value);
    return this.#lastChat.get(userId) ?? userId;
  }
}
