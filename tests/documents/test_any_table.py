"""Whatever stands in the cells, a file is read or refused: nothing else can happen."""

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.columns import ROLES, Role
from documents.reading.grid import Content, Row, Table
from documents.reading.plan.roadmap import read_roadmap
from documents.reading.schema import roadmap_from_json, roadmap_to_json
from domain.errors import ColumnsUnclear, Unreadable
from domain.measures import DraftRoadmap, Source

WORDS = (
    *("№", "Мероприятие", "Срок", "Ответственный", "Результат", "начало", "окончание", "ФИО", "должность", "Месяц"),
    *("сентябрь", "октябрь", "ноябрь", "I квартал", "2024 год", "Показатель", "Ед. изм.", "Направление", "ЯНВАРЬ"),
    *("1.", "1.1", "II", "+", "до 20.10.2023", "15", "31.02.2023", "Иванова А.А.", "директор", "-", "--", "Итого"),
    *(
        "Раздел I. Работа",
        "Целевые показатели",
        *("Раздел I. Работа", "Целевые показатели", "в том числе:", "УТВЕРЖДАЮ", " ", "\n", "\u00ad", "х" * 300),
        *("«", "0", "5 %"),
        "УТВЕРЖДАЮ",
        " ",
        "\n",
        "\u00ad",
        "х" * 300,
        "«",
        "0",
        "5 %",
    ),
)
cells = st.one_of(st.none(), st.just(""), st.sampled_from(WORDS), st.text(max_size=12))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    found = tuple(draw(st.lists(cells, min_size=0, max_size=7)))
    covered = frozenset(place for place in draw(st.sets(st.integers(0, 6))) if found[place : place + 1] == (None,))
    return Row(found, Source(row=draw(st.integers(1, 99))), draw(st.booleans()), draw(st.booleans()), covered)


lines = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=30)), max_size=4).map(tuple)
tables = st.builds(Table, st.lists(rows(), max_size=10).map(tuple), lines)
contents = st.builds(Content, lines, st.lists(tables, max_size=3).map(tuple), lines)
picks = st.one_of(st.none(), st.dictionaries(st.integers(0, 8), st.sampled_from(ROLES), max_size=5))


def read_or_refused(content: Content, columns: dict[int, Role] | None) -> DraftRoadmap | Unreadable:
    try:
        return read_roadmap(content, columns)
    except Unreadable as refused:
        return refused


@settings(max_examples=300, deadline=None)
@given(contents, picks)
def test_any_table_is_read_or_refused(content: Content, columns: dict[int, Role] | None) -> None:
    roadmap = read_or_refused(content, columns)
    if isinstance(roadmap, ColumnsUnclear):
        assert len({len(row) for row in roadmap.rows}) == 1
        assert len(roadmap.shape) == 32
    if isinstance(roadmap, Unreadable):
        return
    assert roadmap.measures
    assert all(measure.title.strip() and measure.stages for measure in roadmap.measures)
    assert roadmap_from_json(roadmap_to_json(roadmap)) == roadmap


HEADER = Row(("№", "Мероприятие", "Срок", "Ответственный"), Source(row=1))


@settings(max_examples=300, deadline=None)
@given(st.lists(rows(), max_size=12))
def test_any_rows_below_a_header_are_read_or_refused(below: list[Row]) -> None:
    with contextlib.suppress(Unreadable):
        assert read_roadmap(Content((), (Table((HEADER, *below)),))).measures
