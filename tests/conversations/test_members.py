"""How people come in and find their way."""

import re

import pytest

from tests.conversations.groups import Group
from tests.town import Person, Seen, Town


def link_in(message: Seen) -> str:
    """The secret of the personal link in a message."""
    found = re.search(r"t\.me/vsrok_bot\?start=([\w-]+)", message.text)
    assert found is not None, message.text
    return found[1]


async def invited(town: Town, name: str = "Акимова Н.А.") -> str:
    """A fresh link for somebody who has not joined."""
    await town.polyakova.says("/people")
    await town.polyakova.presses(name)
    return link_in(town.polyakova.last)


def commands_of(town: Town, person: Person) -> list[str]:
    """What Telegram's menu lists in this person's chat."""
    from sandbox.views import chat_view

    world = town.sandbox.sandbox.world
    return [command["command"] for command in chat_view(world, world.chats[person.chat])["commands"]]


async def test_everybody_known_is_greeted_by_name_and_told_what_is_kept(town: Town) -> None:
    first = town.shabanova.received[0]
    assert first.text.startswith("Наталья Сергеевна, здравствуйте.")
    assert "Управление образования ДГО" in first.text
    assert first.buttons == ["Понятно, начать", "Это не я"]


async def test_the_consent_is_kept_with_its_moment_and_the_greeting_becomes_the_first_step(town: Town) -> None:
    await town.shabanova.presses("Понятно, начать")
    assert [message.text for message in town.shabanova.received] == [
        "Готово. Когда подойдёт срок, я напишу. Список Ваших мероприятий: /my"
    ]
    await town.shabanova.says("/start")
    assert town.shabanova.last.text.startswith("Наталья Сергеевна, здравствуйте. Я на связи.")


async def test_the_menu_lists_what_each_role_may_do(town: Town) -> None:
    assert commands_of(town, town.shabanova) == ["my", "absence", "log", "settings", "help", "privacy"]
    assert commands_of(town, town.polyakova) == [
        *(
            "my",
            "absence",
            "summary",
            "log",
            "planned",
            "sent",
            "review",
            "plans",
            "indicators",
            "announce",
            "calendar",
        ),
        *("people", "settings", "help", "privacy"),
    ]


async def test_a_teacher_reads_what_she_can_do(town: Town) -> None:
    await town.shabanova.says("/help")
    assert "Как отвечать" in town.shabanova.last.text
    assert "/my" in town.shabanova.last.text
    assert "/announce" not in town.shabanova.last.text


@pytest.mark.parametrize("says", ["/help", "Здравствуйте", "/my", "/summary"])
async def test_a_stranger_is_told_how_to_get_in_and_nothing_else(town: Town, says: str) -> None:
    await town.akimova.starts()
    await town.akimova.says(says)
    assert {message.text for message in town.akimova.received} == {
        "Этот бот работает по приглашению. Попросите личную ссылку у координатора Вашей школы."
    }


async def test_a_personal_link_lets_one_person_in_once_and_the_inviter_hears_of_it(town: Town) -> None:
    secret = await invited(town)
    await town.akimova.starts(secret)
    assert town.akimova.last.text.startswith("Надежда Алексеевна, здравствуйте.")
    assert town.polyakova.last.text == "Акимова Н.А.: подключение состоялось."
    assert commands_of(town, town.akimova) == [
        *("my", "absence", "summary", "log", "planned", "sent", "indicators", "people", "settings", "help", "privacy")
    ]


async def test_a_spent_link_lets_nobody_in(town: Town) -> None:
    secret = await invited(town)
    await town.akimova.starts(secret)
    await town.control("people", {"id": 2001, "first_name": "Посторонний"})
    stranger = Person(town, 2001, 2001)
    await stranger.starts(secret)
    assert stranger.last.text.startswith("Эта ссылка уже использована или устарела.")
    await stranger.says("/summary")
    assert stranger.last.text.startswith("Этот бот работает по приглашению.")


async def test_a_link_is_dead_after_three_days_and_when_a_newer_one_was_made(town: Town) -> None:
    old = await invited(town)
    new = await invited(town)
    await town.akimova.starts(old)
    assert town.akimova.last.text.startswith("Эта ссылка уже использована или устарела.")
    await town.later(days=3, minutes=1)
    await town.akimova.starts(new)
    assert town.akimova.last.text.startswith("Эта ссылка уже использована или устарела.")


async def test_after_five_wrong_links_even_the_right_one_waits_an_hour(town: Town) -> None:
    secret = await invited(town)
    for number in range(5):
        await town.akimova.starts(f"guess{number}")
    await town.akimova.starts(secret)
    assert town.akimova.last.text.startswith("Слишком много неверных ссылок.")
    await town.later(hours=1, minutes=1)
    await town.akimova.starts(secret)
    assert town.akimova.last.text.startswith("Надежда Алексеевна, здравствуйте.")


async def test_who_got_a_link_by_mistake_is_let_go_and_the_coordinator_can_make_another(town: Town) -> None:
    await town.akimova.starts(await invited(town))
    await town.akimova.presses("Это не я")
    assert town.akimova.last.text.startswith("Понял, эта ссылка была не для Вас.")
    assert "сказал, что это не он" in town.polyakova.last.text
    await town.polyakova.presses("Новая ссылка")
    await town.akimova.starts(link_in(town.polyakova.last))
    assert town.akimova.last.text.startswith("Надежда Алексеевна, здравствуйте.")


async def test_a_teacher_cannot_invite_not_even_with_a_forged_button(town: Town) -> None:
    await town.shabanova.says("/people")
    assert town.shabanova.last.text == "Это может сделать Полякова В.А."
    await town.shabanova.forges("mb:invite:6:0:0")
    assert "t.me" not in "".join(message.text for message in town.shabanova.received)


async def test_a_coordinator_adds_people_as_a_list_and_sends_the_links(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("Иванова Анна Петровна, учитель химии\n???\nПетров Пётр Ильич, завуч, руководитель")
    assert town.polyakova.last.text.splitlines()[0] == "Добавлено: 2."
    assert "Не разобраны строки: 2" in town.polyakova.last.text
    await town.polyakova.presses("Ссылки всем")
    assert "Иванова А.П." in town.polyakova.last.text
    assert "Петров П.И." in town.polyakova.last.text
    assert town.polyakova.last.text.count("t.me/vsrok_bot?start=") == 3


async def test_the_same_list_sent_twice_adds_nobody_twice(town: Town) -> None:
    for _ in range(2):
        await town.polyakova.says("/people")
        await town.polyakova.presses("Добавить людей")
        await town.polyakova.says("Иванова Анна Петровна, учитель химии")
    assert town.polyakova.last.text == "Добавлено: 0. Уже были в списке: 1."


async def test_the_district_admin_opens_a_new_school_with_its_people(town: Town) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    await town.kuzmina.says("МБОУ «СОШ №7»")
    await town.kuzmina.says("Орлова Мария Ивановна, директор")
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("МБОУ «СОШ №7»")
    assert "Подключены 0 из 1" in town.kuzmina.last.text
    assert "Орлова М.И." in town.kuzmina.last.buttons


async def test_a_coordinator_cannot_add_an_administrator_nor_see_another_school(town: Town) -> None:
    await town.polyakova.says("/people")
    await town.polyakova.presses("Добавить людей")
    await town.polyakova.says("Хитров Олег Олегович, инженер, администратор")
    assert town.polyakova.last.text == "Этого Вам делать нельзя."
    await town.polyakova.forges("ro:open:1")
    assert town.polyakova.last.text == "Это может сделать Кузьмина И.П."


async def test_a_group_becomes_the_log_only_by_somebody_who_may(town: Town) -> None:
    await town.shabanova.says("/log_here", in_chat=town.log_group)
    (refused,) = Group(town, town.log_group).seen_by(town.shabanova)
    assert refused.text == "Это может сделать Полякова В.А."
    await town.polyakova.says("/log_here", in_chat=town.log_group)
    assert town.log[-1].text == "Отчёты «МБОУ «СОШ №2»» теперь появляются здесь."


async def test_an_unknown_command_and_a_forged_button_get_one_clear_sentence(town: Town) -> None:
    await town.shabanova.says("/nonsense")
    assert town.shabanova.last.text == "Такой команды нет. Что я умею: /help"
    await town.shabanova.forges("zz:1:2")
    assert town.shabanova.last.text == "Эта кнопка уже ни к чему не относится."


async def test_a_name_with_markup_is_shown_as_it_was_typed(town: Town) -> None:
    await town.kuzmina.says("/people")
    await town.kuzmina.presses("Новая школа")
    await town.kuzmina.says("<b>Школа</b> & «Ко»")
    assert town.kuzmina.last.text.startswith("<b>Школа</b> & «Ко»: добавить людей")


async def test_who_blocked_the_bot_is_reached_again_after_writing(town: Town) -> None:
    await town.shabanova.blocks()
    await town.polyakova.says("/people")
    assert "Шабанова Н.С." in town.polyakova.last.buttons
    await town.shabanova.blocks(False)
    await town.shabanova.says("/help")
    await town.polyakova.says("/people")
    assert "Шабанова Н.С." not in town.polyakova.last.buttons
