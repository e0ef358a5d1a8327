"""Plans as PDF: tables with all lines, some or none, turned pages, heads and feet, words cut at line ends."""

import pytest
import typst

from documents.reading.files.vocabulary import Vocabulary
from documents.reading.formats import read_file
from domain.errors import Unreadable
from domain.measures import DraftRoadmap
from tests.documents.hostile import page_pdf, pages_of_text

ROWS = [
    (
        "1.",
        "Проверка классных журналов и дневников обучающихся 5-9 классов, подготовка аналитической справки",
        "до 20.10.2023",
        "Шабанова Н.С., заместитель директора по УВР",
    ),
    ("2.", "Педагогический совет «Итоги первой четверти»", "ноябрь 2023 г.", "Шарик Н.Н., директор"),
    (
        "3.",
        "Учебно-методический семинар по вопросам воспитательной работы с обучающимися",
        "декабрь 2023 г.",
        "Полякова В.А.",
    ),
    ("4.", "Линейка, посвящённая окончанию учебного года", "25.05.2024", "Шарик Н.Н., директор"),
]


def printed(
    *, table: str = "", page: str = 'paper: "a4"', text: str = "", times: int = 1, around: str = "BODY"
) -> bytes:
    """The rows as a PDF; ``table``, ``page``, ``text``: settings of the typesetter, ``around``: what BODY stands in."""
    cells = "".join(f"[{cell}]," for row in ROWS * times for cell in row)
    body = f"""#align(center)[*ПЛАН РАБОТЫ* \\ на 2023/2024 учебный год]
#table(columns: (1.2cm, 1fr, 3cm, 4cm), {table}
table.header([№], [Мероприятие], [Срок], [Ответственный]), {cells})"""
    source = f'#set text(font: "Libertinus Serif", lang: "ru", size: 11pt{text})\n#set page({page})\n'
    return typst.compile((source + around.replace("BODY", body)).encode())


def rows(roadmap: DraftRoadmap) -> list[tuple[str | None, ...]]:
    return [(one.number, one.title, one.deadline_text, one.responsible_text) for one in roadmap.measures]


HEAD = 'paper: "a5", numbering: "1 из 1", header: [МБОУ «Школа № 5»]'


@pytest.mark.parametrize(
    ("layout", "times"),
    [
        ({}, 1),
        ({"table": "stroke: none,"}, 1),
        ({"table": "stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt),"}, 1),
        ({"table": "stroke: none, fill: (x, y) => if calc.odd(y) { luma(230) } else { luma(250) },"}, 1),
        ({"table": "stroke: 2pt,"}, 1),
        ({"text": ", hyphenate: true"}, 1),
        ({"page": 'paper: "a4", flipped: true'}, 1),
        ({"around": "#rotate(-90deg, reflow: true, box(width: 24cm)[BODY])"}, 1),
        ({"around": "#rotate(90deg, reflow: true, box(width: 24cm)[BODY])"}, 1),
        ({"around": "#rotate(180deg, reflow: true, box(width: 17cm)[BODY])"}, 1),
        ({"page": HEAD}, 5),
        ({"page": HEAD, "table": "stroke: none,"}, 5),
        ({"page": HEAD.replace("1 из 1", "- 1 -"), "text": ", hyphenate: true)\n#set table.cell(breakable: false"}, 5),
    ],
    ids=[
        "lines",
        "no lines",
        "only lines between rows",
        "shaded rows",
        "thick lines",
        "hyphens",
        "wide page",
        "turned left",
        "turned right",
        "upside down",
        "heads and feet",
        "heads and feet, no lines",
        "heads, feet and hyphens",
    ],
)
def test_the_rows_are_the_same_however_the_table_is_drawn(layout: dict[str, str], times: int) -> None:
    roadmap = read_file(printed(times=times, **layout))
    assert roadmap.title == "ПЛАН РАБОТЫ на 2023/2024 учебный год"
    assert rows(roadmap) == ROWS * times


def test_a_word_that_the_end_of_a_page_broke_is_whole_again() -> None:
    """The typesetter breaks no word between pages, Word does: the halves are written out."""
    page = """#set text(font: "Libertinus Serif", lang: "ru", size: 11pt)
#let plan(..cells) = table(columns: (1.2cm, 1fr, 3cm, 4cm), ..cells)
= План работы на 2023/2024 учебный год
#plan([№], [Мероприятие], [Срок], [Ответственный], [1.], [Линейка для обучающихся], [01.09.2023], [Шарик Н.Н.],
[2.], [Проверка дневников и журна-], [до 20.10.2023], [Полякова В.А., замести-])
#pagebreak()
#plan([], [лов обучающихся], [], [тель директора], [3.], [Учебно-методический семинар], [до 25.10.2023], [Шарик Н.Н.])
"""
    assert rows(read_file(typst.compile(page.encode()))) == [
        ("1.", "Линейка для обучающихся", "01.09.2023", "Шарик Н.Н."),
        ("2.", "Проверка дневников и журналов обучающихся", "до 20.10.2023", "Полякова В.А., заместитель директора"),
        ("3.", "Учебно-методический семинар", "до 25.10.2023", "Шарик Н.Н."),
    ]


def test_two_columns_of_running_text_are_no_table() -> None:
    words = "Школа работает по плану и проводит мероприятия для учеников и родителей каждую неделю. " * 40
    page = f'#set page(paper: "a4", columns: 2)\n#set text(lang: "ru", size: 10pt)\n{words}'
    with pytest.raises(Unreadable, match="unreadable-no-table"):
        read_file(typst.compile(page.encode()))


def test_letters_of_an_old_russian_font_are_read() -> None:
    """Old programs wrote the bytes of cp1251 into fonts that claim to be Western."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    lines = [
        ("План работы на 2023 год",),
        ("Мероприятие", "Срок", "Ответственный"),
        ("Проверка журналов", "до 20.10.2023", "Шабанова Н.С."),
        ("Педсовет", "до 25.10.2023", "Шарик Н.Н."),
        ("Линейка", "до 25.05.2023", "Шарик Н.Н."),
    ]
    content = b"".join(
        b"BT /F1 9 Tf %d %d Td (%b) Tj ET " % (40 + 170 * column, 780 - 30 * line, cell.encode("cp1251"))
        for line, cells in enumerate(lines)
        for column, cell in enumerate(cells)
    )
    roadmap = read_file(page_pdf(content, font=font))
    assert [one.title for one in roadmap.measures] == ["Проверка журналов", "Педсовет", "Линейка"]


def test_more_pages_than_can_be_read_in_time_have_a_sentence_of_their_own() -> None:
    with pytest.raises(Unreadable, match="unreadable-many-pages"):
        read_file(pages_of_text(301, 1))


@pytest.mark.parametrize(
    ("head", "tail", "one_word"),
    [
        ("мероприя", "тия", True),
        ("организаци", "онного", True),
        ("ответствен", "ный", True),
        ("аналитической", "справки", False),
        ("воспитательной", "работы", False),
        ("педагогический", "совет", False),
    ],
)
def test_a_word_cut_by_its_column_is_told_from_two_words(head: str, tail: str, one_word: bool) -> None:
    assert Vocabulary([]).are_halves(head, tail) is one_word
