"""A plan names groups, roles and organisations: each gets what is theirs, also who comes later."""

from sqlalchemy import select, update

from services.distribution import distribute
from storage.tables import journal, members
from tests.conversations.neighbours import (
    COORDINATOR,
    FIFTH,
    HEAD,
    SEVENTH,
    accepts,
    answer,
    brings,
    comes,
    lives,
    opens,
    plan,
    told,
)
from tests.conversations.sending import rows_of
from tests.town import Seen, Town

SECOND = "МБОУ «СОШ №2»"
SCHOOLS, DEPUTIES, PSYCHOLOGISTS = "Учреждения образования", "Заместители директора по ВР", "Педагоги-психологи"
ASSIGNED = "Вам поручено"


async def adds_people(town: Town, school: str, *lines: str) -> Seen:
    """What the administrator reads after typing a list of people of a school."""
    await town.kuzmina.says("/people")
    await town.kuzmina.presses(school)
    await town.kuzmina.presses("Добавить людей")
    await town.kuzmina.says("\n".join(lines))
    return town.kuzmina.last


async def test_each_school_of_a_group_gets_one_assignment_and_is_told(town: Town) -> None:
    await opens(town, FIFTH, SEVENTH)
    ershova = await lives(town, 2001, FIFTH, "Ершова", COORDINATOR)
    await lives(town, 2002, FIFTH, "Рогова", HEAD)
    golubeva = await lives(town, 2003, SEVENTH, "Голубева", HEAD)
    preview = await brings(town, SCHOOLS)
    assert "Исполнители: 1 из 1 найдены." in preview.text
    assert "Группы и должности: «Учреждения образования» — 3 учреждения." in preview.text
    assert "некому" not in preview.text.lower()
    await town.kuzmina.presses("Принять")
    assert await answer(town) == {f"Полякова, {SECOND}: open", f"Ершова, {FIFTH}: open", f"Голубева, {SEVENTH}: open"}
    assert [told(one, ASSIGNED) for one in (ershova, golubeva, town.polyakova, town.kuzmina)] == [1, 1, 1, 0]


async def test_a_school_without_anybody_is_named_and_gets_its_share_when_its_head_comes(town: Town) -> None:
    await opens(town, SEVENTH)
    preview = await brings(town, SCHOOLS)
    assert "СШ № 7: нет ни координатора, ни руководителя (строка 1)." in preview.text
    assert "Добавьте людей: /people — я назначу их сам." in preview.text
    await town.kuzmina.presses("Принять")
    assert await answer(town) == {f"Полякова, {SECOND}: open"}
    golubeva, found = await comes(town, 2003, SEVENTH, "Голубева", HEAD)
    assert (found.assignments, found.roadmaps) == (1, 1)
    assert await answer(town) == {f"Полякова, {SECOND}: open", f"Голубева, {SEVENTH}: open"}
    assert told(golubeva, ASSIGNED) == 1
    assert told(town.polyakova, ASSIGNED) == 1


async def test_people_typed_in_the_chat_get_their_share_and_the_coordinator_reads_it(town: Town) -> None:
    await opens(town, SEVENTH)
    await accepts(town, SCHOOLS, PSYCHOLOGISTS)
    said = await adds_people(
        town, SEVENTH, "Голубева Анна Олеговна, директор", "Мороз Ирина Петровна, педагог-психолог"
    )
    assert "Добавлено: 2." in said.text
    assert "Люди получили 2 поручения в 1 плане." in said.text
    assert await answer(town, "Открыть выставку") == {"Мороз: open"}
    again = await adds_people(town, SEVENTH, "Голубева Анна Олеговна, директор")
    assert "Люди получили" not in again.text


async def test_everybody_who_holds_the_post_gets_an_assignment_of_their_own(town: Town) -> None:
    await opens(town, FIFTH)
    await lives(town, 2001, FIFTH, "Ершова", position="зам. директора по воспитательной работе")
    await lives(town, 2002, FIFTH, "Рогова", position="учитель химии")
    preview = await brings(town, DEPUTIES)
    assert "«Заместители директора по ВР» — 2 человека" in preview.text
    await town.kuzmina.presses("Принять")
    assert await answer(town) == {"Бондаренко: open", "Ершова: open"}


async def test_who_is_named_twice_has_it_once(town: Town) -> None:
    await accepts(town, f"Полякова В.А., {SCHOOLS.lower()}")
    assert await answer(town) == {f"Полякова, {SECOND}: open"}
    assert told(town.polyakova, ASSIGNED) == 1


async def test_nobody_holds_the_post_so_who_brought_the_plan_has_it_until_somebody_does(town: Town) -> None:
    preview = await brings(town, PSYCHOLOGISTS)
    assert "Некому отвечать: «Педагоги-психологи» — таких людей в списке нет (строка 1)." in preview.text
    assert "1 мероприятие без исполнителя из списка: напоминания придут Вам." in preview.text
    await town.kuzmina.presses("Принять")
    assert await answer(town) == {"Кузьмина: open"}
    moroz, found = await comes(town, 2001, SECOND, "Мороз", position="педагог-психолог")
    assert found.assignments == 1
    assert await answer(town) == {"Мороз: open"}
    assert told(moroz, ASSIGNED) == 1
    reasons = await rows_of(town, select(journal.c.what).where(journal.c.assignment_id == 1).order_by(journal.c.id))
    assert reasons == [("status",), ("redistributed",)]
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("1. ")
    assert "Некому отвечать" not in town.kuzmina.last.text


async def test_what_the_stand_in_has_done_stays_done_and_nobody_is_asked_again(town: Town) -> None:
    await accepts(town, PSYCHOLOGISTS)
    await town.kuzmina.says("/my")
    await town.kuzmina.presses("1")
    await town.kuzmina.presses("✅ Выполнено")
    moroz, found = await comes(town, 2001, SECOND, "Мороз", position="педагог-психолог")
    assert found.assignments == 0
    assert await answer(town) == {"Кузьмина: done"}
    assert told(moroz, ASSIGNED) == 0


async def test_a_coordinator_who_comes_takes_over_from_the_head_but_for_what_was_begun(town: Town) -> None:
    await opens(town, SEVENTH)
    golubeva = await lives(town, 2003, SEVENTH, "Голубева", HEAD)
    await accepts(town, SEVENTH, SEVENTH)
    await golubeva.says("/my")
    await golubeva.presses("1")
    await golubeva.presses("В работе")
    sedova, found = await comes(town, 2004, SEVENTH, "Седова", COORDINATOR)
    assert found.assignments == 1
    assert await answer(town) == {f"Голубева, {SEVENTH}: in-progress"}
    assert await answer(town, "Открыть выставку") == {f"Седова, {SEVENTH}: open"}
    assert told(sedova, ASSIGNED) == 1
    assert told(golubeva, "1 мероприятие теперь не Ваше: за него отвечают другие") == 1


async def test_another_post_in_the_list_is_another_share(town: Town) -> None:
    await accepts(town, PSYCHOLOGISTS)
    said = await adds_people(town, "СОШ №2", "Шарик Нина Николаевна, педагог-психолог")
    assert "Обновлены должность или роль: 1." in said.text
    assert "Люди получили 1 поручение в 1 плане." in said.text
    assert await answer(town) == {"Шарик: open"}
    assert told(town.sharik, ASSIGNED) == 1
    lines = await rows_of(town, select(journal.c.before, journal.c.after).where(journal.c.what == "post-changed"))
    assert lines == [("4 executor заместитель директора по УВР", "4 executor педагог-психолог")]


async def test_a_printed_name_finds_its_member_when_they_come(town: Town) -> None:
    await accepts(town, "Бредня М.В.", "Шарик Н.Н.")
    assert await answer(town) == {"Кузьмина: open"}
    said = await adds_people(town, "СОШ №2", "Бредня Мария Викторовна, методист")
    assert "Люди получили 1 поручение в 1 плане." in said.text
    assert await answer(town) == {"Бредня: open"}
    assert await answer(town, "Открыть выставку") == {"Шарик: open"}


async def test_a_draft_that_waits_finds_new_people_too(town: Town) -> None:
    preview = await brings(town, "Бредня М.В.")
    assert "нет в списке: Бредня М.В." in preview.text
    await adds_people(town, "СОШ №2", "Бредня Мария Викторовна, методист")
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("1. ")
    assert "Исполнители: 1 из 1 найдены." in town.kuzmina.last.text


async def test_somebody_is_chosen_by_hand_where_nobody_answers(town: Town) -> None:
    await lives(town, 2001, SECOND, "Мороз", position="учитель химии")
    await brings(town, PSYCHOLOGISTS, "Шарик Н.Н.")
    await town.kuzmina.presses("Принять")
    await town.kuzmina.presses("Кому отвечать…")
    question = town.kuzmina.last
    assert "Некому отвечать: «Педагоги-психологи». Кто ответит за эту строку?" in question.text
    # The plan is the district's: people of the office are offered.
    await town.kuzmina.presses("Кузьмина")
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("1. ")
    assert "Некому отвечать" not in town.kuzmina.last.text
    assert "Кому отвечать…" not in town.kuzmina.last.buttons


async def test_a_question_that_somebody_new_answers_by_being_there_is_withdrawn(town: Town) -> None:
    await accepts(town, PSYCHOLOGISTS)
    await town.kuzmina.presses("Кому отвечать…")
    assert "Кто ответит за эту строку?" in town.kuzmina.last.text
    await comes(town, 2001, SECOND, "Мороз", position="педагог-психолог")
    await town.kuzmina.says("/plans")
    await town.kuzmina.presses("1. ")
    assert not any("Вопросы" in one for one in town.kuzmina.last.buttons)


async def test_an_amended_group_lets_some_off_and_asks_others_and_answers_stay(town: Town) -> None:
    await opens(town, FIFTH)
    ershova = await lives(town, 2001, FIFTH, "Ершова", COORDINATOR)
    await accepts(town, SCHOOLS, SCHOOLS)
    await ershova.says("/my")
    await ershova.presses("1")
    await ershova.presses("✅ Выполнено")
    await town.kuzmina.sends([plan(DEPUTIES, f"{SCHOOLS}, {DEPUTIES.lower()}")])
    await town.kuzmina.presses("Принять изменения")
    assert await answer(town) == {f"Ершова, {FIFTH}: done", "Бондаренко: open"}
    assert await answer(town, "Открыть выставку") == {
        f"Полякова, {SECOND}: open",
        f"Ершова, {FIFTH}: open",
        "Бондаренко: open",
    }
    assert told(town.polyakova, "План изменился") == 1
    assert told(ershova, "План изменился") == 0


async def test_rows_show_how_many_a_group_is_and_who_is_only_near(town: Town) -> None:
    await opens(town, FIFTH)
    await lives(town, 2001, FIFTH, "Ершова", COORDINATOR, position="завуч")
    await brings(town, f"Директор {FIFTH}", SCHOOLS)
    await town.kuzmina.presses("Показать все строки")
    assert "Исполнители: завуч Ершова А.О. вместо «Директор СШ № 5»" in town.kuzmina.last.text
    assert "Учреждения образования — 2 учреждения" in town.kuzmina.last.text


async def test_the_card_says_who_is_not_connected_and_leads_to_their_links(town: Town) -> None:
    card = await accepts(town, "Директор школы", "Шарик Н.Н.")
    assert "Отвечают 2 человека, 1 ещё не подключён к боту." in card.text
    assert "Выполнено 0 из 2 поручений: у каждого исполнителя и срока своё." in card.text
    await town.kuzmina.says("/plans")
    assert "· 1 исполнитель ещё не подключён к боту" in town.kuzmina.last.text
    await town.kuzmina.presses("1. ")
    await town.kuzmina.presses("Ссылки…")
    assert "Акимова Н.А." in town.kuzmina.last.buttons


async def test_a_plan_of_a_school_finds_the_office_and_its_neighbours(town: Town) -> None:
    await opens(town, FIFTH)
    await lives(town, 2001, FIFTH, "Ершова", COORDINATOR)
    await lives(town, 2002, "Управление образования ДГО", "Орлова", COORDINATOR)
    await town.polyakova.sends([plan("Управление образования", FIFTH, "учителя")])
    await town.polyakova.presses("Принять")
    assert await answer(town) == {"Орлова, Управление образования ДГО: open"}
    assert await answer(town, "Открыть выставку") == {f"Ершова, {FIFTH}: open"}


async def test_who_gets_more_later_is_told_of_that_alone(town: Town) -> None:
    await accepts(town, PSYCHOLOGISTS, "Социальные педагоги")
    moroz, _ = await comes(town, 2001, SECOND, "Мороз", position="педагог-психолог")
    await adds_people(town, "СОШ №2", "Мороз Анна Олеговна; педагог-психолог и социальный педагог")
    assert await answer(town) == await answer(town, "Открыть выставку") == {"Мороз: open"}
    assert told(moroz, "Вам поручено 1 мероприятие") == 2
    assert "Открыть выставку" in moroz.last.text


async def test_what_somebody_leaves_untouched_goes_to_who_brought_the_plan(town: Town) -> None:
    await accepts(town, "Шарик Н.Н.", "Шарик Н.Н.")
    await town.sharik.says("/my")
    await town.sharik.presses("1")
    await town.sharik.presses("✅ Выполнено")
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family == "Шарик").values(active=False))
        await distribute(connection, 2, town.now, town.app.rules)
    await town.settle()
    assert await answer(town) == {"Шарик: done"}
    assert await answer(town, "Открыть выставку") == {"Кузьмина: open"}
    assert told(town.kuzmina, ASSIGNED) == 1


async def test_when_one_of_two_coordinators_leaves_the_other_answers_instead_of_the_head(town: Town) -> None:
    await opens(town, SEVENTH)
    golubeva = await lives(town, 2003, SEVENTH, "Голубева", HEAD)
    sedova = await lives(town, 2004, SEVENTH, "Седова", COORDINATOR)
    await lives(town, 2005, SEVENTH, "Титова", COORDINATOR)
    await accepts(town, SEVENTH)
    assert await answer(town) == {f"Голубева, {SEVENTH}: open"}
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Все люди")
    await town.kuzmina.presses("Титова")
    await town.kuzmina.presses("Передать все дела…")
    await town.kuzmina.presses("Голубева")
    await town.kuzmina.presses("Больше не работает")
    assert await answer(town) == {f"Седова, {SEVENTH}: open"}
    assert told(sedova, ASSIGNED) == 1
    assert told(golubeva, "1 мероприятие теперь не Ваше: за него отвечают другие") == 1


async def test_who_is_listed_without_a_role_keeps_theirs(town: Town) -> None:
    said = await adds_people(town, "СОШ №2", "Полякова Вера Андреевна, методист")
    assert "Обновлены должность или роль: 1." in said.text
    roles = await rows_of(town, select(members.c.role, members.c.position).where(members.c.family == "Полякова"))
    assert roles == [("coordinator", "методист")]
    await adds_people(town, "СОШ №2", "Полякова Вера Андреевна, исполнитель")
    roles = await rows_of(town, select(members.c.role, members.c.position).where(members.c.family == "Полякова"))
    assert roles == [("executor", "методист")]


async def test_nobody_changes_their_own_role(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("Полякова Вера Андреевна, исполнитель")
    assert "Обновлены" not in town.polyakova.last.text
    roles = await rows_of(town, select(members.c.role).where(members.c.family == "Полякова"))
    assert roles == [("coordinator",)]
