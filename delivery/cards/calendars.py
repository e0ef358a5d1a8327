"""Cards of «/calendar»: working days, the school year and whose dates it has, what is asked; news of a change."""

from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.cards.school_parts import doubts, origin_words
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken, with_weekday
from delivery.texts.school import part_title, part_words, stretch_words
from domain.calendars import EXTRA_WEEK, NUMBERS, SchoolCalendar, SchoolTerm, TermUnit, decree_known, school_year_of
from services.calendars import calendars_of
from services.school_parts import part_named
from storage import assignments, own_calendar, people, roadmaps
from storage.assignments import AssignmentView
from storage.own_calendar import OwnDay

PLACE = 80
TITLE = 90
DAYS_SHOWN = 5
DAYS_LISTED = 20
PLANS_SHOWN = 3
CHANGES_SHOWN = 2
NEWS = 12
_SHOWN: tuple[TermUnit, ...] = ("quarter", "holidays", "year")
_CHANGED: tuple[TermUnit, ...] = ("quarter", "half-year", "holidays")


class CalendarButton(CallbackData, prefix="cal"):
    """What can be pressed about the calendar of an organisation in the school year that begins in ``begins``.

    ``do``: mine, open, parts, part (``what``: "quarter 3"), confirm, days, day, forget (``what``: "2026-05-04").
    """

    do: str
    organisation: int
    begins: int
    what: str = ""


async def calendar(scene: Scene) -> Outgoing:
    """The school year, the parts to choose from, or the organisation's own days."""
    match scene.data["page"]:
        case "parts":
            return await _parts(scene)
        case "days":
            return await _days(scene)
    return await _school_year(scene)


def _press(scene: Scene, key: str, do: str, **facts: int) -> InlineKeyboardButton:
    return button(label(key, **facts), _to(scene, do))


def _to(scene: Scene, do: str, what: str = "", *, years: int = 0) -> CalendarButton:
    begins = int(scene.data["year"][:4]) + years
    return CalendarButton(do=do, organisation=scene.data["organisation"], begins=begins, what=what)


async def _place(scene: Scene) -> str:
    return clipped((await people.organisation(scene.connection, scene.data["organisation"])).name, PLACE)


async def _done(scene: Scene) -> list[Html]:
    """What the change just made has moved, and what cannot be as it is proposed any more."""
    done = scene.data.get("done")
    if done is None:
        return []
    said = [text("calendar-done", deadlines=done["deadlines"], told=done["told"])]
    if done.get("part") is None:
        return said
    school = (await calendars_of(scene.connection, scene.data["organisation"], scene.rules)).school
    return [*said, *await doubts(scene, scene.data["organisation"], school.find(*part_named(done["part"])))]


# --- the school year -------------------------------------------------------------------------------------------------


async def _school_year(scene: Scene) -> Outgoing:
    year = scene.data["year"]
    school = (await calendars_of(scene.connection, scene.data["organisation"], scene.rules)).school
    own = _of_year(await _own_days(scene), year)
    known = _known(school, year)
    lines = [*await _done(scene), text("calendar-head", place=await _place(scene), year=year)]
    lines += [*_working_days(scene, own), *_terms(scene, known)]
    if missing := _missing(known):
        lines.append(text("calendar-missing", names=", ".join(missing)))
    proposed = any(not term.sure for term in known)
    if proposed:
        lines.append(text("calendar-guess"))
    confirm = [_press(scene, "calendar-confirm", "confirm")] if proposed else []
    day = _press(scene, "calendar-days", "days", count=len(own)) if own else _press(scene, "calendar-day", "day")
    turns = [_turn(scene, -1), _turn(scene, 1)]
    return Message(join(lines), keyboard(confirm, [_press(scene, "calendar-change", "parts")], [day], turns))


def _known(school: SchoolCalendar, year: str) -> list[SchoolTerm]:
    """The parts of the year that are known, in order of time, what holds others first; half-years only if set."""
    found = [school.find(unit, number, year) for unit in _SHOWN for number in NUMBERS[unit]]
    halves = [term for term in school.terms if (term.unit, term.year) == ("half-year", year)]
    return sorted(
        (term for term in (*found, *halves) if term is not None), key=lambda term: (term.first, -term.last.toordinal())
    )


def _missing(known: list[SchoolTerm]) -> list[str]:
    there = {(term.unit, term.number) for term in known}
    wanted = [(unit, number) for unit in _SHOWN[:2] for number in NUMBERS[unit] if (unit, number) != _EXTRA]
    return [part_words(unit, number) for unit, number in wanted if (unit, number) not in there]


_EXTRA = ("holidays", EXTRA_WEEK)


def _terms(scene: Scene, known: list[SchoolTerm]) -> list[Html]:
    """The parts below who says so: those that are set and those that are only proposed, of each source."""
    groups: dict[tuple[str, bool], list[Html]] = {}
    for term in known:
        name, dates = part_title(term.unit, term.number), stretch_words(term.first, term.last)
        line = text("calendar-term", name=name, dates=dates)
        groups.setdefault((origin_words(term, scene.rules), term.sure), []).append(line)
    found: list[Html] = []
    for (origin, sure), lines in sorted(groups.items(), key=lambda group: not group[0][1]):
        found += [text("calendar-terms", origin=origin, sure="yes" if sure else "no"), *lines]
    return found


def _turn(scene: Scene, years: int) -> InlineKeyboardButton:
    to = _to(scene, "open", years=years)
    words = f"{to.begins}/{to.begins + 1}"
    return button(f"‹ {words}" if years < 0 else f"{words} ›", to)


def _working_days(scene: Scene, own: list[OwnDay]) -> list[Html]:
    """Whether the transferred days of both its calendar years are known, and what the organisation does otherwise."""
    begins, country = int(scene.data["year"][:4]), scene.rules.country
    years = (begins, begins + 1)
    known = [str(year) for year in years if decree_known(country, year)]
    lines = [
        text("calendar-decrees", country=country, years=", ".join(known))
        if known
        else text("calendar-decrees-none", country=country)
    ]
    lines += [text("calendar-no-decree", year=str(year)) for year in years if not decree_known(country, year)]
    shown = ([one for one in own if one.day >= scene.today] or own)[:DAYS_SHOWN]
    days = ", ".join(_own_day(scene, one) for one in shown)
    if len(own) > len(shown):
        days = f"{days} {label('calendar-more', count=len(own) - len(shown))}"
    return [*lines, text("calendar-own-days", count=len(own), days=days)]


async def _own_days(scene: Scene) -> list[OwnDay]:
    """Each day once, as the nearest organisation has set it, in order of time."""
    found: dict[date, OwnDay] = {}
    for one in await own_calendar.days_of(scene.connection, scene.data["organisation"]):
        found.setdefault(one.day, one)
    return list(found.values())


def _of_year(own: list[OwnDay], year: str) -> list[OwnDay]:
    return [one for one in own if school_year_of(one.day) == year]


def _own_day(scene: Scene, own: OwnDay) -> str:
    day = spoken(own.day, scene.today)
    return label("calendar-own-day", day=day, working="yes" if own.working else "no")


# --- what is changed -------------------------------------------------------------------------------------------------


async def _parts(scene: Scene) -> Outgoing:
    head = text("calendar-head", place=await _place(scene), year=scene.data["year"])
    parts = [
        button(part_title(unit, number), _to(scene, "part", f"{unit} {number}"))
        for unit in _CHANGED
        for number in NUMBERS[unit]
    ]
    back = [_press(scene, "calendar-back", "open")]
    return Message(join([head, text("calendar-parts")]), keyboard(*in_rows(parts, 2), back))


async def _days(scene: Scene) -> Outgoing:
    """Own days to come and all of the school year, with those set above; only own ones to come can be taken back."""
    place, every = scene.data["organisation"], await _own_days(scene)
    coming = [one for one in every if one.day >= scene.today]
    past = [one for one in _of_year(every, scene.data["year"]) if one.day < scene.today]
    room = max(DAYS_LISTED - len(coming), 0)
    own = [*past[max(len(past) - room, 0) :], *coming[:DAYS_LISTED]]
    lines = [*await _done(scene), text("calendar-days-head", place=await _place(scene))]
    removals = []
    for one in own:
        where = await people.organisation(scene.connection, one.organisation_id)
        day, working = with_weekday(one.day, scene.today), "yes" if one.working else "no"
        lines.append(text("calendar-days-from", day=day, working=working, place=clipped(where.name, PLACE)))
        if one.organisation_id == place and one.day >= scene.today:
            words = label("calendar-forget", day=spoken(one.day, scene.today))
            removals.append(button(words, _to(scene, "forget", str(one.day))))
    if not own:
        lines.append(text("calendar-days-none"))
    buttons = [[_press(scene, "calendar-day", "day")], [_press(scene, "calendar-back", "open")]]
    return Message(join(lines), keyboard(*in_rows(removals, 2), *buttons))


async def ask_term(scene: Scene) -> Outgoing:
    """From when to when: how to write it, and how it is now."""
    unit, number, year = part_named(scene.data["part"])
    school = (await calendars_of(scene.connection, scene.data["organisation"], scene.rules)).school
    term = school.find(unit, number, year)
    now = [] if term is None else [text("calendar-ask-term-now", dates=stretch_words(term.first, term.last))]
    head = text("calendar-ask-term", name=part_title(unit, number, year))
    to = CalendarButton(do="open", organisation=scene.data["organisation"], begins=int(year[:4]))
    back = button(label("calendar-back"), to)
    return Message(join([head, *now, text("calendar-ask-term-how")]), keyboard([back]))


async def ask_day(scene: Scene) -> Outgoing:
    """Which day, and what it is."""
    to = CalendarButton(do="open", organisation=scene.data["organisation"], begins=0)
    return Message(text("calendar-ask-day"), keyboard([button(label("calendar-back"), to)]))


# --- to everybody concerned ------------------------------------------------------------------------------------------


async def changed(scene: Scene) -> Outgoing:
    """What has changed in the calendar, and what that makes of the person's own deadlines and plans."""
    found = []
    for news in scene.data["news"]:
        view = await assignments.view(scene.connection, news["assignment"])
        if view is not None and (news["kind"] == "gone") == view.closed:
            found.append(_news(scene, news["kind"], news["was"], view))
    deadlines = scene.data["deadlines"]
    if not found and not deadlines:
        return Dropped("not true any more")
    changes = [_change(scene, one) for one in scene.data["changes"][:CHANGES_SHOWN]]
    if len(scene.data["changes"]) > CHANGES_SHOWN:
        changes.append(label("calendar-more", count=len(scene.data["changes"]) - CHANGES_SHOWN))
    more = [text("amendment-more", count=len(found) - NEWS)] if len(found) > NEWS else []
    plans = [text("calendar-changed-plans", count=deadlines)] if deadlines else []
    head = text("calendar-changed", changes=", ".join(changes))
    how = [text("amended-how")] if found else []
    return Message(join([head, *found[:NEWS], *more, *plans, *how]))


def _change(scene: Scene, change: dict[str, str]) -> str:
    if "day" in change:
        day = spoken(date.fromisoformat(change["day"]), scene.today)
        return label("calendar-own-day", day=day, working="yes" if change["working"] else "no")
    unit, number, year = part_named(change["part"])
    dates = stretch_words(date.fromisoformat(change["first"]), date.fromisoformat(change["last"]))
    return label("calendar-changed-term", name=part_words(unit, number, year), dates=dates)


def _news(scene: Scene, kind: str, was: str | None, view: AssignmentView) -> Html:
    title, day = clipped(view.name, TITLE), with_weekday(view.due, scene.today)
    match kind:
        case "new":
            return text("amended-new", kind=view.stage_kind, day=day, title=title)
        case "moved" if was is not None and date.fromisoformat(was) != view.due:
            return text("amended-moved", day=day, was=spoken(date.fromisoformat(was), scene.today), title=title)
        case "gone":
            return text("amended-undated", title=title)
    return text("calendar-changed-control", day=day, control=with_weekday(view.control, scene.today), title=title)


# --- to administrators -----------------------------------------------------------------------------------------------


async def no_decree(scene: Scene) -> Outgoing:
    """The transferred days of a year are not known: what follows and what to do."""
    year = scene.data["year"]
    if decree_known(scene.rules.country, year):
        return Dropped("known meanwhile")
    return Message(text("calendar-warning-decree", year=str(year), count=scene.data["count"]), _opening())


async def no_terms(scene: Scene) -> Outgoing:
    """Dates of a school year are not known, or nobody has confirmed them: which plans wait."""
    waiting = [await roadmaps.get(scene.connection, one) for one in scene.data["roadmaps"]]
    titles = [f"«{clipped(one.title, TITLE)}»" for one in waiting if one is not None and one.state == "active"]
    if not titles:
        return Dropped("no plan needs them any more")
    plans = ", ".join(titles[:PLANS_SHOWN])
    if len(titles) > PLANS_SHOWN:
        plans = f"{plans} {label('calendar-more', count=len(titles) - PLANS_SHOWN)}"
    year, state = scene.data["year"], scene.data["state"]
    return Message(text("calendar-warning-terms", year=year, state=state, plans=plans), _opening(int(year[:4])))


def _opening(begins: int = 0) -> InlineKeyboardMarkup | None:
    """The calendar of whoever presses."""
    return keyboard([button(label("calendar-warning-open"), CalendarButton(do="mine", organisation=0, begins=begins))])


CARDS: dict[str, Card] = {
    "calendar": calendar,
    "calendar-ask-term": ask_term,
    "calendar-ask-day": ask_day,
    "calendar-changed": changed,
    "calendar-warning-decree": no_decree,
    "calendar-warning-terms": no_terms,
}
