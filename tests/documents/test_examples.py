"""The five example documents come out the same from Word, Excel, text and PDF."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from documents.reading.schema import roadmap_to_json
from domain.measures import Recurrence, SchoolUnit, Span, Stage
from tests.documents.readings import ALL, FORMATS, expected, reading

# The Word and PDF files of document 003 print a comma and whole positions where the text file lost them.
COMPLETE = {
    (1, "responsible_text"): ("Бредня М.В., ведущий специалист по учебной работе МКУ «Управление образования» ДГО"),
    **{
        (row, "responsible_text"): (
            "Шабанова Н.С., заместитель директора по УВР Бондаренко А.Е., заместитель директора по ВР"
        )
        for row in (20, 21, 22)
    },
}
CUT_OFF = {20, 21, 22}


def as_printed(document: str, suffix: str) -> dict[str, Any]:
    """The expected reading of a document with the words that this format of it prints."""
    wanted = expected(document)
    if document == "004" and suffix == "xlsx":
        # The workbook ends with the measures.
        wanted["indicators"] = []
    if document == "002" and suffix == "pdf":
        # The line breaks behind the hyphen: whether a space stood there cannot be seen any more.
        wanted["measures"][5]["title"] = wanted["measures"][5]["title"].replace("организаций- ", "организаций-")
    if document == "003" and suffix in {"docx", "pdf"}:
        for (row, key), words in COMPLETE.items():
            wanted["measures"][row][key] = words
        for row in CUT_OFF:
            wanted["measures"][row]["questions"] = []
    return wanted


def differences(wanted: Any, found: Any, path: str = "") -> Iterator[str]:
    """Places where a reading is not the expected one; of questions only their presence is compared."""
    if path.endswith(".questions"):
        if wanted and not found:
            yield f"{path}: nothing is asked"
    elif isinstance(wanted, dict):
        for key, value in wanted.items():
            yield from differences(value, found.get(key, "(no such key)"), f"{path}.{key}")
    elif isinstance(wanted, list):
        if not isinstance(found, list) or len(wanted) != len(found):
            yield f"{path}: {len(wanted)} expected, found {found}"
        else:
            for place, (one, other) in enumerate(zip(wanted, found, strict=True)):
                yield from differences(one, other, f"{path}[{place}]")
    elif wanted != found:
        yield f"{path}: {wanted!r} expected, found {found!r}"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("document", ALL)
def test_a_document_is_read_as_by_hand(document: str, suffix: str) -> None:
    found = roadmap_to_json(reading(document, suffix))
    assert list(differences(as_printed(document, suffix), found)) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_five_documents_hold_114_measures_and_140_stages(suffix: str) -> None:
    roadmaps = [reading(document, suffix) for document in ALL]
    assert [len(roadmap.measures) for roadmap in roadmaps] == [24, 34, 15, 27, 14]
    assert [sum(len(one.stages) for one in roadmap.measures) for roadmap in roadmaps] == [44, 34, 21, 27, 14]


def by_deadline(document: str) -> dict[str, tuple[Stage, ...]]:
    return {measure.deadline_text: measure.stages for measure in reading(document, "docx").measures}


def test_the_plan_of_2025_has_its_dates() -> None:
    roadmap = reading("001", "docx")
    year = Span(date(2025, 1, 1), date(2025, 12, 31))
    assert (roadmap.country, roadmap.period) == ("BY", year)
    assert [measure.number for measure in roadmap.measures] == [
        *(f"{n}." for n in range(1, 15)),
        *(f"{n}." for n in range(1, 11)),
        *(f"{n}." for n in range(1, 11)),
    ]

    def once(start: tuple[int, int, int] | None, due: tuple[int, int, int]) -> tuple[Stage, ...]:
        return (Stage("once", date(*start) if start else None, date(*due)),)

    assert by_deadline("001") == {
        "август 2024 г.": once((2024, 8, 1), (2024, 8, 31)),
        "декабрь 2024 г.": once((2024, 12, 1), (2024, 12, 31)),
        "1 раз в квартал (январь, май, август, декабрь)": (
            Stage("recurring", year.start, year.end, recurrence=Recurrence("quarterly", months=(1, 5, 8, 12))),
        ),
        "в течение года": (Stage("ongoing", year.start, year.end),),
        "до 20.12.2024 г.": once(None, (2024, 12, 20)),
        "до 26.12.2024 г.": once(None, (2024, 12, 26)),
        "ежеквартально": (Stage("recurring", year.start, year.end, recurrence=Recurrence("quarterly")),),
        "до 01.09.2025 г.": once(None, (2025, 9, 1)),
        "декабрь 2025 г.": once((2025, 12, 1), (2025, 12, 31)),
        "март 2025 г.": once((2025, 3, 1), (2025, 3, 31)),
        "ноябрь-декабрь 2025 г.": once((2025, 11, 1), (2025, 12, 31)),
        "январь-март 2025 г.": once((2025, 1, 1), (2025, 3, 31)),
        "апрель-май 2025 г.": once((2025, 4, 1), (2025, 5, 31)),
        "в период каникул 2025 г.": (
            Stage(
                "recurring",
                year.start,
                year.end,
                recurrence=Recurrence("school-holidays"),
                calendar=SchoolUnit("holidays"),
            ),
        ),
    }


def test_the_plan_until_2025_has_its_sections_and_numbers() -> None:
    roadmap = reading("002", "docx")
    assert roadmap.country == "RU"
    assert roadmap.period.end == date(2025, 12, 31)
    assert [measure.number for measure in roadmap.measures] == [
        *("1.1", "1.2", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.14", None),
        *("3.1", "3.2", "4.1", "5.1", "5.2"),
    ]
    assert {(measure.section or "")[:2] for measure in roadmap.measures} == {"1.", "2.", "3.", "4.", "5."}
    assert [m.section for m in roadmap.measures if m.number == "4.1"] == [
        "4. Мониторинг оценки изменений в сфере занятости молодежи"
    ]


@pytest.mark.parametrize("suffix", ["docx", "txt", "pdf"])
def test_target_indicators_below_the_measures_are_no_measures(suffix: str) -> None:
    found = reading("004", suffix).indicators
    assert [(one.op, one.value, one.unit) for one in found] == [
        (">=", 50.0, "%"),
        (None, None, None),
        ("=", 30.0, "%"),
        (">=", 15.0, "проектов"),
        ("=", 60.0, "%"),
        (None, 70.0, "%"),
    ]
    assert found[3].target == "не менее 15 проектов к 2026 году"


def test_a_date_out_of_its_place_is_asked_with_better_dates() -> None:
    measure = reading("003", "docx").measures[16]
    assert measure.stages[0].due == date(2023, 12, 29)
    offered = [one.due for question in measure.questions for one in question.proposals]
    assert offered == [date(2023, 1, 29), date(2022, 12, 29)]


def test_a_lost_beginning_is_offered_from_the_row_above() -> None:
    measure = reading("003", "docx").measures[7]
    offered = [(one.start, one.due) for question in measure.questions for one in question.proposals]
    assert offered == [(date(2022, 10, 14), date(2022, 10, 21))]


def test_an_empty_deadline_is_offered_the_day_of_the_next_result() -> None:
    measure = reading("003", "docx").measures[9]
    assert measure.deadline_text == ""
    assert [one.due for question in measure.questions for one in question.proposals] == [date(2022, 10, 25)]


def test_only_the_doubtful_rows_of_a_clean_plan_are_asked() -> None:
    asked = [bool(measure.questions) for measure in reading("001", "docx").measures]
    assert asked == [False] * 34
