"""«Как мы стоим?»: /summary and what is pressed under it, on Monday, 17 October 2022."""

import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image
from sqlalchemy import func, insert, select, update

from storage import people
from storage.database import insert_one
from storage.files import remember
from storage.tables import (
    assignments,
    chats,
    deliveries,
    measures,
    members,
    organisations,
    periods,
    reports,
    roadmaps,
    stages,
)
from tests.town import Person, Seen, Town

TODAY = datetime(2022, 10, 17, 7, 0, tzinfo=UTC)
"""10:00 in Moscow."""
LETTERS = "Методические письма для организации деятельности администрации ОО"
PARTNERS = "Формирование перечней академических партнёров"
SITE = "Информационное сопровождение специализированных классов"


async def member_of(town: Town, person: Person) -> int:
    """The member's row."""
    async with town.app.database.read() as connection:
        member = await people.member_of_number(connection, "telegram", person.number)
        assert member is not None
        return member.id


async def plan(
    town: Town,
    rows: list[tuple[str, date | None, list[Person]]],
    *,
    title: str = "Дорожная карта",
    section: str | None = "I. Документы",
    organisation: int | None = None,
) -> int:
    """An active roadmap of «СОШ №2»: (title, day, executors); a row without a day has no periods."""
    coordinator = await member_of(town, town.polyakova)
    executors = {person.number: await member_of(town, person) for _, _, listed in rows for person in listed}
    async with town.app.database.write() as connection:
        await remember(connection, "0" * 64, 1, town.now)
        owner = organisation or (await people.member(connection, coordinator)).organisation_id
        roadmap = await insert_one(
            connection,
            roadmaps,
            organisation_id=owner,
            title=title,
            source_name="план.docx",
            source_sha256="0" * 64,
            state="active",
            profile="обычный",
            created_by=coordinator,
            created_at=town.now,
        )
        for position, (words, day, listed) in enumerate(rows):
            measure = await insert_one(
                connection,
                measures,
                roadmap_id=roadmap,
                position=position,
                section=section,
                number=f"{position + 1}.",
                title=words,
                deadline_text="",
                source={},
            )
            stage = await insert_one(
                connection, stages, measure_id=measure, position=0, kind="once", due=day, not_understood=[]
            )
            if day is None:
                continue
            period = await insert_one(connection, periods, stage_id=stage, due=day, control=day)
            for person in listed:
                await insert_one(
                    connection,
                    assignments,
                    period_id=period,
                    measure_id=measure,
                    member_id=executors[person.number],
                    main=True,
                )
        return roadmap


async def a_usual_plan(town: Town) -> int:
    """Three measures: one that will be late on the 17th, one of that week, one without a date."""
    return await plan(
        town,
        [
            (PARTNERS, date(2022, 10, 14), [town.bondarenko]),
            (LETTERS, date(2022, 10, 20), [town.shabanova, town.sharik]),
            (SITE, None, []),
        ],
    )


async def says_done(town: Town, person: Person, title: str, on: datetime) -> None:
    """The person's answer «выполнено», as the reply of a reminder leaves it in the database."""
    member = await member_of(town, person)
    async with town.app.database.write() as connection:
        query = (
            select(assignments.c.id)
            .join(measures, measures.c.id == assignments.c.measure_id)
            .where(measures.c.title == title, assignments.c.member_id == member)
        )
        assignment = (await connection.execute(query)).scalar_one()
        chat = (await people.private_chats(connection, {member}))[member]
        await insert_one(
            connection, reports, assignment_id=assignment, author_id=member, chat_id=chat, status="done", at=on
        )
        done = update(assignments).where(assignments.c.id == assignment)
        await connection.execute(done.values(status="done", status_at=on))


async def summary(person: Person) -> Seen:
    """What /summary answers."""
    await person.says("/summary")
    return person.last


async def test_without_a_roadmap_the_coordinator_is_told_what_to_do(town):
    answer = await summary(town.polyakova)
    assert answer.text == (
        "Принятых дорожных карт пока нет, считать нечего. "
        "Пришлите план файлом (Word, Excel, PDF или текст) и нажмите «Принять»."
    )


async def test_the_summary_is_a_picture_with_the_counts_under_it(town):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    answer = await summary(town.polyakova)
    assert answer.text.splitlines() == [
        "МБОУ «СОШ №2» · на 17 октября: 0 из 3 выполнено",
        "В срок 0 % · на этой неделе 1 · просрочено 1 · без срока 1 · "
        "молчат 3 (Бондаренко А.Е., Шабанова Н.С., Шарик Н.Н.)",
        "За неделю: +1 просрочено",
    ]
    assert answer.buttons == [
        "Просроченные (1)",
        "Эта неделя (1)",
        "По исполнителям",
        "По разделам",
        "Напомнить молчащим (3)",
    ]
    picture = await downloaded(town, answer)
    assert (picture.format, picture.size[0]) == ("JPEG", 1080) or (picture.format, picture.size[0]) == ("PNG", 1080)


async def downloaded(town: Town, message: Seen) -> Image.Image:
    """The picture of a message, as the person's client shows it."""
    largest = max(message.raw["photo"], key=lambda size: size["width"])
    async with town.session.get(f"{town.sandbox.url}/sandbox/file/{largest['file_id']}") as answer:
        assert answer.status == 200
        return Image.open(io.BytesIO(await answer.read()))


async def test_an_answer_counts_from_the_moment_it_was_given(town):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    # Said on the control day itself, though the bot hears of it on the 17th.
    await says_done(town, town.bondarenko, PARTNERS, datetime(2022, 10, 14, 15, 0, tzinfo=UTC))
    lines = (await summary(town.polyakova)).text.splitlines()
    assert lines[0] == "МБОУ «СОШ №2» · на 17 октября: 1 из 3 выполнено"
    assert lines[1].startswith("В срок 100 % · на этой неделе 1 · просрочено 0")


async def test_a_tap_of_a_teacher_is_in_the_next_summary_with_its_gain(town):
    await plan(town, [(LETTERS, date(2022, 10, 20), [town.shabanova])])
    await town.clock_to(TODAY)
    await town.polyakova.says("/summary")
    await town.polyakova.presses("Напомнить молчащим (1)")
    await town.shabanova.presses("Выполнено")
    answer = await summary(town.polyakova)
    assert answer.text.splitlines() == [
        "МБОУ «СОШ №2» · на 17 октября: 1 из 1 выполнено",
        "На этой неделе 0 · просрочено 0",
        "За неделю: +1 выполнено",
    ]
    assert answer.buttons == ["По исполнителям", "По разделам"]


async def test_the_lists_stand_in_messages_of_their_own(town):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    picture = await summary(town.polyakova)
    await town.polyakova.presses("Просроченные", on=picture)
    assert town.polyakova.last.text.splitlines() == [
        "Просрочено: 1",
        f"🔴 до пт 14 октября · 1. {PARTNERS}",
        "— Бондаренко А.Е.",
    ]
    await town.polyakova.presses("Эта неделя", on=picture)
    assert town.polyakova.last.text.splitlines() == [
        "До конца недели: 1",
        f"⏳ до чт 20 октября · 2. {LETTERS}",
        "— Шабанова Н.С., Шарик Н.Н.",
    ]
    await town.polyakova.presses("По исполнителям", on=picture)
    assert town.polyakova.last.text.splitlines() == [
        "По исполнителям",
        "Бондаренко А.Е.: 0 из 1, просрочено 1, молчит",
        "Шабанова Н.С.: 0 из 1, молчит",
        "Шарик Н.Н.: 0 из 1, молчит",
    ]
    await town.polyakova.presses("По разделам", on=picture)
    assert town.polyakova.last.text.splitlines() == ["По разделам", "I. Документы: 0 из 3, просрочено 1"]


async def test_a_long_list_has_pages_that_turn_in_place(town):
    await plan(town, [(f"Мероприятие {n}", date(2022, 10, 3), [town.sharik]) for n in range(10)])
    await town.clock_to(TODAY)
    await summary(town.polyakova)
    await town.polyakova.presses("Просроченные (10)")
    first = town.polyakova.last
    assert ("Мероприятие 7" in first.text, "Мероприятие 8" in first.text) == (True, False)
    await town.polyakova.presses("›")
    second = town.polyakova.last
    assert second.id == first.id
    assert ("Мероприятие 7" in second.text, "Мероприятие 8" in second.text) == (False, True)
    await town.polyakova.presses("‹")
    assert town.polyakova.last.text == first.text


async def test_words_of_the_plan_are_shown_as_they_are(town):
    await plan(town, [("<b>5 < 7</b> & прочее", date(2022, 10, 14), [town.sharik])], section="<i>Раздел</i>")
    await town.clock_to(TODAY)
    await summary(town.polyakova)
    await town.polyakova.presses("Просроченные")
    assert "1. <b>5 < 7</b> & прочее" in town.polyakova.last.text


async def test_the_silent_are_reminded_once_a_day(town):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    picture = await summary(town.polyakova)
    await town.polyakova.presses("Напомнить молчащим", on=picture)
    assert town.polyakova.last.text == ("Напоминание отправлено 3 людям: Бондаренко А.Е., Шабанова Н.С., Шарик Н.Н.")
    assert PARTNERS in town.bondarenko.last.text
    await town.polyakova.presses("Напомнить молчащим", on=picture)
    assert town.polyakova.last.text == "Сегодня уже напомнили: Бондаренко А.Е., Шабанова Н.С., Шарик Н.Н."
    assert sum(PARTNERS in message.text for message in town.bondarenko.received) == 1


async def test_a_silent_person_without_the_bot_is_named(town):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    picture = await summary(town.polyakova)
    async with town.app.database.write() as connection:
        await connection.execute(update(chats).where(chats.c.number == 1005).values(member_id=None))
    await town.polyakova.presses("Напомнить молчащим", on=picture)
    assert town.polyakova.last.text.splitlines() == [
        "Напоминание отправлено 2 людям: Шабанова Н.С., Шарик Н.Н.",
        "Не дойдёт до 1 человека, чат с ботом не подключён или закрыт (ссылка: /people): Бондаренко А.Е.",
    ]


# --- several roadmaps, several schools -------------------------------------------------------------------------------


async def test_several_roadmaps_are_added_up_and_one_can_be_chosen(town):
    await a_usual_plan(town)
    await plan(town, [(SITE, date(2022, 10, 21), [town.sharik])], title="План <кластера>", section=None)
    await town.clock_to(TODAY)
    answer = await summary(town.polyakova)
    assert answer.text.splitlines()[:2] == ["МБОУ «СОШ №2» · на 17 октября: 0 из 4 выполнено", "2 дорожные карты"]
    await town.polyakova.presses("📄 План <кластера>")
    chosen = town.polyakova.last
    assert chosen.text.splitlines()[:2] == ["МБОУ «СОШ №2» · на 17 октября: 0 из 1 выполнено", "План <кластера>"]
    await town.polyakova.presses("Эта неделя (1)", on=chosen)
    assert SITE in town.polyakova.last.text
    assert LETTERS not in town.polyakova.last.text
    await town.polyakova.presses("Все дорожные карты", on=chosen)
    assert "0 из 4 выполнено" in town.polyakova.last.text


async def test_the_admin_sees_all_schools_and_a_school_only_itself(town):
    await a_usual_plan(town)
    other = await another_school(town)
    await town.clock_to(TODAY)
    district = await summary(town.kuzmina)
    assert district.text.splitlines()[0] == "Управление образования ДГО · на 17 октября: 0 из 4 выполнено"
    await town.kuzmina.presses("По учреждениям", on=district)
    assert town.kuzmina.last.text.splitlines()[1:] == [
        "МБОУ «СОШ №2»: 0 из 2, просрочено 1",
        "СОШ №7: 0 из 1, просрочено 1",
    ]
    assert "0 из 3 выполнено" in (await summary(town.polyakova)).text
    await town.polyakova.forges(f"sm:show:{other}:-1")
    assert "ни к чему не относится" in town.polyakova.last.text


async def test_a_school_sees_its_own_share_of_a_plan_of_the_district(town):
    async with town.app.database.read() as connection:
        district = (await connection.execute(select(func.min(organisations.c.id)))).scalar_one()
    rows = [(LETTERS, date(2022, 10, 20), [town.sharik]), (SITE, date(2022, 10, 20), [town.kuzmina])]
    await plan(town, rows, organisation=district)
    await town.clock_to(TODAY)
    assert "0 из 1 выполнено" in (await summary(town.polyakova)).text
    assert "0 из 2 выполнено" in (await summary(town.kuzmina)).text


async def another_school(town: Town) -> int:
    """«СОШ №7» of the same district with one late measure; its roadmap."""
    async with town.app.database.write() as connection:
        district = (await connection.execute(select(func.min(organisations.c.id)))).scalar_one()
        school = await people.add_organisation(connection, kind="school", name="СОШ №7", parent_id=district)
        row = {"organisation_id": school, "role": "executor", "family": "Иванов", "given": "И", "created_at": town.now}
        member = (await connection.execute(insert(members).values(row).returning(members.c.id))).scalar_one()
    roadmap = await plan(town, [("Мероприятие 7", date(2022, 10, 3), [town.sharik])], organisation=school)
    async with town.app.database.write() as connection:
        theirs = select(measures.c.id).where(measures.c.roadmap_id == roadmap)
        change = update(assignments).where(assignments.c.measure_id.in_(theirs))
        await connection.execute(change.values(member_id=member))
    return roadmap


# --- who may ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["sm:show:0:-1", "sm:late:0:-1", "sm:nudge:0:-1"])
async def test_a_teacher_has_no_summary_and_cannot_forge_one(town, button):
    await a_usual_plan(town)
    await town.clock_to(TODAY)
    await town.shabanova.forges(button)
    assert town.shabanova.last.text == "Это может сделать Полякова В.А."
    async with town.app.database.read() as connection:
        said = select(func.count()).where(deliveries.c.kind.in_(("summary", "summary-list", "digest")))
        assert (await connection.execute(said)).scalar_one() == 0


async def test_a_teacher_who_asks_is_told_who_may(town):
    await town.shabanova.says("/summary")
    assert town.shabanova.last.text == "Это может сделать Полякова В.А."


async def test_the_question_how_we_stand_is_understood_from_those_who_may_ask(town):
    await town.polyakova.says("Как у нас дела?")
    await town.polyakova.says("/summary")
    asked, commanded = town.polyakova.received[-2:]
    assert asked.text == commanded.text
    await town.shabanova.says("Как у нас дела?")
    assert town.shabanova.last.text != commanded.text
