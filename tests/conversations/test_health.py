"""The bot was down, or its clock is wrong: who is told what, once; and that nothing is said twice by it."""

from datetime import date, datetime, timedelta

import pytest

from storage import marks
from storage.tables import deliveries
from tests.conversations.plans import DUE, LETTERS, SITE, plan, rows
from tests.conversations.test_reminders import october
from tests.town import Person, Town


def told(person: Person, *words: str) -> list[str]:
    return [seen.text for seen in person.received if all(word in seen.text for word in words)]


async def down(town: Town, since: datetime, until: datetime) -> None:
    """The bot does not run from the one moment to the other."""
    await town.clock_to(since)
    await town.stop_bot()
    await town.control("clock", {"to": until.timestamp()})
    await town.start_bot()
    await town.tick()


async def two_measures(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik]), (SITE, date(2022, 10, 21), [town.shabanova])])


async def test_the_administrator_reads_once_what_may_be_lost_after_more_than_a_day(town: Town) -> None:
    await down(town, october(1, 12), october(3, 3))
    assert not told(town.kuzmina, "могли пропасть"), "six in the morning is a quiet hour"
    await town.clock_to(october(3, 6))
    await town.tick()
    (lost,) = told(town.kuzmina, "могли пропасть")
    lines = lost.splitlines()
    assert lines[0] == "Бот не работал с 01.10.2022 15:00 по 03.10.2022 06:00."
    assert lines[1].startswith("Сообщения, отправленные ему в первые 15 ч (до 02.10.2022 06:00), могли пропасть")
    assert not told(town.polyakova, "могли пропасть")


async def test_a_day_at_most_loses_nothing_and_nobody_is_told(town: Town) -> None:
    await down(town, october(1, 12), october(2, 11))
    assert not told(town.kuzmina, "могли пропасть")


async def test_what_came_up_meanwhile_is_counted_for_the_administrator_and_said_once(town: Town) -> None:
    await two_measures(town)
    await town.clock_to(october(16, 12))
    heard = len(town.shabanova.received)
    await down(town, october(16, 12), october(19, 11))
    assert told(town.kuzmina, "Пока бот не работал") == [
        "Пока бот не работал (с 16.10.2022 15:00 по 19.10.2022 14:00), подошли 3 напоминания 2 людям; "
        "отправляю по одному сообщению каждому."
    ]
    assert len(town.shabanova.received) == heard + 1
    await town.stop_bot()
    await town.start_bot()
    await town.tick()
    assert len(told(town.kuzmina, "Пока бот не работал")) == 1


async def test_a_short_stop_is_not_worth_a_word(town: Town) -> None:
    await two_measures(town)
    await down(town, october(17, 5, 50), october(17, 6, 20))
    assert told(town.shabanova, LETTERS)
    assert not told(town.kuzmina, "Пока бот не работал")


async def test_many_at_once_are_told_although_the_stop_was_short(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.health.MANY", 1)
    await two_measures(town)
    await down(town, october(17, 5, 50), october(17, 6, 20))
    assert len(told(town.kuzmina, "Пока бот не работал", "подошли 2 напоминания")) == 1


async def test_a_clock_that_goes_back_an_hour_says_nothing_twice(town: Town) -> None:
    await two_measures(town)
    await town.clock_to(october(17, 6, 30))
    sent = {row.id for row in await rows(town, deliveries) if row.kind == "digest"}
    assert sent
    await town.clock_to(october(17, 5, 30))
    for minute in (59, 61, 90, 120):
        await town.clock_to(october(17, 5) + timedelta(minutes=minute))
    assert {row.id for row in await rows(town, deliveries) if row.kind == "digest"} == sent
    assert not told(town.kuzmina, "напомин")


async def test_a_clock_that_goes_forward_a_day_is_told_and_each_person_hears_once(town: Town) -> None:
    await two_measures(town)
    town.app.pulse.tells_jumps = True
    await town.clock_to(october(16, 12))
    heard = len(town.sharik.received)
    quiet = len(told(town.kuzmina, "Часы сервера"))
    await town.clock_to(october(17, 12))
    assert told(town.kuzmina, "Часы сервера")[quiet:] == [
        "Часы сервера ушли вперёд или он стоял (с 16.10.2022 15:00 по 17.10.2022 15:00): "
        "подошли 2 напоминания 2 людям; отправляю по одному сообщению каждому. Проверьте часы сервера."
    ]
    assert len(town.sharik.received) == heard + 1


async def test_the_clock_of_the_sandbox_may_be_moved_without_a_word(town: Town) -> None:
    await two_measures(town)
    await town.clock_to(october(17, 12))
    assert not told(town.kuzmina, "Часы сервера")


async def test_the_mark_is_put_about_once_a_minute(town: Town) -> None:
    await town.clock_to(october(3))
    first = await mark(town)
    assert abs(first - october(3)) < timedelta(minutes=1)
    await town.clock_to(october(3, 6, 0) + timedelta(seconds=30))
    assert await mark(town) == first
    await town.clock_to(october(3, 6, 2))
    assert await mark(town) > first


async def mark(town: Town) -> datetime:
    async with town.app.database.read() as connection:
        found = await marks.at(connection, marks.TICK)
        assert found is not None
        return found


async def test_a_look_that_comes_late_stands_in_the_log(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    await town.clock_to(october(3))
    capsys.readouterr()
    await town.clock_to(october(3, 6, 3))
    assert "the planner has not looked for a while" in capsys.readouterr().out


async def test_a_first_start_tells_nothing(town: Town) -> None:
    assert not told(town.kuzmina, "Бот не работал")
