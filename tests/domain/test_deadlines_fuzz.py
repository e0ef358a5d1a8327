"""Spoiled phrases: whatever typing, copying and mixing make of a deadline, the reader answers soundly and at once.

The suite reads a part of them; VSROK_FUZZ=100000 reads so many.
"""

import os
import random
from collections.abc import Callable
from datetime import date

import pytest

from domain.deadlines import read_deadline
from domain.measures import Span
from tests.domain.phrasebook import phrases
from tests.domain.test_deadlines_properties import check

PHRASES = phrases("russia", "belarus")
COUNT = int(os.environ.get("VSROK_FUZZ", "8000"))
CHUNKS = 8
PLANS = (
    Span(),
    Span(date(2023, 9, 1), date(2024, 5, 31)),
    Span(date(2024, 1, 1), date(2024, 12, 31)),
    Span(date(2022, 1, 1), date(2025, 12, 31)),
    Span(None, date(2025, 12, 31)),
)
MONTHS = (None, Span(date(2024, 1, 1), date(2024, 1, 31)), Span(date(2024, 2, 1), date(2024, 2, 29)))
LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюяІХIVXO0123456789.,;:-–—/()«»\"'№%+=<>&|\t\n \u00a0\u200b\u202e\u0301😀"
Change = Callable[[random.Random, str], str]


def lose(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randint(1, 4) :]


def add(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + "".join(chance.choices(LETTERS, k=chance.randint(1, 3))) + text[at:]


def swap(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def repeat(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + 10] * chance.randint(2, 5) + text[at + 10 :]


def shuffle(chance: random.Random, text: str) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def splice(chance: random.Random, text: str) -> str:
    other = chance.choice(PHRASES).text
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other) + 1) :]


def glue(_chance: random.Random, text: str) -> str:
    return text.replace(" ", "")


def noise(chance: random.Random, _text: str) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(0, 60)))


CHANGES: tuple[Change, ...] = (lose, add, swap, repeat, shuffle, splice, glue, noise)


@pytest.mark.parametrize("seed", range(CHUNKS))
def test_spoiled_phrases_are_read_soundly(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(COUNT // CHUNKS):
        text = chance.choice(PHRASES).text
        for change in chance.choices(CHANGES, k=chance.randint(1, 3)):
            text = change(chance, text)
        check(text, chance.choice(PLANS))
        under = chance.choice(MONTHS)
        for stage in read_deadline(text, chance.choice(PLANS), month=under).stages:
            assert stage.start is None or stage.due is None or stage.start <= stage.due
