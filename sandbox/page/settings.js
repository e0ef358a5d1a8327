/** What this browser remembers: the zone, the columns shown, who writes in a group, what was read. */

const KEY = "vsrok-sandbox";
const DEFAULTS = { zone: "Europe/Moscow", columns: null, rail: null, writers: {}, read: {} };

export class Settings {
  #values;
  #listeners = [];

  constructor() {
    this.#values = { ...DEFAULTS, ...stored() };
  }

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    this.#values[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // Storage is full or switched off: the page works, it only forgets when it is closed.
    }
    for (const listener of this.#listeners) listener(name);
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
