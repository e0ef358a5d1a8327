"""How insistent a plan is: its coordinator chooses a profile for it and another one for a single row.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime

from storage.tables import deliveries, journal, measures, roadmaps
from tests.conversations.amended import DEADLINE, LETTERS_ROW, document, printed
from tests.conversations.plans import DUE, LETTERS, SITE, plan, rows
from tests.conversations.sending import sent
from tests.town import Person, Town


def october(day: int) -> datetime:
    return datetime(2022, 10, day, 6, 0, tzinfo=UTC)


def of_today(person: Person, town: Town) -> list[str]:
    return [
        message.text
        for message in person.received
        if datetime.fromtimestamp(message.raw["date"], UTC).date() == town.now.date()
    ]


async def days_heard(town: Town, person: Person, *days: int) -> list[int]:
    """The days of October on which the person hears something at nine."""
    heard = []
    for day in days:
        await town.clock_to(october(day))
        if of_today(person, town):
            heard.append(day)
    return heard


async def test_a_livelier_profile_of_a_live_plan_counts_from_then_on_and_nobody_is_told(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    heard, rows_out = len(town.shabanova.received), len(await rows(town, deliveries))
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Напоминания: обычный")
    card = town.polyakova.last
    assert "обычный: за 14, 7, 3, 1 рабочий день до срока и в сам день; если ответа нет — через 1, 3, 7," in card.text
    assert "лёгкий: за 7, 1 рабочий день до срока; если ответа нет — через 1, 7," in card.text
    assert card.buttons[:3] == ["лёгкий", "✓ обычный", "активный"]
    await town.polyakova.presses("активный")
    assert "Записано" in town.polyakova.last.text
    assert "✓ активный" in town.polyakova.last.buttons
    assert len(town.shabanova.received) == heard
    talk = [row for row in (await rows(town, deliveries))[rows_out:] if row.kind not in ("plans", "roadmap-preview")]
    assert {row.kind for row in talk} == {"profiles"}
    assert await days_heard(town, town.shabanova, 18, 19, 20) == [18, 19, 20], "two days before is new"
    await town.polyakova.presses("К плану")
    assert "Напоминания: активный" in town.polyakova.last.buttons


async def test_a_quieter_profile_leaves_out_what_it_does_not_name(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Напоминания: обычный")
    await town.polyakova.presses("лёгкий")
    assert await days_heard(town, town.shabanova, 3, 10, 11, 14, 17, 18, 19, 20) == [11, 19]


async def test_a_profile_chosen_before_accepting_counts_from_the_beginning(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Напоминания: обычный")
    await town.polyakova.presses("лёгкий")
    await town.polyakova.presses("К плану")
    assert "Напоминания: лёгкий" in town.polyakova.last.buttons
    await town.polyakova.presses("Принять")
    assert [row.profile for row in await rows(town, roadmaps)] == ["лёгкий"]
    assert "Напоминания: лёгкий" in town.polyakova.last.buttons


async def test_one_row_may_have_a_profile_of_its_own_and_give_it_back(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.clock_to(october(14))
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Показать все строки")
    await town.polyakova.presses("Напоминания по строкам")
    await town.polyakova.presses("1. Методические")
    assert "✓ Как в плане (обычный)" in town.polyakova.last.buttons
    await town.polyakova.presses("активный")
    assert "✓ активный" in town.polyakova.last.buttons
    await town.clock_to(october(17))
    await town.clock_to(october(18))
    assert len(of_today(town.shabanova, town)) == 1, "two days before: the active profile"
    assert not of_today(town.sharik, town)
    await town.polyakova.presses("К строкам")
    assert town.polyakova.last.buttons[0].endswith(" · активный")
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Показать все строки")
    assert "Напоминания: активный" in town.polyakova.last.text
    await town.polyakova.presses("Напоминания по строкам")
    await town.polyakova.presses("1. Методические")
    await town.polyakova.presses("Как в плане")
    assert [row.profile for row in await rows(town, measures)] == [None, None]
    (first, second) = [line for line in await rows(town, journal) if line.what == "profile"]
    assert (first.after.endswith(" активный"), second.before.endswith(" активный")) == (True, True)


async def test_the_choices_survive_an_amended_plan(town: Town) -> None:
    await sent(town)
    await town.polyakova.presses("Напоминания: обычный")
    await town.polyakova.presses("активный")
    await town.polyakova.presses("К плану")
    await town.polyakova.presses("Принять")
    await town.polyakova.presses("Показать все строки")
    await town.polyakova.presses("Напоминания по строкам")
    await town.polyakova.presses(f". {LETTERS_ROW}")
    await town.polyakova.presses("лёгкий")
    preview = await sent(town, document(printed(LETTERS_ROW, DEADLINE, "до 27.10.2022")))
    assert not any("Напоминания" in label for label in preview.buttons), "the plan has its profile already"
    await town.polyakova.presses("Принять изменения")
    (active,) = [row for row in await rows(town, roadmaps) if row.state == "active"]
    assert (active.profile, active.version) == ("активный", 2)
    own = [row for row in await rows(town, measures) if row.roadmap_id == active.id and row.profile is not None]
    assert [(row.profile, row.deadline_text) for row in own] == [("лёгкий", "до 27.10.2022")]


async def test_a_second_tap_and_a_restart_change_it_once(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. ")
    await town.polyakova.presses("Напоминания: обычный")
    tap = town.polyakova.last.data_of("активный")
    await town.polyakova.presses("активный")
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.forges(tap)
    assert len([line for line in await rows(town, journal) if line.what == "profile"]) == 1


async def test_only_who_looks_after_the_plan_chooses_and_only_what_there_is(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    other = await plan(town, [(SITE, date(2022, 10, 21), [town.sharik])])
    await town.polyakova.says("/plans")
    await town.polyakova.presses("2. ")
    await town.polyakova.presses("Напоминания: обычный")
    tap = town.polyakova.last.data_of("активный")
    for person in (town.shabanova, town.sharik):
        await person.forges(tap)
        assert person.last.text.startswith("Это может сделать Полякова В.А.")
    row = (await other.view(town.sharik)).measure_id
    await town.sharik.forges(f"pf:choose-row:{row}:0")
    assert town.sharik.last.text.startswith("Это может сделать Полякова В.А.")
    for data in (
        f"pf:choose:{made.roadmap}:12345",
        f"pf:choose:{made.roadmap}:0",
        f"pf:choose-row:{row}:12345",
        "pf:choose-row:99999:0",
        "pf:row:99999:0",
        "pf:list:99999:0",
    ):
        await town.polyakova.forges(data)
        assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    assert {row.profile for row in await rows(town, roadmaps)} == {"обычный"}
