/** Moments as people read them. Unix seconds come in; the zone is an IANA name. */

export const ZONES = [
  ["Europe/Kaliningrad", "Калининград"],
  ["Europe/Moscow", "Москва"],
  ["Europe/Minsk", "Минск"],
  ["Europe/Samara", "Самара"],
  ["Asia/Yekaterinburg", "Екатеринбург"],
  ["Asia/Omsk", "Омск"],
  ["Asia/Krasnoyarsk", "Красноярск"],
  ["Asia/Irkutsk", "Иркутск"],
  ["Asia/Yakutsk", "Якутск"],
  ["Asia/Vladivostok", "Владивосток"],
  ["Asia/Magadan", "Магадан"],
  ["Asia/Kamchatka", "Камчатка"],
];

export const HOUR = 3600;
export const DAY = 86_400;

const formats = new Map();

function parts(unix, zone) {
  if (!formats.has(zone)) {
    formats.set(
      zone,
      new Intl.DateTimeFormat("ru-RU", {
        timeZone: zone,
        weekday: "long",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
      }),
    );
  }
  const found = formats.get(zone).formatToParts(unix * 1000);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

// The genitive that a date needs («26 сентября») and the weekday are spelled here: browsers without
// Russian locale data would print them in English.
const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");
const WEEKDAYS = "воскресенье понедельник вторник среда четверг пятница суббота".split(" ");
const SHORT_WEEKDAYS = "вс пн вт ср чт пт сб".split(" ");

function weekday({ year, month, day }) {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** «14:05» */
export function clockTime(unix, zone) {
  const { hour, minute } = parts(unix, zone);
  return `${hour}:${minute}`;
}

/** «2022-09-26»: tells days apart and fills a date field. */
export function isoDay(unix, zone) {
  const { year, month, day } = parts(unix, zone);
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** «понедельник, 26 сентября 2022» */
export function longDay(unix, zone) {
  const date = parts(unix, zone);
  return `${WEEKDAYS[weekday(date)]}, ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** «пн, 26 сентября 2022» */
export function shortDay(unix, zone) {
  const date = parts(unix, zone);
  return `${SHORT_WEEKDAYS[weekday(date)]}, ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** «14:05» for the day of `now`, «26.09.22» for another: the corner of a line in a list of chats. */
export function listTime(unix, now, zone) {
  if (isoDay(unix, zone) === isoDay(now, zone)) return clockTime(unix, zone);
  const [year, month, day] = isoDay(unix, zone).split("-");
  return `${day}.${month}.${year.slice(2)}`;
}

function offsetAt(unix, zone) {
  const { year, month, day, hour, minute, second } = parts(unix, zone);
  return Math.round(Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(unix));
}

/** «Москва, UTC+3» */
export function zoneLabel(zone, unix) {
  const name = ZONES.find(([id]) => id === zone)?.[1] ?? zone;
  const minutes = offsetAt(unix, zone) / 60;
  const whole = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `${name}, UTC${minutes < 0 ? "−" : "+"}${whole}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** Unix seconds of a wall-clock moment («2022-09-26», «09:00») in a zone; NaN when a field is empty. */
export function unixOf(day, time, zone) {
  const wall = Date.parse(`${day}T${time}:00Z`) / 1000;
  if (Number.isNaN(wall)) return NaN;
  const guess = wall - offsetAt(wall, zone);
  return wall - offsetAt(guess, zone);
}

/** The day `count` days after an ISO day, as an ISO day. */
export function dayAfter(day, count) {
  return new Date(Date.parse(`${day}T00:00Z`) + count * DAY * 1000).toISOString().slice(0, 10);
}

const MOMENT_PARTS = {
  w: (unix, zone) => WEEKDAYS[weekday(parts(unix, zone))],
  d: (unix, zone) => isoDay(unix, zone).split("-").reverse().join("."),
  D: (unix, zone) => longDay(unix, zone).split(", ")[1],
  t: clockTime,
  T: (unix, zone) => `${clockTime(unix, zone)}:${parts(unix, zone).second}`,
};

/**
 * A date_time entity in the reader's zone, by Telegram's format (`w` weekday, `d`/`D` date, `t`/`T` time); null for
 * another format: then the text of the entity itself is shown.
 */
export function moment(unix, format, zone) {
  if (!/^w?[dD]?[tT]?$/.test(format ?? "") || !format) return null;
  return [...format].map((letter) => MOMENT_PARTS[letter](unix, zone)).join(", ");
}
