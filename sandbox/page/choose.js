/** Questions about people: who opens a link, and who is new here. */

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import { attempt, field, openDialog } from "./overlays.js";
import { avatar, personName } from "./people.js";

const SHOWN = 60;

/** Asks for one of `people`; `chosen(person)` is called at most once. */
export function choosePerson(title, people, chosen) {
  openDialog(
    title,
    (close) => {
      const list = el("div", { class: "choices" });
      const search = el("input", {
        type: "search",
        placeholder: "Найти человека",
        "aria-label": "Найти человека",
        autofocus: true,
      });
      const show = () => fill(list, ...matching(people, search.value).map((person) => choice(person, close, chosen)));
      search.addEventListener("input", show);
      show();
      return el("div", { class: "dialog-body" }, people.length > 6 && search, list);
    },
    "choose-person",
  );
}

function matching(people, words) {
  const wanted = words.trim().toLowerCase();
  return people
    .filter((person) => `${personName(person)} ${person.note ?? ""}`.toLowerCase().includes(wanted))
    .slice(0, SHOWN);
}

function choice(person, close, chosen) {
  const choose = () => {
    close();
    chosen(person);
  };
  return el(
    "button",
    { type: "button", class: "choice", "data-testid": `choose-${person.id}`, onclick: choose },
    avatar(person, personName(person)),
    el(
      "span",
      { class: "menu-words" },
      el("span", {}, personName(person)),
      person.note && el("span", { class: "menu-note" }, person.note),
    ),
  );
}

/** The form for a new person; `added(person)` hears who came. */
export function askNewPerson(store, added) {
  openDialog(
    "Новый человек",
    (close) => {
      const last = textField("last_name", { required: true, autofocus: true });
      const first = textField("first_name", { required: true });
      const note = textField("note", { placeholder: "например, учитель физики" });
      const form = formOf(
        [field("Фамилия", last), field("Имя и отчество", first), field("Пометка", note)],
        async () => {
          const id = nextId([...store.people.keys()], 1000, 1);
          const body = {
            id,
            first_name: first.value.trim(),
            last_name: last.value.trim(),
            username: null,
            note: note.value.trim(),
          };
          const person = await attempt(() => api.addPerson(body));
          if (!person) return;
          close();
          added(person);
        },
      );
      return form;
    },
    "new-person",
  );
}

/** The form for a new group of the people chosen in it; `added(chat)` hears which. */
export function askNewGroup(store, added) {
  openDialog(
    "Новая группа",
    (close) => {
      const title = textField("title", { required: true, autofocus: true });
      const boxes = [...store.people.values()].slice(0, SHOWN).map((person) => {
        const box = el("input", { type: "checkbox", value: person.id });
        return el("label", { class: "check" }, box, personName(person));
      });
      const list = el("fieldset", { class: "checks" }, el("legend", {}, "Кто в группе"), ...boxes);
      return formOf([field("Название", title), list], async () => {
        const members = [...list.querySelectorAll("input:checked")].map((box) => Number(box.value));
        const id = nextId(
          [...store.chats.keys()].filter((known) => known < 0),
          -1000,
          -1,
        );
        const chat = await attempt(() =>
          api.addChat({ id, type: "supergroup", title: title.value.trim(), members, bot: true }),
        );
        if (!chat) return;
        close();
        added(chat);
      });
    },
    "new-group",
  );
}

function textField(name, props) {
  return el("input", { type: "text", name, autocomplete: "off", maxlength: "128", ...props });
}

function formOf(fields, submit) {
  const form = el(
    "form",
    { class: "dialog-body" },
    ...fields,
    el("div", { class: "dialog-foot" }, el("button", { type: "submit", class: "primary" }, "Добавить")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return form;
}

/** The next free id beyond all known ones; ids grow upwards for people and downwards for groups. */
function nextId(known, first, step) {
  return known.reduce((furthest, id) => (step > 0 ? Math.max(furthest, id) : Math.min(furthest, id)), first) + step;
}
