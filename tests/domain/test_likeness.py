"""How much the words of an answer speak of a measure."""

import pytest

from domain.likeness import likeness

SITE = "Информационное сопровождение специализированных классов"
LETTERS = "Методические письма для организации деятельности администрации ОО"


@pytest.mark.parametrize("words", ["Информационное сопровождение: обновили стенд", "по информационному сопровождению"])
def test_words_of_the_title_in_any_form_speak_of_it(words: str) -> None:
    assert likeness(words, SITE) > likeness(words, LETTERS) == 0


def test_one_word_that_many_titles_share_says_nothing() -> None:
    assert likeness("отчёт о деятельности", LETTERS) == 0


def test_the_only_word_of_a_title_is_enough() -> None:
    assert likeness("справка готова", "Справка") == 1
