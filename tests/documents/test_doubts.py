"""What a careful coordinator would ask: few and sure."""

from datetime import date

import pytest

from domain.measures import DraftMeasure
from tests.documents.layouts import by_text

HEADING = "План работы на 2024 год"
HEADER = ("№", "Мероприятие", "Срок", "Ответственный")


def rows(*deadlines: str, heading: str = HEADING) -> tuple[DraftMeasure, ...]:
    lines = [(str(place), f"Дело номер {place}", words, "Директор") for place, words in enumerate(deadlines, 1)]
    return by_text(heading, HEADER, *lines).measures


def asked(measures: tuple[DraftMeasure, ...]) -> list[int]:
    return [place for place, one in enumerate(measures) if one.questions]


def offers(measure: DraftMeasure) -> list[tuple[date | None, date | None]]:
    return [(one.start, one.due) for question in measure.questions for one in question.proposals]


@pytest.mark.parametrize(
    "deadlines",
    [
        ("до 01.02.2024", "март", "II квартал", "до 01.06.2024", "ежемесячно", "в течение года"),
        ("до 25.12.2024", "до 01.02.2024", "до 20.11.2024", "до 15.03.2024"),
        ("01.02.2024", "01.02.2024", "01.02.2024"),
    ],
)
def test_a_clean_plan_has_no_question(deadlines: tuple[str, ...]) -> None:
    assert asked(rows(*deadlines)) == []


def test_a_year_that_no_other_row_has_is_asked_with_the_year_of_the_others() -> None:
    deadlines = ("до 01.02.2024", "до 01.03.2024", "до 01.04.2021", "до 01.06.2024", "до 01.09.2024")
    measures = rows(*deadlines, heading="План подготовки школы")
    assert asked(measures) == [2]
    assert (None, date(2024, 4, 1)) in offers(measures[2])


def test_a_deadline_that_was_over_before_the_order_is_asked() -> None:
    heading = "Приложение к приказу от 15.01.2024 № 12\nПлан работы на 2024 год"
    measures = rows("до 01.02.2024", "до 20.02.2023", "до 01.04.2024", heading=heading)
    assert asked(measures) == [1]
    assert (None, date(2024, 2, 20)) in offers(measures[1])


def test_a_beginning_after_the_end_is_asked_with_the_days_changed_round() -> None:
    measures = rows("с 20.10.2024 по 10.10.2024")
    assert offers(measures[0]) == [(date(2024, 10, 10), date(2024, 10, 20))]
    assert measures[0].stages[0].due is None


def test_two_identical_rows_are_asked_without_dates_to_offer() -> None:
    line = ("", "Педсовет", "март 2024", "Директор")
    measures = by_text(HEADING, HEADER, line, ("", "Линейка", "май 2024", "Директор"), line).measures
    assert asked(measures) == [2]
    assert [one.column for one in measures[2].questions] == ["row"]
    assert offers(measures[2]) == []


def test_a_missing_responsible_is_asked_only_where_the_others_have_one() -> None:
    some = [("1", "Педсовет", "март 2024", "Директор"), ("2", "Линейка", "май 2024", "")]
    assert asked(by_text(HEADING, HEADER, *some).measures) == [1]
    few = [
        *some,
        ("3", "Субботник", "апрель 2024", ""),
        ("4", "Концерт", "май 2024", ""),
        ("5", "Сбор", "май 2024", ""),
    ]
    assert asked(by_text(HEADING, HEADER, *few).measures) == []


def test_a_pairing_by_order_lists_all_pairs() -> None:
    title = "Неделя науки: СШ № 7 г. Волковыска СШ № 2 г.п. Россь"
    (measure,) = by_text(HEADING, HEADER, ("1", title, "Февраль 2024 г. Апрель 2024 г.", "Отдел")).measures
    (question,) = measure.questions
    assert "«СШ № 7 г. Волковыска» — 01.02.2024 – 29.02.2024" in question.text
    assert "«СШ № 2 г.п. Россь» — 01.04.2024 – 30.04.2024" in question.text
