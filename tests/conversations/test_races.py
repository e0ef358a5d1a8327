"""Two people at once, a press and words at once, a group that moves while it is written to: each thing is done once."""

import asyncio

import pytest

from bot.demo import SCHOOL
from domain.people import Role
from storage.tables import assignments, extensions, journal, questions
from storage.tables import reports as reports_table
from tests.conversations.hostile import message, misfortunes, press, tell
from tests.conversations.plans import LETTERS, Plan, count, rows
from tests.conversations.sending import move_in, sent, states
from tests.town import Person, Seen, Town


@pytest.fixture
async def second(town: Town) -> Person:
    """Another coordinator of the same school."""
    return await move_in(town, 1500, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", SCHOOL)


async def together(town: Town, *presses: tuple[Person, Seen, str]) -> None:
    """Presses of several people that reach the bot in one batch."""
    await tell(town, *(press(person.number, data, on=under.raw) for person, under, data in presses))


async def test_two_coordinators_accept_a_plan_at_once_and_it_goes_live_once(town: Town, second: Person) -> None:
    preview = await sent(town)
    await second.says("/plans")
    data = preview.data_of("Принять")
    await together(town, (town.polyakova, preview, data), (second, second.last, data))
    assert await states(town) == ["active"]
    noted = [row.what for row in await rows(town, journal)]
    assert noted.count("roadmap-accepted") == 1
    said = sorted(person.last.text.splitlines()[0][:24] for person in (town.polyakova, second))
    assert [line[:14] for line in said] == ["Принято: 27 ме", "Эта карта уже "]
    assert await misfortunes(town) == []


async def test_one_accepts_while_the_other_cancels_and_one_of_both_holds(town: Town, second: Person) -> None:
    preview = await sent(town)
    await second.says("/plans")
    accept, cancel = preview.data_of("Принять"), preview.data_of("Отменить")
    await together(town, (town.polyakova, preview, accept), (second, second.last, cancel))
    state = (await states(town))[0]
    live = await count(town, assignments)
    assert (state, live > 0) in {("active", True), ("cancelled", False)}
    assert await misfortunes(town) == []


async def test_two_coordinators_decide_at_once_and_the_first_decision_counts(
    town: Town, second: Person, one: Plan
) -> None:
    await town.shabanova.says("не успеваем, перенесите на 25.10", reply_to=await one.card(town.shabanova))
    await town.shabanova.presses("Да, спросить")
    first, other = town.polyakova.with_button("Согласовать"), second.with_button("Согласовать")
    agree, decline = first.data_of("Согласовать"), first.data_of("Отклонить")
    await together(town, (town.polyakova, first, agree), (second, other, decline))
    decided = (await rows(town, extensions))[0]
    due = (await one.view(town.shabanova)).due
    assert (decided.state, due.day) in {("agreed", 25), ("declined", 20)}
    verdicts = {person.messages[-1].text.splitlines()[-1].split(":")[0] for person in (town.polyakova, second)}
    assert verdicts == {"Согласовано" if decided.state == "agreed" else "Отклонено"}
    assert await misfortunes(town) == []


async def test_two_coordinators_answer_a_question_at_once_and_the_first_answer_counts(
    town: Town, second: Person
) -> None:
    preview = await sent(town)
    await second.says("/plans")
    asked = (await rows(town, questions))[0]
    keep, later = f"rq:keep:{asked.id}:0", f"rq:choose:{asked.id}:0"
    await together(town, (town.polyakova, preview, keep), (second, second.last, later), (second, second.last, keep))
    answered = [row for row in await rows(town, journal) if row.what == "question-answered"]
    assert len(answered) == len([row for row in await rows(town, questions) if row.state != "open"])
    assert await misfortunes(town) == []


async def test_a_press_and_words_of_one_person_at_once_are_one_after_the_other(town: Town, one: Plan) -> None:
    card = await one.card(town.shabanova)
    words = {"message": message(town, town.shabanova.number, text="готово, протокол на сайте")}
    await tell(town, press(town.shabanova.number, card.data_of("В работе"), on=card.raw), words)
    assert (await one.view(town.shabanova)).status == "done"
    assert [row.status for row in await rows(town, reports_table)] == ["in-progress", "done"]


# --- a group that moves ----------------------------------------------------------------------------------------------


async def test_the_log_goes_on_in_the_supergroup_that_its_group_became(town: Town, one: Plan) -> None:
    """The move comes between the answer and its post; nothing is lost, nothing is said twice."""
    group, moved = -5005, -1000000005005
    everybody = [person.number for person in (town.polyakova, town.shabanova)]
    await town.control("chats", {"id": group, "type": "group", "title": "Журнал", "members": everybody, "bot": True})
    await town.polyakova.says("/log_here", in_chat=group)
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    before = [seen.text for seen in town.seen_in(group) if seen.from_bot]
    card = await one.card(town.shabanova)
    await town.control("faults", {"method": "sendMessage", "times": 1, "fault": "delay", "delay": 1, "chat_id": group})
    await town.control(
        "press",
        {"user_id": 1003, "chat_id": 1003, "message_id": card.id, "callback_data": card.data_of("Выполнено")},
    )
    await asyncio.sleep(0.3)
    await town.control("migrate", {"chat_id": group, "new_id": moved})
    await town.settle()
    await town.shabanova.says("протокол на сайте")
    await town.later(minutes=2)
    after = [seen.text.splitlines()[0] for chat in (group, moved) for seen in town.seen_in(chat) if seen.from_bot]
    assert len(before) == 2
    assert [line for line in after if line.startswith("✅")] == [f"✅ {LETTERS}"]
    assert [seen.text.splitlines()[-1] for seen in town.seen_in(moved) if seen.from_bot][-1] == "«протокол на сайте»"
    assert await misfortunes(town) == []
