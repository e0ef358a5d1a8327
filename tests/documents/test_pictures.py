"""The picture of a summary: its size, its colours, and that nobody's words can do anything to it."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from documents.writing.pictures import summary_png
from domain.summary import AssignmentFact, MeasureFact, Person, Status, Summary, summarise

TODAY = date(2022, 10, 17)
GREEN, RED = (0x2C, 0x8C, 0x58), (0xCC, 0x41, 0x33)
MARGIN = 60
"""30 pt at 144 ppi."""
LONG = "Информационное сопровождение специализированных классов, размещение материалов на официальном сайте " * 3


def measure(
    number: int, due: date, status: Status, *, title: str = "Письма", section: str | None = None
) -> MeasureFact:
    person = Person(number % 5, f"Исполнитель {number % 5}", "СОШ №2")
    share = AssignmentFact(person, due, due, status, due, was=status)
    return MeasureFact(number, 1, "План", section, f"{number}.", title, (share,))


def summary(*measures: MeasureFact) -> Summary:
    return summarise(measures, TODAY, TODAY + timedelta(days=14))


def drawn(counted: Summary, place: str = "СОШ №2", subtitle: str = "План") -> Image.Image:
    return Image.open(io.BytesIO(summary_png(counted, place=place, subtitle=subtitle))).convert("RGB")


def pixels(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    return sum(count for count, found in picture.getcolors(maxcolors=1 << 24) or [] if found == colour)


def assert_margins_are_white(picture: Image.Image) -> None:
    width, height = picture.size
    for left, right in ((0, MARGIN - 2), (width - MARGIN + 2, width)):
        assert picture.crop((left, 0, right, height)).getcolors() == [((right - left) * height, (255, 255, 255))]


def usual(**changes: str) -> list[MeasureFact]:
    return [
        measure(1, date(2022, 10, 10), "done", **changes),
        measure(2, date(2022, 10, 14), "open", **changes),
        measure(3, date(2022, 10, 20), "trouble", **changes),
        measure(4, date(2022, 12, 20), "open", **changes),
    ]


def test_the_picture_is_as_wide_as_a_phone_shows_well():
    assert drawn(summary(*usual())).size[0] == 1080


def test_nothing_done_shows_no_green():
    assert pixels(drawn(summary(*(measure(n, date(2022, 12, 1), "open") for n in range(9)))), GREEN) == 0


def test_everything_done_shows_a_whole_green_bar_and_no_red():
    picture = drawn(summary(*(measure(n, date(2022, 10, 1), "done") for n in range(9))))
    # The bar alone is 960 by 34 pixels, without its round ends.
    assert pixels(picture, GREEN) > 900 * 34
    assert pixels(picture, RED) == 0


def test_an_empty_plan_can_be_drawn():
    assert drawn(summary()).size[0] == 1080


@pytest.mark.parametrize("sections", [1, 10, 11, 30, 60])
def test_many_sections_stay_within_what_telegram_takes_as_a_photo(sections):
    measures = [
        measure(n, date(2022, 9, 1) + timedelta(days=n), "open", title=LONG, section=f"{n % sections}. {LONG}")
        for n in range(120)
    ]
    picture = drawn(summary(*measures), place=LONG, subtitle=LONG)
    assert_margins_are_white(picture)
    # Beyond three screens nobody scrolls; Telegram's own bound is ten times the width.
    assert picture.size[1] < 3.5 * 1080


@pytest.mark.parametrize(
    "words",
    [
        '#panic("x")',
        "#set page(fill: red)",
        '#include "/etc/passwd" #read("/etc/passwd")',
        "*жирно* _курсив_ $x^2$ `код` @ссылка <метка> // конец /* нет конца",
        "] #[ ) } ]] \\ \\u{0} \" ' ${x}",
        "щ" * 400,
        "W" * 400,
        "W" * 30,
        "👩‍👩‍👧 \u202eсправа налево\u202c \u200b \t \n\n конец",
        "",
    ],
)
def test_words_of_people_are_drawn_and_never_obeyed(words):
    picture = drawn(summary(*usual(title=words, section=words)), place=words, subtitle=words)
    assert_margins_are_white(picture)


def test_every_sign_of_a_markup_is_shown():
    def ink(title: str) -> int:
        return sum(drawn(summary(*usual(title=title, section="А"))).convert("L").histogram()[:128])

    assert ink("*Письма*") > ink("Письма")
