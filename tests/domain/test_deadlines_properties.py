"""The grammar is total: whatever a cell holds, it answers, and its answer is sound."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import read_deadline, read_period
from domain.measures import Span

WORDS = """
    до к не позднее с по 5 20 31 2022 2023 2024 2022-2023 2023/2024 январь мая сентября декабря - – , ; : и ( )
    ежегодно ежемесячно 1 раз в квартал полугодие четверть учебный год г. года далее постоянно I II IV каникул осенних
    начала конца 31.02.2023 20.10.2022 5.01.2023 20.10 каждый последняя среда месяца числа рабочего дня следующего за
    отчетным лето зима половина декада первая мере необходимости графику 0 99 32 01.01.0001 31.12.9999 течение периода
"""
phrases = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
days = st.none() | st.dates()


@st.composite
def periods(draw: st.DrawFn) -> Span:
    start, end = draw(days), draw(days)
    return Span(end, start) if start and end and start > end else Span(start, end)


def check(text: str, period: Span) -> None:
    reading = read_deadline(text, period)
    assert reading.stages
    for stage in reading.stages:
        assert stage.start is None or stage.due is None or stage.start <= stage.due
        assert (stage.recurrence is not None) == (stage.kind == "recurring")
        if stage.not_understood:
            assert reading.questions
    for question in reading.questions:
        for offer in question.proposals:
            assert offer.stage < len(reading.stages)
            assert offer.start is None or offer.due is None or offer.start <= offer.due


@given(st.text(max_size=200), periods())
def test_any_text_is_read_without_an_error(text: str, period: Span) -> None:
    check(text, period)


@given(phrases, periods())
def test_any_order_of_deadline_words_is_read_without_an_error(text: str, period: Span) -> None:
    check(text, period)


@given(st.text(max_size=200) | phrases)
def test_any_heading_gives_a_sound_period(text: str) -> None:
    period = read_period(text)
    assert period.start is None or period.end is None or period.start <= period.end


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_printed_date_is_read_as_itself(day: date) -> None:
    (stage,) = read_deadline(f"до {day:%d.%m.%Y} г.", Span()).stages
    assert (stage.start, stage.due) == (None, day)
