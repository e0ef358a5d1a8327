"""What nobody should send, at every door: a clear sentence or silence, and nothing has changed.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

from typing import Any

import pytest

from storage import people
from storage.tables import announcements, extensions, invitation_guesses, organisations
from storage.tables import reports as reports_table
from tests.conversations.hostile import (
    FILE,
    STRANGER,
    meet,
    message,
    misfortunes,
    press,
    standing,
    tell,
    unharmed,
)
from tests.conversations.plans import DUE, LETTERS, Plan, count, plan, posts, rows
from tests.conversations.sending import sent, states, table
from tests.town import Town

RTL = "\u202eперевёрнуто\u202c\u200f"
WICKED = ('&<>"' * 1100)[: 4096 - len(RTL)] + RTL
LONG = "очень длинно " * 770
"""10,010 characters: more than a client lets anybody type."""
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
POLL = {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True}
POLL |= {"type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False}


# --- strangers -------------------------------------------------------------------------------------------------------


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


async def test_a_stranger_reads_how_to_get_in_whatever_they_send(town: Town) -> None:
    stranger, before = await meet(town), await standing(town)
    for name, content in STRANGE.items():
        heard = len(stranger.received)
        await tell(town, {"message": message(town, STRANGER, **content)})
        said = [answer.text.split(".")[0] for answer in stranger.received[heard:]]
        assert said == ["Этот бот работает по приглашению"], name
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
    assert stranger.last.text == "Открытых дел нет."
    assert await misfortunes(town) == []


# --- members ---------------------------------------------------------------------------------------------------------

NOT_AN_ANSWER = "Это не получится записать как ответ."
ANSWERED: dict[str, tuple[dict[str, Any], str]] = {
    "a poll": ({"poll": POLL}, NOT_AN_ANSWER),
    "a sticker": ({"sticker": STICKER}, NOT_AN_ANSWER),
    "a dice": ({"dice": {"emoji": "🎲", "value": 3}}, NOT_AN_ANSWER),
    "a contact": ({"contact": {"phone_number": "+7", "first_name": "Кто"}}, NOT_AN_ANSWER),
    "an unknown command": ({"text": "/сводка"}, "Такой команды нет."),
    "a lonely slash": ({"text": "/"}, "Такой команды нет."),
    "a command for another bot": ({"text": "/my@other_bot"}, "Такой команды нет."),
    "a command of the log in private": ({"text": "/log_here"}, "Это может сделать Полякова В.А."),
    "a command of the coordinator": ({"text": "/announce now"}, "Это может сделать Полякова В.А."),
    "a command with words after it": ({"text": "/my всё и сразу"}, "Открыто 1 дело"),
    "a command with the bot's name": ({"text": "/help@vsrok_bot"}, "Как отвечать"),
    "a start although she is in": ({"text": "/start " + "А" * 64}, "Наталья Сергеевна, здравствуйте."),
}


async def test_what_is_no_answer_gets_one_sentence(town: Town, one: Plan) -> None:
    before = await standing(town)
    for name, (content, answer) in ANSWERED.items():
        heard = len(town.shabanova.received)
        await tell(town, {"message": message(town, town.shabanova.number, **content)})
        assert [said.text.startswith(answer) for said in town.shabanova.received[heard:]] == [True], name
    await unharmed(town, before)


SERVICE: dict[str, dict[str, Any]] = {
    "nothing at all": {},
    "a timer": {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    "a background": {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🎃"}}},
}


async def test_a_service_message_is_passed_over(town: Town, one: Plan) -> None:
    heard, before = len(town.shabanova.received), await standing(town)
    await tell(town, *({"message": message(town, town.shabanova.number, **content)} for content in SERVICE.values()))
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


async def test_a_school_is_not_called_like_that(town: Town) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    before, heard = await standing(town), len(town.kuzmina.received)
    names = (WICKED, LONG, "\u200b\u200f", " \u00a0 ")
    await tell(town, *({"message": message(town, town.kuzmina.number, text=name)} for name in names))
    said = [answer.text for answer in town.kuzmina.received[heard:]]
    assert said == ["Название школы — от 1 до 200 знаков."] * len(names)
    await unharmed(town, before)


async def test_a_school_with_a_wicked_name_is_shown_as_it_was_typed(town: Town) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    await town.kuzmina.says('СОШ <b>"№7"</b> & \u202eдети')
    await town.kuzmina.says("/people")
    assert 'СОШ <b>"№7"</b> & дети' in town.kuzmina.last.buttons
    assert [row.name for row in await rows(town, organisations)][-1] == 'СОШ <b>"№7"</b> & \u202eдети'


async def test_a_district_of_a_hundred_and_fifty_schools_is_turned_page_by_page(town: Town) -> None:
    async with town.app.database.write() as connection:
        above = (await people.all_organisations(connection))[0].id
        for number in range(150):
            await people.add_organisation(connection, kind="school", name=f"СОШ №{number + 100}", parent_id=above)
    await town.kuzmina.says("/people")
    seen: set[str] = set()
    for _ in range(8):
        seen |= {name for name in town.kuzmina.with_button("Новая школа").buttons if name.startswith("СОШ №")}
        if "›" in town.kuzmina.with_button("Новая школа").buttons:
            await town.kuzmina.presses("›", on=town.kuzmina.with_button("Новая школа"))
    assert seen == {f"СОШ №{number + 100}" for number in range(150)}
    assert await misfortunes(town) == []


async def test_what_is_no_list_of_people_adds_nobody(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    before, heard = await standing(town), len(town.polyakova.received)
    lists = (WICKED, LONG, "А" + "а" * 4000 + " Мария", "!!! ??? ...")
    await tell(town, *({"message": message(town, town.polyakova.number, text=words)} for words in lists))
    said = [answer.text.split(".")[0] for answer in town.polyakova.received[heard:]]
    assert said == ["Не вижу ни одного человека"] * len(lists)
    await unharmed(town, before)


async def test_one_name_among_three_thousand_lines_is_taken_and_the_answer_fits_into_a_message(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    lines = "Новикова Ада\n" + "?\n" * 3000
    await tell(town, {"message": message(town, town.polyakova.number, text=lines)})
    assert town.polyakova.last.text.startswith("Добавлено: 1.\nНе разобраны строки: 2, 3, 4,")
    assert await misfortunes(town) == []


async def test_what_is_no_date_is_asked_for_once_more(town: Town) -> None:
    preview = await sent(town)
    await town.polyakova.presses("Ответить на вопросы", on=preview)
    await town.polyakova.presses("Другая дата…")
    before, heard = await standing(town), len(town.polyakova.received)
    dates = (WICKED, LONG, "99.99.9999", "31.02 " * 700, "до " * 1300, "с по с по 0.0.0")
    await tell(town, *({"message": message(town, town.polyakova.number, text=words)} for words in dates))
    said = [answer.text.split(".")[0] for answer in town.polyakova.received[heard:]]
    assert said == ["Не вижу здесь одной ясной даты"] * len(dates)
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
    hers = await plan(town, [(LETTERS, DUE, [town.polyakova])])
    card = await hers.card(town.polyakova)
    await town.later(minutes=5)
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("выполнено", reply_to=card)
    assert (await hers.view(town.polyakova)).status == "done"
