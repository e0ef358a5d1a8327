/** Keeps the store up to date for as long as the page is open. */

import { eventsUrl, fetchState } from "./api.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Fetches the state and follows the events after it, for ever. Every new connection begins with a fresh state:
 * after a restart of the sandbox its version numbers may have begun anew, and then resuming from ours would miss
 * messages. `onConnection(boolean)` hears whether the sandbox is there.
 */
export async function follow(store, onConnection) {
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    try {
      store.load(await fetchState());
      onConnection(true);
      pause = FIRST_PAUSE_MS;
      await listen(store);
    } catch {
      onConnection(false);
      await new Promise((resume) => setTimeout(resume, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/** Applies events until one is missing (resolves: fetch the state again) or the connection ends (rejects). */
function listen(store) {
  return new Promise((resolve, reject) => {
    const source = new EventSource(eventsUrl(store.version));
    const finish = (settle) => {
      source.close();
      settle();
    };
    source.onerror = () => finish(reject);
    source.onmessage = ({ data, lastEventId }) => {
      const version = Number(lastEventId);
      const event = JSON.parse(data);
      if (event.kind === "reload" || version > store.version + 1) finish(resolve);
      else if (version > store.version) {
        store.version = version;
        store.apply(event);
      }
    };
  });
}
