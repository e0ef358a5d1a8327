"""Announcements as the admin writes them and the schools read them."""

import asyncio
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PIL import Image
from sqlalchemy import func, insert, select, update

from services.announcements import report_progress
from storage.tables import chats, deliveries, members, organisations
from tests.town import Person, Seen, Town

TEXT = "Совещание координаторов — в четверг в 15:00, ссылка придёт утром."
NIGHT = datetime(2022, 9, 26, 20, 30, tzinfo=UTC)
"""23:30 in Moscow; the quiet hours are the default ones, 21:00 to 8:00."""


def a_picture() -> bytes:
    """A small real PNG."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(drawn, "PNG")
    return drawn.getvalue()


async def beat(town: Town) -> None:
    """One beat of the ticker."""
    await report_progress(town.app.database, town.now)
    await town.settle()


async def compose(town: Town, author: Person, to: str = "Все", text: str = TEXT) -> Seen:
    """An announcement up to its preview."""
    await author.says("/announce")
    await author.presses(f"{to} (")
    await author.says(text)
    return author.last


async def announce(town: Town, author: Person, to: str = "Все", text: str = TEXT) -> Seen:
    """An announcement that everybody has got; its final card."""
    preview = await compose(town, author, to, text)
    await author.presses("Отправить", on=preview)
    await beat(town)
    return shown(author, preview)


def shown(person: Person, message: Seen) -> Seen:
    """How a message looks now."""
    return next(one for one in person.messages if one.id == message.id)


def got(person: Person, words: str = TEXT) -> list[Seen]:
    """The messages of the bot to this person with these words."""
    return [message for message in person.received if words in message.text]


async def count(town: Town, **values: object) -> int:
    """How many deliveries have these values."""
    query = select(func.count()).select_from(deliveries)
    for name, value in values.items():
        query = query.where(deliveries.c[name] == value)
    async with town.app.database.read() as connection:
        found: int = (await connection.execute(query)).scalar_one()
        return found


# --- composing -------------------------------------------------------------------------------------------------------


async def test_the_audience_is_offered_with_head_counts(town):
    await town.kuzmina.says("/announce")
    # Of the six people of the town one is the author.
    assert town.kuzmina.last.buttons == [
        "Все (5)",
        "Координаторы (1)",
        "Руководители (1)",
        "Исполнители (3)",
        "Выбрать учреждения…",
        "Отменить",
    ]


async def test_the_preview_says_to_whom_how_many_and_when(town):
    preview = await compose(town, town.kuzmina)
    assert preview.text.splitlines()[:2] == [
        "Кому: все, Управление образования ДГО — 5 человек, подключены 4",
        "Когда: сейчас (до тихих часов успеет)",
    ]
    assert TEXT in preview.text
    assert preview.buttons == ["Отправить 4", "Показать себе", "Изменить", "Кто не подключён (1)", "Отменить"]


async def test_an_audience_can_be_narrowed_to_one_school(town):
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Выбрать учреждения")
    await town.kuzmina.presses("СОШ №2")
    assert "✓ МБОУ «СОШ №2»" in town.kuzmina.last.buttons
    await town.kuzmina.presses("Готово")
    await town.kuzmina.presses("Руководители (1)")
    await town.kuzmina.says(TEXT)
    assert town.kuzmina.last.text.startswith("Кому: руководители, МБОУ «СОШ №2» — 1 человек, подключены 0")
    # The only head has not joined, so there is nobody to send it to.
    assert not any("Отправить" in label for label in town.kuzmina.last.buttons)


async def test_the_author_sees_it_alone_before_anybody_else(town):
    await compose(town, town.kuzmina)
    await town.kuzmina.presses("Показать себе")
    assert town.kuzmina.last.text == f"{TEXT}\n\n— Кузьмина И.П., Управление образования ДГО"
    assert not got(town.shabanova)


async def test_who_is_not_connected_is_named(town):
    await compose(town, town.kuzmina)
    await town.kuzmina.presses("Кто не подключён (1)")
    assert "Акимова Н.А., МБОУ «СОШ №2»" in town.kuzmina.last.text


async def test_text_and_audience_can_be_changed_before_it_leaves(town):
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.presses("Изменить")
    await town.kuzmina.presses("Текст")
    await town.kuzmina.says("Совещание перенесено на пятницу.")
    await town.kuzmina.presses("Изменить")
    await town.kuzmina.presses("Кому")
    await town.kuzmina.presses("Исполнители (3)")
    assert "Кому: исполнители" in town.kuzmina.last.text
    assert "перенесено на пятницу" in town.kuzmina.last.text
    assert shown(town.kuzmina, preview).buttons == []


async def test_a_draft_can_be_left_and_found_again(town):
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (5)")
    await town.kuzmina.says("/help")
    await town.stop_bot()
    await town.start_bot()
    await town.kuzmina.says("/announce")
    assert town.kuzmina.last.buttons == ["Продолжить", "Начать заново"]
    await town.kuzmina.presses("Продолжить")
    await town.kuzmina.says(TEXT)
    assert town.kuzmina.last.text.startswith("Кому: все")


async def test_a_draft_can_be_begun_anew(town):
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Начать заново")
    assert "Объявление: кому?" in town.kuzmina.last.text
    await town.kuzmina.presses("Отправить", on=preview)
    assert "уже отправлено или отменено" in town.kuzmina.last.text
    assert not got(town.shabanova)


async def test_a_cancelled_announcement_reaches_nobody(town):
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.presses("Отменить")
    assert shown(town.kuzmina, preview).text == "Объявление не отправлено."
    await town.kuzmina.says("Просто слова после отмены")
    assert await count(town, kind="announcement") == 0


async def test_a_picture_is_not_a_text(town):
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (5)")
    await town.kuzmina.sends([("a.png", a_picture())], kind="photo")
    assert "Пришлите его словами" in town.kuzmina.last.text
    await town.kuzmina.says(TEXT)
    assert town.kuzmina.last.text.startswith("Кому: все")


async def test_a_text_over_4096_characters_is_refused_with_its_length(town):
    await town.kuzmina.says("/announce")
    await town.kuzmina.presses("Все (5)")
    await town.kuzmina.says("я" * 4097)
    assert "В тексте 4\xa0097 знаков, а в одно сообщение помещается 4\xa0096" in town.kuzmina.last.text


# --- who may ---------------------------------------------------------------------------------------------------------


async def test_a_teacher_cannot_announce(town):
    await town.shabanova.says("/announce")
    assert "Это может сделать Полякова В.А." in town.shabanova.last.text
    assert await count(town, kind="announcement-audience") == 0


async def test_a_teacher_who_forges_the_button_sends_nothing(town):
    preview = await compose(town, town.kuzmina)
    await town.shabanova.forges(preview.data_of("Отправить"), on=town.shabanova.last)
    assert "Это может сделать Кузьмина И.П." in town.shabanova.last.text
    assert await count(town, kind="announcement") == 0


async def test_a_coordinator_cannot_touch_an_announcement_of_the_district(town):
    await compose(town, town.kuzmina)
    await town.clock_to(NIGHT)
    await town.kuzmina.presses("Отправить")
    stop = town.kuzmina.with_button("Остановить").data_of("Остановить")
    await town.polyakova.forges(stop, on=town.polyakova.last)
    assert "Это может сделать Кузьмина И.П." in town.polyakova.last.text
    assert await count(town, kind="announcement", state="pending") == 4


async def test_an_admin_of_another_district_neither_sees_nor_presses_it(town):
    final = await announce(town, town.kuzmina)
    stranger = await admin_of_another_district(town)
    await stranger.forges(final.data_of("Кто не ознакомился"), on=stranger.last)
    assert "Это может сделать Кузьмина И.П." in stranger.last.text
    await stranger.says("/announce")
    # Nobody but themselves lives in that district.
    assert stranger.last.buttons == ["Отменить"]
    assert not got(stranger)


async def admin_of_another_district(town: Town) -> Person:
    """Somebody with all rights, elsewhere."""
    number = 2001
    await town.control("people", {"id": number, "first_name": "Чужой", "last_name": "Админ", "note": ""})
    async with town.app.database.write() as connection:
        place = (
            await connection.execute(
                insert(organisations).values(kind="district", name="Другой район").returning(organisations.c.id)
            )
        ).scalar_one()
        row = {"organisation_id": place, "role": "admin", "family": "Чужой", "given": "А", "created_at": town.now}
        member = (await connection.execute(insert(members).values(row).returning(members.c.id))).scalar_one()
        await connection.execute(insert(chats).values(number=number, kind="private", member_id=member))
    stranger = Person(town, number, number)
    await stranger.starts()
    return stranger


# --- on its way ------------------------------------------------------------------------------------------------------


async def test_everybody_connected_gets_it_once_however_often_the_button_is_pressed(town):
    preview = await compose(town, town.kuzmina)
    send = preview.data_of("Отправить")
    await town.kuzmina.presses_data(send, on=preview)
    await town.kuzmina.forges(send, on=preview)
    await town.kuzmina.forges(send, on=preview)
    for person in (town.polyakova, town.shabanova, town.sharik, town.bondarenko):
        assert [message.buttons for message in got(person)] == [["Ознакомлен"]]
    assert got(town.shabanova)[0].text == f"{TEXT}\n\n— Кузьмина И.П., Управление образования ДГО"
    assert await count(town, kind="announcement") == 4


async def test_html_in_the_text_is_shown_as_it_was_written(town):
    await announce(town, town.kuzmina, text="<b>5 < 7 & так далее</b>")
    assert got(town.shabanova, "<b>5 < 7 & так далее</b>")


async def test_the_preview_turns_into_the_progress_and_then_into_the_result(town):
    preview = await compose(town, town.kuzmina)
    await town.control("faults", {"method": "sendMessage", "times": 1, "fault": "delay", "delay": 3, "chat_id": 1005})
    body = {"user_id": 1001, "chat_id": 1001, "message_id": preview.id, "callback_data": preview.data_of("Отправить")}
    await town.control("press", body)
    await until(lambda: len(got(town.polyakova)) + len(got(town.shabanova)) + len(got(town.sharik)) == 3)
    await until(lambda: "Отправлено" in shown(town.kuzmina, preview).text)
    # The three that arrived are settled a moment after the people have them.
    for _ in range(100):
        if await count(town, kind="announcement", state="sent") == 3:
            break
        await asyncio.sleep(0.02)
    await report_progress(town.app.database, town.now)
    # Six of eight squares are three of four.
    await until(lambda: shown(town.kuzmina, preview).text == "Отправлено 3 из 4 ▓▓▓▓▓▓░░ · осталось ~1 с")
    assert shown(town.kuzmina, preview).buttons == ["Пауза", "Остановить"]
    await town.settle()
    await beat(town)
    assert shown(town.kuzmina, preview).text == "Доставлено 4 из 4. Нажали «Ознакомлен»: 0."
    assert shown(town.kuzmina, preview).buttons == ["Кто не ознакомился (4)", "Напомнить им"]


async def until(true: Callable[[], bool]) -> None:
    """Wait until it holds, two seconds at most."""
    for _ in range(100):
        if true():
            return
        await asyncio.sleep(0.02)
    assert true()


async def test_an_unchanged_progress_is_not_said_again(town):
    await compose(town, town.kuzmina)
    await town.clock_to(NIGHT)
    await town.kuzmina.presses("Отправить")
    await beat(town)
    said = await count(town, kind="announcement-progress")
    for _ in range(3):
        await beat(town)
    assert await count(town, kind="announcement-progress") == said


async def test_in_the_quiet_hours_it_waits_for_the_morning(town):
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    assert "Когда: 27 сентября в 08:00: сейчас тихие часы" in preview.text
    await town.kuzmina.presses("Отправить")
    assert shown(town.kuzmina, preview).text == "Отправлено 0 из 4 ░░░░░░░░ · начнётся 27 сентября в 08:00"
    assert not got(town.shabanova)
    await town.stop_bot()
    await town.start_bot()
    await town.clock_to(NIGHT + timedelta(hours=8, minutes=30))
    assert len(got(town.shabanova)) == 1
    await beat(town)
    assert shown(town.kuzmina, preview).text.startswith("Доставлено 4 из 4.")


async def test_a_paused_announcement_waits_until_it_goes_on(town):
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.presses("Отправить")
    await town.kuzmina.presses("Пауза")
    assert shown(town.kuzmina, preview).text == "Пауза: отправлено 0 из 4 ░░░░░░░░"
    await town.clock_to(NIGHT + timedelta(hours=9))
    assert not got(town.shabanova)
    await town.kuzmina.presses("Продолжить")
    await beat(town)
    assert len(got(town.shabanova)) == 1
    assert shown(town.kuzmina, preview).text.startswith("Доставлено 4 из 4.")


async def test_a_stopped_announcement_reaches_nobody_any_more(town):
    await town.clock_to(NIGHT)
    preview = await compose(town, town.kuzmina)
    await town.kuzmina.presses("Отправить")
    await town.kuzmina.presses("Остановить")
    await beat(town)
    assert shown(town.kuzmina, preview).text == "Остановлено. Доставлено 0 из 4. Нажали «Ознакомлен»: 0."
    await town.clock_to(NIGHT + timedelta(hours=9))
    assert not got(town.shabanova)
    assert await count(town, kind="announcement", state="cancelled") == 4


async def test_who_blocked_the_bot_is_counted_apart(town):
    preview = await compose(town, town.kuzmina)
    await town.control("faults", {"method": "sendMessage", "times": 1, "fault": "403", "chat_id": 1003})
    await town.kuzmina.presses("Отправить")
    await beat(town)
    assert shown(town.kuzmina, preview).text == ("Доставлено 3 из 4. Заблокировали бота: 1. Нажали «Ознакомлен»: 0.")


async def test_the_audience_is_worked_out_when_the_button_is_pressed(town):
    await compose(town, town.kuzmina)
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family == "Шарик").values(active=False))
    await town.kuzmina.presses("Отправить")
    assert not got(town.sharik)
    assert len(got(town.shabanova)) == 1


# --- who has read it -------------------------------------------------------------------------------------------------


async def test_a_tap_on_the_button_is_noted_with_its_day_and_the_button_goes(town):
    await announce(town, town.kuzmina)
    await town.shabanova.presses("Ознакомлен")
    read = got(town.shabanova)[0]
    assert "— Кузьмина И.П., " in read.text
    assert read.text.endswith("✅ Вы ознакомлены 26 сентября")
    assert read.buttons == []


async def test_a_second_tap_keeps_the_first_day(town):
    await announce(town, town.kuzmina)
    button = got(town.shabanova)[0].data_of("Ознакомлен")
    await town.shabanova.presses("Ознакомлен")
    await town.later(days=1)
    await town.shabanova.forges(button, on=got(town.shabanova)[0])
    assert got(town.shabanova)[0].text.endswith("✅ Вы ознакомлены 26 сентября")


async def test_nobody_can_acknowledge_what_they_did_not_get(town):
    final = await announce(town, town.kuzmina, to="Координаторы")
    button = got(town.polyakova)[0].data_of("Ознакомлен")
    await town.shabanova.forges(button, on=town.shabanova.last)
    assert "ни к чему не относится" in town.shabanova.last.text
    await town.later(seconds=10)
    assert "Нажали «Ознакомлен»: 0." in shown(town.kuzmina, final).text


async def test_the_result_follows_the_taps(town):
    final = await announce(town, town.kuzmina)
    await town.shabanova.presses("Ознакомлен")
    await town.sharik.presses("Ознакомлен")
    await town.later(seconds=10)
    assert shown(town.kuzmina, final).text == "Доставлено 4 из 4. Нажали «Ознакомлен»: 2."
    assert shown(town.kuzmina, final).buttons == ["Кто не ознакомился (2)", "Напомнить им"]


async def test_who_has_not_read_it_is_named(town):
    await announce(town, town.kuzmina)
    await town.shabanova.presses("Ознакомлен")
    await town.kuzmina.presses("Кто не ознакомился")
    assert town.kuzmina.last.text.splitlines() == [
        "Не ознакомились: 3",
        "Бондаренко А.Е., МБОУ «СОШ №2»",
        "Полякова В.А., МБОУ «СОШ №2»",
        "Шарик Н.Н., МБОУ «СОШ №2»",
    ]


async def test_only_those_who_have_not_read_it_are_reminded_and_once_a_day(town):
    await announce(town, town.kuzmina)
    await town.shabanova.presses("Ознакомлен")
    await town.kuzmina.presses("Напомнить им")
    assert town.kuzmina.last.text == "Напоминание уходит 3 людям."
    await town.kuzmina.presses("Напомнить им")
    assert town.kuzmina.last.text == "Сегодня им уже напомнили."
    assert len(got(town.shabanova)) == 1
    assert [message.text.startswith("Просим ознакомиться:") for message in got(town.sharik)] == [False, True]
    await town.sharik.presses("Ознакомлен")
    assert got(town.sharik)[1].text.endswith("✅ Вы ознакомлены 26 сентября")
    await town.later(days=1)
    await town.kuzmina.presses("Напомнить им")
    assert town.kuzmina.last.text == "Напоминание уходит 2 людям."


async def test_a_text_of_a_whole_message_is_acknowledged_in_a_message_of_its_own(town):
    words = "слово " * 681 + "конец"
    await announce(town, town.kuzmina, text=words)
    await town.shabanova.presses("Ознакомлен")
    first, note = town.shabanova.received[-2:]
    assert (first.text, first.buttons) == (words, [])
    assert note.text == "✅ Вы ознакомлены 26 сентября"
