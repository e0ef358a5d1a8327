/** How messages become the lines of a feed: albums, runs of one author, days. */

import { authorId } from "./bubble.js";
import { serviceText } from "./people.js";
import { keyOf } from "./store.js";
import { isoDay } from "./time.js";

const RUN_SECONDS = 600;

/**
 * Days, oldest first: {day, moment, items}, an item being {key, messages, first, last, own, withSender}. `first` and
 * `last` say where the item stands in a run of one author. `viewerId` is the person whose phone this is.
 */
export function daysOf(messages, chat, viewerId, zone) {
  const days = [];
  for (const item of itemsOf(messages, chat, viewerId)) {
    const moment = item.messages[0].date;
    const day = isoDay(moment, zone);
    if (days.at(-1)?.day !== day) days.push({ day, moment, items: [] });
    days.at(-1).items.push(item);
  }
  for (const { items } of days) markRuns(items);
  return days;
}

function itemsOf(messages, chat, viewerId) {
  const items = [];
  for (const message of messages) {
    const last = items.at(-1);
    const group = message.media_group_id;
    if (group && last?.group === group) last.messages.push(message);
    else {
      const own = chat.type !== "channel" && message.from?.id === viewerId;
      const withSender = chat.type !== "private" && chat.type !== "channel";
      items.push({ key: keyOf(message), group, messages: [message], own, withSender });
    }
  }
  return items;
}

function markRuns(items) {
  items.forEach((item, index) => {
    item.first = !sameRun(items[index - 1], item);
    item.last = !sameRun(item, items[index + 1]);
  });
}

function sameRun(one, other) {
  if (!one || !other) return false;
  const [before, after] = [one.messages[0], other.messages[0]];
  if (serviceText(before) || serviceText(after)) return false;
  return authorId(before) === authorId(after) && after.date - before.date < RUN_SECONDS;
}
