"""Tables of a text drawn with lines of signs; what headings, cut rows and lines side by side say about deadlines."""

import pytest

from documents.reading.formats import read_file
from domain.measures import DraftRoadmap

BOXED = """План работы библиотеки на 2025 год

┌────┬────────────────────┬───────────────┬───────────────────┐
│ N  │ Мероприятие        │ Срок          │ Ответственный     │
├────┼────────────────────┼───────────────┼───────────────────┤
│ 1  │ Выставка новых     │ до 15.02.2025 │ Лосева Н.Н.,      │
│    │ книг               │               │ библиотекарь      │
├────┴────────────────────┴───────────────┴───────────────────┤
│ II. Массовая работа                                         │
├────┬────────────────────┬───────────────┬───────────────────┤
│ 2  │ Неделя детской     │ март          │ Лосева Н.Н.       │
│    │ книги              │               │                   │
└────┴────────────────────┴───────────────┴───────────────────┘
"""
READ = [
    (None, "1", "Выставка новых книг", "до 15.02.2025", "Лосева Н.Н., библиотекарь"),
    ("II. Массовая работа", "2", "Неделя детской книги", "март", "Лосева Н.Н."),
]


def rows(roadmap: DraftRoadmap) -> list[tuple[str | None, ...]]:
    return [(one.section, one.number, one.title, one.deadline_text, one.responsible_text) for one in roadmap.measures]


def in_ascii(text: str, under_header: str) -> str:
    """The same table drawn with «+», «-» and «|»; the second line with the given sign."""
    plain = "".join("+" if one in "┌┬┐├┼┤└┴┘" else {"─": "-", "│": "|"}.get(one, one) for one in text)
    lines = plain.split("\n")
    lines[4] = lines[4].replace("-", under_header)
    return "\n".join(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp866"])
def test_a_drawn_table_is_read_in_the_encodings_that_have_its_signs(encoding: str) -> None:
    assert rows(read_file(BOXED.encode(encoding))) == READ


@pytest.mark.parametrize("under_header", ["-", "="])
def test_a_table_drawn_with_plus_and_minus_is_the_same(under_header: str) -> None:
    assert rows(read_file(in_ascii(BOXED, under_header).encode())) == READ


def test_rows_without_lines_between_them_begin_where_a_measure_has_its_own_deadline() -> None:
    text = """План работы библиотеки на 2025 год
+--------------------+---------------+-------------------+
| Мероприятие        | Срок          | Ответственный     |
+--------------------+---------------+-------------------+
| Выставка новых     | до 15.02.2025 | Лосева Н.Н.,      |
| книг               |               | библиотекарь      |
| Викторина          | 12.04.2025    | Учителя начальных |
|                    |               | классов           |
+--------------------+---------------+-------------------+
"""
    assert rows(read_file(text.encode())) == [
        (None, None, "Выставка новых книг", "до 15.02.2025", "Лосева Н.Н., библиотекарь"),
        (None, None, "Викторина", "12.04.2025", "Учителя начальных классов"),
    ]


def test_a_row_cut_by_the_end_of_a_page_goes_on_below_the_repeated_header() -> None:
    header = "\n".join(BOXED.split("\n")[2:5])
    text = f"""План работы библиотеки на 2025 год
{header}
│ 1  │ Выставка новых     │ до 15         │ Лосева            │
└────┴────────────────────┴───────────────┴───────────────────┘
\f{header}
│    │ книг               │ февраля       │ Н.Н.              │
├────┼────────────────────┼───────────────┼───────────────────┤
│ 2  │ Викторина          │ март          │ Лосева Н.Н.       │
└────┴────────────────────┴───────────────┴───────────────────┘
"""
    assert rows(read_file(text.encode())) == [
        (None, "1", "Выставка новых книг", "до 15 февраля", "Лосева Н.Н."),
        (None, "2", "Викторина", "март", "Лосева Н.Н."),
    ]


def test_only_both_halves_of_a_cut_deadline_show_that_a_row_goes_on() -> None:
    text = """План работы на 2025 год
№\tМероприятие\tСрок\tОтветственный
1\tОтчёт о работе за\tдо 25\tГолубева
\t2025 год\tдекабря\tС.Ф.
2\tСеминар\tмай\tКим О.В.
"""
    assert rows(read_file(text.encode())) == [
        (None, "1", "Отчёт о работе за 2025 год", "до 25 декабря", "Голубева С.Ф."),
        (None, "2", "Семинар", "май", "Ким О.В."),
    ]


@pytest.mark.parametrize(
    ("heading", "kind", "due"),
    [
        ("II. Контроль (срок: постоянно)", "ongoing", "2025-12-31"),
        ("II. Контроль. Срок: до 1 марта", "once", "2025-03-01"),
        ("II. Контроль (в течение года)", "ongoing", "2025-12-31"),
        ("II. Неделя безопасности (сентябрь)", "once", "2025-09-30"),
        ("II. Контроль (9-11 классы)", "unscheduled", None),
        ("II. Контроль", "unscheduled", None),
    ],
)
def test_a_heading_may_state_the_deadline_of_its_rows_that_have_none(heading: str, kind: str, due: str | None) -> None:
    text = f"""План работы на 2025 год
№\tМероприятие\tСрок\tОтветственный
1\tСобрание\tянварь\tЛасица Е.Н.
{heading}
2\tПроверка\t\tГулько С.А.
3\tОсмотр\tмай\tГулько С.А.
III. Слёты
4\tСлёт\t\tГулько С.А.
"""
    measures = read_file(text.encode()).measures
    stage = measures[1].stages[0]
    assert (stage.kind, stage.due and stage.due.isoformat()) == (kind, due)
    assert bool(measures[1].questions) == (kind == "unscheduled")
    assert measures[2].stages[0].due is not None
    assert (measures[3].stages[0].kind, bool(measures[3].questions)) == ("unscheduled", True)


@pytest.mark.parametrize(
    ("when", "who", "asked"),
    [
        ("12.02.2025 | 12.03.2025", "Ильина Н.Н. | Воспитатель Демидов С.К.", True),
        ("ноябрь, | декабрь", "Лосева Н.Н., | библиотекарь", False),
        ("декабрь | 2025", "Ильина Н.Н. | Демидов С.К.", False),
        ("декабрь | май", "Директор | Завхоз", False),
        ("12.02.2025, 12.03.2025", "Ильина Н.Н. | Воспитатель Демидов С.К.", False),
    ],
)
def test_as_many_deadlines_as_people_line_beside_line_are_paired_and_asked(when: str, who: str, asked: bool) -> None:
    lines = [one.replace(" | ", "\n") for one in (when, who)]
    text = f'План работы на 2025 год;;\nМероприятие;Срок;Ответственный\nБеседа;"{lines[0]}";"{lines[1]}"\n'
    text += "Встреча;март;Ильина Н.Н.\n"
    measure = read_file(text.encode()).measures[0]
    assert bool(measure.questions) == asked
    assert [stage.label for stage in measure.stages if stage.label] == (
        ["Ильина Н.Н.", "Демидов С.К."] if asked else []
    )
