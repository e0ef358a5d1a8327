"""What a few typed words say. «Today» is Monday, 17 October 2022."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies import is_pleasantry, is_question, read_reply, says_no_children, takes_back, worth_quoting
from domain.spoken_days import read_day

TODAY = date(2022, 10, 17)


@pytest.mark.parametrize(
    "words",
    [
        "сделали вчера",
        "Сделала!",
        "готово, фото ниже",
        "Готово",
        "выполнено",
        "Выполнено 15.10",
        "провели вчера",
        "отчёт готов",
        "всё сделано, спасибо",
        "✅",
        "готово без проблем",
        "проблем нет, всё сделано",
        "не только сделали, но и отчитались",
        "готово, фото пришлю завтра",
        "Сделали, протокол на сайте",
    ],
)
def test_plain_words_of_completion_mean_done(words: str) -> None:
    assert read_reply(words, TODAY).status == "done"


@pytest.mark.parametrize(
    "words",
    [
        "ещё делаем",
        "в работе",
        "в процессе",
        "пока не готово",
        "Ещё не сделали",
        "пока нет",
        "не всё сделано",
        "не полностью выполнено",
        "почти готово",
        "выполнено частично",
        "будет готово завтра",
        "закончим к пятнице",
        "сделали первую часть, вторую делаем",
    ],
)
def test_words_of_work_under_way_mean_in_progress(words: str) -> None:
    assert read_reply(words, TODAY).status == "in-progress"


@pytest.mark.parametrize(
    "words",
    [
        "болею",
        "не успеваем, перенесите на 25.10",
        "не успели",
        "не смогли провести, директор на больничном",
        "есть трудности",
        "нет времени",
        "нужна помощь",
    ],
)
def test_words_of_hindrance_mean_trouble(words: str) -> None:
    assert read_reply(words, TODAY).status == "trouble"


@pytest.mark.parametrize(
    "words",
    [
        "не сделано",
        "не готово",
        "невыполнено",
        "ничего не сделано",
        "не начали",
        "готово?",
        "сделано ли уже",
        "когда должно быть готово",
        "если готово, напишу",
        "сделали, но были трудности",
        "сделали запрос в управление",
        "провели совещание, протокол на сайте",
        "мы готовы начать",
        "мы готовы",
        "продлите на неделю",
        "+",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_be_asked(words: str) -> None:
    assert read_reply(words, TODAY).status is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("не успеваем, перенесите на 25.10", date(2022, 10, 25)),
        ("не успеваем, можно до 25-го", date(2022, 10, 25)),
        ("можно до 25-го?", date(2022, 10, 25)),
        ("перенесите с 20.10 на 25.10", date(2022, 10, 25)),
        ("прошу перенести до 5 ноября", date(2022, 11, 5)),
        ("прошу продлить до 10.01.2023 г.", date(2023, 1, 10)),
        ("прошу продлить до 10.01", date(2023, 1, 10)),
        ("перенесите через две недели", date(2022, 10, 31)),
        ("сделаем в пятницу", date(2022, 10, 21)),
        ("будет готово завтра", date(2022, 10, 18)),
        ("до конца месяца сделаем", date(2022, 10, 31)),
    ],
)
def test_a_day_that_is_asked_for_is_read(words: str, day: date) -> None:
    assert read_reply(words, TODAY).proposed == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("сделали вчера", date(2022, 10, 16)),
        ("сделали позавчера", date(2022, 10, 15)),
        ("сделали 14 октября", date(2022, 10, 14)),
        ("провели 14.10", date(2022, 10, 14)),
        ("готово 30.09.2022 г.", date(2022, 9, 30)),
        ("14-го сделали", date(2022, 10, 14)),
        ("выполнено в пятницу", date(2022, 10, 14)),
        ("в пятницу, 14 октября, провели", date(2022, 10, 14)),
        ("провели 10-14 октября", date(2022, 10, 14)),
        ("с 10 по 14 октября провели", date(2022, 10, 14)),
        ("провели 12.10 и 14.10", date(2022, 10, 14)),
        ("сдано неделю назад", date(2022, 10, 10)),
        ("три дня назад сделали", date(2022, 10, 14)),
        ("провели 5 октября https://school.by/news/2022-09-01", date(2022, 10, 5)),
    ],
)
def test_the_day_on_which_it_was_done_is_read(words: str, day: date) -> None:
    reply = read_reply(words, TODAY)
    assert (reply.status, reply.done_on) == ("done", day)


def test_words_that_do_not_say_done_keep_the_day_for_the_button_that_does() -> None:
    reply = read_reply("провели совещание 14 октября, протокол на сайте", TODAY)
    assert (reply.status, reply.done_on) == (None, date(2022, 10, 14))


@pytest.mark.parametrize(
    "words",
    [
        "сделали сегодня",
        "готово, протокол от 12.10",
        "готово в срок 20.09",
        "средний балл 4.5, готово",
        "провели в 12.05",
        "сделали 12.10% от плана",
        "Выполнено 25.10",
        "выполнено 14.10.2019",
        "не сделали вчера",
        "вчера не успели",
        "ещё вчера делаем",
        "в субботу 14 октября провели",  # a Friday
    ],
)
def test_a_day_of_a_document_of_something_else_or_to_come_is_not_the_day_of_doing(words: str) -> None:
    assert read_reply(words, TODAY).done_on is None


@pytest.mark.parametrize("words", ["готово https://school.by/ne-gotovo?trudnosti", "Сделали: www.school.by/не-сделано"])
def test_the_words_of_an_address_are_not_read(words: str) -> None:
    assert read_reply(words, TODAY).status == "done"


@pytest.mark.parametrize(
    "words",
    [
        "Выполнено 25.10",
        "протокол от 25.10 на сайте",
        "перенесите на 10.10",
        "перенесите на 31.02",
        "перенесите на 25.10 или на 28.10",
        "перенесите",
    ],
)
def test_a_day_that_is_past_impossible_unclear_or_not_asked_for_is_not_proposed(words: str) -> None:
    assert read_reply(words, TODAY).proposed is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("25.10.22", date(2022, 10, 25)),
        ("17", None),
        ("16 числа", date(2022, 11, 16)),
        ("17-го", date(2022, 10, 17)),
        ("понедельник", date(2022, 10, 24)),
        ("послезавтра", date(2022, 10, 19)),
        ("через 3 дня", date(2022, 10, 20)),
        ("через месяц", date(2022, 11, 17)),
        ("к концу недели до конца недели", date(2022, 10, 21)),
        ("29.02", None),
        ("в 14.30", None),
    ],
)
def test_a_day_typed_alone_is_read(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day


@pytest.mark.parametrize("words", ["спасибо большое", "ок", "👍", "Добрый день!", "понял, спасибо"])
def test_thanks_and_greetings_are_no_answer(words: str) -> None:
    assert is_pleasantry(words)


@pytest.mark.parametrize("words", ["готово", "спасибо, сделали", "✅", "+", "25.10", ""])
def test_an_answer_is_not_taken_for_thanks(words: str) -> None:
    assert not is_pleasantry(words)


def test_the_words_of_the_status_alone_are_not_quoted_again() -> None:
    assert not worth_quoting("Сделали вчера")
    assert not worth_quoting("Сделали 14 октября 2022 г.")
    assert worth_quoting("Сделали, протокол на сайте школы")


@given(st.text(), st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_any_text_is_read_and_a_proposed_day_is_never_past(words: str, today: date) -> None:
    reply = read_reply(words, today)
    assert reply.proposed is None or reply.proposed >= today
    assert reply.done_on is None or reply.done_on < today


@pytest.mark.parametrize(
    "words",
    ["не успеваем до конца недели", "не успеем к 25.10", "не сможем сдать до 25 октября", "не успею до пятницы"],
)
def test_the_day_that_cannot_be_kept_is_not_the_day_asked_for(words: str) -> None:
    reply = read_reply(words, TODAY)
    assert (reply.status, reply.proposed) == ("trouble", None)


def test_the_day_after_the_one_that_cannot_be_kept_is_asked_for() -> None:
    assert read_reply("не успеем к 20.10, перенесите на 25.10", TODAY).proposed == date(2022, 10, 25)


@pytest.mark.parametrize("words", ["кто ты?", "сколько у меня дел?", "вернули за что?", "А где причина", "сделали?"])
def test_a_question_reports_nothing(words: str) -> None:
    assert is_question(words, TODAY)


@pytest.mark.parametrize("words", ["можно до 25-го?", "не успеваем, что делать?", "сделали вчера", "перенесите?", "+"])
def test_what_asks_for_time_or_tells_something_is_no_mere_question(words: str) -> None:
    assert not is_question(words, TODAY)


@pytest.mark.parametrize(
    "words", ["ой, это я ошиблась, отмените", "Отмените, я ошиблась", "верните как было", "отмена"]
)
def test_words_that_call_the_last_answer_a_mistake(words: str) -> None:
    assert takes_back(words)


@pytest.mark.parametrize("words", ["отменили", "мероприятие отменили", "исправили ошибки", "сделали", "верните срок"])
def test_words_about_the_measure_itself_take_nothing_back(words: str) -> None:
    assert not takes_back(words)


@pytest.mark.parametrize("words", ["Готово. Детей на фото нет", "без детей", "дети не попали"])
def test_a_caption_may_say_that_there_are_no_children(words: str) -> None:
    assert says_no_children(words)


@pytest.mark.parametrize("words", ["дети на фото", "готово", "детей было много, согласий нет"])
def test_other_captions_do_not_say_it(words: str) -> None:
    assert not says_no_children(words)
