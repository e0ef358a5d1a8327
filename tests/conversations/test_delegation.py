"""«Передать»: an assignment goes to a colleague and comes back, done or not.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import UTC, date, datetime

import pytest

from domain.people import Role
from storage.tables import assignments, journal
from tests.conversations.hostile import misfortunes, press, tell
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, plan, posts, rows
from tests.conversations.sending import move_in
from tests.town import Person, Seen, Town


def october(day: int, hour: int = 6, minute: int = 0) -> datetime:
    return datetime(2022, 10, day, hour, minute, tzinfo=UTC)


async def hands(one: Plan, giver: Person, to: str) -> None:
    """The giver hands the first measure on to the colleague with this name."""
    await giver.presses("👤 Передать", on=await one.card(giver))
    await giver.presses(to)
    await giver.presses("Передать", on=giver.last)


async def status(one: Plan, person: Person) -> str:
    return (await one.view(person)).status


# --- there -----------------------------------------------------------------------------------------------------------


async def test_a_measure_is_handed_to_a_colleague_with_three_taps(town: Town, one: Plan) -> None:
    await town.shabanova.presses("👤 Передать", on=await one.card(town.shabanova))
    assert town.shabanova.last.text == f"Кому передать «{LETTERS}»?"
    # Полякова and Шарик have her position, Бондаренко nearly, Акимова another.
    assert town.shabanova.last.buttons == ["Полякова В.А.", "Шарик Н.Н.", "Бондаренко А.Е.", "Акимова Н.А.", "Отмена"]
    await town.shabanova.presses("Шарик")
    assert town.shabanova.last.text == f"Передать «{LETTERS}» — Шарик Н.Н.?"
    await town.shabanova.presses("Передать", on=town.shabanova.last)
    assert town.shabanova.last.text.splitlines() == [
        "👤 Передано: Шарик Н.Н.",
        f"«{LETTERS}»",
        "Напомню Вам, если срок пройдёт.",
    ]
    assert town.shabanova.last.buttons == ["Забрать"]
    assert town.sharik.last.text.splitlines() == [
        "👤 Шабанова Н.С. передаёт Вам дело, срок чт 20 октября",
        f"«{LETTERS}»",
    ]
    assert town.sharik.last.buttons == ["Открыть карточку", "↩️ Вернуть…"]
    await town.sharik.presses("Открыть карточку")
    assert "От кого: Шабанова Н.С." in town.sharik.last.text
    assert "Вместе с Вами" not in town.sharik.last.text


async def test_the_list_offers_nobody_who_has_it_already_and_nobody_of_another_school(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await move_in(town, 1600, Role.EXECUTOR, "Чужая", "Ольга", "Ивановна", "СОШ №5")
    await town.shabanova.presses("👤 Передать", on=await made.card(town.shabanova))
    assert town.shabanova.last.buttons == ["Полякова В.А.", "Бондаренко А.Е.", "Акимова Н.А.", "Отмена"]


async def test_a_long_list_has_pages(town: Town, one: Plan) -> None:
    for number in range(10):
        name = "АБВГДЕЖЗИК"[number]
        await move_in(town, 1700 + number, Role.EXECUTOR, f"Яблочкина{name}", "Ия", "", "МБОУ «СОШ №2»")
    await town.shabanova.presses("👤 Передать", on=await one.card(town.shabanova))
    assert len(town.shabanova.last.buttons) == 8 + 1 + 1
    await town.shabanova.presses("›")
    assert "Яблочкина" in town.shabanova.last.buttons[0]
    assert "‹" in town.shabanova.last.buttons


async def test_a_district_coordinator_can_hand_down_to_a_school(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.kuzmina])])
    await hands(made, town.kuzmina, "Бондаренко")
    assert town.bondarenko.last.text.startswith("👤 Кузьмина И.П. передаёт Вам дело")


async def test_the_one_who_has_it_now_is_reminded_and_the_giver_only_after_the_day(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    heard, others = len(town.shabanova.received), len(town.sharik.received)
    for day in (17, 19, 20):
        await town.clock_to(october(day))
    assert len(town.shabanova.received) == heard
    assert len(town.sharik.received) == others + 3
    await town.clock_to(october(21))
    assert town.shabanova.last.text.startswith(f"🔴 Срок прошёл вчера: {LETTERS}")
    assert "Передано: 🔴 Шарик Н.Н." in town.shabanova.last.text
    assert town.shabanova.last.buttons == ["✅ Выполнено", "Забрать", "📄 Подробнее"]
    assert town.sharik.last.text.startswith("🔴 Срок прошёл вчера")


async def test_the_coordinator_hears_of_the_one_who_has_it_and_once(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    for day in (21, 24, 25):
        await town.clock_to(october(day))
    about = [message.text for message in town.polyakova.received if LETTERS in message.text]
    assert len(about) == 1
    assert "Шарик Н.Н." in about[0]
    assert "Шабанова" not in about[0]


async def test_what_is_late_can_be_handed_on_and_is_reminded_of(town: Town, one: Plan) -> None:
    await town.clock_to(october(21))
    await hands(one, town.shabanova, "Шарик")
    assert town.shabanova.last.text.splitlines()[-1] == "Срок уже прошёл, поэтому напоминать буду и Вам."
    heard = len(town.sharik.received)
    await town.clock_to(october(25))
    assert len(town.sharik.received) == heard + 1
    assert town.sharik.last.text.startswith("🔴 Срок прошёл")


async def test_what_was_put_off_is_not_said_to_who_has_handed_it_on(town: Town, one: Plan) -> None:
    await town.clock_to(october(17))
    await town.shabanova.presses("Позже")
    await town.shabanova.presses("Завтра утром")
    await town.shabanova.presses("Нет времени")
    await hands(one, town.shabanova, "Шарик")
    heard = len(town.shabanova.received)
    await town.clock_to(october(18))
    assert len(town.shabanova.received) == heard


async def test_handed_on_at_night_it_is_said_in_the_morning(town: Town, one: Plan) -> None:
    await town.clock_to(october(11, 20))
    heard = len(town.sharik.received)
    await hands(one, town.shabanova, "Шарик")
    assert len(town.sharik.received) == heard
    await town.clock_to(october(12))
    assert town.sharik.received[heard].text.startswith("👤 Шабанова Н.С. передаёт Вам дело")


async def test_handed_on_and_taken_back_at_night_disturbs_nobody(town: Town, one: Plan) -> None:
    await town.clock_to(october(11, 20))
    heard = len(town.sharik.received)
    await hands(one, town.shabanova, "Шарик")
    await town.shabanova.presses("Забрать")
    await town.clock_to(october(12))
    await town.clock_to(october(13))
    assert len(town.sharik.received) == heard


async def test_a_second_tap_hands_on_once(town: Town, one: Plan) -> None:
    await town.shabanova.presses("👤 Передать", on=await one.card(town.shabanova))
    await town.shabanova.presses("Шарик")
    question = town.shabanova.last
    data = question.data_of("Передать")
    heard = len(town.sharik.received)
    await tell(town, *(press(town.shabanova.number, data, on=question.raw) for _ in range(3)))
    assert len(town.sharik.received) == heard + 1
    assert len(await rows(town, assignments)) == 2
    assert [row.what for row in await rows(town, journal)].count("handed-on") == 1
    assert await misfortunes(town) == []


async def test_an_old_question_shows_who_has_it_now(town: Town, one: Plan) -> None:
    await town.shabanova.presses("👤 Передать", on=await one.card(town.shabanova))
    await town.shabanova.presses("Бондаренко")
    question = town.shabanova.last
    data = question.data_of("Передать")
    await hands(one, town.shabanova, "Шарик")
    heard = len(town.bondarenko.received)
    await town.shabanova.presses_data(data, on=question)
    assert "Передано: Шарик Н.Н." in town.shabanova.messages[-1].text
    assert len(town.bondarenko.received) == heard


async def test_buttons_work_after_a_restart(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.stop_bot()
    await town.start_bot()
    await town.sharik.presses("Вернуть…")
    await town.stop_bot()
    await town.start_bot()
    await town.sharik.says("Уезжаю на курсы до ноября")
    assert "«Уезжаю на курсы до ноября»" in town.shabanova.last.text


# --- and back --------------------------------------------------------------------------------------------------------


async def test_it_is_given_back_with_a_reason_and_the_giver_is_reminded_again(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Вернуть…")
    assert town.sharik.last.text == f"Почему возвращаете «{LETTERS}»? Напишите одним сообщением."
    await town.sharik.says("Уезжаю на курсы")
    assert town.sharik.last.text == f"↩️ Возвращено: Шабанова Н.С. · «{LETTERS}»"
    assert town.shabanova.last.text.splitlines() == [
        "↩️ Шарик Н.Н. возвращает Вам дело, срок чт 20 октября",
        f"«{LETTERS}»",
        "«Уезжаю на курсы»",
    ]
    assert town.shabanova.last.buttons == ["Открыть карточку", "👤 Передать другому"]
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("open", "cancelled")
    heard = len(town.sharik.received)
    await town.clock_to(october(17))
    assert LETTERS in town.shabanova.last.text
    assert len(town.sharik.received) == heard


async def test_it_can_be_given_back_without_words_and_given_again(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Вернуть…")
    await town.sharik.presses("Без объяснений")
    assert len(town.shabanova.last.text.splitlines()) == 2
    await hands(one, town.shabanova, "Шарик")
    assert town.sharik.last.text.startswith("👤 Шабанова Н.С. передаёт Вам дело")
    assert await status(one, town.sharik) == "open"
    assert len(await rows(town, assignments)) == 2


async def test_given_back_twice_is_given_back_once(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Вернуть…")
    question = town.sharik.last
    heard = len(town.shabanova.received)
    data = question.data_of("Без объяснений")
    await tell(town, press(town.sharik.number, data, on=question.raw), press(town.sharik.number, data, on=question.raw))
    assert len(town.shabanova.received) == heard + 1
    assert [row.what for row in await rows(town, journal)].count("handed-back") == 1
    assert await misfortunes(town) == []


async def test_who_thinks_better_of_it_keeps_it_and_the_next_words_are_an_answer(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Вернуть…")
    await town.sharik.presses("Не возвращать")
    await town.sharik.says("готово")
    assert await status(one, town.sharik) == "done"


async def test_the_giver_takes_it_back_and_the_other_is_told(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.shabanova.presses("Забрать")
    assert town.shabanova.last.text.startswith(f"⏳ {LETTERS}")
    assert town.sharik.last.text.splitlines() == [
        "↩️ Это дело больше не за Вами. Теперь его ведёт Шабанова Н.С.",
        f"«{LETTERS}»",
    ]
    card = town.sharik.with_button("Открыть карточку")
    await town.sharik.presses("Открыть карточку", on=card)
    assert town.sharik.last.text.startswith("Это дело больше не за Вами.")
    await town.sharik.forges(f"as:{(await one.view(town.sharik)).id}:done")
    assert town.sharik.last.text == "Это дело больше не за Вами. Прежние ответы сохранены."
    assert await status(one, town.sharik) == "cancelled"


# --- done ------------------------------------------------------------------------------------------------------------


async def test_done_by_the_other_is_done_for_the_giver_who_is_told_once(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    heard = len(town.shabanova.received)
    await town.sharik.presses("Выполнено", on=await one.card(town.sharik))
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("done", "done")
    told = town.shabanova.received[heard:]
    assert [message.text.splitlines() for message in told] == [["✅ Шарик Н.Н.: выполнено", f"«{LETTERS}»"]]
    assert told[0].buttons == ["Открыть снова"]
    sharik = (await one.view(town.sharik)).member_id
    mine = (await one.view(town.shabanova)).id
    (line,) = [row for row in await rows(town, journal) if row.what == "status" and row.assignment_id == mine]
    assert (line.member_id, line.before, line.after) == (sharik, "open", "done")
    for day in (17, 20, 21):
        await town.clock_to(october(day))
    assert len(town.shabanova.received) == heard + 1


async def test_undone_by_the_other_it_is_open_for_both(town: Town, one: Plan) -> None:
    await town.shabanova.presses("В работе", on=await one.card(town.shabanova))
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Выполнено", on=await one.card(town.sharik))
    await town.sharik.presses("Отменить")
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("in-progress", "open")
    assert town.shabanova.last.text.splitlines()[0] == "↩️ Шарик Н.Н. отменяет «выполнено»"
    await town.clock_to(october(17))
    assert LETTERS in town.sharik.last.text


async def test_the_giver_opens_it_again_and_the_answer_of_the_other_stays(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.presses("Выполнено", on=await one.card(town.sharik))
    await town.shabanova.presses("Открыть снова")
    assert posts(town)[-1].text.splitlines()[-1] == "↩️ дело открыто снова"
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("open", "done")
    await town.sharik.forges(f"as:{(await one.view(town.sharik)).id}:progress")
    assert town.sharik.last.text == "Это мероприятие теперь у другого исполнителя."
    await town.sharik.presses("Отменить")
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("open", "cancelled")


async def test_all_done_at_once_comes_to_the_giver_as_one_message(town: Town) -> None:
    both = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.shabanova])])
    for title in (LETTERS, SITE):
        await town.shabanova.presses("👤 Передать", on=await both.card(town.shabanova, title))
        await town.shabanova.presses("Шарик")
        await town.shabanova.presses("Передать", on=town.shabanova.last)
    await town.clock_to(october(17))
    heard = len(town.shabanova.received)
    await town.sharik.presses("Все выполнены")
    told = town.shabanova.received[heard:]
    assert [message.text.splitlines()[0] for message in told] == ["✅ Шарик Н.Н.: выполнены 2 переданных дела"]
    heard = len(town.shabanova.received)
    await town.sharik.presses("Отменить")
    assert [await status(both, town.sharik), await status(both, town.shabanova)] == ["open", "open"]
    assert len(town.shabanova.received) == heard + 1


async def test_done_by_the_giver_ends_it_for_the_other_who_is_told_once(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    heard = len(town.sharik.received)
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    told = town.sharik.received[heard:]
    assert [message.text.splitlines()[0] for message in told] == [
        "✅ Выполнено: Шабанова Н.С. · от Вас больше ничего не требуется"
    ]
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("done", "cancelled")
    await town.shabanova.presses("Отменить")
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("open", "cancelled")


async def test_the_giver_who_says_done_twice_reads_that_it_is(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    card = await one.card(town.shabanova)
    await town.sharik.presses("Выполнено", on=await one.card(town.sharik))
    await town.shabanova.presses("Выполнено", on=card)
    assert town.shabanova.last.text == "Здесь уже всё отмечено как выполненное."


async def test_words_in_answer_to_the_message_are_the_answer_of_the_other(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.says("сделано, протокол на сайте", reply_to=town.sharik.last)
    assert (await status(one, town.shabanova), await status(one, town.sharik)) == ("done", "done")


# --- further ---------------------------------------------------------------------------------------------------------


async def test_it_goes_further_and_the_whole_chain_is_seen_and_answers(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await hands(one, town.sharik, "Бондаренко")
    await town.bondarenko.presses("В работе", on=await one.card(town.bondarenko))
    card = await one.card(town.shabanova)
    assert "Передано: ⏳ Шарик Н.Н. → 🔄 Бондаренко А.Е." in card.text
    await town.shabanova.presses("Подробнее", on=card)
    assert town.shabanova.last.text.splitlines()[-4:] == [
        "Кто ведёт:",
        "⏳ Вы",
        "→ ⏳ Шарик Н.Н.",
        "→ 🔄 Бондаренко А.Е.",
    ]
    await town.bondarenko.presses("Выполнено", on=await one.card(town.bondarenko))
    everybody = (town.shabanova, town.sharik, town.bondarenko)
    assert [await status(one, person) for person in everybody] == ["done"] * 3
    assert town.shabanova.last.text.startswith("✅ Бондаренко А.Е.: выполнено")
    assert town.sharik.last.text.startswith("✅ Бондаренко А.Е.: выполнено")


async def test_opened_again_in_the_middle_it_is_open_above_too(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await hands(one, town.sharik, "Бондаренко")
    await town.bondarenko.presses("Выполнено", on=await one.card(town.bondarenko))
    await town.sharik.presses("Открыть снова")
    everybody = (town.shabanova, town.sharik, town.bondarenko)
    assert [await status(one, person) for person in everybody] == ["open", "open", "done"]


async def test_taken_back_from_the_first_it_ends_for_the_second(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await hands(one, town.sharik, "Бондаренко")
    await town.shabanova.presses("Забрать")
    everybody = (town.shabanova, town.sharik, town.bondarenko)
    assert [await status(one, person) for person in everybody] == ["open", "cancelled", "cancelled"]
    assert "Теперь его ведёт Шабанова Н.С." in town.bondarenko.last.text


async def test_it_goes_on_five_times_and_not_a_sixth(town: Town, one: Plan) -> None:
    school = "МБОУ «СОШ №2»"
    names = ["Первая", "Вторая", "Третья", "Четвёртая", "Пятая", "Шестая"]
    chain = [await move_in(town, 1800 + n, Role.EXECUTOR, name, "Ия", "", school) for n, name in enumerate(names)]
    giver = town.shabanova
    for person, name in zip(chain[:5], names, strict=False):
        card = await one.card(giver)
        await giver.presses("👤 Передать", on=card)
        while not any(name in label for label in giver.last.buttons):
            await giver.presses("›")
        await giver.presses(name)
        await giver.presses("Передать", on=giver.last)
        giver = person
    await giver.presses("👤 Передать", on=await one.card(giver))
    assert giver.last.text == "Это дело передавали уже 5 раз. Дальше передать нельзя, можно только вернуть."


async def test_nobody_can_hand_it_back_up_as_if_it_were_new(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    mine = await one.view(town.sharik)
    giver = (await one.view(town.shabanova)).member_id
    await town.sharik.forges(f"hd:give:{mine.id}:{giver}")
    assert town.sharik.last.text == "У этого человека это дело уже есть: Шабанова Н.С."


async def test_more_time_can_be_asked_for_by_who_has_it(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.sharik.says("не успеваем, перенесите на 25.10", reply_to=await one.card(town.sharik))
    await town.sharik.presses("Да, спросить")
    await town.polyakova.presses("Согласовать")
    assert (await one.view(town.sharik)).due == date(2022, 10, 25)
    assert town.shabanova.last.text.startswith("📅 Срок перенесён на вт 25 октября")
    assert town.sharik.last.text.startswith("📅 Срок перенесён на вт 25 октября")


# --- others ----------------------------------------------------------------------------------------------------------


async def test_the_summary_waits_for_one_person_only(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.clock_to(october(21))
    await town.polyakova.says("/summary")
    assert "просрочено 1 · молчит 1 (Шарик Н.Н.)" in town.polyakova.last.text
    await town.polyakova.presses("Просроченные (1)")
    assert "Шарик Н.Н." in town.polyakova.last.text
    assert "Шабанова" not in town.polyakova.last.text


async def test_one_s_own_list_says_who_has_it(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    await town.shabanova.says("/my")
    assert town.shabanova.last.text.splitlines()[1].endswith("передано: Шарик Н.Н.")


@pytest.mark.parametrize("do", ["list", "ask", "give", "take", "return", "no-words", "reopen", "stop"])
async def test_somebody_else_s_assignment_is_nobody_s_to_hand_on(town: Town, one: Plan, do: str) -> None:
    await hands(one, town.shabanova, "Шарик")
    before = await rows(town, assignments)
    for person in (town.bondarenko, town.polyakova, town.kuzmina):
        for theirs in (town.shabanova, town.sharik):
            await person.forges(f"hd:{do}:{(await one.view(theirs)).id}:5")
            assert person.last.text == "Этого Вам делать нельзя."
    assert await rows(town, assignments) == before


async def test_it_cannot_be_handed_to_another_school_by_a_forged_press(town: Town, one: Plan) -> None:
    stranger = await move_in(town, 1900, Role.EXECUTOR, "Чужая", "Ольга", "Ивановна", "СОШ №5")
    theirs = await plan(town, [(SITE, DUE, [stranger])])
    other = (await theirs.view(stranger)).member_id
    await town.shabanova.forges(f"hd:give:{(await one.view(town.shabanova)).id}:{other}")
    assert town.shabanova.last.text == "Этого Вам делать нельзя."
    await town.shabanova.forges(f"hd:give:{(await one.view(town.shabanova)).id}:999")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."


async def test_what_was_not_handed_on_cannot_be_given_back_or_opened_again(town: Town, one: Plan) -> None:
    mine = (await one.view(town.shabanova)).id
    await town.shabanova.forges(f"hd:return:{mine}:0")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."
    await town.shabanova.presses("Выполнено", on=await one.card(town.shabanova))
    await town.shabanova.forges(f"hd:reopen:{mine}:0")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."


# --- at once ---------------------------------------------------------------------------------------------------------


async def at_once(town: Town, *presses: tuple[Person, Seen, str]) -> None:
    await tell(town, *(press(person.number, data, on=under.raw) for person, under, data in presses))


async def test_two_hand_it_to_the_same_colleague_at_once_and_one_of_them_does(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    asked = []
    for giver in (town.shabanova, town.sharik):
        await giver.presses("👤 Передать", on=await made.card(giver))
        await giver.presses("Бондаренко")
        asked.append((giver, giver.last, giver.last.data_of("Передать")))
    await at_once(town, *asked)
    assert len(await rows(town, assignments)) == 3
    said = {person.last.text.splitlines()[0] for person in (town.shabanova, town.sharik)}
    assert said == {"👤 Передано: Бондаренко А.Е.", "У этого человека это дело уже есть: Бондаренко А.Е."}
    assert await misfortunes(town) == []


async def test_one_takes_it_back_while_the_other_says_done_and_one_of_both_holds(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    card, taken = await one.card(town.sharik), town.shabanova.with_button("Забрать")
    done, take = card.data_of("Выполнено"), taken.data_of("Забрать")
    await at_once(town, (town.shabanova, taken, take), (town.sharik, card, done))
    both = (await status(one, town.shabanova), await status(one, town.sharik))
    assert both in {("open", "cancelled"), ("done", "done")}
    assert await misfortunes(town) == []


async def test_both_say_done_at_once_and_both_are_content(town: Town, one: Plan) -> None:
    await hands(one, town.shabanova, "Шарик")
    mine, theirs = await one.card(town.shabanova), await one.card(town.sharik)
    await at_once(
        town,
        (town.shabanova, mine, mine.data_of("Выполнено")),
        (town.sharik, theirs, theirs.data_of("Выполнено")),
    )
    both = (await status(one, town.shabanova), await status(one, town.sharik))
    assert both in {("done", "cancelled"), ("done", "done")}
    assert await misfortunes(town) == []
