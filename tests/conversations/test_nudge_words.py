"""«Разошлите напоминание всем, кто не ответил»: words that do what «Напомнить молчащим» does."""

from datetime import date

import pytest
from sqlalchemy import update

from handlers.summaries import asks_to_remind_the_silent
from storage.tables import chats, reports
from tests.conversations.absent import says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, count, plan
from tests.conversations.test_reminders import october
from tests.town import Town

MEANT = (
    "разошлите напоминание всем, кто не ответил",
    "Разошлите напоминание всем кто не ответил.",
    "разошли напоминания всем, кто ещё не ответил",
    "Отправьте напоминание тем, кто не отчитался",
    "напомни всем, кто молчит",
    "Напомните, пожалуйста, всем, кто молчит!",
    "напомните молчащим",
    "Напомни молчащим, пожалуйста",
    "напомните тем, кто до сих пор молчит",
    "напомните тем, кто не отвечает",
    "Пожалуйста, напомните всем, кто не отчитался",
    "напомните всем, которые не ответили",
    "напомните не ответившим",
    "напомните о сроках всем, кто молчит",
    "  НАПОМНИТЕ  ВСЕМ,  КТО  МОЛЧИТ  ",
)
OTHERWISE = (
    "напомните мне завтра",
    "напомнила всем, кто молчит",
    "напомнили всем, кто не ответил, отчёт готов",
    "разослали напоминание всем",
    "не напоминайте молчащим",
    "кто не ответил?",
    "напомните всем о семинаре",
    "напомните",
    "выполнено, напомните молчащим про анкеты",
    "молчат все",
)


@pytest.mark.parametrize("words", MEANT)
def test_these_words_mean_the_button(words: str) -> None:
    assert asks_to_remind_the_silent(words)


@pytest.mark.parametrize("words", OTHERWISE)
def test_these_words_mean_something_else(words: str) -> None:
    assert not asks_to_remind_the_silent(words)


async def test_the_words_remind_everybody_who_is_silent_once_a_day(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(october(14))
    heard = len(town.shabanova.received)
    await town.polyakova.says("Разошлите напоминание всем, кто не ответил")
    assert town.polyakova.last.text == "Напоминание отправлено 2 людям: Шабанова Н.С., Шарик Н.Н."
    assert len(town.shabanova.received) == heard + 1
    await town.polyakova.says("напомните молчащим")
    assert town.polyakova.last.text == "Сегодня уже напомнили: Шабанова Н.С., Шарик Н.Н."


async def test_from_an_executor_the_same_words_are_an_answer(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(october(14))
    heard = len(town.sharik.received)
    await town.shabanova.says("напомните всем, кто молчит")
    assert len(town.sharik.received) == heard
    assert await count(town, reports) == 1


NOBODY = "Напоминать некому: "
ASKED = "напомните всем, кто не ответил"


async def test_who_has_nothing_near_is_not_called_somebody_who_has_answered(town: Town) -> None:
    await plan(town, [(LETTERS, date(2022, 12, 20), [town.shabanova])])
    await town.clock_to(october(14))
    await town.polyakova.says(ASKED)
    assert town.polyakova.last.text == (f"{NOBODY}нет ни просроченных дел, ни дел со сроком в ближайшие две недели.")


async def test_where_everybody_has_answered_who_is_expected_to_that_is_said_of_them_alone(town: Town) -> None:
    far = (SITE, date(2022, 12, 20), [town.sharik])
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova]), far])
    await town.clock_to(october(14))
    await town.shabanova.presses("В работе", on=await plan_.card(town.shabanova))
    await town.polyakova.says(ASKED)
    assert town.polyakova.last.text == f"{NOBODY}у кого срок близко или прошёл, те ответили."


async def test_who_is_away_has_not_answered(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(october(14))
    await says_absent(town.sharik, "до 14 ноября", "Никто")
    await town.shabanova.presses("В работе", on=await plan_.card(town.shabanova))
    await town.polyakova.says(ASKED)
    assert town.polyakova.last.text == f"{NOBODY}у кого срок близко или прошёл, те ответили или отсутствуют."


async def test_how_many_cannot_be_reached_is_said(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.clock_to(october(14))
    async with town.app.database.write() as connection:
        theirs = chats.c.number.in_((town.shabanova.number, town.sharik.number))
        await connection.execute(update(chats).where(theirs).values(member_id=None))
    await town.polyakova.says(ASKED)
    assert town.polyakova.last.text == (
        "Напоминание никому не отправлено.\n"
        "Не дойдёт до 2 человек, чат с ботом не подключён или закрыт (ссылки: /people): Шабанова Н.С., Шарик Н.Н."
    )
