"""Every button twice: the second tap changes nothing."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from domain.people import Role
from services import faults, watching
from services.outbox import say
from storage import people, plans
from storage.tables import inbox, measures, roadmaps
from tests.conversations.amended import DEADLINE, LETTERS_ROW, document, printed
from tests.conversations.groups import STAFF, Group, group
from tests.conversations.hostile import door_of, doors, forge, message, misfortunes, standing
from tests.conversations.plans import DUE, LETTERS, SITE, photo, plan
from tests.conversations.sending import CLUSTER, NO_HEADER, move_in, sent, table, unclear
from tests.conversations.targets import enters, targets
from tests.town import Person, Seen, Town

Door = tuple[str, str]
Button = tuple[Person, Seen, str]
AMENDED = document(printed(LETTERS_ROW, DEADLINE, "до 27.10.2022 г."))
# A second tap is meant to do something: in or out again, another link.
REPEATED = {("ad", "toggle"), ("mb", "invite"), ("ro", "invite-all")}
# What ends something comes after everything that can be done before it.
ENDS = [("rp", "undo"), ("ra", ""), ("rp", "discard"), ("ex", "comment"), ("an", "pause"), ("an", "on"), ("an", "stop")]
ENDS += [("si", "end"), ("ad", "anew"), ("ad", "send"), ("ad", "cancel"), ("rm", "accept"), ("rm", "cancel")]
ENDS += [("rv", "accept"), ("rv", "plain"), ("rv", "all"), ("sf", "stays"), ("sf", "leaves"), ("mb", "mistaken")]


class Walk:
    """Presses each kind of button in anybody's chat twice; ``twice``: where the second tap did something."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.walked: set[Door] = set()
        self.twice: list[Door] = []

    @property
    def people(self) -> list[Person]:
        town = self.town
        return [town.shabanova, town.polyakova, town.kuzmina, town.sharik, town.bondarenko]

    async def on(self, but: set[Door]) -> None:
        """Go on until no button that is new stands anywhere; ``but`` are left alone."""
        while (found := self._next(but)) is not None:
            door, (person, under, data) = found
            self.walked.add(door)
            if under.raw["chat"]["id"] == person.number:
                await person.presses_data(data, on=under)
            else:
                await Group(self.town, STAFF).presses_data(person, data, on=under)
            await self.town.tick()
            once = await standing(self.town)
            await forge(self.town, person, [data], on=under)
            if door not in REPEATED and await standing(self.town) != once:
                self.twice.append(door)

    def _next(self, but: set[Door]) -> tuple[Door, Button] | None:
        new: dict[Door, Button] = {}
        in_group = [(self.town.polyakova, seen) for seen in Group(self.town, STAFF).said]
        in_private = [(person, seen) for person in self.people for seen in person.received]
        for person, seen in in_private + in_group:
            for data in _data(seen):
                if (door := door_of(data)) not in self.walked | but:
                    new[door] = (person, seen, data)
        if not new:
            return None
        first = min(new, key=lambda door: (door in ENDS, ENDS.index(door) if door in ENDS else 0))
        return first, new[first]


def _data(seen: Seen) -> list[str]:
    rows_ = seen.raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows_ for button in row]


@pytest.mark.timeout(240)
async def test_a_second_tap_on_any_button_changes_nothing(town: Town) -> None:
    await town.restart_with(evidence={"ask_children": True})
    walk = Walk(town)
    await _many_of_all(town)
    for kick in KICKS:
        await kick(town)
        await walk.on(but=set(ENDS))
    for kick in ENDING:
        await kick(town)
        await walk.on(but={("mb", "mistaken")})
    await walk.on(but=set())
    assert walk.walked == doors()
    assert walk.twice == []
    assert await misfortunes(town) == []


async def _many_of_all(town: Town) -> None:
    """So much that every list has a second page; sections, and a person of another school."""
    her, other = town.shabanova, await move_in(town, 1400, Role.EXECUTOR, "Ким", "Вера", "Ивановна", "СОШ №5")
    listed = [(f"Мероприятие {number}", DUE + timedelta(days=number), [her, other]) for number in range(1, 20)]
    await plan(town, [(LETTERS, DUE, [her, town.sharik]), (SITE, DUE, [her]), *listed])
    for _ in range(7):
        await plan(town, [(LETTERS, DUE, [town.polyakova])])
    async with town.app.database.write() as connection:
        await connection.execute(update(measures).values(section="Раздел I"))
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("\n".join(f"Новикова {chr(ord('А') + number)}да" for number in range(32)))


async def _new_plans(town: Town) -> None:
    """Sent again, a draft that stands can be opened."""
    for name in ("000.docx", "003.docx"):
        await sent(town, CLUSTER.with_name(name))
        if "Открыть черновик" in town.polyakova.last.buttons:
            await town.polyakova.presses("Открыть черновик")


async def _amended_plan(town: Town) -> None:
    """The example is live and has come again with changes."""
    await sent(town)
    for label in ("Открыть черновик", "Принять"):
        if label in town.polyakova.last.buttons:
            await town.polyakova.presses(label, on=town.polyakova.last)
    await town.polyakova.sends([AMENDED])


async def _back_to_the_amended_plan(town: Town) -> None:
    await town.polyakova.presses("К карте")


async def _question_with_answers(town: Town) -> None:
    her = town.polyakova
    await sent(town)
    await her.presses("Открыть черновик")
    await her.presses("Ответить на вопросы")
    for _ in range(30):
        under = her.with_button("Позже")
        if any(door_of(data) == ("rq", "choose") for data in _data(under)):
            return
        await her.presses("Позже", on=under)


async def _odd_plan(town: Town) -> None:
    """Two rows alike, two rows of nobody, things that were passed over while it was read."""
    rows = [(str(number), "Провести день", "до 01.12.2022", "Шарик Н.Н.") for number in (1, 2)]
    rows += [(str(number), f"Открыть зал {number}", "до 02.12.2022", "") for number in (3, 4)]
    # A file that is made in the same second would be the same file.
    another = " " * len(town.polyakova.received)
    await town.polyakova.sends([table(*rows, heading=f"План музея{another}")])
    found = [{"where": f"лист {number}", "text": "пропущено"} for number in (1, 2)]
    async with town.app.database.write() as connection:
        await connection.execute(update(roadmaps).where(roadmaps.c.title == "План музея").values(problems=found))
    await town.polyakova.presses("Показать все строки")
    await town.polyakova.presses("К карте")


def _question_with(do: str) -> "Kick":
    async def kick(town: Town) -> None:
        await _odd_plan(town)
        for label in ("Открыть черновик", "Ответить на вопросы"):
            if any(label in one for one in town.polyakova.last.buttons):
                await town.polyakova.presses(label, on=town.polyakova.last)
        while not any(door_of(data) == ("rq", do) for data in _data(town.polyakova.last)):
            await town.polyakova.presses("Позже", on=town.polyakova.last)

    return kick


async def _unclear_table(town: Town) -> None:
    """So wide that its columns have pages."""
    wide = [tuple(f"{word} {column}" for column in range(12)) for word in ("столбец", "слово", "дело")]
    await town.polyakova.sends([unclear(*wide)])


async def _table_without_a_header(town: Town) -> None:
    await town.polyakova.sends([unclear(*NO_HEADER)])
    await town.polyakova.presses("Ответить на вопросы", on=town.polyakova.last)


async def _lists(town: Town) -> None:
    for person in (town.polyakova, town.kuzmina):
        for command in ("/people", "/plans", "/summary"):
            await person.says(command)
    await town.shabanova.says("/my")


async def _answer_with_a_photo(town: Town) -> None:
    """As she finds it in the log."""
    made = await plan(town, [("Показать фото", DUE, [town.shabanova])])
    await town.shabanova.sends([photo()], kind="photo", reply_to=await made.card(town.shabanova))
    await town.shabanova.says("/log")
    await town.shabanova.presses("1", on=town.shabanova.last)


async def _narrowed_log(town: Town) -> None:
    """Of a district with several schools; a plan is chosen."""
    await town.kuzmina.says("/log")
    for label in ("Фильтр…", "Дорожная карта", "Дорожная карта"):
        await town.kuzmina.presses(label, on=town.kuzmina.last)


async def _absence(town: Town) -> None:
    await town.polyakova.says("/absence")


async def _new_announcement(town: Town) -> None:
    await town.kuzmina.says("/announce")
    if "Начать заново" in town.kuzmina.last.buttons:
        await town.kuzmina.presses("Начать заново", on=town.kuzmina.last)


async def _announcement(town: Town) -> None:
    await _new_announcement(town)
    await town.kuzmina.presses("Все (")
    await town.kuzmina.says("Совещание в среду.")


async def _announcement_at_night(town: Town) -> None:
    """What is let go now waits until the morning, so it can be held and stopped."""
    await town.clock_to(town.now.replace(hour=20))
    await _announcement(town)
    await town.kuzmina.presses("Отправить")


async def _morning(town: Town) -> None:
    await town.later(days=1)
    await town.clock_to(max(town.now.replace(hour=6), datetime(2022, 10, 19, 6, 0, tzinfo=UTC)))


async def _words_and_photos(town: Town) -> None:
    await town.shabanova.says("протокол на сайте")
    await town.shabanova.sends([photo()], kind="photo")


async def _pictures(town: Town) -> None:
    """Of an answer that is clear, so that nothing but the children is asked about."""
    await town.shabanova.sends([photo()], kind="photo", text="в работе", reply_to=await _open_card(town))


async def _open_card(town: Town) -> Seen:
    await town.shabanova.says("/my")
    await town.shabanova.presses("1", on=town.shabanova.last)
    return town.shabanova.last


async def _comment(town: Town) -> None:
    await town.shabanova.says("протокол на сайте", reply_to=await _open_card(town))


async def _wishes(town: Town) -> None:
    """One is asked already, one not yet."""
    for day in ("27", "28"):
        await town.shabanova.says(f"не успеваем, перенесите на {day}.12", reply_to=await _open_card(town))
        if day == "27":
            await town.shabanova.presses("Да, спросить")


async def _handed(town: Town) -> None:
    """Handed to Шарик: one is done by her, one she can give back; one was given to Полякова; a list, a question."""
    her, given = town.shabanova, {"Отдать ключи": town.sharik, "Отдать зал": town.sharik, "Сдать": town.polyakova}
    made = await plan(town, [(title, DUE + timedelta(days=60), [her]) for title in (*given, "Вести кружок")])
    for title, person in given.items():
        async with town.app.database.read() as connection:
            member = await people.member_of_number(connection, "telegram", person.number)
        assert member is not None
        await her.presses("👤 Передать", on=await made.card(her, title))
        await her.forges(f"hd:give:{(await made.view(her, title)).id}:{member.id}")
        if title == "Отдать ключи":
            await town.sharik.presses("Выполнено", on=await made.card(town.sharik, title))
    for _ in range(2):
        await her.presses("👤 Передать", on=await made.card(her, "Вести кружок"))
    await her.presses("Бондаренко", on=her.last)


async def _staff(town: Town) -> None:
    """Шарик can stay and Бондаренко leave."""
    async with town.app.database.read() as connection:
        both = [await people.member_of_number(connection, "telegram", one) for one in (1004, 1005)]
    sharik, bondarenko = (one.id for one in both if one is not None)
    await town.polyakova.forges(f"sf:look:{bondarenko}:{sharik}")
    await town.kuzmina.forges(f"sf:look:{sharik}:{bondarenko}")


async def _left_announcement(town: Town) -> None:
    await town.kuzmina.says("/announce")


async def _changed_announcement(town: Town) -> None:
    await _announcement(town)
    await town.kuzmina.presses("Изменить")


async def _sent_announcement(town: Town) -> None:
    await _announcement(town)
    await town.kuzmina.presses("Отправить")


async def _fault(town: Town) -> None:
    """Something of Шабанова was given up by a defect of ours."""
    body = {"update_id": 7, "message": message(town, town.shabanova.number, text="/my")}
    async with town.app.database.write() as connection:
        await connection.execute(
            insert(inbox).values(
                update_id=7,
                chat=town.shabanova.number,
                body=json.dumps(body),
                received_at=town.now,
                not_before=town.now,
                state="shunted",
                code="AB12",
                error="ZeroDivisionError at x.py:1",
            )
        )
    await faults.report(town.app.database, town.shabanova.number, "AB12", town.now)
    await town.settle()


async def _draft_at_night(town: Town) -> None:
    await town.clock_to(town.now.replace(hour=20))
    await _announcement(town)


async def _announcement_by_day(town: Town) -> None:
    await _morning(town)
    await _sent_announcement(town)


async def _commands(town: Town) -> None:
    for command in ("/planned", "/sent", "/calendar", "/settings"):
        await town.polyakova.says(command)


async def _hours(town: Town) -> None:
    await town.polyakova.says("/settings")
    await town.polyakova.presses("Час: ")


async def _calendar_warning(town: Town) -> None:
    """Of a year whose transferred days nobody knows yet."""
    async with town.app.database.write() as connection:
        member = await people.member_of_number(connection, "telegram", town.kuzmina.number)
        assert member is not None
        chat = (await people.private_chats(connection, {member.id}))[member.id]
        data = {"year": 2099, "count": 1}
        await say(connection, chat_id=chat, kind="calendar-warning-decree", key="2099", now=town.now, data=data)
    await town.settle()


async def _own_day(town: Town) -> None:
    """A free day of the school's own, so that it can be taken back."""
    await town.polyakova.says("/calendar")
    await town.polyakova.presses("Рабочий или нерабочий день")
    await town.polyakova.says("9 ноября 2022 нерабочий")
    await town.polyakova.says("/calendar")


async def _unheard(town: Town) -> None:
    """Somebody who is not connected has something due in these days."""
    made = await plan(town, [("Сдать отчёт", (town.now + timedelta(days=4)).date(), [town.shabanova])])
    theirs = await made.view(town.shabanova)
    async with town.app.database.write() as connection:
        everybody = await people.members_in(connection, {theirs.organisation_id})
        away = next(one for one in everybody if one.family == "Акимова")
        one = await plans.add_assignment(
            connection,
            period_id=theirs.period_id,
            measure_id=theirs.measure_id,
            member_id=away.id,
            organisation_id=None,
            main=False,
        )
        await watching.begin(connection, [one], now=town.now, rules=town.app.rules)
    await town.polyakova.says("/planned")


async def _reviews(town: Town) -> None:
    """Answers with a picture wait for the coordinator, so many that the list has a second page."""
    made = await plan(town, [(f"Отчёт {number}", DUE + timedelta(days=90), [town.shabanova]) for number in range(8)])
    await town.polyakova.forges(f"rv:on:{made.roadmap}:0")
    for number in range(8):
        card = await made.card(town.shabanova, f"Отчёт {number}")
        await town.shabanova.sends([photo(number)], kind="photo", text="готово", reply_to=card)
        await town.shabanova.presses("Детей нет")
    await town.polyakova.says("/review")


async def _review_again(town: Town) -> None:
    await town.polyakova.says("/review")
    await town.polyakova.presses("1", on=town.polyakova.last)


async def _plan_with_a_review(town: Town) -> None:
    made = await plan(town, [("Провести день здоровья", DUE + timedelta(days=90), [town.shabanova])])
    await town.polyakova.forges(f"rm:open:{made.roadmap}:0")


async def _later(town: Town) -> None:
    made = await plan(town, [(f"Потом {town.now:%d%H%M%S}", DUE + timedelta(days=60), [town.shabanova])])
    await town.shabanova.presses("Позже", on=await made.card(town.shabanova))


async def _later_why(town: Town) -> None:
    await _later(town)
    await town.shabanova.presses("Завтра утром")


async def _undated_rows(town: Town) -> None:
    """The rows without a date of the example, which is live by now."""
    live = select(roadmaps.c.id).where(roadmaps.c.title.startswith("ДОРОЖНАЯ"), roadmaps.c.state == "active")
    async with town.app.database.read() as connection:
        found = (await connection.execute(live)).scalars().first()
    await town.polyakova.forges(f"ud:list:{found}:0:0")


async def _next_month(town: Town) -> None:
    await town.clock_to(datetime(2022, 12, 1, 6, 1, tzinfo=UTC))


async def _groups(town: Town) -> None:
    """A forum that is the log and the staff chat; it is offered in private too."""
    if not Group(town, STAFF).said:
        await group(town, [town.polyakova], is_forum=True, bot_admin=True)
    for command in ("/log_here", "/staff_here"):
        await town.polyakova.says(command, in_chat=STAFF)
    await town.polyakova.says("/log_here")


async def _overdue(town: Town) -> None:
    """Days pass, and nobody answers."""
    for _ in range(6):
        await _morning(town)


async def _odd_plan_again(town: Town) -> None:
    await _odd_plan(town)
    if "Открыть черновик" in town.polyakova.last.buttons:
        await town.polyakova.presses("Открыть черновик")


async def _targets(town: Town) -> None:
    """A list of indicators; what is pressed in it leads to the question for a value."""
    await targets(town)
    await town.polyakova.says("/indicators")


def _value(words: str) -> "Kick":
    async def kick(town: Town) -> None:
        await enters(town.polyakova, 1, words)

    return kick


Kick = Callable[[Town], Awaitable[None]]
KICKS: list[Kick] = [
    _new_plans,
    _question_with_answers,
    _odd_plan,
    _question_with("who"),
    _question_with("people"),
    _question_with("one"),
    _unclear_table,
    _table_without_a_header,
    *[_new_announcement] * 5,
    _announcement,
]
KICKS += [_changed_announcement, _left_announcement, _lists, _morning, _announcement_by_day, _odd_plan_again]
KICKS += [
    # One for each button of a list: what is pressed under it takes the place of the others.
    *[_commands] * 4,
    _hours,
    _calendar_warning,
    _own_day,
    _groups,
    _unheard,
    *[_later] * 4,
    _later_why,
    _later_why,
    _draft_at_night,
    # 120 and 1200 are so far from the one before that they are asked about.
    _targets,
    _value("12"),
    _value("12"),
    _value("120"),
    _value("1200"),
]
KICKS += [_handed, _handed, _words_and_photos, *[_pictures] * 3, _comment, _comment, _wishes, _announcement_at_night]
KICKS += [_answer_with_a_photo, _narrowed_log, _narrowed_log]
KICKS += [_plan_with_a_review, _reviews, *[_review_again] * 4]
ENDING: list[Kick] = [_fault, _new_plans, _sent_announcement, _lists, _morning, _comment, _wishes]
ENDING += [_announcement, _left_announcement, _amended_plan, _back_to_the_amended_plan, *[_absence] * 6]
ENDING += [_undated_rows, _undated_rows, _overdue, _next_month, _staff]
