"""Indicators of plans: where they stand, values typed by people of several schools, second thoughts.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from datetime import date

from sqlalchemy import update

from domain.people import Role
from storage.tables import conversations, indicator_values, journal, members, roadmaps
from tests.conversations.hostile import forge, standing
from tests.conversations.plans import DUE, SITE, plan, rows
from tests.conversations.sending import move_in
from tests.conversations.targets import PROJECTS, SHARE, enters, opens, targets
from tests.town import Person, Seen, Town

FIFTH = "СОШ №5"


async def kim(town: Town, role: Role = Role.COORDINATOR) -> Person:
    """Somebody of another school of the district."""
    return await move_in(town, 1400, role, "Ким", "Вера", "Ивановна", FIFTH)


def stands(person: Person, message: Seen) -> Seen:
    """The message as it stands now."""
    (found,) = [one for one in person.received if one.id == message.id]
    return found


async def values(town: Town) -> list[float]:
    """What counts, oldest first."""
    told = await rows(town, indicator_values)
    return [row.value for row in told if not row.asked and row.withdrawn_at is None]


async def lines(town: Town) -> list[tuple[str | None, str | None]]:
    return [(line.before, line.after) for line in await rows(town, journal) if line.what == "indicator-value"]


# --- looking ---------------------------------------------------------------------------------------------------------


async def test_the_list_shows_where_each_target_stands(town: Town) -> None:
    await targets(town)
    for number, words in ((1, "12"), (2, "61,5 %"), (3, "3,1"), (4, "80")):
        await enters(town.polyakova, number, words)
    await town.polyakova.says("/indicators")
    assert town.polyakova.last.text.splitlines() == [
        "4 показателя действующих планов",
        "",
        "Дорожная карта",
        "1. Количество проектов для участия в районном этапе НПК",
        "⏳ 12 из не менее 15 проектов · 80 % · 26.09.2022 ▓▓▓▓▓▓░░",
        "2. Доля обучающихся, осваивающих общеобразовательные программы",
        "✅ 61,5 % · цель: не менее 50 % · 26.09.2022 ▓▓▓▓▓▓▓▓",
        "3. Доля участников ЕГЭ, не преодолевших минимальный порог",
        "⏳ 3,1 % · цель: не более 3 % · 26.09.2022",
        "4. Доля участников олимпиад",
        "80 · 26.09.2022 · цель: «Школьный уровень – 80% муниципальный уровень – 15%»",
    ]
    assert town.polyakova.last.buttons == ["1", "2", "3", "4"]


async def test_from_the_card_of_the_plan_there_is_a_way_to_its_indicators_and_back(town: Town) -> None:
    await targets(town)
    await town.polyakova.says("/plans")
    await town.polyakova.presses("1. Дорожная карта")
    card = town.polyakova.last
    assert "Показатели: 4 · у 1 цель не сводится к одному числу" in card.text.splitlines()
    await town.polyakova.presses("Показатели (4)", on=card)
    assert stands(town.polyakova, card).text.startswith("4 показателя плана")
    await town.polyakova.presses("К карте", on=stands(town.polyakova, card))
    assert "Показатели (4)" in stands(town.polyakova, card).buttons


async def test_a_long_list_has_pages(town: Town) -> None:
    for _ in range(2):
        await targets(town)
    await town.polyakova.says("/indicators")
    assert town.polyakova.last.buttons == ["1", "2", "3", "4", "5", "›"]
    await town.polyakova.presses("›", on=town.polyakova.last)
    assert town.polyakova.last.buttons == ["6", "7", "8", "‹"]


async def test_who_has_work_in_the_plan_looks_and_does_not_enter(town: Town) -> None:
    made = await targets(town)
    await enters(town.polyakova, 1, "12: провели ещё два")
    card = await opens(town.shabanova, 1)
    assert "⏳ 12 из не менее 15 проектов · 80 % · 26.09.2022 ▓▓▓▓▓▓░░" in card.text.splitlines()
    assert card.buttons == ["К показателям"]
    indicator = await made.id_of(PROJECTS)
    (said,) = await forge(town, town.shabanova, [f"iv:ask:{indicator}:0"])
    assert said == "Это может сделать Полякова В.А."
    await town.shabanova.says("20")
    assert await values(town) == [12]


async def test_who_has_nothing_to_do_with_the_plan_sees_none_of_it(town: Town) -> None:
    made = await targets(town)
    other = await kim(town)
    for person in (town.sharik, other):
        await person.says("/indicators")
        assert person.last.text == "Показателей в действующих планах нет."
        heard = await forge(town, person, [f"il:{made.roadmap}:0", f"iv:open:{await made.id_of(PROJECTS)}:0"])
        assert heard == ["Этого Вам делать нельзя."] * 2


# --- entering --------------------------------------------------------------------------------------------------------


async def test_a_number_in_one_message_is_written_down_and_measured(town: Town) -> None:
    await targets(town)
    await town.clock_to(town.now.replace(month=10, day=14))
    card = await opens(town.polyakova, 1)
    assert "Цель: «не менее 15 проектов к 2026 году»" in card.text.splitlines()
    assert card.buttons == ["Ввести значение", "К показателям"]
    await town.polyakova.presses("Ввести значение", on=card)
    asked = stands(town.polyakova, card)
    assert "Напишите число, например: «15 проектов»." in asked.text
    await town.polyakova.says("12 проектов")
    assert not stands(town.polyakova, card).buttons, "the question has been answered"
    assert town.polyakova.last.text.splitlines() == [
        "Записано: 12 проектов на 14.10.2022. Это 80 % от цели (не менее 15).",
        PROJECTS[0],
    ]
    assert town.polyakova.last.buttons == ["Отменить", "К показателю"]
    assert await lines(town) == [(None, f"{PROJECTS[0]}: 12 проектов на 14.10.2022")]
    assert not await rows(town, conversations), "the next words are an answer again"


async def test_a_correction_is_a_line_of_its_own_and_an_earlier_day_changes_nothing_that_counts(town: Town) -> None:
    await targets(town)
    await town.clock_to(town.now.replace(month=10, day=14))
    await enters(town.polyakova, 1, "12")
    await enters(town.polyakova, 1, "13: посчитали ещё раз")
    said = await enters(town.polyakova, 1, "9 на 1 октября")
    assert said.splitlines()[-1] == "Последним остаётся 13 проектов на 14.10.2022."
    card = await opens(town.polyakova, 1)
    assert "⏳ 13 из не менее 15 проектов · 86 % · 14.10.2022 ▓▓▓▓▓▓░░" in card.text.splitlines()
    history = card.text.split("Что сообщали\n")[1].splitlines()
    who = "Полякова В.А., МБОУ «СОШ №2» · 14.10.2022 09:00"
    assert history == [
        f"на 14.10.2022: 13 проектов · {who} · «посчитали ещё раз»",
        f"на 14.10.2022: 12 проектов · {who}",
        f"на 01.10.2022: 9 проектов · {who}",
    ]
    head = f"{PROJECTS[0]}: "
    assert await lines(town) == [
        (None, f"{head}12 проектов на 14.10.2022"),
        (f"{head}12 проектов на 14.10.2022", f"{head}13 проектов на 14.10.2022 «посчитали ещё раз»"),
        (f"{head}13 проектов на 14.10.2022 «посчитали ещё раз»", f"{head}9 проектов на 01.10.2022"),
    ]


async def test_what_is_not_plain_is_refused_and_can_be_typed_again(town: Town) -> None:
    made = await targets(town)
    async with town.app.database.write() as connection:
        change = update(roadmaps).where(roadmaps.c.id == made.roadmap)
        await connection.execute(change.values(period_start=date(2022, 9, 1)))
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    refused = {
        "12 и 13": "Здесь несколько чисел, и не ясно, какое из них значение.",
        "12 %": "Единица здесь другая.",
        "12,5": "Здесь считают целыми.",
        "-12": "Значение не может быть меньше нуля.",
        "12 на 31 июня": "Такого дня нет.",
        "12 на 27 сентября": "Этот день ещё не настал.",
        "12 на 31 августа": "План начинается 01.09.2022: значение на более ранний день записать нельзя.",
    }
    for typed, sentence in refused.items():
        await town.polyakova.says(typed)
        assert town.polyakova.last.text.startswith(sentence), typed
    assert "например: «15 проектов»" not in town.polyakova.last.text
    assert not await rows(town, indicator_values)
    await town.polyakova.says("12")
    assert await values(town) == [12]


async def test_it_is_done_typed_instead_of_a_value_is_an_answer(town: Town) -> None:
    await targets(town)
    hers = await plan(town, [(SITE, DUE, [town.polyakova])])
    await hers.card(town.polyakova)
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    await town.polyakova.says("готово")
    assert (await hers.view(town.polyakova)).status == "done"
    assert not await rows(town, indicator_values)
    assert [row.expects for row in await rows(town, conversations)] == []


async def test_after_twelve_hours_a_number_is_no_value_any_more(town: Town) -> None:
    await targets(town)
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    await town.later(hours=12, minutes=1)
    await town.polyakova.says("12")
    assert not await rows(town, indicator_values)


async def test_back_asks_for_nothing_any_more(town: Town) -> None:
    await targets(town)
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    await town.polyakova.presses("Назад", on=town.polyakova.last)
    assert town.polyakova.last.buttons == ["Ввести значение", "К показателям"]
    assert not await rows(town, conversations)


async def test_a_question_lives_through_a_restart(town: Town) -> None:
    await targets(town)
    await enters(town.polyakova, 1, "12")
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.says("120 проектов")
    await town.stop_bot()
    await town.start_bot()
    await town.polyakova.presses("Да, 120")
    assert await values(town) == [12, 120]


# --- second thoughts -------------------------------------------------------------------------------------------------


async def test_a_value_far_from_the_last_one_counts_after_a_second_look(town: Town) -> None:
    await targets(town)
    await enters(town.polyakova, 1, "12")
    said = await enters(town.polyakova, 1, "120")
    assert said.splitlines()[0] == "120 проектов — верно? Прошлое значение — 12 проектов на 26.09.2022."
    sure = town.polyakova.last
    assert sure.buttons == ["Да, 120", "Исправить"]
    assert await values(town) == [12]
    assert "120" not in (await opens(town.polyakova, 1)).text
    for _ in range(2):
        await forge(town, town.polyakova, [sure.data_of("Да")], on=sure)
        assert stands(town.polyakova, sure).text.startswith("Записано: 120 проектов на 26.09.2022.")
    assert await values(town) == [12, 120]
    assert len(await lines(town)) == 2


async def test_a_slip_is_put_right_by_the_button_or_by_typing_anew(town: Town) -> None:
    await targets(town)
    await enters(town.polyakova, 1, "12")
    await enters(town.polyakova, 1, "120")
    sure = town.polyakova.last
    await town.polyakova.presses("Исправить", on=sure)
    assert "Напишите число" in stands(town.polyakova, sure).text
    await town.polyakova.says("130")
    slip = town.polyakova.last
    await town.polyakova.says("13")
    assert await values(town) == [12, 13]
    for old in (sure, slip):
        (said,) = await forge(town, town.polyakova, [old.data_of("Да")], on=old)
        assert said == "Это значение уже исправлено."
    assert await values(town) == [12, 13]
    assert "120" not in (await opens(town.polyakova, 1)).text


async def test_a_value_is_taken_back_within_a_day_and_stays_in_the_history(town: Town) -> None:
    await targets(town)
    await enters(town.polyakova, 1, "12")
    first = town.polyakova.last
    await enters(town.polyakova, 1, "13")
    second = town.polyakova.last
    for _ in range(2):
        await forge(town, town.polyakova, [second.data_of("Отменить")], on=second)
    undone = "Отменено: 13 проектов на 26.09.2022. Действует 12 проектов на 26.09.2022."
    assert stands(town.polyakova, second).text.splitlines()[0] == undone
    assert await values(town) == [12]
    assert len(await lines(town)) == 3
    assert (await lines(town))[-1] == (
        f"{PROJECTS[0]}: 13 проектов на 26.09.2022",
        f"{PROJECTS[0]}: 12 проектов на 26.09.2022",
    )
    card = await opens(town.polyakova, 1)
    assert "13 проектов · Полякова В.А., МБОУ «СОШ №2» · 26.09.2022 09:00 · отменено 26.09.2022 09:00" in card.text
    await town.later(hours=24, minutes=1)
    await town.polyakova.presses_data(first.data_of("Отменить"), on=first)
    assert town.polyakova.last.text.startswith("Прошло больше суток, отменить уже нельзя.")
    assert await values(town) == [12]


# --- several schools -------------------------------------------------------------------------------------------------


async def test_what_schools_have_counted_adds_up_for_the_plan_of_the_district(town: Town) -> None:
    await targets(town, of_district=True)
    other = await kim(town)
    await enters(other, 1, "5")
    await enters(other, 1, "4")
    said = await enters(town.polyakova, 1, "10")
    assert said.splitlines()[0] == (
        "Записано: 10 проектов на 26.09.2022. Вместе с другими учреждениями — 14, это 93 % от цели (не менее 15)."
    )
    card = await opens(town.kuzmina, 1)
    assert "⏳ 14 из не менее 15 проектов · 93 % · 26.09.2022 ▓▓▓▓▓▓▓░" in card.text.splitlines()
    assert "СОШ №5: 4 проекта · 26.09.2022" in card.text.splitlines()
    assert "МБОУ «СОШ №2»: 10 проектов · 26.09.2022" in card.text.splitlines()
    theirs = await opens(other, 1)
    assert "14 из не менее 15 проектов" in theirs.text
    assert "Полякова" not in theirs.text, "a school sees the sum and what it told itself"


async def test_shares_of_schools_stand_beside_that_of_the_district(town: Town) -> None:
    await targets(town, of_district=True)
    other = await kim(town, Role.HEAD)
    said = await enters(other, 2, "90 %")
    assert said.splitlines()[0].endswith("Оно стоит рядом со значением организации, чей это план.")
    card = await opens(town.kuzmina, 2)
    assert "Своего значения ещё нет, учреждения сообщили: 1" in card.text.splitlines()
    said = await enters(town.kuzmina, 2, "45")
    assert said.splitlines()[0] == "Записано: 45 % на 26.09.2022. Это 90 % от цели (не менее 50 %)."
    card = await opens(town.kuzmina, 2)
    assert "⏳ 45 % · цель: не менее 50 % · 26.09.2022 ▓▓▓▓▓▓▓░" in card.text.splitlines()
    assert "СОШ №5: 90 % · 26.09.2022" in card.text.splitlines()


async def test_who_stands_above_a_school_speaks_for_it(town: Town) -> None:
    await targets(town)
    await enters(town.polyakova, 1, "10")
    await enters(town.kuzmina, 1, "12")
    card = await opens(town.polyakova, 1)
    assert "⏳ 12 из не менее 15 проектов · 80 % · 26.09.2022 ▓▓▓▓▓▓░░" in card.text.splitlines()
    assert {row.organisation_id for row in await rows(town, indicator_values)} == {
        row.organisation_id for row in await rows(town, roadmaps)
    }


async def test_buttons_about_what_another_school_told_change_nothing(town: Town) -> None:
    made = await targets(town, of_district=True)
    other = await kim(town)
    await enters(town.polyakova, 1, "12")
    await enters(town.polyakova, 1, "120")
    for person in (other, town.shabanova):
        await person.says("/help")
    told = [row.id for row in await rows(town, indicator_values)]
    before = await standing(town)
    presses = [f"iw:{do}:{value}" for do in ("confirm", "correct", "undo") for value in told]
    assert set(await forge(town, other, presses)) == {"Этого Вам делать нельзя."}
    assert set(await forge(town, town.shabanova, presses)) == {"Это может сделать Полякова В.А."}
    assert await standing(town) == before
    indicator = await made.id_of(SHARE)
    async with town.app.database.write() as connection:
        await connection.execute(update(roadmaps).values(state="cancelled"))
    (gone,) = await forge(town, town.polyakova, [f"iv:open:{indicator}:0"])
    assert gone == "Эта кнопка уже ни к чему не относится."


async def test_who_may_enter_no_more_when_the_number_comes_is_refused(town: Town) -> None:
    await targets(town)
    await opens(town.polyakova, 1)
    await town.polyakova.presses("Ввести значение", on=town.polyakova.last)
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family == "Полякова").values(role="executor"))
    await town.polyakova.says("12")
    assert not await rows(town, indicator_values)
    assert not await rows(town, conversations)
    assert town.polyakova.last.text == "Этого Вам делать нельзя."
