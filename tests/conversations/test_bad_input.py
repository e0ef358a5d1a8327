"""What nobody should send, at every door: a clear sentence or silence, and nothing has changed.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from typing import Any

import pytest

from domain.people import Role
from storage.tables import announcements, extensions, invitation_guesses, organisations
from storage.tables import reports as reports_table
from tests.conversations.hostile import message, misfortunes, press, private, standing, tell, user
from tests.conversations.plans import Plan, count, posts, rows
from tests.conversations.sending import move_in, sent, states, table
from tests.town import Person, Town

RTL = "\u202eперевёрнуто\u202c\u200f"
WICKED = ('&<>"' * 1100)[: 4096 - len(RTL)] + RTL
LONG = "очень длинно " * 770
"""10,010 characters: more than a client lets anybody type."""
STRANGER = 7_000_000_000
SILENT_GROUP = {"id": -1002222222222, "type": "supergroup", "title": "Чужая группа"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL = {"id": -1003333333333, "type": "channel", "title": "Канал"}
FILE = {"file_id": "f", "file_unique_id": "f", "file_size": 1000}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True}
POLL |= {"type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}


async def unharmed(town: Town, before: dict[str, list[tuple[object, ...]]], *, besides: tuple[str, ...] = ()) -> None:
    """Nothing has changed and nothing has gone wrong."""
    after = await standing(town, besides=besides)
    assert after == {name: kept for name, kept in before.items() if name not in besides}
    assert await misfortunes(town) == []


def forgive(town: Town) -> None:
    """The sandbox notes what Telegram would never have sent; here that was the intention."""
    for entry in town.sandbox.sandbox.journal.after(0):
        if entry["method"] == "getUpdates":
            entry["problems"].clear()


# --- strangers -------------------------------------------------------------------------------------------------------


async def meet(town: Town, number: int = STRANGER) -> Person:
    """Somebody whom nobody has invited."""
    await town.control("people", {"id": number, "first_name": "Прохожий", "started": True})
    return Person(town, number, number)


STRANGE: dict[str, dict[str, Any]] = {
    "words": {"text": "Здравствуйте"},
    "a long text": {"text": LONG},
    "a photo": {"photo": [{**FILE, "width": 1, "height": 1}]},
    "a document": {"document": {**FILE, "file_name": "план.docx"}},
    "a document of 50 MB": {"document": {**FILE, "file_name": "план.docx", "file_size": 50 * 2**20}},
    "a voice": {"voice": {**FILE, "duration": 1}},
    "a sticker": {"sticker": STICKER},
    "a poll": {"poll": POLL},
    "a command": {"text": "/people"},
    "a command for the log": {"text": "/log_here"},
    "an unknown command": {"text": "/sudo"},
    "a start without a link": {"text": "/start"},
}


@pytest.mark.parametrize("name", STRANGE)
async def test_a_stranger_reads_how_to_get_in_whatever_they_send(town: Town, name: str) -> None:
    stranger, before = await meet(town), await standing(town)
    await tell(town, {"message": message(town, STRANGER, **STRANGE[name])})
    assert [said.text[:38] for said in stranger.received] == ["Этот бот работает по приглашению. Попр"]
    await unharmed(town, before)


async def test_a_stranger_who_edits_presses_or_guesses_gets_nowhere(town: Town) -> None:
    stranger, before = await meet(town), await standing(town)
    await tell(town, {"edited_message": message(town, STRANGER, text="готово", edit_date=int(town.now.timestamp()))})
    await tell(town, press(STRANGER, "as:1:done", on=message(town, STRANGER, text="кнопка")))
    for secret in ("x", "..%2f..", "А" * 64, "0" * 512):
        await tell(town, {"message": message(town, STRANGER, text=f"/start {secret}")})
    starts = [said.text.split(".")[0] for said in stranger.received]
    assert starts == ["Этот бот работает по приглашению"] * 2 + ["Эта ссылка уже использована или устарела"] * 4
    assert await count(town, invitation_guesses) == 4
    await unharmed(town, before, besides=("invitation_guesses",))


async def test_a_person_with_a_number_beyond_32_bits_is_a_person_like_all(town: Town, one: Plan) -> None:
    stranger = await meet(town)
    await town.polyakova.says("/people")
    await town.polyakova.presses("Акимова")
    secret = town.polyakova.last.text.rsplit("start=", 1)[1].split()[0]
    await stranger.starts(secret)
    await stranger.presses("Понятно")
    await stranger.says("/my")
    assert stranger.last.text == "Открытых мероприятий нет."
    assert await misfortunes(town) == []


# --- members ---------------------------------------------------------------------------------------------------------

NOT_AN_ANSWER = "Это не получится записать как ответ."
ANSWERED: dict[str, tuple[dict[str, Any], str]] = {
    "a poll": ({"poll": POLL}, NOT_AN_ANSWER),
    "a sticker": ({"sticker": STICKER}, NOT_AN_ANSWER),
    "a dice": ({"dice": {"emoji": "🎲", "value": 3}}, NOT_AN_ANSWER),
    "a place": ({"location": {"latitude": 55.7, "longitude": 37.6}}, NOT_AN_ANSWER),
    "a contact": ({"contact": {"phone_number": "+7", "first_name": "Кто"}}, NOT_AN_ANSWER),
    "an unknown command": ({"text": "/сводка"}, "Такой команды нет."),
    "a lonely slash": ({"text": "/"}, "Такой команды нет."),
    "a command for another bot": ({"text": "/my@other_bot"}, "Такой команды нет."),
    "a command of the log in private": ({"text": "/log_here"}, "Это может сделать Полякова В.А."),
    "a command of the coordinator": ({"text": "/announce now"}, "Это может сделать Полякова В.А."),
    "a command with words after it": ({"text": "/my всё и сразу"}, "Открыто 1 мероприятие"),
    "a command with the bot's name": ({"text": "/help@vsrok_bot"}, "Как отвечать"),
    "a start although she is in": ({"text": "/start " + "А" * 64}, "Наталья Сергеевна, здравствуйте."),
}


@pytest.mark.parametrize("name", ANSWERED)
async def test_what_is_no_answer_gets_one_sentence(town: Town, one: Plan, name: str) -> None:
    content, answer = ANSWERED[name]
    heard, before = len(town.shabanova.received), await standing(town)
    await tell(town, {"message": message(town, town.shabanova.number, **content)})
    assert [said.text.startswith(answer) for said in town.shabanova.received[heard:]] == [True]
    await unharmed(town, before)


SERVICE: dict[str, dict[str, Any]] = {
    "nothing at all": {},
    "a timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    "a background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎃"}}},
}


@pytest.mark.parametrize("name", SERVICE)
async def test_a_service_message_is_passed_over(town: Town, one: Plan, name: str) -> None:
    heard, before = len(town.shabanova.received), await standing(town)
    await tell(town, {"message": message(town, town.shabanova.number, **SERVICE[name])})
    assert town.shabanova.received[heard:] == []
    await unharmed(town, before)


@pytest.mark.parametrize("words", [WICKED, LONG, f"по плану {RTL}", "готово\x00" * 100])
async def test_whatever_is_written_as_an_answer_is_kept_and_shown(town: Town, one: Plan, words: str) -> None:
    await tell(town, {"message": message(town, town.shabanova.number, text=words)})
    await town.later(minutes=2)
    assert [report.text for report in await rows(town, reports_table)] == [words]
    shown = [said.text for said in [*town.shabanova.received, *posts(town)]]
    assert not any(mark in text for text in shown for mark in "\u202e\u200f\x00")
    assert len(posts(town)) == 1
    assert await misfortunes(town) == []


@pytest.mark.parametrize("words", ["\u200b", "\x00\x01", "\u202e\u202c", "👍"])
async def test_an_answer_of_nothing_to_read_is_no_report(town: Town, one: Plan, words: str) -> None:
    await tell(town, {"message": message(town, town.shabanova.number, text=words)})
    assert town.shabanova.last.text.startswith("Хорошо.")
    assert await count(town, reports_table) == 0


# --- questions answered with rubbish ---------------------------------------------------------------------------------


async def test_a_wicked_text_of_a_whole_message_is_announced_as_it_was_written(town: Town) -> None:
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (")
    await tell(town, {"message": message(town, town.kuzmina.number, text=WICKED)})
    await town.kuzmina.presses("Отправить")
    await town.tick()
    visible = WICKED.replace("\u202e", "").replace("\u202c", "").replace("\u200f", "")
    assert visible in [said.text for said in town.shabanova.received]
    assert [row.text for row in await rows(town, announcements)] == [WICKED]
    assert await misfortunes(town) == []


async def test_an_announcement_of_nothing_to_see_is_refused(town: Town) -> None:
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (")
    await tell(town, {"message": message(town, town.kuzmina.number, text="\u200b\u2060 \u200f")})
    assert town.kuzmina.last.text.startswith("Объявление — это текст одним сообщением.")
    await tell(town, {"message": message(town, town.kuzmina.number, text=LONG)})
    assert town.kuzmina.last.text.startswith("В тексте 10\xa0010 знаков, а в одно сообщение помещается 4\xa0096.")
    assert [row.text for row in await rows(town, announcements)] == [""]


async def test_a_sign_made_of_joined_signs_stays_whole(town: Town) -> None:
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (")
    await town.kuzmina.says("Семинар ведёт 👩‍🏫")
    await town.kuzmina.presses("Отправить")
    await town.tick()
    assert town.shabanova.last.text.startswith("Семинар ведёт 👩‍🏫\n")


@pytest.mark.parametrize("name", [WICKED, LONG, "\u200b\u200f", " \u00a0 "])
async def test_a_school_is_not_called_like_that(town: Town, name: str) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    before = await standing(town)
    await tell(town, {"message": message(town, town.kuzmina.number, text=name)})
    assert town.kuzmina.last.text == "Название школы — от 1 до 200 знаков."
    await unharmed(town, before)


async def test_a_school_with_a_wicked_name_is_shown_as_it_was_typed(town: Town) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    await town.kuzmina.says('СОШ <b>"№7"</b> & \u202eдети')
    await town.kuzmina.says("/people")
    assert 'СОШ <b>"№7"</b> & дети' in town.kuzmina.last.buttons
    assert [row.name for row in await rows(town, organisations)][-1] == 'СОШ <b>"№7"</b> & \u202eдети'


ROSTERS = {"wicked": WICKED, "long": LONG, "a name without end": "А" + "а" * 4000 + " Мария", "signs": "!!! ??? ..."}


@pytest.mark.parametrize("name", ROSTERS)
async def test_what_is_no_list_of_people_adds_nobody(town: Town, name: str) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    before = await standing(town)
    await tell(town, {"message": message(town, town.polyakova.number, text=ROSTERS[name])})
    assert town.polyakova.last.text.startswith("Не вижу ни одного человека.")
    await unharmed(town, before)


async def test_one_name_among_three_thousand_lines_is_taken_and_the_answer_fits_into_a_message(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    lines = "Новикова Ада\n" + "?\n" * 3000
    await tell(town, {"message": message(town, town.polyakova.number, text=lines)})
    assert town.polyakova.last.text.startswith("Добавлено: 1.\nНе разобраны строки 2, 3, 4,")
    assert await misfortunes(town) == []


@pytest.mark.parametrize("words", [WICKED, LONG, "99.99.9999", "31.02 " * 700, "до " * 1300, "с по с по 0.0.0"])
async def test_what_is_no_date_is_asked_for_once_more(town: Town, words: str) -> None:
    preview = await sent(town)
    await town.polyakova.presses("Ответить на вопросы", on=preview)
    await town.polyakova.presses("Другая дата…")
    before = await standing(town)
    await tell(town, {"message": message(town, town.polyakova.number, text=words)})
    assert town.polyakova.last.text.startswith("Не вижу здесь одной ясной даты.")
    await unharmed(town, before)


@pytest.mark.parametrize("words", [WICKED, LONG, "31.02 " * 700, "на " * 1300 + " " * 190])
async def test_what_is_no_day_of_a_wish_is_a_comment(town: Town, one: Plan, words: str) -> None:
    await town.shabanova.presses("Перенести срок", on=await one.card(town.shabanova))
    await tell(town, {"message": message(town, town.shabanova.number, text=words)})
    assert [report.status for report in await rows(town, reports_table)] == [None]
    assert await count(town, extensions) == 0
    assert await misfortunes(town) == []


async def test_a_plan_without_rows_is_refused_with_its_reason(town: Town) -> None:
    before = await standing(town)
    await town.polyakova.sends([table()])
    assert town.polyakova.last.text.startswith("В этом файле нет таблицы с мероприятиями и сроками.")
    await unharmed(town, before)


async def test_a_question_of_yesterday_does_not_swallow_the_answers_of_today(town: Town, one: Plan) -> None:
    """«Новая школа» was pressed and forgotten; a plan and words of the next day are a plan and words."""
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.later(hours=13)
    await town.kuzmina.says("готово")
    assert len(await rows(town, organisations)) == 2
    await sent(town)
    assert await states(town) == ["active", "draft"]


async def test_a_reply_to_a_reminder_is_no_list_of_people(town: Town) -> None:
    await move_in(town, 1300, Role.EXECUTOR, "Ким", "Вера", "Ивановна", "МБОУ «СОШ №2»")
    await town.polyakova.says("/my")
    card = town.polyakova.last
    await town.later(minutes=5)
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("сделали", reply_to=card)
    assert not town.polyakova.last.text.startswith("Не вижу ни одного человека.")


# --- groups, channels, what is new -----------------------------------------------------------------------------------


def quiet(town: Town) -> dict[str, dict[str, Any]]:
    """Updates after which nothing is said and nothing changes."""
    in_group = {"chat": SILENT_GROUP}
    now = int(town.now.timestamp())
    post = {"message_id": 5, "chat": CHANNEL, "date": now, "text": "/log_here", "sender_chat": CHANNEL}
    log = {"id": town.log_group, "type": "supergroup", "title": "Журнал"}
    anonymous = {"message_id": 900_001, "from": ANONYMOUS, "sender_chat": log, "chat": log, "date": now}
    linked = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    query = {"id": "1", "from": user(1002), "query": "план", "offset": ""}
    gone = {"chat": private(1002), "message_id": 3, "date": 0}
    return {
        "words of a stranger in a group": {"message": message(town, STRANGER, text="Всем привет", **in_group)},
        "a command of a stranger in a group": {"message": message(town, STRANGER, text="/people", **in_group)},
        "a start in a group": {"message": message(town, STRANGER, text="/start abc", **in_group)},
        "an unknown command in a group": {"message": message(town, 1002, text="/нет", **in_group)},
        "words of a member in a group": {"message": message(town, 1003, text="готово", **in_group)},
        "a photo of a member in a group": {
            "message": message(town, 1003, photo=[{**FILE, "width": 1, "height": 1}], **in_group)
        },
        "a document of a coordinator in a group": {
            "message": message(town, 1002, document={**FILE, "file_name": "план.docx"}, **in_group)
        },
        "a group that changes its name": {"message": message(town, 1002, new_chat_title="Другое", **in_group)},
        "a channel's post": {"channel_post": post},
        "an anonymous administrator": {"message": {**anonymous, "text": "/log_here"}},
        "a post of the linked channel": {
            "message": {**anonymous, "from": linked, "sender_chat": CHANNEL, "text": "/log_here"}
        },
        "a bot": {"message": {**anonymous, "from": {**user(55), "is_bot": True}, "text": "/people"}},
        "a press under no message": press(1003, "as:1:done", on=None, inline_message_id="AAA"),
        "an inline query": {"inline_query": query},
        "an edited press": {"edited_message": message(town, 1003, text="готово", edit_date=now)},
        "a vote": {
            "poll_answer": {"poll_id": "1", "user": user(1003), "option_ids": [0], "option_persistent_ids": ["1"]}
        },
        "a press under a message of long ago": press(STRANGER, "as:1:done", on={**gone, "chat": CHANNEL}),
    }


async def test_what_is_meant_for_others_changes_nothing(town: Town, one: Plan) -> None:
    await meet(town)
    before, said = await standing(town), len(posts(town))
    members = (town.shabanova, town.polyakova, town.kuzmina)
    for name, update in quiet(town).items():
        heard = [len(person.received) for person in members]
        await tell(town, update)
        assert [len(person.received) for person in members] == heard, name
        assert await standing(town) == before, name
    assert len(posts(town)) == said
    assert await misfortunes(town) == []


NEWER: dict[str, dict[str, Any]] = {
    "a kind of update": {"telepathy": {"chat": private(1003), "thought": "готово"}},
    "a kind that is no object": {"weather": "rain"},
}


@pytest.mark.parametrize("name", NEWER)
async def test_what_is_newer_than_the_bot_holds_nobody_up(town: Town, one: Plan, name: str) -> None:
    before = await standing(town)
    await town.control("raw", {"update": NEWER[name]})
    await town.sharik.says("/help")
    assert town.sharik.last.text.startswith("Как отвечать")
    await unharmed(town, before)
    forgive(town)


async def test_a_part_of_a_message_that_is_newer_than_the_bot_is_passed_over(town: Town, one: Plan) -> None:
    before = await standing(town)
    await tell(town, {"message": message(town, town.shabanova.number, telepathy={"thought": "готово"})})
    await unharmed(town, before)
    forgive(town)


async def test_a_press_on_a_game_or_under_a_message_of_long_ago_gets_one_sentence(town: Town, one: Plan) -> None:
    before, heard = await standing(town), len(town.shabanova.received)
    game = press(1003, None, on=message(town, 1003, text="игра"), game_short_name="tetris")
    gone = press(1003, "as:999:done", on={"chat": private(1003), "message_id": 3, "date": 0})
    await tell(town, game, gone)
    answers = [said.text for said in town.shabanova.received[heard:]]
    assert answers == ["Эта кнопка уже ни к чему не относится."] * 2
    await unharmed(town, before)


async def test_a_button_under_a_message_of_long_ago_still_works(town: Town, one: Plan) -> None:
    """Telegram gives such a message without its text; then the answer comes as a new message."""
    view, heard = await one.view(town.shabanova), len(town.shabanova.received)
    await tell(town, press(1003, f"as:{view.id}:done", on={"chat": private(1003), "message_id": 3, "date": 0}))
    assert (await one.view(town.shabanova)).status == "done"
    assert [said.text[:21] for said in town.shabanova.received[heard:]] == ["✅ Записано: выполнено"]


async def test_a_strange_group_gains_nothing_by_adding_the_bot(town: Town, one: Plan) -> None:
    await meet(town)
    before = await standing(town)
    group = {
        "id": -1002222222222,
        "type": "supergroup",
        "title": "Чужая группа",
        "members": [STRANGER, 1003],
        "bot": True,
    }
    await town.control("chats", group)
    await town.settle()
    for words in ("/log_here", "/help", "/summary", "готово"):
        await tell(town, {"message": message(town, STRANGER, text=words, chat=SILENT_GROUP)})
    assert [said for said in town.seen_in(-1002222222222) if said.from_bot] == []
    await unharmed(town, before)
    await town.control("join", {"chat_id": -1002222222222, "member": False})
    await town.settle()
    await unharmed(town, before)
