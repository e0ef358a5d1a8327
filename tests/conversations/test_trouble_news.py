"""«Трудности», «Нужна помощь»: the coordinator hears of it, with what is in the way, once an assignment and day."""

from datetime import timedelta

from sqlalchemy import update

from services.trouble_news import PATIENCE
from storage.tables import chats, deliveries
from tests.conversations.absent import october, of_today, says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, rows
from tests.town import Person, Seen, Town

DAY = 11
WHAT = f"«{LETTERS}» · до чт 20 октября"
TROUBLE = "⚠️ Шабанова Н.С.: трудности"


async def one_plan(town: Town, day: int = DAY, hour: int = 9) -> Plan:
    plan_ = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(day, hour))
    return plan_


async def taps(town: Town, plan_: Plan, button: str = "Трудности") -> None:
    await town.shabanova.presses(button, on=await plan_.card(town.shabanova))


async def wait(town: Town, time: timedelta = PATIENCE) -> None:
    await town.clock_to(town.now + time)


def heard(town: Town, person: Person) -> list[Seen]:
    """The messages of this kind that the person got on this day."""
    return [one for one in of_today(person, town) if one.text.startswith("⚠️ Шабанова Н.С.")]


def lines(town: Town, person: Person) -> list[str]:
    (message,) = heard(town, person)
    return message.text.splitlines()


async def test_the_coordinator_hears_of_trouble_and_of_what_was_typed_after_the_tap(town: Town) -> None:
    await taps(town, await one_plan(town))
    assert not heard(town, town.polyakova), "the reason is still to come"
    await town.shabanova.says("нет приказа министерства")
    await wait(town)
    assert lines(town, town.polyakova) == [TROUBLE, WHAT, "«нет приказа министерства»"]
    assert not heard(town, town.shabanova)
    assert not heard(town, town.kuzmina)


async def test_after_the_due_day_it_is_a_call_for_help(town: Town) -> None:
    await taps(town, await one_plan(town, 21), "Нужна помощь")
    await wait(town)
    assert lines(town, town.polyakova) == ["⚠️ Шабанова Н.С.: нужна помощь", WHAT]


async def test_words_that_tell_of_trouble_are_heard_too(town: Town) -> None:
    plan_ = await one_plan(town)
    await town.shabanova.says("не успеваем, нет анкет", reply_to=await plan_.card(town.shabanova))
    await wait(town)
    assert lines(town, town.polyakova) == [TROUBLE, WHAT, "«не успеваем, нет анкет»"]


async def test_a_reason_that_comes_late_is_put_into_the_message(town: Town) -> None:
    await taps(town, await one_plan(town))
    await wait(town)
    assert lines(town, town.polyakova) == [TROUBLE, WHAT]
    await wait(town, timedelta(hours=1))
    await town.shabanova.says("нет приказа министерства")
    assert lines(town, town.polyakova) == [TROUBLE, WHAT, "«нет приказа министерства»"]


async def test_trouble_once_more_on_the_same_day_is_not_said_again_and_on_the_next_it_is(town: Town) -> None:
    plan_ = await one_plan(town)
    for _ in range(3):
        await taps(town, plan_)
        await wait(town, timedelta(minutes=20))
    assert len(heard(town, town.polyakova)) == 1
    await town.clock_to(october(DAY + 1, 9))
    await taps(town, plan_)
    await wait(town)
    assert len(heard(town, town.polyakova)) == 1


async def test_what_was_taken_back_or_done_meanwhile_is_not_said(town: Town) -> None:
    plan_ = await one_plan(town)
    await taps(town, plan_)
    await town.shabanova.presses("Отменить")
    await wait(town)
    assert not heard(town, town.polyakova)
    await taps(town, plan_)
    await town.shabanova.presses("Выполнено", on=await plan_.card(town.shabanova))
    await wait(town)
    assert not heard(town, town.polyakova)
    assert [row.state for row in await rows(town, deliveries) if row.kind == "trouble-news"] == ["dropped", "dropped"]


async def test_an_answer_that_was_taken_back_does_not_keep_the_next_one_from_being_heard(town: Town) -> None:
    plan_ = await one_plan(town)
    await taps(town, plan_)
    await town.shabanova.presses("Отменить")
    await wait(town)
    await taps(town, plan_)
    await town.shabanova.says("нет приказа министерства")
    await wait(town)
    assert lines(town, town.polyakova) == [TROUBLE, WHAT, "«нет приказа министерства»"]


async def test_yesterday_s_trouble_does_not_speak_for_an_answer_of_today_that_was_taken_back(town: Town) -> None:
    plan_ = await one_plan(town)
    await taps(town, plan_)
    await wait(town)
    await town.clock_to(october(DAY + 1, 9))
    await taps(town, plan_)
    await town.shabanova.presses("Отменить")
    await wait(town)
    assert not heard(town, town.polyakova)


async def test_at_night_it_waits_for_the_morning(town: Town) -> None:
    await taps(town, await one_plan(town, hour=19))  # 22:00 in Moscow
    await wait(town)
    assert not heard(town, town.polyakova)
    await town.clock_to(october(DAY + 1, 5, 1))
    assert lines(town, town.polyakova) == [TROUBLE, WHAT]


async def test_who_stands_in_for_the_coordinator_hears_it(town: Town) -> None:
    plan_ = await one_plan(town)
    await says_absent(town.polyakova, "с 10 октября по 30 октября", "Бондаренко")
    await taps(town, plan_)
    await wait(town)
    assert lines(town, town.bondarenko) == [TROUBLE, WHAT]
    assert not heard(town, town.polyakova)


async def test_a_coordinator_in_trouble_is_heard_above_and_does_not_hear_herself(town: Town) -> None:
    plan_ = await plan(town, [(SITE, DUE, [town.polyakova])])
    await town.clock_to(october(DAY, 9))
    await town.polyakova.presses("Трудности", on=await plan_.card(town.polyakova))
    before = len(town.polyakova.received)
    await wait(town)
    assert town.kuzmina.last.text.startswith("⚠️ Полякова В.А.: трудности")
    assert len(town.polyakova.received) == before


async def test_of_who_stands_in_for_an_executor_it_is_said_whose_it_is(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(DAY, 9))
    await says_absent(town.shabanova, "с 10 октября по 14 ноября", "Шарик")
    await town.sharik.says("/my")
    await town.sharik.presses("1")
    await town.sharik.presses("Трудности")
    await wait(town)
    assert town.polyakova.last.text.splitlines() == [
        "⚠️ Шарик Н.Н.: трудности",
        WHAT,
        "Исполнитель: Шабанова Н.С. (отсутствует)",
    ]


async def test_who_has_read_of_it_reads_that_it_was_done(town: Town) -> None:
    plan_ = await one_plan(town)
    await taps(town, plan_)
    await wait(town)
    (read,) = heard(town, town.polyakova)
    await town.shabanova.presses("Выполнено", on=await plan_.card(town.shabanova))
    now = next(one for one in town.polyakova.received if one.id == read.id)
    assert now.text.splitlines() == ["✅ Шабанова Н.С.: выполнено, трудности позади", WHAT]


async def test_who_has_read_of_it_reads_that_it_was_taken_back(town: Town) -> None:
    await taps(town, await one_plan(town))
    await wait(town)
    (read,) = heard(town, town.polyakova)
    await town.shabanova.presses("Отменить")
    now = next(one for one in town.polyakova.received if one.id == read.id)
    assert now.text.splitlines() == ["↩️ Шабанова Н.С.: о трудностях больше не говорит", WHAT]


async def test_where_no_coordinator_is_connected_the_author_is_told_that_nobody_reads_it(town: Town) -> None:
    plan_ = await one_plan(town)
    async with town.app.database.write() as connection:
        await connection.execute(update(chats).where(chats.c.number == town.polyakova.number).values(member_id=None))
    await taps(town, plan_)
    assert town.shabanova.last.text.splitlines()[-1] == (
        "Координатор ещё не подключён к боту и этого не прочитает — сообщите ему сами."
    )
