/** Puts the page together and keeps it fed. */

import { buildClockBar } from "./clockbar.js";
import { addEdgeArrows } from "./edges.js";
import { Page } from "./page.js";
import { Settings } from "./settings.js";
import { Store } from "./store.js";
import { follow } from "./stream.js";
import { Unread } from "./unread.js";

const byId = (id) => document.getElementById(id);

const settings = new Settings();
const store = new Store();
const unread = new Unread(store, settings);
new Page({ store, settings, unread, railElement: byId("rail"), columnsElement: byId("columns") });

addEdgeArrows(byId("columns"));

const WIDE = matchMedia("(min-width: 1900px)");

function drawRail() {
  const open = settings.get("rail") ?? (WIDE.matches ? "open" : "slim");
  document.body.classList.toggle("rail-slim", open === "slim");
  return open;
}

buildClockBar(byId("topbar"), store, settings, () => {
  settings.set("rail", drawRail() === "slim" ? "open" : "slim");
  drawRail();
});
drawRail();
WIDE.addEventListener("change", drawRail);

store.onChange(({ kind }) => {
  if (kind === "state") document.title = `Песочница · ${store.bot.first_name}`;
});

follow(store, (connected) => {
  byId("banner").hidden = connected;
});
