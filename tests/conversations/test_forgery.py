"""Buttons of somebody else's, of nothing, of another district: each kind of button × each kind of person.

The doors are taken from the routers, so a button that is new there and not named here fails.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import Table

from documents.reading.plan.indicators import read_indicator
from domain.people import Role
from storage import chats, indicators, people
from storage.database import insert_one
from storage.tables import (
    announcements,
    deliveries,
    extensions,
    indicator_values,
    measures,
    questions,
    roadmaps,
    stages,
    unclear_tables,
)
from storage.tables import indicators as indicators_table
from storage.tables import reports as reports_table
from tests.conversations.absent import record
from tests.conversations.hostile import doors, forge, misfortunes, standing
from tests.conversations.plans import DUE, LETTERS, SITE, plan, rows
from tests.conversations.sending import CLUSTER, move_in, unclear
from tests.conversations.targets import PROJECTS, enters
from tests.town import Person, Town

# Who may go through each door of the scene below; everybody else is refused and changes nothing.
OWNER = {"shabanova"}
NOBODY: set[str] = set()
LEADERS = {"polyakova", "kuzmina"}
SEERS = {"polyakova", "kuzmina", "akimova"}
AUTHOR = {"kuzmina"}
READER = {"polyakova"}
RECIPIENTS = {"shabanova", "polyakova", "sharik"}
# Doors to one's own things: whatever the data says, it is about the one who presses.
OWN = {"shabanova", "polyakova", "kuzmina", "akimova", "sharik", "ladygina", "foreigner"}
DRAFT = "on anew audience schools toggle text preview sample change missing cancel send urgent calm"
ROADMAP = "open rows ask accept cancel restore changes other same problems who"
CALENDAR = "open parts days part confirm day forget"
LOG = "show filter reset roadmaps measures schools people periods roadmap measure school person period entry history"
LOG += " files gallery picture zip"
AUDIENCE = "to-all to-coordinators to-heads to-executors"
CHILDREN = ("none", "consent", "no-consent")
ALLOWED: dict[str, dict[str, set[str]]] = {
    "as": dict.fromkeys(
        ("open", "details", "done", "progress", "trouble", "move", "tomorrow", "later", "hand-on"), OWNER
    ),
    "st": dict.fromkeys(("open", "hour", "at"), OWN) | dict.fromkeys(("zone", "in"), LEADERS),
    "pf": dict.fromkeys(("list", "choose", "rows", "row", "choose-row"), LEADERS),
    "lt": dict.fromkeys(("hour", "tomorrow", "day", "back", "data", "time", "decision", "other"), OWNER),
    "hd": dict.fromkeys(("list", "ask", "give", "take", "return", "no-words", "stop", "keep", "reopen"), OWNER),
    "sf": dict.fromkeys(("list", "card", "choose", "look", "leaves", "stays"), SEERS),
    "dg": dict.fromkeys(("all-done", "tomorrow"), OWNER),
    # Under one's own daily message, and the one of the scene belongs to somebody who may not see how others stand.
    "od": {"nudge": set()},
    "my": {"": OWN},
    "ft": {"": {"kuzmina", "foreigner"}},
    "rp": dict.fromkeys(("undo", "discard", "done", "progress", "trouble", "comment", *CHILDREN), OWNER),
    "rv": dict.fromkeys(("on", "off", "open", "accept", "why", "plain", "pictures"), LEADERS)
    # Under the list of the one who asked for it.
    | {"all": {"polyakova"}, "page": LEADERS | {"ladygina", "foreigner"}},
    "pl": {"": OWNER},
    "pp": {"": OWNER},
    "ra": {"": OWNER},
    "ex": {"ask": OWNER, "comment": OWNER, "agree": LEADERS, "decline": LEADERS},
    "mb": {"consent": OWN, "mistaken": OWN, "invite": LEADERS, "people": SEERS},
    "ro": {"open": SEERS, "ask": LEADERS, "invite-all": LEADERS, "school": {"kuzmina", "foreigner"}},
    "rm": dict.fromkeys(ROADMAP.split(), LEADERS) | {"columns": {"polyakova"}},
    "cl": dict.fromkeys(("pick", "none", "back", "turn", "drop", "anew"), LEADERS),
    "cal": dict.fromkeys(CALENDAR.split(), LEADERS) | {"mine": {*LEADERS, "ladygina", "foreigner"}},
    "ps": {"": LEADERS | {"ladygina", "foreigner"}},
    "rq": dict.fromkeys(("choose", "who", "one", "keep", "date", "people", "later", "undo"), LEADERS),
    "sm": dict.fromkeys(("show", "nudge", "late", "week", "people", "sections", "organisations"), SEERS),
    "pd": dict.fromkeys(("show", "people", "missed"), SEERS | {"ladygina", "foreigner"}),
    "sn": dict.fromkeys(("show", "people", "plans"), SEERS | {"ladygina", "foreigner"}),
    # Under a page of the log of Полякова.
    "lg": dict.fromkeys(LOG.split(), READER),
    "ud": dict.fromkeys(("list", "later", "date", "waive", "restore"), LEADERS),
    "ad": dict.fromkeys((*DRAFT.split(), *AUDIENCE.split()), AUTHOR),
    "ab": dict.fromkeys(("today", "week", "fortnight", "other", "ask"), OWNER | SEERS) | {"people": SEERS},
    "si": dict.fromkeys(("name", "nobody", "turn", "end"), OWNER | SEERS),
    # They belong to groups, and the log to a chat into which the caller has brought the bot.
    "gr": dict.fromkeys(("feed", "topics", "unreached", "everyone"), NOBODY),
    "lc": {"": NOBODY},
    "an": dict.fromkeys(("pause", "on", "stop", "unread", "remind"), AUTHOR) | {"seen": RECIPIENTS},
    # Who has work in a plan may look at its indicators.
    "il": {"": SEERS | OWNER},
    "iv": dict.fromkeys(("open", "back"), SEERS | OWNER) | {"ask": SEERS},
    "iw": dict.fromkeys(("confirm", "correct", "undo"), SEERS),
}
REFUSALS = (
    "Этого Вам делать нельзя.",
    "Это может сделать ",
    "Эта кнопка уже ни к чему не относится.",
    "Этот бот работает по приглашению.",
    "Принятых дорожных карт пока нет",
    "По этому мероприятию Вы отвечаете только в дни замены.",
)


def test_every_button_is_covered() -> None:
    covered = {(prefix, do) for prefix, allowed in ALLOWED.items() for do in allowed}
    assert covered == doors()
    assert {each.__prefix__ for each in CallbackData.__subclasses__()} == set(ALLOWED)


@dataclass
class Scene:
    """Everything a button can be about: two live measures of Шабанова, reports, a draft, announcements, a wish."""

    town: Town
    ids: dict[str, int]
    people: dict[str, Person]

    def data(self, prefix: str, do: str) -> str:
        """Callback data of this door about the scene's own things."""
        one = self.ids
        single = {
            "my": "my:0",
            "ps": "ps:0",
            "ft": "ft:ABCD",
            "ra": f"ra:{one['all-done']}",
            "il": f"il:{one['plan']}:0",
            "lc": "lc:1",
        }
        match prefix:
            case "as":
                return f"as:{one['assignment']}:{do}"
            case "st":
                return f"st:{do}:{one['school']}:-1:"
            case "pf":
                return f"pf:{do}:{one['measure' if 'row' in do and do != 'rows' else 'draft-plan']}:0"
            case "lt":
                return f"lt:{one['assignment']}:{do}:0"
            case "dg":
                return f"dg:{do}:{one['digest']}"
            case "rp":
                return f"rp:{one['unplaced' if do == 'discard' else 'report']}:{do}"
            case "rv":
                about = {"on": "plan", "off": "plan", "all": "reviews"}.get(do, "assignment")
                return f"rv:{do}:{one[about]}:0"
            case "pl":
                return f"pl:{one['unplaced']}:{one['assignment']}"
            case "pp":
                return f"pp:{one['unplaced']}:1"
            case "hd":
                return f"hd:{do}:{one['assignment']}:{one['missing']}"
            case "sf":
                return f"sf:{do}:{one['school' if do == 'list' else 'owner']}:{one['missing']}"
            case "ex":
                return f"ex:{one['asked' if do in ('agree', 'decline') else 'proposed']}:{do}"
            case "mb":
                return f"mb:{do}:{one['missing']}:0:{one['school']}"
            case "ro":
                return f"ro:{do}:{one['school']}"
            case "rm":
                return f"rm:{do}:{one['draft-plan']}:0"
            case "cl":
                return f"cl:{do}:{one['unclear']}:0:0:0"
            case "rq":
                return f"rq:{do}:{one['question']}:0"
            case "ab":
                return f"ab:{do}:{one['owner']}:{one['school']}:0"
            case "si":
                return f"si:{do}:{one['absence']}:{one['missing']}:0"
            case "sm":
                return f"sm:{do}:{one['plan']}:0"
            case "pd":
                return f"pd:{do}:0:0:0"
            case "sn":
                return f"sn:{do}:0:0:0"
            case "lg":
                return f"lg:{do}:{one['log']}:{one['report']}:0"
            case "od":
                return f"od:{do}:{one['digest']}"
            case "ud":
                return f"ud:{do}:{one['plan']}:{one['undated']}:0"
            case "ad":
                return f"ad:{do}:{one['draft']}:{one['school']}:0"
            case "cal":
                return f"cal:{do}:{one['school']}:2022:quarter 1"
            case "gr":
                return f"gr:{do}:{one['school']}"
            case "iv":
                return f"iv:{do}:{one['indicator']}:0"
            case "iw":
                return f"iw:{do}:{one['value']}"
            case "an":
                return f"an:{do}:{one['announcement']}:0"
        return single[prefix]

    def forbidden(self, name: str) -> list[str]:
        """All doors that are shut for this person."""
        return [
            self.data(prefix, do)
            for prefix, allowed in ALLOWED.items()
            for do, who in allowed.items()
            if name not in who
        ]


@pytest.fixture
async def scene(town: Town) -> Scene:
    """The scene on Wednesday, 19 October 2022, 9:00 in Moscow."""
    ids = await _settle_plan(town) | await _settle_announcements(town)
    await town.polyakova.sends([CLUSTER])
    ids |= {"draft-plan": await _newest(town, roadmaps, state="draft"), "question": await _newest(town, questions)}
    await town.polyakova.sends([unclear()])
    ids |= {"unclear": await _newest(town, unclear_tables)}
    ids |= await _settle_indicator(town, ids["plan"])
    ids |= {"absence": await record(town, town.shabanova, date(2023, 2, 6), date(2023, 2, 10), town.sharik)}
    await town.polyakova.says("/log")
    ids |= {"log": await _newest(town, deliveries, kind="book-page")}
    await _connect(town, town.akimova)
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    await ladygina.says("/help")
    known = {name: getattr(town, name) for name in ("shabanova", "polyakova", "kuzmina", "akimova", "sharik")}
    strangers = {"ladygina": ladygina, "foreigner": await _foreigner(town), "stranger": await _stranger(town)}
    await town.polyakova.says("/review")
    ids |= {"reviews": await _newest(town, deliveries, kind="review-list")}
    return Scene(town, ids, {**known, **strangers})


async def _newest(town: Town, table: Table, **which: object) -> int:
    fitting = (row for row in await rows(town, table) if all(getattr(row, name) == is_ for name, is_ in which.items()))
    return int(list(fitting)[-1].id)


async def _settle_plan(town: Town) -> dict[str, int]:
    """Two measures of Шабанова: answered and taken back, words without a place, a wish that was asked and one not."""
    her, two = town.shabanova, await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    await town.clock_to(datetime(2022, 10, 19, 6, 0, tzinfo=UTC))
    digest = await _newest(town, deliveries, kind="digest")
    await her.presses("Все выполнены")
    await her.presses("Отменить")
    await her.presses("В работе", on=await two.card(her))
    report = await _newest(town, reports_table)
    await her.says("не успеваем, перенесите на 28.10", reply_to=await two.card(her, LETTERS))
    await her.presses("Да, спросить")
    await her.says("не успеваем, перенесите на 27.10", reply_to=await two.card(her, SITE))
    await her.says("протокол на сайте")
    return {
        "plan": two.roadmap,
        "undated": await _undated(town, two.roadmap),
        "assignment": (await two.view(her)).id,
        "measure": (await two.view(her)).measure_id,
        "owner": (await two.view(her)).member_id,
        "digest": digest,
        "all-done": await _newest(town, deliveries, kind="report-ack-all"),
        "report": report,
        "unplaced": await _newest(town, reports_table, assignment_id=None),
        "asked": await _newest(town, extensions, state="asked"),
        "proposed": await _newest(town, extensions, state="proposed"),
    }


async def _settle_indicator(town: Town, roadmap: int) -> dict[str, int]:
    """A target of the plan, and a value that the coordinator was asked about."""
    async with town.app.database.write() as connection:
        await indicators.add_all(connection, roadmap, [read_indicator(*PROJECTS)])
    await enters(town.polyakova, 1, "12")
    await enters(town.polyakova, 1, "120")
    return {
        "indicator": await _newest(town, indicators_table),
        "value": await _newest(town, indicator_values, asked=True),
    }


async def _undated(town: Town, roadmap: int) -> int:
    """One more row of the plan, without a date."""
    async with town.app.database.write() as connection:
        measure = await insert_one(
            connection, measures, roadmap_id=roadmap, position=9, title="Стенд", deadline_text="", source={}
        )
        await insert_one(connection, stages, measure_id=measure, position=0, kind="unscheduled", not_understood=[])
        return measure


async def _settle_announcements(town: Town) -> dict[str, int]:
    """One of the district that everybody got, one that is still written; a member who is not connected."""
    for words in ("Совещание в среду.", "Черновик."):
        await town.kuzmina.says("/announce")
        await town.kuzmina.presses("Все (")
        await town.kuzmina.says(words)
        if words != "Черновик.":
            await town.kuzmina.presses("Отправить")
            await town.tick()
    async with town.app.database.write() as connection:
        member = await people.member_of_number(connection, "telegram", town.polyakova.number)
        assert member is not None
        school = member.organisation_id
        missing = await people.add_member(
            connection, organisation_id=school, role=Role.EXECUTOR, family="Новикова", given="Ада", now=town.now
        )
    sent = await _newest(town, announcements, state="done")
    draft = await _newest(town, announcements, state="draft")
    return {"announcement": sent, "draft": draft, "school": school, "missing": missing}


async def _connect(town: Town, person: Person) -> None:
    """Акимова, the head of the school, joins."""
    async with town.app.database.write() as connection:
        everybody = await people.members_in(connection, {1, 2}, Role.HEAD)
        chat = await chats.meet(connection, "telegram", person.number, kind="private", title="Акимова")
        await people.bind_chat(connection, chat.id, everybody[0].id)
    await _open_chat(town, person)


async def _foreigner(town: Town) -> Person:
    """The administrator of another district."""
    person = Person(town, 1200, 1200)
    async with town.app.database.write() as connection:
        place = await people.add_organisation(connection, kind="district", name="Соседний район")
        member = await people.add_member(
            connection, organisation_id=place, role=Role.ADMIN, family="Чужой", given="Олег", now=town.now
        )
        chat = await chats.meet(connection, "telegram", person.number, kind="private", title="Чужой")
        await people.bind_chat(connection, chat.id, member)
    await _open_chat(town, person)
    return person


async def _stranger(town: Town) -> Person:
    """Somebody whom nobody has invited, with a number beyond 32 bits."""
    person = Person(town, 7_000_000_000, 7_000_000_000)
    await _open_chat(town, person)
    return person


async def _open_chat(town: Town, person: Person) -> None:
    await town.control("people", {"id": person.number, "first_name": "Кто-то", "started": True})
    await person.says("/help")


async def test_nobody_goes_through_a_door_that_is_shut_for_them(scene: Scene) -> None:
    """Nor does anybody leave a trace, so one scene is enough for all."""
    for name in scene.people:
        await _knock(scene, name)


async def _knock(scene: Scene, name: str) -> None:
    """Each door that is shut for this person is refused with one clear sentence, and nothing has changed."""
    before, last = await standing(scene.town), await _newest(scene.town, deliveries)
    shut = scene.forbidden(name)
    heard = await forge(scene.town, scene.people[name], shut)
    assert len(heard) == len(shut), name
    assert {words for words in heard if not words.startswith(REFUSALS)} == set(), name
    assert {row.kind for row in await rows(scene.town, deliveries) if row.id > last} == {"refusal"}
    assert await standing(scene.town) == before, name
    assert await misfortunes(scene.town) == []


WICKED = (0, -1, 2**63 - 1, 2**63)
# Numbers that are no things: a page, the place of an answer or of a school in a list, a column of a table.
PLACES = {"page", "place", "role", "column", "day", "person"}
PAGED = (
    "rv",
    "ab",
    "si",
    "my",
    "ps",
    "pp",
    "mb",
    "rm",
    "sm",
    "ad",
    "an",
    "cl",
    "rq",
    "pd",
    "sn",
    "ud",
    "il",
    "iv",
    "lg",
)
# About the one who presses, or about everything, whatever the number is.
NUMBERLESS = {("rv", "page"), ("mb", "consent"), ("mb", "mistaken"), ("ro", "school"), ("cal", "mine")}
# One's own settings: organisation 0 is oneself, minute -1 the district's hour.
NUMBERLESS |= {("st", do) for do in ("open", "hour", "at", "zone", "in")}


async def test_a_number_that_nothing_has_leads_nowhere(scene: Scene) -> None:
    """Pressed by who may the most."""
    before = await standing(scene.town)
    wicked = [data for number in WICKED for data in _to_nothing(number)]
    heard = await forge(scene.town, scene.people["kuzmina"], wicked)
    assert await misfortunes(scene.town) == []
    assert len(heard) == len(wicked)
    assert {words for words in heard if not words.startswith(REFUSALS)} == set()
    assert await standing(scene.town) == before


def _to_nothing(number: int) -> list[str]:
    """Each door that leads to a thing, with this number for each thing; roadmap 0 of a list is all."""
    return [
        _packed(prefix, do, lambda name: number if name not in PLACES else 0)
        for prefix, do in sorted(doors() - NUMBERLESS)
        if not _numbers(prefix) <= PLACES and (number or prefix not in ("sm", "sn", "il"))
    ]


async def test_a_page_that_there_is_not_breaks_nothing(scene: Scene) -> None:
    before = await standing(scene.town)
    turned = [_page(scene, prefix, number) for number in WICKED for prefix in PAGED]
    for name in ("kuzmina", "shabanova"):
        await forge(scene.town, scene.people[name], turned)
    assert await misfortunes(scene.town) == []
    assert await standing(scene.town) == before


def _page(scene: Scene, prefix: str, number: int) -> str:
    listed = {
        "rv": "page",
        "ab": "people",
        "si": "turn",
        "mb": "people",
        "rm": "rows",
        "sm": "people",
        "ad": "missing",
        "an": "unread",
        "cl": "turn",
        "rq": "people",
        "pd": "show",
        "sn": "people",
        "ud": "list",
        "lg": "show",
        "iv": "open",
    }
    *head, _ = scene.data(prefix, listed.get(prefix, "")).split(":")
    if prefix == "mb":
        return f"mb:people:0:{number}:{scene.ids['school']}"
    return ":".join([*head, str(number)])


def _numbers(prefix: str) -> set[str]:
    made = next(each for each in CallbackData.__subclasses__() if each.__prefix__ == prefix)
    return {name for name, field in made.model_fields.items() if field.annotation is int}


def _packed(prefix: str, do: str, number: Callable[[str], int]) -> str:
    made = next(each for each in CallbackData.__subclasses__() if each.__prefix__ == prefix)
    return made(**{name: number(name) for name in _numbers(prefix)}, **({"do": do} if do else {})).pack()


RUBBISH = (
    "",
    ":",
    "as",
    "as:",
    "as:x:done",
    "as:1:done:2",
    "as:1",
    "нет",
    "x" * 64,
    "\x00" * 64,
    "as:１:done",
    "AS:1:done",
)


async def test_bytes_that_are_no_button_get_one_sentence(scene: Scene) -> None:
    chance = random.Random(5)
    noise = ["".join(chr(chance.randrange(32, 0x7F)) for _ in range(64)) for _ in range(20)]
    before = await standing(scene.town)
    heard = await forge(scene.town, scene.people["kuzmina"], [*RUBBISH, *noise])
    assert set(heard) == {"Эта кнопка уже ни к чему не относится."}
    assert len(heard) == len(RUBBISH) + len(noise)
    assert await standing(scene.town) == before
    assert await misfortunes(scene.town) == []
