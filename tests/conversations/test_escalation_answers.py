"""What a coordinator reads of overdue work about which something was answered, and whom the button can reach."""

from tests.conversations.absent import says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan
from tests.conversations.test_escalation import at, days_to
from tests.town import Town

LINE = f"· Шабанова Н.С. · {LETTERS} · до 20.10"


async def escalated(town: Town) -> list[str]:
    """The lines that the coordinator reads after three working days."""
    await days_to(town, at(10, 25))
    return town.polyakova.last.text.splitlines()


async def the_day_after(town: Town) -> Plan:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await days_to(town, at(10, 21))
    return plan_


async def test_what_is_in_the_way_stands_in_the_line(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.presses("Нужна помощь", on=await plan_.card(town.shabanova))
    await town.shabanova.says("нет приказа\nминистерства")
    assert await escalated(town) == ["Просрочено 1 дело", f"{LINE} · трудности: нет приказа министерства"]


async def test_a_status_without_words_is_said_alone_and_the_words_of_an_earlier_one_are_not(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.presses("Нужна помощь", on=await plan_.card(town.shabanova))
    await town.shabanova.says("нет приказа министерства")
    await town.shabanova.says("в работе", reply_to=await plan_.card(town.shabanova))
    assert await escalated(town) == ["Просрочено 1 дело", f"{LINE} · в работе"]


async def test_long_words_are_cut(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.says("ждём " + "очень " * 40, reply_to=await plan_.card(town.shabanova))
    line = (await escalated(town))[1]
    assert line.startswith(f"{LINE} · ответ: ждём очень")
    assert line.endswith("…")
    assert len(line) < len(LINE) + 80


async def test_a_photo_alone_is_an_answer(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.sends([photo()], kind="photo", reply_to=await plan_.card(town.shabanova))
    assert await escalated(town) == ["Просрочено 1 дело", f"{LINE} · прислан файл"]


async def test_tomorrow_is_an_answer(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.presses("Будет завтра", on=await plan_.card(town.shabanova))
    assert await escalated(town) == ["Просрочено 1 дело", f"{LINE} · отложено до 22.10"]


async def test_who_has_asked_for_more_time_has_answered(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.says("перенесите на 10 ноября", reply_to=await plan_.card(town.shabanova))
    await town.shabanova.presses("Да, спросить")
    assert (await escalated(town))[1].endswith("просьба перенести на 10.11")


async def test_an_answer_that_was_taken_back_is_none(town: Town) -> None:
    plan_ = await the_day_after(town)
    await town.shabanova.presses("Нужна помощь", on=await plan_.card(town.shabanova))
    await town.shabanova.says("нет приказа министерства")
    await town.shabanova.presses("Отменить")
    assert await escalated(town) == ["Просрочено 1 дело, ответа нет", LINE]


async def test_no_answer_is_said_of_all_only_where_nobody_has_answered(town: Town) -> None:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await days_to(town, at(10, 21))
    await town.shabanova.says("в работе", reply_to=await plan_.card(town.shabanova))
    assert await escalated(town) == [
        "Просрочены 2 дела",
        f"{LINE} · в работе",
        f"· Шарик Н.Н. · {SITE} · до 20.10",
    ]


async def test_who_is_absent_and_replaced_by_nobody_cannot_be_reminded(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await says_absent(town.shabanova, "с 24 октября по 14 ноября", "Никто")
    lines = await escalated(town)
    assert "отсутствует до 14.11" in lines[1]
    assert town.polyakova.last.buttons == []


async def test_a_press_that_reaches_nobody_says_so(town: Town) -> None:
    await the_day_after(town)
    await escalated(town)
    await says_absent(town.shabanova, "до 14 ноября", "Никто")
    await town.polyakova.presses("Напомнить сейчас")
    assert town.polyakova.last.text.splitlines() == [
        "Напоминание никому не отправлено.",
        "Отсутствуют, заместителя нет: Шабанова Н.С.",
    ]


async def test_a_press_after_everything_was_done_says_so(town: Town) -> None:
    plan_ = await the_day_after(town)
    await escalated(town)
    await town.shabanova.presses("Выполнено", on=await plan_.card(town.shabanova))
    await town.polyakova.presses("Напомнить сейчас")
    assert town.polyakova.last.text == "Напоминать некому: эти дела уже закрыты или переданы."
