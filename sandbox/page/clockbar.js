/** The bar at the top: what time it is in the sandbox, and how to move on. */

import * as api from "./api.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { attempt, field, openDialog } from "./overlays.js";
import { clockTime, dayAfter, DAY, HOUR, isoDay, longDay, shortDay, unixOf, ZONES, zoneLabel } from "./time.js";

const TICK_MS = 1_000;

/** Fills `bar`; `toggleRail` answers the button beside the name. */
export function buildClockBar(bar, store, settings, toggleRail) {
  const long = el("span", { class: "clock-long", "data-testid": "clock-now" });
  const time = el("span", { class: "clock-time" });
  const day = el("span", { class: "clock-day" });
  const zone = el("span", { class: "clock-zone", "data-testid": "clock-zone-label" });
  const show = () => {
    const [now, where] = [store.now(), settings.get("zone")];
    setText(long, `${longDay(now, where)}, ${clockTime(now, where)}`);
    setText(time, clockTime(now, where));
    setText(day, shortDay(now, where));
    setText(zone, zoneLabel(where, now));
  };
  bar.append(
    el(
      "button",
      {
        type: "button",
        class: "icon-button rail-toggle",
        "aria-label": "Список людей и групп",
        "data-testid": "rail-toggle",
        onclick: toggleRail,
      },
      icon("menu"),
    ),
    el("span", { class: "brand" }, el("img", { src: "/page/icon.svg", alt: "" }), el("span", {}, "Песочница")),
    el(
      "div",
      { class: "clock", role: "timer", "aria-label": "Время в песочнице" },
      icon("calendar"),
      long,
      el("span", { class: "clock-short", "aria-hidden": "true" }, time, day),
      zone,
    ),
    el("div", { class: "clock-moves" }, ...moves(store, settings)),
  );
  store.onChange(({ kind }) => ["state", "clock"].includes(kind) && show());
  settings.onChange((name) => name === "zone" && show());
  setInterval(show, TICK_MS);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function moves(store, settings) {
  const move = (long, short, hook, run) =>
    el(
      "button",
      { type: "button", class: "move", "data-testid": hook, "aria-label": long, onclick: run },
      el("span", { class: "wide-only" }, long),
      el("span", { class: "narrow-only" }, short),
    );
  return [
    move("+1 час", "+1 ч", "clock-plus-hour", () => attempt(() => api.advanceClock(HOUR))),
    move("+1 день", "+1 д", "clock-plus-day", () => attempt(() => api.advanceClock(DAY))),
    move("К дате…", "Дата", "clock-to", () => askMoment(store, settings)),
  ];
}

function askMoment(store, settings) {
  openDialog("Перевести часы", (close) => momentForm(store, settings, close), "clock-dialog");
}

function momentForm(store, settings, close) {
  const today = isoDay(store.now(), settings.get("zone"));
  const day = el("input", { type: "date", required: true, value: today, "data-testid": "clock-date" });
  const time = el("input", { type: "time", required: true, value: "09:00", "data-testid": "clock-time" });
  const zone = zoneSelect(settings);
  const go = async (isoDate, wallTime) => {
    if (await attempt(() => api.setClock(unixOf(isoDate, wallTime, settings.get("zone"))))) close();
  };
  const jump = (text, count) =>
    el("button", { type: "button", class: "chip", onclick: () => go(dayAfter(today, count), "09:00") }, text);
  const form = el(
    "form",
    { class: "dialog-body" },
    el("div", { class: "field-pair" }, field("Дата", day), field("Время", time)),
    el(
      "div",
      { class: "chips" },
      jump("Завтра, 09:00", 1),
      jump("Через неделю, 09:00", 7),
      jump("Через 30 дней, 09:00", 30),
    ),
    field("Часовой пояс страницы", zone),
    el(
      "div",
      { class: "dialog-foot" },
      el("button", { type: "submit", class: "primary", "data-testid": "clock-go" }, "Перевести"),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(day.value, time.value);
  });
  return form;
}

function zoneSelect(settings) {
  const select = el(
    "select",
    { "data-testid": "clock-zone" },
    ...ZONES.map(([id, name]) => el("option", { value: id }, name)),
  );
  select.value = settings.get("zone");
  select.addEventListener("change", () => settings.set("zone", select.value));
  return select;
}
