"""«Разошлите напоминание всем, кто не ответил»: words that do what «Напомнить молчащим» does."""

import pytest

from handlers.summaries import asks_to_remind_the_silent
from storage.tables import reports
from tests.conversations.plans import DUE, LETTERS, count, plan
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
