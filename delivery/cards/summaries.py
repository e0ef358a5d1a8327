"""Cards of the summary: the picture with its caption, the lists behind it, who was reminded."""

import asyncio
from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Media, Message, Outgoing, Post
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import short, spoken, with_weekday
from documents.writing.pictures import summary_png
from domain.summary import Line, Person, Summary, Tally, by_organisation, by_person, by_section
from services.summaries import Standing, standing
from storage import people

ROADMAPS_OFFERED = 6
NAMES_SHOWN = 3
NAMES_LENGTH = 160
PLACE_LENGTH = 90
TITLE_LENGTH = 140
BUTTON_LENGTH = 50
LINES_ON_A_PAGE = 8
TALLIES_ON_A_PAGE = 20
FIRST = -1


class SummaryButton(CallbackData, prefix="sm"):
    """What can be pressed under a summary or its lists; ``roadmap`` 0 is all of them.

    ``do``: show, nudge, or the list: late, week, people, sections, organisations. ``page`` FIRST opens the list in a
    message of its own, a page from 0 on turns to it in place.
    """

    do: str
    roadmap: int = 0
    page: int = FIRST


async def _standing(scene: Scene) -> Standing:
    return await standing(
        scene.connection, scene.data["member"], scene.data["roadmap"], now=scene.now, rules=scene.rules
    )


async def summary_card(scene: Scene) -> Outgoing:
    """The picture, the counts in three lines, the buttons."""
    now = await _standing(scene)
    picture = await asyncio.to_thread(summary_png, now.summary, place=now.place, subtitle=_subtitle(now))
    media = Media("photo", content=picture, name="summary.png")
    return Post((media,), caption=_caption(now), keyboard=keyboard(*_buttons(now)))


def _subtitle(now: Standing) -> str:
    """The plan's title, or how many plans there are, in plain characters."""
    if now.chosen is not None:
        return now.chosen.title
    if len(now.roadmaps) == 1:
        return now.roadmaps[0].title
    return label("summary-all-roadmaps", count=len(now.roadmaps))


def _caption(now: Standing) -> Html:
    summary = now.summary
    day = spoken(summary.today, summary.today)
    place = clipped(now.place, PLACE_LENGTH)
    head = text("summary", place=place, day=day, done=summary.done, total=summary.total)
    facts = join(_facts(summary), " · ")
    parts: list[Html | str] = [head, Html(facts[:1].upper() + facts[1:]), _changes(summary)]
    if len(now.roadmaps) > 1:
        parts.insert(1, clipped(_subtitle(now), TITLE_LENGTH))
    return join(parts)


def _facts(summary: Summary) -> list[Html | str]:
    parts: list[Html | str] = []
    if summary.in_time is not None:
        parts.append(text("summary-in-time", percent=summary.in_time))
    parts.append(text("summary-this-week", count=len(summary.week)))
    parts.append(text("summary-late", count=len(summary.late)))
    if summary.trouble:
        parts.append(text("summary-trouble", count=summary.trouble))
    if summary.undated:
        parts.append(text("summary-undated", count=summary.undated))
    if summary.silent:
        names = _names([person.name for person in summary.silent], NAMES_SHOWN)
        parts.append(text("summary-silent", count=len(summary.silent), names=names))
    return parts


def _names(names: Sequence[str], shown: int) -> str:
    listed = clipped(", ".join(names[:shown]), NAMES_LENGTH)
    more = len(names) - shown
    return label("summary-names-more", names=listed, count=more) if more > 0 else listed


def _changes(summary: Summary) -> Html:
    changes: list[Html | str] = []
    if summary.gained:
        changes.append(text("summary-gained", count=summary.gained))
    if summary.slipped:
        changes.append(text("summary-slipped", count=summary.slipped))
    return text("summary-changed", changes=join(changes, ", ")) if changes else text("summary-unchanged")


def _buttons(now: Standing) -> list[list[InlineKeyboardButton]]:
    roadmap = 0 if now.chosen is None else now.chosen.id

    def one(do: str, **values: int) -> InlineKeyboardButton:
        return button(label(f"summary-{do}", **values), SummaryButton(do=do.removeprefix("show-"), roadmap=roadmap))

    summary = now.summary
    urgent = [one("show-late", count=len(summary.late))] if summary.late else []
    urgent += [one("show-week", count=len(summary.week))] if summary.week else []
    groups = [one("show-people")]
    groups += [one("show-sections")] if by_section(summary) else []
    groups += [one("show-organisations")] if len(_organisations(summary)) > 1 else []
    nudge = [one("nudge", count=len(summary.silent))] if summary.silent else []
    return [urgent, *in_rows(groups, 2), nudge, *_roadmap_buttons(now)]


def _roadmap_buttons(now: Standing) -> list[list[InlineKeyboardButton]]:
    if now.chosen is not None and len(now.roadmaps) > 1:
        return [[button(label("summary-choose-all"), SummaryButton(do="show"))]]
    if len(now.roadmaps) < 2:
        return []
    return [
        [
            button(
                label("summary-choose", title=clipped(roadmap.title, BUTTON_LENGTH)),
                SummaryButton(do="show", roadmap=roadmap.id),
            )
        ]
        for roadmap in now.roadmaps[:ROADMAPS_OFFERED]
    ]


def _organisations(summary: Summary) -> set[str]:
    return {one.person.organisation for measure in summary.measures for one in measure.assignments}


async def summary_list(scene: Scene) -> Outgoing:
    """One of the lists, a page of it."""
    now = await _standing(scene)
    name = scene.data["list"]
    head, lines, size = _listed(name, now.summary)
    last = max(len(lines) - 1, 0) // size
    page = min(scene.data["page"], last)
    shown = lines[page * size : (page + 1) * size] or [text("summary-list-empty")]
    turns = [
        button(sign, SummaryButton(do=name, roadmap=scene.data["roadmap"], page=turned))
        for sign, turned in (("‹", page - 1), ("›", page + 1))
        if 0 <= turned <= last
    ]
    return Message(join([head, *shown]), keyboard(turns))


def _listed(name: str, summary: Summary) -> tuple[Html, list[Html], int]:
    if name in ("late", "week"):
        lines = summary.late if name == "late" else summary.week
        head = text(f"summary-list-{name}", count=len(lines))
        return head, [_line(line, summary, late=name == "late") for line in lines], LINES_ON_A_PAGE
    return text(f"summary-list-{name}"), _tallies(name, summary), TALLIES_ON_A_PAGE


def _line(line: Line, summary: Summary, *, late: bool) -> Html:
    sign = "🔴" if late else ("⚠️" if line.trouble else "⏳")
    number = f"{line.number.rstrip('.')}. " if line.number else ""
    title = clipped(number + line.title, TITLE_LENGTH)
    head = text("summary-line", sign=sign, day=with_weekday(line.due, summary.today), title=title)
    names = _names([_marked(person) for person in line.people], 2 * NAMES_SHOWN)
    return join([head, text("summary-line-people", names=names)])


def _marked(person: Person) -> str:
    return label("absence-instead", name=person.name) if person.absent else person.name


def _tallies(name: str, summary: Summary) -> list[Html]:
    if name == "people":
        where = len(_organisations(summary)) > 1
        silent = set(summary.silent)
        return [
            _tally(
                tally, _called(person, where=where), silent=person in silent, absent=person if person.absent else None
            )
            for person, tally in by_person(summary)
        ]
    tallies = by_section(summary) if name == "sections" else by_organisation(summary)
    return [_tally(tally, label("summary-no-section") if tally.name is None else tally.name) for tally in tallies]


def _called(person: Person, *, where: bool) -> str:
    return f"{person.name}, {person.organisation}" if where else person.name


def _tally(tally: Tally, name: str, *, silent: bool = False, absent: Person | None = None) -> Html:
    parts = [text("summary-tally", name=clipped(name, TITLE_LENGTH), done=tally.done, total=tally.total)]
    if tally.late:
        parts.append(text("summary-tally-late", count=tally.late))
    if tally.trouble:
        parts.append(text("summary-tally-trouble", count=tally.trouble))
    if silent:
        parts.append(text("summary-tally-silent"))
    if absent is not None:
        until = "unknown" if absent.back_after is None else short(absent.back_after)
        parts.append(text("summary-tally-absent", until=until))
    return Html(", ".join(parts))


async def nudged(scene: Scene) -> Outgoing:
    """Who has been reminded now, who had been today, whom nothing reaches; or why nobody is to be reminded."""

    async def told(ids: Iterable[int]) -> list[str]:
        return [(await people.member(scene.connection, one)).short_name for one in ids]

    parts: list[Html | str] = []
    reached = scene.data["nudged"] or scene.data["before"]
    if not reached and (scene.data["missing"] or scene.data["absent"]):
        parts.append(text("summary-nudged-unreached"))
    if names := await told(scene.data["nudged"]):
        parts.append(text("summary-nudged", count=len(names), names=_names(names, 4 * NAMES_SHOWN)))
    if names := await told(scene.data["before"]):
        parts.append(text("summary-nudged-before", names=_names(names, 4 * NAMES_SHOWN)))
    if names := await told(scene.data["missing"]):
        parts.append(text("summary-nudged-missing", count=len(names), names=_names(names, 4 * NAMES_SHOWN)))
    if names := await told(scene.data["absent"]):
        parts.append(text("summary-nudged-absent", names=_names(names, 4 * NAMES_SHOWN)))
    return Message(join(parts or [text("summary-nudged-nobody", why=scene.data["otherwise"])]))


CARDS: dict[str, Card] = {"summary": summary_card, "summary-list": summary_list, "summary-nudged": nudged}
