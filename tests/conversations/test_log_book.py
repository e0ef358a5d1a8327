"""/log: what was answered, by whom, with what; the filter by words and by buttons; one answer; who sees what.

It is Monday, 26 September 2022, 9:00 in Moscow when the town wakes up.
"""

import io
import re
from datetime import date

from PIL import Image
from sqlalchemy import delete, func, insert, select, update

from domain.people import Role
from storage.files import remember
from storage.tables import attachments, deliveries, members, pictures, roadmaps
from storage.tables import reports as reports_table
from tests.conversations.groups import Group
from tests.conversations.plans import DUE, LETTERS, SITE, Plan, photo, plan, rows
from tests.conversations.sending import move_in
from tests.town import Person, Seen, Town

MUSEUM = "Открыть школьный музей"


async def both(town: Town) -> Plan:
    """Шабанова has done the letters with two photos, then Шарик the site with words."""
    made = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.shabanova.sends([photo(1), photo(2)], kind="photo", text="Провели совещание, выполнено")
    await town.later(days=1)
    await town.sharik.says("Выполнено, протокол на сайте")
    return made


async def children(town: Town, said: str, author: str = "Шабанова") -> None:
    """What the author said about children in the pictures."""
    by = select(members.c.id).where(members.c.family == author)
    async with town.app.database.write() as connection:
        await connection.execute(update(reports_table).where(reports_table.c.author_id.in_(by)).values(children=said))


async def log(person: Person, words: str = "") -> Seen:
    await person.says(f"/log {words}".strip())
    return person.last


def titles(seen: Seen) -> list[str]:
    """The measures that a page lists, in its order."""
    return [line[1] for line in re.findall(r"(?m)^(\d+)\. [✅🔄⚠️↩️]+ (.*)$", seen.text)]


# --- pages -----------------------------------------------------------------------------------------------------------


async def test_the_answers_stand_newest_first_with_what_tells_them_apart(town: Town) -> None:
    await both(town)
    seen = await log(town.polyakova)
    assert seen.text.splitlines() == [
        "Журнал ответов",
        "",
        f"1. ✅ {SITE}",
        "Шарик Н.Н., МБОУ «СОШ №2» · 27.09 09:00",
        "«Выполнено, протокол на сайте»",
        "",
        f"2. ✅ {LETTERS}",
        "Шабанова Н.С., МБОУ «СОШ №2» · 26.09 09:00",
        "«Провели совещание, выполнено» · 2 фото",
    ]
    assert seen.buttons == ["1", "2", "Фильтр…", "Фото", "ZIP"]


async def test_what_was_late_taken_back_or_corrected_says_so(town: Town) -> None:
    made = await plan(town, [(LETTERS, date(2022, 9, 20), [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova))
    await town.sharik.says("готово, на сайте")
    await town.control(
        "edit",
        {"user_id": 1004, "chat_id": 1004, "message_id": town.sharik.messages[-2].id, "text": "готово, на стенде"},
    )
    await town.settle()
    lines = (await log(town.polyakova)).text.splitlines()
    assert "«готово, на стенде» · исправлено 26.09" in lines
    assert "Шабанова Н.С., МБОУ «СОШ №2» · 26.09 09:00 · после срока" in lines
    await town.sharik.presses("Отменить")
    lines = (await log(town.polyakova)).text.splitlines()
    assert f"1. ↩️ {SITE}" in lines
    assert "«готово, на стенде» · отменено 26.09" in lines


async def test_ten_stand_on_a_page_and_the_numbers_go_on(town: Town) -> None:
    listed = [(f"Мероприятие {number}", DUE, [town.shabanova]) for number in range(1, 13)]
    made = await plan(town, listed)
    for title, _, _ in listed:
        await town.shabanova.presses("Выполнено", on=await made.card(town.shabanova, title))
        await town.later(minutes=1)
    seen = await log(town.polyakova)
    assert titles(seen) == [f"Мероприятие {number}" for number in range(12, 2, -1)]
    assert seen.buttons == [*map(str, range(1, 11)), "›", "Фильтр…", "Фото", "ZIP"]
    await town.polyakova.presses("›")
    assert town.polyakova.last.id == seen.id, "the same message turns its page"
    assert town.polyakova.last.text.startswith("Журнал ответов, стр. 2")
    assert titles(town.polyakova.last) == ["Мероприятие 2", "Мероприятие 1"]
    await town.polyakova.presses("12")
    assert town.polyakova.last.text.startswith("✅ Мероприятие 1\n")
    await town.polyakova.presses("К списку")
    assert town.polyakova.last.text.startswith("Журнал ответов, стр. 2")


async def test_before_anybody_has_answered_that_is_said(town: Town) -> None:
    assert (await log(town.polyakova)).text.splitlines() == ["Журнал ответов", "", "Ответов пока нет."]
    assert town.polyakova.last.buttons == []


async def test_the_longest_page_and_the_longest_answer_fit_into_a_message(town: Town) -> None:
    """The sandbox refuses what Telegram would."""
    await plan(
        town, [(f"{number} " + "<Очень & длинное> мероприятие " * 9, DUE, [town.shabanova]) for number in range(12)]
    )
    words = "выполнено " + "<слово> & ещё " * 280
    for number in range(12):
        await town.shabanova.says(words)
        await town.shabanova.presses(f"{number} ", on=town.shabanova.with_button("Ни к какому"))
    async with town.app.database.write() as connection:
        await connection.execute(update(members).values(family="Константинопольская-Воскресенская" * 2))
        await connection.execute(update(roadmaps).values(title="Дорожная карта " * 30))
    seen = await log(town.polyakova, " ".join(["абракадабра"] * 20))
    assert len(seen.buttons) > 10
    await town.polyakova.presses("1", on=seen)
    assert len(town.polyakova.last.text) > 3000
    await town.polyakova.presses("История")
    assert town.polyakova.last.text.startswith("История ответа")


# --- the filter ------------------------------------------------------------------------------------------------------


async def test_words_narrow_and_what_is_not_understood_is_said(town: Town) -> None:
    await both(town)
    assert titles(await log(town.polyakova, "Шабанова")) == [LETTERS]
    assert titles(await log(town.polyakova, "информационное сопровождение")) == [SITE]
    assert titles(await log(town.polyakova, "вчера")) == [LETTERS]
    assert titles(await log(town.polyakova, "СОШ №2 за неделю")) == [SITE, LETTERS]
    seen = await log(town.polyakova, "вчера абракадабра")
    assert seen.text.splitlines()[:3] == [
        "Журнал ответов",
        "Отобрано: 26 сентября",
        "Не понял: «абракадабра». Остальное учтено.",
    ]
    assert titles(seen) == [LETTERS]
    seen = await log(town.polyakova, "Шабанова август")
    assert seen.text.splitlines()[-1] == "По этому фильтру ничего нет."
    assert seen.buttons == ["Фильтр…", "Сбросить"]


async def test_buttons_narrow_one_after_another(town: Town) -> None:
    await both(town)
    second = await plan(town, [(MUSEUM, DUE, [town.shabanova])])
    await town.shabanova.presses("Выполнено", on=await second.card(town.shabanova))
    her = town.polyakova
    await log(her)
    await her.presses("Фильтр…")
    assert her.last.buttons == ["Дорожная карта", "Исполнитель", "Период", "Показать"]
    await her.presses("Исполнитель")
    await her.presses("Шабанова")
    assert "Отобрано: Шабанова Н.С." in her.last.text
    await her.presses("Дорожная карта")
    first = [label for label in her.last.buttons if label == "Дорожная карта"]
    assert len(first) == 2
    await her.presses_data(her.last.data_of("Дорожная карта"), on=her.last)
    assert "Мероприятие" in her.last.buttons
    await her.presses("Мероприятие")
    assert her.last.buttons == [f"1. {MUSEUM}", "Любое"], "only those that were answered"
    await her.presses("Любое")
    await her.presses("Период")
    await her.presses("Сегодня")
    await her.presses("Показать")
    assert titles(her.last) == [MUSEUM]
    await her.presses("Фильтр…")
    await her.presses("Сбросить")
    assert titles(her.last) == [MUSEUM, SITE, LETTERS]


async def test_a_filter_lives_as_long_as_its_message(town: Town) -> None:
    await both(town)
    old = await log(town.polyakova, "Шабанова")
    await log(town.polyakova, "Шарик")
    await town.stop_bot()
    await town.start_bot()
    await town.later(days=90)
    await town.polyakova.presses("Фильтр…", on=old)
    await town.polyakova.presses("Показать", on=next(one for one in town.polyakova.received if one.id == old.id))
    assert titles(next(one for one in town.polyakova.received if one.id == old.id)) == [LETTERS]


async def test_an_administrator_chooses_a_school(town: Town) -> None:
    await both(town)
    kim = await move_in(town, 1400, Role.EXECUTOR, "Ким", "Вера", "Ивановна", "СОШ №5")
    made = await plan(town, [(MUSEUM, DUE, [kim])])
    await kim.presses("Выполнено", on=await made.card(kim))
    assert titles(await log(town.kuzmina)) == [MUSEUM, SITE, LETTERS]
    await town.kuzmina.presses("Фильтр…")
    await town.kuzmina.presses("Школа")
    await town.kuzmina.presses("СОШ №5")
    await town.kuzmina.presses("Показать")
    assert titles(town.kuzmina.last) == [MUSEUM]
    assert titles(await log(town.kuzmina, "школа 2")) == [SITE, LETTERS]


# --- one answer ------------------------------------------------------------------------------------------------------


async def test_one_answer_shows_its_words_its_files_and_where_a_picture_was_before(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova]), (SITE, DUE, [town.sharik])])
    await town.sharik.sends([photo(1)], kind="photo", text="выполнено")
    files = [("протокол.pdf", b"%PDF-1.4 1"), ("video.bin", io.BytesIO(bytes(21 << 20)))]
    await town.shabanova.sends(files, text="Провели, выполнено")  # type: ignore[arg-type]
    await town.shabanova.sends([photo(1)], kind="photo", reply_to=await made.card(town.shabanova))
    her = town.polyakova
    await log(her)
    await her.presses("1")
    assert her.last.text.splitlines() == [
        f"✅ {LETTERS}",
        "Дорожная карта",
        "Шабанова Н.С., МБОУ «СОШ №2» · 26.09.2022 09:00 · срок 20.10.2022",
        "Вложения: 1 фото",
        f"1. фото — повтор: «{SITE}», 26.09.2022, Шарик Н.Н.",
    ]
    await her.presses("К списку")
    await her.presses("2")
    assert her.last.text.splitlines()[3:] == [
        "«Провели, выполнено»",
        "Вложения: 2 файла",
        "1. файл «протокол.pdf»",
        "2. файл «video.bin» — только в Telegram",
    ]
    heard = len(her.received)
    await her.presses("Показать вложения")
    assert [one.raw["document"]["file_name"] for one in her.received[heard:]] == ["протокол.pdf", "video.bin"]
    # Of his own answer she may not read: where it was before is told without saying where.
    await log(town.shabanova)
    await town.shabanova.presses("1")
    assert town.shabanova.last.text.splitlines()[-1] == "1. фото — повтор: такое фото уже было в журнале"


async def test_the_history_says_from_what_to_what(town: Town) -> None:
    await plan(town, [(SITE, DUE, [town.sharik])])
    await town.sharik.says("готово, на сайте")
    await town.later(hours=1)
    said = next(one for one in town.sharik.messages if one.text == "готово, на сайте")
    await town.control("edit", {"user_id": 1004, "chat_id": 1004, "message_id": said.id, "text": "в работе"})
    await town.settle()
    her = town.polyakova
    await log(her)
    await her.presses("1")
    await her.presses("История")
    lines = her.last.text.splitlines()
    assert "26.09.2022 09:00 · Шарик Н.Н." in lines
    assert "слова: «готово, на сайте» → «в работе»" in lines
    assert "состояние: ждёт ответа → выполнено" in lines
    await her.presses("К ответу")
    assert "«в работе»" in her.last.text


# --- pictures --------------------------------------------------------------------------------------------------------


async def test_the_photos_of_an_answer_come_as_an_album(town: Town) -> None:
    await both(town)
    her = town.polyakova
    await log(her, "Шабанова")
    await her.presses("1")
    heard = len(her.received)
    await her.presses("Показать фото")
    album = her.received[heard:]
    assert len(album) == 2
    assert len({one.raw["media_group_id"] for one in album}) == 1


async def thumbnail(town: Town, sha256: str, colour: str) -> None:
    """The picture has this small picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(drawn, "JPEG")
    async with town.app.database.write() as connection:
        small = town.app.files.put(drawn.getvalue())
        await remember(connection, small, len(drawn.getvalue()), town.now)
        await connection.execute(delete(pictures).where(pictures.c.sha256 == sha256))
        await connection.execute(insert(pictures).values(sha256=sha256, thumbnail=small))


async def test_the_gallery_is_one_picture_and_a_number_opens_one(town: Town) -> None:
    await both(town)
    first, second = await rows(town, attachments)
    await thumbnail(town, first.sha256, "#00ff00")
    town.app.files.path(second.sha256).unlink()
    her = town.polyakova
    await log(her)
    await her.presses("Фото")
    gallery = her.last
    async with town.session.get(f"{town.sandbox.url}/sandbox/file/{gallery.raw['photo'][-1]['file_id']}") as answer:
        drawn = Image.open(io.BytesIO(await answer.read())).convert("RGB")
    colours = [colour for _, colour in drawn.getcolors(drawn.width * drawn.height) or ()]
    assert any(green > 200 and red < 60 and blue < 60 for red, green, blue in colours), "the thumbnail stands on it"
    assert gallery.text == "Фото 1–2"
    assert gallery.buttons == ["1", "2", "К списку"]
    await her.presses("2", on=gallery)
    assert "photo" in her.last.raw
    assert her.last.text.splitlines() == [LETTERS, "Шабанова Н.С., МБОУ «СОШ №2» · 26.09 09:00"]
    await her.presses("Весь ответ")
    assert her.last.text.startswith(f"✅ {LETTERS}")
    await log(her, "Шарик")
    await her.presses("Фото", on=her.last)
    assert her.last.text == "По этому фильтру фото нет."


async def test_many_pictures_stand_on_pages_of_twelve(town: Town) -> None:
    made = await plan(town, [(LETTERS, DUE, [town.shabanova])])
    for start in (0, 10):
        some = [photo(number) for number in range(start, start + 7)]
        await town.shabanova.sends(some, kind="photo", reply_to=await made.card(town.shabanova), text="фото")
    her = town.polyakova
    await log(her)
    await her.presses("Фото")
    assert her.last.text == "Фото 1–12"
    assert her.last.buttons == [*map(str, range(1, 13)), "›", "К списку"]
    await her.presses("›")
    assert her.last.text == "Фото 13–14"
    assert her.last.buttons == ["13", "14", "‹", "К списку"]


async def test_pictures_of_children_without_consent_are_for_their_author_alone(town: Town) -> None:
    await both(town)
    her = town.polyakova
    await log(her)
    await her.presses("Фото")
    open_gallery = her.last
    await her.presses("2", on=await log(her))
    under = her.last
    for said, why in (
        ("asked", "Фото не показаны: ждут ответа автора, есть ли на них дети."),
        ("no-consent", "Фото не показаны: нет согласий."),
    ):
        await children(town, said)
        await log(her)
        await her.presses("Фото", on=her.last)
        assert her.last.text == "По этому фильтру фото нет."
        await her.presses("2", on=await log(her))
        assert her.last.text.splitlines()[-1] == why
        assert her.last.buttons == ["История", "К списку"]
        await her.presses("Показать фото", on=under)
        assert her.last.text == "Вложений здесь нет или их нельзя показать."
        await her.presses("1", on=open_gallery)
        assert her.last.text == "Эта кнопка уже ни к чему не относится."
    await log(town.shabanova)
    await town.shabanova.presses("Фото")
    assert town.shabanova.last.text == "Фото 1–2"
    await children(town, "consent")
    await her.presses("1", on=open_gallery)
    assert "photo" in her.last.raw


# --- who sees what ---------------------------------------------------------------------------------------------------


async def test_everybody_sees_what_is_theirs_to_see(town: Town) -> None:
    await both(town)
    stranger = await move_in(town, 1108, Role.COORDINATOR, "Ладыгина", "Ольга", "Петровна", "СОШ №5")
    kim = await move_in(town, 1400, Role.EXECUTOR, "Ким", "Вера", "Ивановна", "СОШ №5")
    shared = await plan(town, [(MUSEUM, DUE, [kim, town.shabanova])])
    await kim.presses("Выполнено", on=await shared.card(kim))
    assert titles(await log(town.kuzmina)) == [MUSEUM, SITE, LETTERS]
    assert titles(await log(town.polyakova)) == [MUSEUM, SITE, LETTERS], "of her own school's plan"
    assert titles(await log(stranger)) == [MUSEUM], "of her own school's people"
    assert titles(await log(town.shabanova)) == [LETTERS], "her own, not those of a measure that she shares"
    assert "Шабанова Н.С." not in town.shabanova.last.text
    assert titles(await log(town.sharik, "Шабанова")) == [SITE]
    assert "Не понял: «Шабанова»" in town.sharik.last.text


async def test_rights_are_asked_at_the_moment_of_the_press(town: Town) -> None:
    await both(town)
    seen = await log(town.polyakova)
    async with town.app.database.write() as connection:
        await connection.execute(update(members).where(members.c.family == "Полякова").values(role="executor"))
    await town.polyakova.presses("2", on=seen)
    assert town.polyakova.last.text == "Эта кнопка уже ни к чему не относится."
    await town.polyakova.presses("ZIP", on=seen)
    assert town.polyakova.last.text == "По этому фильтру ничего нет."
    await town.polyakova.presses("Фильтр…", on=seen)
    await town.polyakova.presses("Показать")
    assert SITE not in next(one for one in town.polyakova.received if one.id == seen.id).text


async def test_nobody_presses_under_the_filter_of_somebody_else(town: Town) -> None:
    await both(town)
    await log(town.polyakova)
    async with town.app.database.read() as connection:
        hers = select(func.max(deliveries.c.id)).where(deliveries.c.kind == "book-page")
        number = (await connection.execute(hers)).scalar_one()
        other = select(func.max(deliveries.c.id)).where(deliveries.c.kind == "report-ack")
        no_log = (await connection.execute(other)).scalar_one()
    await log(town.shabanova)
    for do in ("show", "filter", "gallery", "zip", "reset"):
        await town.shabanova.forges(f"lg:{do}:{number}:0:0")
        assert town.shabanova.last.text == "Этого Вам делать нельзя."
    await town.shabanova.forges(f"lg:show:{no_log}:0:0")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."


async def test_in_a_group_the_log_is_not_shown(town: Town) -> None:
    await town.polyakova.says("/log", in_chat=town.log_group)
    assert ["личн" in one.text for one in Group(town, town.log_group).seen_by(town.polyakova)] == [True]
