"""What people see and do on the page with the chats."""

import pytest
from playwright.async_api import FilePayload, expect

from sandbox.app import start
from tests.sandbox_page.conftest import LOG, NATALIA, VERA, Bench, jpeg

pytestmark = pytest.mark.asyncio(loop_scope="session")


def photo_file(name: str, colour: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(colour)}


def keyboard(*rows: list[str]) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": text, "callback_data": text[:20]} for text in row] for row in rows]}


# Writing


async def test_what_a_person_writes_appears_in_their_column_and_reaches_the_bot(bench: Bench) -> None:
    await bench.write(VERA, "Добрый день")
    [heard] = await bench.updates("message")
    assert (heard["text"], heard["from"]["id"]) == ("Добрый день", VERA)
    await expect(bench.message(VERA, heard["message_id"])).to_contain_text("Добрый день")
    await expect(bench.page.get_by_test_id(f"input-{VERA}")).to_have_value("")


async def test_shift_enter_begins_a_new_line_and_enter_sends_both(bench: Bench) -> None:
    field = bench.page.get_by_test_id(f"input-{VERA}")
    await field.fill("первая")
    await field.press("Shift+Enter")
    await field.press_sequentially("вторая")
    await bench.page.get_by_test_id(f"send-{VERA}").click()
    [heard] = await bench.updates("message")
    assert heard["text"] == "первая\nвторая"


async def test_markup_that_a_person_types_is_shown_as_text_and_never_run(bench: Bench) -> None:
    attack = "<script>window.hit = 1</script><img src=x onerror='window.hit = 1'>"
    await bench.write(VERA, attack)
    [heard] = await bench.updates("message")
    bubble = bench.message(VERA, heard["message_id"])
    await expect(bubble).to_contain_text(attack)
    assert await bubble.locator("script, img").count() == 0
    assert await bench.page.evaluate("window.hit") is None


async def test_a_person_answers_a_message_with_the_button_beside_it(bench: Bench) -> None:
    asked = await bench.bot("sendMessage", chat_id=VERA, text="Что сделано?")
    bubble = bench.message(VERA, asked["message_id"])
    await bubble.hover()
    await bubble.get_by_label("Ответить").click()
    await bench.write(VERA, "Всё")
    [heard] = await bench.updates("message")
    assert heard["reply_to_message"]["message_id"] == asked["message_id"]
    await expect(bench.message(VERA, heard["message_id"]).locator(".quoted")).to_contain_text("Что сделано?")


async def test_arrow_up_in_an_empty_field_edits_the_last_own_message(bench: Bench) -> None:
    await bench.write(VERA, "Готово на 50 %")
    [sent] = await bench.updates("message")
    await expect(bench.message(VERA, sent["message_id"])).to_be_visible()
    field = bench.page.get_by_test_id(f"input-{VERA}")
    await field.press("ArrowUp")
    await expect(field).to_have_value("Готово на 50 %")
    await bench.write(VERA, "Готово на 100 %")
    [edited] = await bench.updates("edited_message")
    assert edited["text"] == "Готово на 100 %"
    bubble = bench.message(VERA, sent["message_id"])
    await expect(bubble).to_contain_text("Готово на 100 %")
    await expect(bubble).to_contain_text("изменено")


async def test_in_a_group_the_chosen_person_writes(bench: Bench) -> None:
    await bench.page.get_by_test_id(f"writer-{LOG}").select_option(str(NATALIA))
    await bench.write(LOG, "Протокол на сайте")
    [heard] = await bench.updates("message")
    assert (heard["chat"]["id"], heard["from"]["id"]) == (LOG, NATALIA)


async def test_a_refused_message_stays_in_the_field_with_its_files(bench: Bench) -> None:
    await bench.page.get_by_test_id(f"attach-{VERA}").set_input_files([photo_file("снимок.jpg", "red")])
    await bench.page.route("**/sandbox/send", lambda route: route.fulfill(status=400, json={"error": "Нельзя"}))
    await bench.write(VERA, "Важное")
    await expect(bench.page.get_by_test_id("toast")).to_have_text("Нельзя")
    await expect(bench.page.get_by_test_id(f"input-{VERA}")).to_have_value("Важное")
    await expect(bench.column(VERA).get_by_label("Убрать снимок.jpg")).to_be_visible()


async def test_the_menu_of_commands_sends_the_chosen_one(bench: Bench) -> None:
    await bench.bot("setMyCommands", commands=[{"command": "summary", "description": "Сводка по плану"}])
    await bench.page.get_by_test_id(f"commands-{VERA}").click()
    await bench.page.get_by_role("menuitem", name="Сводка по плану").click()
    [heard] = await bench.updates("message")
    assert heard["text"] == "/summary"


# Files


async def test_several_photos_of_a_person_go_as_one_album_in_one_bubble(bench: Bench) -> None:
    colours = ["red", "green", "blue"]
    files = [photo_file(f"{colour}.jpg", colour) for colour in colours]
    await bench.page.get_by_test_id(f"attach-{VERA}").set_input_files(files)
    await bench.write(VERA, "Три снимка")
    heard = await bench.updates("message", 3)
    assert len({one["media_group_id"] for one in heard}) == 1
    assert [one.get("caption") for one in heard] == ["Три снимка", None, None]
    album = bench.message(VERA, heard[0]["message_id"])
    await expect(album.locator(".picture")).to_have_count(3)
    await expect(album).to_contain_text("Три снимка")
    await expect(bench.message(VERA, heard[1]["message_id"])).to_have_count(0)


async def test_a_photo_sent_as_a_file_is_a_document(bench: Bench) -> None:
    await bench.page.get_by_test_id(f"attach-{VERA}").set_input_files([photo_file("Скан.jpg", "white")])
    await bench.column(VERA).get_by_label("Отправить файлом").check()
    await bench.page.get_by_test_id(f"send-{VERA}").click()
    [heard] = await bench.updates("message")
    assert heard["document"]["file_name"] == "Скан.jpg"
    link = bench.page.get_by_test_id(f"document-{VERA}-{heard['message_id']}")
    async with bench.page.expect_download() as waiting:
        await link.click()
    assert (await waiting.value).suggested_filename == "Скан.jpg"


DROP = """([chatId, name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, { type: "text/plain" }));
  const column = document.querySelector(`[data-testid="column-${chatId}"]`);
  for (const type of ["dragenter", "dragover", "drop"]) {
    column.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


async def test_a_file_dropped_on_a_column_waits_until_it_is_sent(bench: Bench) -> None:
    await bench.page.evaluate(DROP, [VERA, "Протокол.txt", "решили"])
    await expect(bench.column(VERA)).to_contain_text("Протокол.txt")
    await bench.write(VERA, "Протокол")
    [heard] = await bench.updates("message")
    assert (heard["document"]["file_name"], heard["caption"]) == ("Протокол.txt", "Протокол")
    await expect(bench.column(VERA).locator(".attached > *")).to_have_count(0)


async def test_an_album_of_the_bot_is_one_bubble_and_opens_large(bench: Bench) -> None:
    media = [{"type": "photo", "media": f"attach://p{number}"} for number in range(5)]
    media[0]["caption"] = "Совещание"
    files = {f"p{number}": jpeg("teal") for number in range(5)}
    sent = await bench.bot("sendMediaGroup", files, chat_id=VERA, media=media)
    album = bench.message(VERA, sent[0]["message_id"])
    await expect(album.locator(".picture")).to_have_count(5)
    await bench.page.get_by_test_id(f"photo-{VERA}-{sent[1]['message_id']}").click()
    viewer = bench.page.get_by_test_id("lightbox")
    await expect(viewer).to_contain_text("2 из 5")
    await bench.page.keyboard.press("ArrowRight")
    await expect(viewer).to_contain_text("3 из 5")
    await bench.page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)


# What the bot says


async def test_a_press_reaches_the_bot_and_its_answer_is_shown_in_the_column(bench: Bench) -> None:
    rows = keyboard(["✅ Выполнено", "🔄 В работе"], ["📅 Перенести срок"])
    sent = await bench.bot("sendMessage", chat_id=VERA, text="Мероприятие 1", reply_markup=rows)
    await bench.message(VERA, sent["message_id"]).get_by_role("button", name="📅 Перенести срок").click()
    [query] = await bench.updates("callback_query")
    assert (query["data"], query["from"]["id"]) == ("📅 Перенести срок", VERA)
    await bench.bot("answerCallbackQuery", callback_query_id=query["id"], text="Записано")
    await expect(bench.column(VERA).get_by_test_id("toast")).to_have_text("Записано")


async def test_an_alert_waits_until_the_person_has_read_it(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=VERA, text="Срок", reply_markup=keyboard(["Удалить"]))
    await bench.message(VERA, sent["message_id"]).get_by_role("button", name="Удалить").click()
    [query] = await bench.updates("callback_query")
    await bench.bot("answerCallbackQuery", callback_query_id=query["id"], text="Это может координатор", show_alert=True)
    alert = bench.page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Это может координатор")
    await alert.get_by_role("button", name="Понятно").click()
    await expect(alert).to_have_count(0)


async def test_an_edit_of_the_bot_shows_the_new_words_and_buttons(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=VERA, text="Читаю 1 из 27", reply_markup=keyboard(["Стоп"]))
    bubble = bench.message(VERA, sent["message_id"])
    await expect(bubble).to_contain_text("Читаю 1 из 27")
    await bench.bot("editMessageText", chat_id=VERA, message_id=sent["message_id"], text="Прочитано")
    await expect(bubble).to_contain_text("Прочитано")
    await expect(bubble.get_by_role("button", name="Стоп")).to_have_count(0)


async def test_a_deleted_message_vanishes(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=VERA, text="Ошибочное сообщение")
    await expect(bench.column(VERA)).to_contain_text("Ошибочное сообщение")
    await bench.bot("deleteMessage", chat_id=VERA, message_id=sent["message_id"])
    await expect(bench.column(VERA)).not_to_contain_text("Ошибочное сообщение")


async def test_formatting_stands_where_the_bot_put_it_even_after_an_emoji(bench: Bench) -> None:
    text = "🔴 <b>Срок <i>прошёл</i></b> вчера"
    sent = await bench.bot("sendMessage", chat_id=VERA, text=text, parse_mode="HTML")
    bubble = bench.message(VERA, sent["message_id"])
    await expect(bubble.locator("b")).to_have_text("Срок прошёл")
    await expect(bubble.locator("b > i")).to_have_text("прошёл")


async def test_the_bot_at_work_is_seen_in_the_header(bench: Bench) -> None:
    await bench.bot("sendChatAction", chat_id=VERA, action="typing")
    await expect(bench.column(VERA)).to_contain_text("В срок печатает")
    await bench.bot("sendMessage", chat_id=VERA, text="Готово")
    await expect(bench.column(VERA)).not_to_contain_text("печатает")


STANDS_STILL = """feed => new Promise(done => {
  let before = -1;
  const look = () => feed.scrollTop === before ? done() : (before = feed.scrollTop, setTimeout(look, 150));
  look();
})"""


async def test_a_reader_who_scrolled_up_stays_there_and_sees_how_much_is_new(bench: Bench) -> None:
    for number in range(40):
        last = await bench.bot("sendMessage", chat_id=VERA, text=f"Строка {number}")
    await expect(bench.message(VERA, last["message_id"])).to_be_in_viewport()
    feed = bench.column(VERA).locator(".feed")
    # On a busy machine the page still follows its last message for a moment.
    await feed.evaluate(STANDS_STILL)
    await feed.evaluate("feed => { feed.scrollTop = 0; }")
    jump = bench.column(VERA).get_by_label("К последнему сообщению")
    await expect(jump).to_be_visible()
    for number in range(2):
        newest = await bench.bot("sendMessage", chat_id=VERA, text=f"Новое {number}")
    await expect(jump).to_have_text("2")
    assert await feed.evaluate("feed => feed.scrollTop") < 100
    await jump.click()
    await expect(bench.message(VERA, newest["message_id"])).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_a_person_off_the_screen_has_a_count_in_the_list_until_they_are_looked_at(bench: Bench) -> None:
    row = bench.page.get_by_test_id(f"rail-{NATALIA}")
    await row.click()
    for number in range(3):
        await bench.bot("sendMessage", chat_id=NATALIA, text=f"Напоминание {number}")
    await expect(row).to_have_accessible_name("Шабанова Наталья Сергеевна, непрочитанных: 3")
    await row.click()
    await expect(row).to_have_accessible_name("Шабанова Наталья Сергеевна")


async def test_a_button_with_a_dangerous_address_opens_nothing(bench: Bench) -> None:
    rows = {"inline_keyboard": [[{"text": "План", "url": "https://example.org/plan"}]]}
    sent = await bench.bot("sendMessage", chat_id=VERA, text="Вот план", reply_markup=rows)
    await expect(bench.message(VERA, sent["message_id"])).to_be_visible()
    rows["inline_keyboard"][0][0]["url"] = "javascript:window.hit = 1"
    state = await (await bench.session.get(f"{bench.running.url}/sandbox/state")).json()
    next(one for one in state["messages"] if one.get("text") == "Вот план")["reply_markup"] = rows
    await bench.page.route("**/sandbox/state", lambda route: route.fulfill(json=state))
    await bench.page.reload()
    await bench.message(VERA, sent["message_id"]).get_by_role("button", name="План").click()
    await expect(bench.page.get_by_test_id("toast")).to_have_text("Такую ссылку песочница не открывает")
    assert await bench.page.evaluate("window.hit") is None


# People


async def test_a_person_who_has_not_begun_sees_one_button_that_starts_the_bot(bench: Bench) -> None:
    await bench.act("people", id=1003, first_name="Николай", last_name="Шарик", username=None, note="завуч")
    await bench.page.get_by_test_id("start-1003").click()
    [heard] = await bench.updates("message")
    assert (heard["text"], heard["from"]["id"]) == ("/start", 1003)
    await expect(bench.page.get_by_test_id("input-1003")).to_be_visible()


async def test_a_link_to_the_bot_is_opened_as_a_chosen_person(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=VERA, text="https://t.me/vsrok_bot?start=inv_8fA2")
    await bench.message(VERA, sent["message_id"]).get_by_role("link").click()
    await bench.page.get_by_test_id(f"choose-{NATALIA}").click()
    [heard] = await bench.updates("message")
    assert (heard["text"], heard["from"]["id"]) == ("/start inv_8fA2", NATALIA)


async def test_who_blocks_the_bot_can_only_unblock_it(bench: Bench) -> None:
    await bench.page.get_by_test_id(f"menu-{VERA}").click()
    await bench.page.get_by_role("menuitem", name="Заблокировать бота").click()
    [change] = await bench.updates("my_chat_member")
    assert change["new_chat_member"]["status"] == "kicked"
    await expect(bench.page.get_by_test_id(f"input-{VERA}")).to_be_hidden()
    await bench.page.get_by_test_id(f"unblock-{VERA}").click()
    await expect(bench.page.get_by_test_id(f"input-{VERA}")).to_be_visible()


async def test_a_person_added_on_the_page_gets_a_column(bench: Bench) -> None:
    await bench.page.get_by_test_id("rail-add").click()
    await bench.page.get_by_role("menuitem", name="Человека").click()
    await bench.page.get_by_label("Фамилия").fill("Бредня")
    await bench.page.get_by_label("Имя и отчество").fill("Мария Викторовна")
    await bench.page.get_by_role("button", name="Добавить", exact=True).last.click()
    await expect(bench.column(1003)).to_contain_text("Бредня М.В.")


async def test_the_chosen_columns_are_remembered(bench: Bench) -> None:
    await bench.page.get_by_test_id(f"rail-{NATALIA}").click()
    await expect(bench.column(NATALIA)).to_have_count(0)
    await bench.page.reload()
    await bench.column(VERA).wait_for()
    await expect(bench.column(NATALIA)).to_have_count(0)


async def test_a_narrow_window_shows_the_list_or_one_chat(bench: Bench) -> None:
    await bench.page.set_viewport_size({"width": 390, "height": 844})
    await expect(bench.column(VERA)).to_have_count(0)
    await bench.page.get_by_test_id(f"rail-{NATALIA}").click()
    await expect(bench.column(NATALIA)).to_be_visible()
    await expect(bench.page.get_by_test_id(f"rail-{VERA}")).to_be_hidden()
    await bench.column(NATALIA).get_by_label("К списку").click()
    await expect(bench.page.get_by_test_id(f"rail-{VERA}")).to_be_visible()


# Time and the connection


async def test_the_clock_moves_by_an_hour_a_day_and_to_a_moment(bench: Bench) -> None:
    clock = bench.page.get_by_test_id("clock-now")
    await expect(clock).to_have_text("понедельник, 26 сентября 2022, 09:00")
    await bench.page.get_by_test_id("clock-plus-hour").click()
    await expect(clock).to_have_text("понедельник, 26 сентября 2022, 10:00")
    await bench.page.get_by_test_id("clock-plus-day").click()
    await expect(clock).to_have_text("вторник, 27 сентября 2022, 10:00")
    await bench.page.get_by_test_id("clock-to").click()
    await bench.page.get_by_test_id("clock-date").fill("2022-10-20")
    await bench.page.get_by_test_id("clock-time").fill("08:30")
    await bench.page.get_by_test_id("clock-go").click()
    await expect(clock).to_have_text("четверг, 20 октября 2022, 08:30")


async def test_another_zone_shows_the_same_moment_by_its_own_clock(bench: Bench) -> None:
    await bench.page.get_by_test_id("clock-to").click()
    await bench.page.get_by_test_id("clock-zone").select_option("Asia/Vladivostok")
    await bench.page.keyboard.press("Escape")
    await expect(bench.page.get_by_test_id("clock-now")).to_have_text("понедельник, 26 сентября 2022, 16:00")
    await expect(bench.page.get_by_test_id("clock-zone-label")).to_have_text("Владивосток, UTC+10")


async def test_the_page_finds_the_sandbox_again_after_a_restart(bench: Bench) -> None:
    banner = bench.page.get_by_test_id("banner")
    port = int(bench.running.url.rsplit(":", 1)[1])
    await bench.write(VERA, "до перезапуска")
    await bench.updates("message")
    await bench.running.stop()
    await expect(banner).to_be_visible()
    bench.running = await start(bench.running.sandbox.settings, port=port)
    await expect(banner).to_be_hidden()
    await expect(bench.column(VERA)).to_contain_text("до перезапуска")
    sent = await bench.bot("sendMessage", chat_id=VERA, text="после перезапуска")
    await expect(bench.message(VERA, sent["message_id"])).to_contain_text("после перезапуска")


# Seen by one person


async def test_what_one_person_of_a_group_sees_stands_on_no_other_phone(bench: Bench) -> None:
    given = {"receiver_user_id": NATALIA}
    keys = keyboard(["Да"])
    said = await bench.bot(
        "sendMessage", chat_id=str(LOG), text="только Вам", ephemeral_message_parameters=given, reply_markup=keys
    )
    await bench.bot("sendMessage", chat_id=str(LOG), text="всем")
    seen = bench.page.get_by_test_id(f"message-{LOG}-e{said['ephemeral_message_id']}")
    await bench.page.get_by_test_id(f"writer-{LOG}").select_option(str(VERA))
    await expect(bench.column(LOG)).to_contain_text("всем")
    await expect(seen).to_have_count(0)
    await bench.page.get_by_test_id(f"writer-{LOG}").select_option(str(NATALIA))
    await expect(seen).to_contain_text("видно только Вам")
    await seen.get_by_role("button", name="Да", exact=True).click()
    [query] = await bench.updates("callback_query")
    assert (query["message"]["ephemeral_message_id"], query["from"]["id"]) == (1, NATALIA)
