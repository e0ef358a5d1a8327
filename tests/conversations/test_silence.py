"""Who is silent: anything a person says or presses over the last week breaks the silence, whatever it changes."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan
from tests.conversations.test_reminders import october
from tests.town import Town

Answer = Callable[[Town, Plan], Awaitable[None]]


async def same_trouble(town: Town, plan_: Plan) -> None:
    await town.shabanova.presses("Трудности", on=await plan_.card(town.shabanova))
    await town.shabanova.says("нет приказа министерства")


async def words(town: Town, plan_: Plan) -> None:
    await town.shabanova.says("ждём приказа", reply_to=await plan_.card(town.shabanova))


async def picture(town: Town, plan_: Plan) -> None:
    await town.shabanova.sends([photo()], kind="photo", reply_to=await plan_.card(town.shabanova))


async def later(town: Town, plan_: Plan) -> None:
    await town.shabanova.presses("Позже", on=await plan_.card(town.shabanova))
    await town.shabanova.presses("Завтра")
    await town.shabanova.presses("Жду данных")


async def more_time(town: Town, plan_: Plan) -> None:
    await town.shabanova.presses("Перенести срок", on=await plan_.card(town.shabanova))
    await town.shabanova.says("на 10 ноября")
    await town.shabanova.presses("Да, спросить")


async def in_trouble_for_long(town: Town) -> Plan:
    """Two measures; in one of them Шабанова has been in trouble for more than a week, about the other nothing came."""
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, date(2022, 10, 21), [town.shabanova])])
    await same_trouble(town, plan_)
    await town.clock_to(october(14))
    return plan_


async def silent(town: Town) -> bool:
    await town.polyakova.says("/summary")
    return "молчит 1 (Шабанова Н.С.)" in town.polyakova.last.text


@pytest.mark.parametrize("answer", [same_trouble, words, picture, later, more_time])
async def test_any_answer_of_the_last_week_breaks_the_silence(town: Town, answer: Answer) -> None:
    plan_ = await in_trouble_for_long(town)
    assert await silent(town)
    await answer(town, plan_)
    await town.clock_to(town.now + timedelta(minutes=3))
    assert not await silent(town)
    heard = len(town.shabanova.received)
    await town.polyakova.says("напомните всем, кто не ответил")
    assert len(town.shabanova.received) == heard


async def test_an_answer_that_was_taken_back_breaks_no_silence(town: Town) -> None:
    plan_ = await in_trouble_for_long(town)
    await words(town, plan_)
    assert not await silent(town)
    await town.shabanova.presses("Отменить")
    assert await silent(town)


async def test_after_a_week_an_answer_breaks_the_silence_no_more(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, date(2022, 10, 7), [town.shabanova])])
    await town.shabanova.presses("В работе", on=await plan_.card(town.shabanova))
    await town.clock_to(town.now + timedelta(days=6))
    assert not await silent(town)
    await town.clock_to(town.now + timedelta(days=1, hours=1))
    assert await silent(town)
