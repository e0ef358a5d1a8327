"""«Сделали вчера»: what was done in time and told late is done in time.

The measure is due on Thursday, 20 October 2022; it is answered on Monday, the 24th, 11:00 in Moscow.
"""

from datetime import UTC, date, datetime

import pytest

from storage.tables import reports as reports_table
from tests.conversations.plans import LETTERS, Plan, posts, rows
from tests.town import Town

WHO = "Шабанова Н.С., МБОУ «СОШ №2» · 24.10.2022 11:00 · срок 20.10"


@pytest.fixture
async def late(town: Town, one: Plan) -> Plan:
    await town.clock_to(datetime(2022, 10, 24, 8, 0, tzinfo=UTC))
    return one


async def marks(town: Town) -> list[tuple[date | None, bool]]:
    return [(report.done_on, report.late) for report in await rows(town, reports_table)]


async def test_what_was_done_before_the_deadline_and_told_after_it_is_in_time(town: Town, late: Plan) -> None:
    await town.shabanova.says("сделали 14 октября")
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено 14.10.2022, раньше срока на 6 дней.")
    assert posts(town)[-1].text.splitlines() == [f"✅ {LETTERS}", f"{WHO}, сделано 14.10"]
    assert await marks(town) == [(date(2022, 10, 14), False)]


async def test_what_was_done_after_the_deadline_is_late_by_the_day_of_doing(town: Town, late: Plan) -> None:
    await town.shabanova.says("сделали вчера")
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено 23.10.2022, позже срока на 3 дня.")
    assert posts(town)[-1].text.splitlines()[1] == f"{WHO}, сделано 23.10, после срока"


async def test_words_after_the_button_say_when_it_was_done(town: Town, late: Plan) -> None:
    await town.shabanova.presses("Выполнено", on=await late.card(town.shabanova))
    await town.shabanova.says("провели 19.10")
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено 19.10.2022, раньше срока на 1 день.")
    assert await marks(town) == [(None, True), (date(2022, 10, 19), False)]
    await town.polyakova.says("/summary")
    assert "В срок 100 %" in town.polyakova.last.text


async def test_the_button_under_unclear_words_takes_the_day_from_them(town: Town, late: Plan) -> None:
    await town.shabanova.says("провели совещание 18 октября, протокол на сайте")
    await town.shabanova.presses("Выполнено")
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено 18.10.2022, раньше срока на 2 дня.")
    assert await marks(town) == [(date(2022, 10, 18), False)]


async def test_a_corrected_day_is_the_day(town: Town, late: Plan) -> None:
    await town.shabanova.says("сделали 21 октября")
    own = next(one for one in reversed(town.shabanova.messages) if not one.from_bot)
    body = {"user_id": 1003, "chat_id": 1003, "message_id": own.id, "text": "сделали 20 октября"}
    await town.control("edit", body)
    await town.settle()
    assert town.shabanova.last.text.startswith("✅ Записано: выполнено 20.10.2022, в срок.")
    assert await marks(town) == [(date(2022, 10, 20), False)]
    assert posts(town)[-1].text.splitlines()[1:] == [f"{WHO}, сделано 20.10", "исправлено 24.10"]
