"""/sent: what was said to whom, what became of it, and why something was not said."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.people import Role
from storage.sent import Choice, dropped_query, messages_query
from storage.tables import assignments, deliveries
from tests.conversations.absent import says_absent
from tests.conversations.plans import DUE, LETTERS, SITE, plan
from tests.conversations.sending import move_in
from tests.conversations.test_reminders import PARTNERS, october
from tests.conversations.test_summaries import member_of
from tests.town import Person, Seen, Town

SHORT = "Методические письма для организации деятельности…"


async def asked(person: Person, command: str) -> Seen:
    await person.says(command)
    return person.last


async def journal(person: Person) -> Seen:
    return await asked(person, "/sent")


def entries(seen: Seen) -> list[tuple[str, str]]:
    """(when and who, what and what became of it) of each line of the journal."""
    lines = [line for line in seen.text.splitlines()[1:] if line]
    return list(zip(lines[::2], lines[1::2], strict=True))


async def test_each_message_says_when_to_whom_of_what_and_that_it_arrived_the_newest_first(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova]), (PARTNERS, date(2022, 10, 21), [town.sharik])])
    for day in (14, 17, 18):
        await town.clock_to(october(day))
    found = entries(await journal(town.polyakova))
    assert found[0][0] == "18.10.2022 09:00 · Шарик Н.Н."
    assert found[0][1].startswith("напоминание: Формирование перечней академических партнёров ОО (за 3 рабочих дня)")
    assert found[1][0] == "17.10.2022 09:00 · Шабанова Н.С."
    assert found[1][1] == f"напоминание: {SHORT} (за 3 рабочих дня) — доставлено 17.10.2022 09:00"


async def test_why_something_was_not_sent_is_said_in_words(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik])])
    await town.sharik.blocks()
    await town.clock_to(october(17))
    await town.clock_to(october(19))
    await journal(town.polyakova)
    await town.polyakova.presses("По человеку")
    await town.polyakova.presses("Шарик Н.Н.")
    ends = [what.split(" — ")[-1] for _, what in entries(town.polyakova.last)]
    assert ends.count("не доставлено: бот заблокирован") == 2, "of the 17th and the 19th"
    assert ends.count("не отправлено: объединено с новым") == 2, "fourteen and seven days before, passed over at once"


async def test_a_message_that_met_a_blocked_chat_says_so(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.shabanova.blocks()
    async with town.app.database.write() as connection:
        await connection.execute(text("UPDATE chats SET state = 'active'"))
    await town.clock_to(october(17))
    found = [what for who, what in entries(await journal(town.polyakova)) if "Шабанова" in who]
    assert found[0].endswith("не доставлено: бот заблокирован")


async def test_what_was_answered_before_it_left_says_so(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(16))
    async with town.app.database.write() as connection:
        await connection.execute(assignments.update().values(next_at=october(17)))
    await town.clock_to(october(17))
    async with town.app.database.write() as connection:
        await connection.execute(
            deliveries.update().where(deliveries.c.kind == "digest").values(state="dropped", reason="answered")
        )
    assert "не отправлено: ответ уже есть" in (await journal(town.polyakova)).text


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [
        ("failed", "card: ValueError", "не доставлено: Telegram не принял"),
        ("unknown", "no answer", "неизвестно, дошло ли"),
        ("cancelled", None, "остановлено"),
        ("dropped", "gone", "не отправлено: уже не нужно"),
        ("dropped", "something that a later version says", "не отправлено: уже не нужно"),
    ],
)
async def test_every_end_of_a_message_has_its_words(town: Town, state: str, reason: str | None, words: str) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    async with town.app.database.write() as connection:
        one = deliveries.update().where(deliveries.c.kind == "digest")
        await connection.execute(one.values(state=state, reason=reason))
    text_ = (await journal(town.polyakova)).text
    assert words in text_
    assert "ValueError" not in text_


async def test_announcements_and_new_assignments_stand_in_it_too(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.polyakova.says("/announce")
    await town.polyakova.presses("Все (")
    await town.polyakova.says("Совещание в среду в 15:00.")
    await town.polyakova.presses("Отправить")
    await town.tick()
    said = [what for _, what in entries(await journal(town.polyakova))]
    assert any(what.startswith("объявление: «Совещание в среду в 15:00.» — доставлено") for what in said)
    assert any(what.startswith("новые поручения: Методические письма") for what in said)


async def test_what_a_coordinator_has_asked_for_is_named_so(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(12))
    await town.polyakova.says("/summary")
    await town.polyakova.presses("Напомнить молчащим")
    assert "напоминание по просьбе" in entries(await journal(town.polyakova))[0][1]


async def test_what_has_waited_for_a_return_is_not_called_asked_for(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await says_absent(town.shabanova, "с 10 октября по 17 октября", "Никто")
    await town.clock_to(october(17))
    assert f"{SHORT} (отложенное, срок через 2 дня)" in (await asked(town.polyakova, "/planned")).text
    await town.clock_to(october(18))
    found = [what for who, what in entries(await journal(town.polyakova)) if who == "18.10.2022 09:00 · Шабанова Н.С."]
    assert f"напоминание: {SHORT} (отложенное) — доставлено 18.10.2022 09:00" in found


async def test_what_was_put_off_by_a_button_is_called_the_same(town: Town) -> None:
    one = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    await town.clock_to(october(17))
    await town.shabanova.presses("Позже", on=await one.card(town.shabanova))
    await town.shabanova.presses("Завтра")
    await town.shabanova.presses("Нет времени")
    assert f"{SHORT} (отложенное, срок через 2 дня)" in (await asked(town.polyakova, "/planned")).text
    await town.clock_to(october(18))
    assert f"напоминание: {SHORT} (отложенное) — доставлено" in (await journal(town.polyakova)).text


async def test_it_can_be_narrowed_to_a_person_and_to_a_roadmap_and_widened_again(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova])])
    other = await plan(town, [(SITE, DUE, [town.sharik])])
    async with town.app.database.write() as connection:
        await connection.execute(text(f"UPDATE roadmaps SET title = 'Другая карта' WHERE id = {other.roadmap}"))
    await town.clock_to(october(17))
    first = await journal(town.polyakova)
    await town.polyakova.presses("По человеку")
    await town.polyakova.presses("Шабанова Н.С.")
    assert town.polyakova.last.id == first.id
    assert town.polyakova.last.text.startswith("Отправлено: Шабанова Н.С.")
    assert {who.split(" · ")[1] for who, _ in entries(town.polyakova.last)} == {"Шабанова Н.С."}
    await town.polyakova.presses("Показать всё")
    await town.polyakova.presses("По дорожной карте")
    await town.polyakova.presses("Другая карта")
    assert {who.split(" · ")[1] for who, _ in entries(town.polyakova.last)} == {"Шарик Н.Н."}
    assert LETTERS[:20] not in town.polyakova.last.text


async def test_a_long_journal_has_pages_that_hold_each_line_once(town: Town) -> None:
    await plan(town, [(LETTERS, DUE, [town.shabanova, town.sharik, town.bondarenko])])
    for day in (30, 41, 47, 49, 50):
        await town.clock_to(datetime(2022, 9, 1, 6, tzinfo=UTC) + timedelta(days=day - 1))
    found = entries(await journal(town.polyakova))
    while "›" in town.polyakova.last.buttons:
        await town.polyakova.presses("›")
        found += entries(town.polyakova.last)
    reminders = [one for one in found if one[1].startswith("напоминание")]
    assert len(reminders) == len(set(reminders)) == 15
    assert [who[6:10] + who[3:5] + who[:2] for who, _ in found] == sorted(
        (who[6:10] + who[3:5] + who[:2] for who, _ in found), reverse=True
    )


async def test_a_school_sees_its_own_people_and_those_in_its_own_roadmaps_only(town: Town) -> None:
    ladygina = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    teacher = await move_in(town, 1109, Role.EXECUTOR, "Петрова", "Яна", "Игоревна", "СОШ №5")
    await plan(town, [(LETTERS, DUE, [town.shabanova, teacher])])
    await town.clock_to(october(17))
    theirs = (await journal(ladygina)).text
    assert "Петрова Я.И." in theirs
    assert "Шабанова" not in theirs
    assert "Петрова Я.И." in (await journal(town.polyakova)).text
    assert "Шабанова Н.С." in (await journal(town.kuzmina)).text
    shabanova = await member_of(town, town.shabanova)
    await ladygina.forges(f"sn:show:{shabanova}:0:0")
    assert "Шабанова" not in ladygina.last.text
    assert "Здесь пока ничего нет." in ladygina.last.text


async def test_an_executor_is_told_who_may_see_it(town: Town) -> None:
    assert (await journal(town.shabanova)).text == "Это может сделать Полякова В.А."


@pytest.mark.parametrize(("member", "roadmap"), [(None, None), (3, None), (None, 1), (3, 1)])
async def test_the_journal_reads_no_table_from_end_to_end(town: Town, member: int | None, roadmap: int | None) -> None:
    choice = Choice(frozenset({1, 2}), member, roadmap)
    for query in (messages_query(choice, town.now, 9), dropped_query(choice, town.now, 9)):
        async with town.app.database.read() as connection:
            bound = query.compile(connection.sync_connection, compile_kwargs={"render_postcompile": True})
            values = tuple(bound.construct_params()[name] for name in bound.positiontup or ())
            values = tuple(int(one.timestamp()) if isinstance(one, datetime) else one for one in values)
            steps = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {bound}", values)
            told = [row[3] for row in steps]
        for step in told:
            assert not step.startswith("SCAN") or "USING INDEX" in step or "USING COVERING INDEX" in step, told
