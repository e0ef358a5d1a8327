"""A known deadline written down in many ways is read back as itself."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import read_deadline
from domain.measures import Recurrence, SchoolUnit, Span, Stage

NOMINATIVE = (
    *("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь"),
    "декабрь",
)
GENITIVE = (
    *("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября"),
    "декабря",
)
SHORT = ("янв.", "фев.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек.")
ROMAN = ("I", "II", "III", "IV")
CYRILLIC_ROMAN = ("І", "ІІ", "ІІІ", "ІV")
DASHES = ("-", " - ", "–", " – ", "—", " — ", "- ", " -", " ‑ ", " − ")
WEEKDAYS = {
    "MO": ("понедельник", "понедельникам"),
    "TU": ("вторник", "вторникам"),
    "WE": ("среду", "средам"),
    "TH": ("четверг", "четвергам"),
    "FR": ("пятницу", "пятницам"),
    "SA": ("субботу", "субботам"),
}
NOTES = (
    "",
    "",
    "",
    " (педсовет)",
    ", на совещании при директоре",
    " (9-11 классы)",
    ", каб. № 12",
    " – итоговый отчёт",
)
PLAN = Span(date(2024, 9, 1), date(2025, 5, 31))


@dataclass(frozen=True)
class Case:
    """Words and the stage that they mean."""

    phrase: str
    stage: Stage


def pick(draw: st.DrawFn, *options: str) -> str:
    return draw(st.sampled_from(options))


def with_year(draw: st.DrawFn, year: int) -> str:
    return pick(draw, f" {year}", f" {year} г.", f" {year}г.", f" {year} года", f"  {year} год", f" {year}\u00a0г")


def a_day(draw: st.DrawFn, day: date) -> str:
    """One day in figures or in words."""
    figures = pick(draw, f"{day:%d.%m.%Y}", f"{day.day}.{day:%m.%Y}", f"{day:%d.%m.%y}", f"{day:%d. %m. %Y}")
    ending = pick(draw, "", " г.", "г.", " года", " г")
    month = pick(draw, GENITIVE[day.month - 1], GENITIVE[day.month - 1].upper(), SHORT[day.month - 1])
    in_words = f"{day.day}{pick(draw, ' ', '  ', '-го ')}{month}{with_year(draw, day.year)}"
    return pick(draw, figures + ending, in_words, f"«{day.day:02}» {GENITIVE[day.month - 1]} {day.year} г.")


days = st.dates(min_value=date(2019, 1, 1), max_value=date(2032, 12, 31))
years = st.integers(2019, 2032)
months = st.integers(1, 12)


@st.composite
def limits(draw: st.DrawFn) -> Case:
    day = draw(days)
    lead = pick(
        draw, "до ", "До ", "не позднее ", "Не позднее чем ", "к ", "в срок до ", "не позднее, чем до ", "срок – до "
    )
    return Case(lead + a_day(draw, day) + draw(st.sampled_from(NOTES)), Stage("once", None, day))


@st.composite
def stretches_of_days(draw: st.DrawFn) -> Case:
    start, due = sorted((draw(days), draw(days)))
    first, last = a_day(draw, start), a_day(draw, due)
    phrase = pick(draw, f"с {first} по {last}", f"с {first} до {last}", first + draw(st.sampled_from(DASHES)) + last)
    return Case(phrase, Stage("once", start, due))


@st.composite
def days_of_one_month(draw: st.DrawFn) -> Case:
    year, month = draw(years), draw(months)
    first, last = sorted(draw(st.lists(st.integers(1, 28), min_size=2, max_size=2, unique=True)))
    dash = draw(st.sampled_from(DASHES))
    named = pick(draw, f"{first}{dash}{last} ", f"с {first} по {last} ", f"{first:02}{dash}{last:02} ")
    phrase = named + GENITIVE[month - 1] + with_year(draw, year)
    return Case(phrase, Stage("once", date(year, month, first), date(year, month, last)))


@st.composite
def whole_months(draw: st.DrawFn) -> Case:
    year, first = draw(years), draw(months)
    last = draw(st.integers(first, 12))
    begin, end = (pick(draw, NOMINATIVE[n - 1], NOMINATIVE[n - 1].capitalize(), SHORT[n - 1]) for n in (first, last))
    name = begin if first == last else begin + draw(st.sampled_from(DASHES)) + end
    lead = pick(draw, "", "в течение ") if first == last else ""
    phrase = lead + name + with_year(draw, year)
    return Case(phrase, Stage("once", date(year, first, 1), date(year, last, monthrange(year, last)[1])))


@st.composite
def quarters_and_halves(draw: st.DrawFn) -> Case:
    year, n, length = draw(years), draw(st.integers(1, 4)), draw(st.sampled_from((3, 6)))
    n = n if length == 3 else (n + 1) // 2
    number = pick(draw, str(n), ROMAN[n - 1], CYRILLIC_ROMAN[n - 1], f"{n}-й" if length == 3 else f"{n}-е")
    word = pick(draw, "квартал", "кв.", "Квартал") if length == 3 else pick(draw, "полугодие", "полугод.", "Полугодие")
    last = n * length
    stage = Stage("once", date(year, last - length + 1, 1), date(year, last, monthrange(year, last)[1]))
    return Case(f"{pick(draw, '', 'в течение ')}{number} {word}{with_year(draw, year)}", stage)


@st.composite
def parts_of_months(draw: st.DrawFn) -> Case:
    year, month = draw(years), draw(months)
    end = monthrange(year, month)[1]
    words, first, last = draw(
        st.sampled_from(
            [
                (("1-я декада", "первая декада", "I декада"), 1, 10),
                (("2 декада", "вторая декада", "II декада", "середина"), 11, 20),
                (("3-я декада", "третья декада", "последняя декада", "конец"), 21, end),
                (("первая половина", "в первой половине", "1-я половина"), 1, 15),
                (("вторая половина", "во второй половине"), 16, end),
                (("1-я неделя", "первая неделя", "I неделя"), 1, 7),
                (("3-я неделя", "третья неделя", "в третью неделю"), 15, 21),
                (("последняя неделя", "в последнюю неделю"), end - 6, end),
            ]
        )
    )
    phrase = f"{draw(st.sampled_from(words))} {GENITIVE[month - 1]}{with_year(draw, year)}"
    return Case(phrase, Stage("once", date(year, month, first), date(year, month, last)))


@st.composite
def repetitions(draw: st.DrawFn) -> Case:
    day, month, weekday = draw(st.integers(1, 28)), draw(months), draw(st.sampled_from(sorted(WEEKDAYS)))
    times = draw(st.integers(2, 4))
    each, by = WEEKDAYS[weekday]
    name, of = NOMINATIVE[month - 1], GENITIVE[month - 1]
    every: tuple[tuple[str, Recurrence], ...] = (
        ("ежемесячно", Recurrence("monthly")),
        ("1 раз в месяц", Recurrence("monthly")),
        ("не реже одного раза в месяц", Recurrence("monthly")),
        (f"ежемесячно до {day} числа", Recurrence("monthly", day=day)),
        (f"до {day}-го числа каждого месяца", Recurrence("monthly", day=day)),
        (f"до {day} числа месяца, следующего за отчётным", Recurrence("monthly", day=day, offset_months=1)),
        ("ежеквартально", Recurrence("quarterly")),
        (
            f"ежеквартально, до {day} числа месяца, следующего за отчетным кварталом",
            Recurrence("quarterly", day=day, offset_months=1),
        ),
        ("1 раз в полугодие", Recurrence("half-yearly")),
        (f"{times} раза в год", Recurrence("yearly", times=times)),
        (f"ежегодно до {day} {of}", Recurrence("yearly", months=(month,), day=day)),
        (f"до {day} {of} ежегодно", Recurrence("yearly", months=(month,), day=day)),
        (f"{name} ежегодно", Recurrence("yearly", months=(month,))),
        (f"ежегодно, {name}", Recurrence("yearly", months=(month,))),
        (f"каждый год в {NOMINATIVE[month - 1]}", Recurrence("yearly", months=(month,))),
        (f"каждый {each}" if each[-1] not in "у" else f"каждую {each}", Recurrence("weekly", weekday=weekday)),
        (f"по {by}", Recurrence("weekly", weekday=weekday)),
        (f"еженедельно по {by}", Recurrence("weekly", weekday=weekday)),
        ("1 раз в две недели", Recurrence("weekly", interval=2)),
    )
    phrase, rule = draw(st.sampled_from(every))
    phrase = pick(draw, phrase, phrase.capitalize(), phrase.replace(" ", "  "), f"{phrase} ", f"{phrase}.")
    return Case(phrase, Stage("recurring", PLAN.start, PLAN.end, recurrence=rule))


@st.composite
def school_terms(draw: st.DrawFn) -> Case:
    n, year = draw(st.integers(1, 4)), draw(years)
    school_year = f"{year}/{year + 1}"
    printed = pick(draw, school_year, f"{year}-{year + 1}", f"{year} – {year + 1}", f"{year}/{(year + 1) % 100:02}")
    ending = pick(draw, "учебного года", "уч. года", "уч.г.", "учебный год")
    number = pick(draw, str(n), ROMAN[n - 1], f"{n}-я")
    holidays = ("осенние", "зимние", "весенние", "летние")
    words, unit = draw(
        st.sampled_from(
            [
                (f"{number} четверть", SchoolUnit("quarter", n, school_year)),
                (f"до конца {ROMAN[n - 1]} четверти", SchoolUnit("quarter", n, school_year, end=True)),
                (f"{holidays[n - 1]} каникулы", SchoolUnit("holidays", n, school_year)),
            ]
        )
    )
    return Case(f"{words} {printed} {ending}", Stage("once", calendar=unit))


SUMMER = {6, 7, 8}


def stands_outside(stage: Stage) -> bool:
    """Whether the plan is so far from the day, or ends before each of its months, that this is asked about."""
    assert PLAN.start is not None
    assert PLAN.end is not None
    if stage.recurrence is not None and stage.recurrence.months:
        return set(stage.recurrence.months) <= SUMMER
    if stage.kind != "once" or stage.due is None:
        return False
    return (PLAN.start - stage.due).days > 366 or (stage.due - PLAN.end).days > 366


@given(
    limits()
    | stretches_of_days()
    | days_of_one_month()
    | whole_months()
    | quarters_and_halves()
    | parts_of_months()
    | repetitions()
    | school_terms()
)
def test_whatever_the_wording_the_deadline_is_the_same(case: Case) -> None:
    reading = read_deadline(case.phrase, PLAN)
    found = [Stage(s.kind, s.start, s.due, None, s.recurrence, s.calendar, s.not_understood) for s in reading.stages]
    assert found == [case.stage]
    assert len(reading.questions) == stands_outside(case.stage)


@given(st.sampled_from([n for n in NOMINATIVE if len(n) >= 6]), st.data(), years)
def test_one_wrong_letter_in_a_long_month_is_no_other_month(name: str, data: st.DataObject, year: int) -> None:
    place = data.draw(st.integers(1, len(name) - 1))
    spoiled = data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + data.draw(st.sampled_from("абвгдеиклнорст")) + name[place:],
                name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
            ]
        )
    )
    (stage, *_) = read_deadline(f"{spoiled} {year} г.", PLAN).stages
    month = NOMINATIVE.index(name) + 1
    right = (date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    # Either the month that was meant or a question, never another month.
    assert (stage.start, stage.due) == right or stage.kind == "unscheduled"
