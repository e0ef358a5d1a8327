"""Two versions of a plan: which rows are the same, what has changed about them, which occurrences go on."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.amendments import Difference, Named, Row, compare, squeezed
from domain.calendars import Calendars, SchoolCalendar, SchoolTerm, WorkDays
from domain.measures import Recurrence, SchoolUnit, Span, Stage
from domain.occurrences import Standing, pair_stages, reconcile
from domain.periods import Period, unfold
from domain.same_plan import Plan, again, heading_alike

YEAR = Span(date(2022, 9, 1), date(2023, 5, 31))
RUSSIA = Calendars(WorkDays("RU"))


def once(due: date, label: str | None = None) -> Stage:
    return Stage("once", due=due, label=label)


def row(key: int, title: str, **facts: object) -> Row:
    return replace(Row(key, title), **facts)  # type: ignore[arg-type]


def kinds(difference: Difference) -> list[tuple[str, int | None, int | None]]:
    """(kind, key before, key after) of every change."""
    return [
        (one.kind, one.before.key if one.before else None, one.after.key if one.after else None)
        for one in difference.changes
    ]


# --- which rows are the same -----------------------------------------------------------------------------------------


def test_a_row_with_the_same_wording_is_the_same_wherever_it_stands() -> None:
    before = [row(1, "Семинар"), row(2, "Конкурс"), row(3, "Отчёт")]
    after = [row(11, "Отчет"), row(12, "Семинар"), row(13, "Конкурс")]
    assert kinds(compare(before, after)) == [("moved", 3, 11), ("same", 1, 12), ("same", 2, 13)]


def test_the_wording_is_more_than_the_number() -> None:
    """The first of two rows is gone, and all numbers have shifted."""
    before = [row(1, "Провести семинар А", number="1."), row(2, "Провести семинар Б", number="2.")]
    after = [row(11, "Провести семинар Б", number="1.")]
    assert kinds(compare(before, after)) == [("same", 2, 11), ("removed", 1, None)]


def test_rows_with_one_title_are_told_apart_by_their_results() -> None:
    title = "Проведение опроса обучающихся"
    before = [row(n, title, result=result) for n, result in enumerate(("Анкета", "Информация", "Отчёт на сайте"))]
    after = [row(10 + n, title, result=result) for n, result in enumerate(("Новое", "Информация", "Отчёт на сайте"))]
    found = compare(before, after)
    assert kinds(found) == [("added", None, 10), ("same", 1, 11), ("same", 2, 12), ("removed", 0, None)]


def test_rows_that_are_alike_in_every_word_are_paired_in_their_order() -> None:
    before = [row(1, "Совещание"), row(2, "Совещание")]
    after = [row(11, "Совещание"), row(12, "Совещание"), row(13, "Совещание")]
    assert kinds(compare(before, after)) == [("same", 1, 11), ("same", 2, 12), ("added", None, 13)]


def test_of_rows_alike_the_one_with_the_same_deadline_is_the_same() -> None:
    first, second = once(date(2022, 10, 20)), once(date(2023, 1, 20))
    before = [
        row(1, "Совещание", deadline="до 20.10.2022", stages=(first,)),
        row(2, "Совещание", deadline="до 20.01.2023", stages=(second,)),
    ]
    after = [row(11, "Совещание", deadline="до 20.01.2023", stages=(second,))]
    assert kinds(compare(before, after)) == [("same", 2, 11), ("removed", 1, None)]


def test_a_title_that_was_touched_up_is_found_by_its_people() -> None:
    people = (Named("Шарик Н.Н.", 4),)
    before = [row(1, "Посещение уроков в 10 «а» классе с целью изучения", named=people, number="1")]
    after = [
        row(11, "Новое дело", number="1"),
        row(12, "Посещение уроков в 10 «а» классе с целью анализа", named=people, number="2"),
    ]
    found = compare(before, after)
    assert kinds(found) == [("added", None, 11), ("changed", 1, 12)]
    assert found.of("changed")[0].fields == ("title",)


def test_two_halves_of_the_year_are_two_measures_however_alike() -> None:
    people = (Named("Шарик Н.Н.", 4),)
    before = [row(1, "Мониторинг по итогам I полугодия", named=people, number="1")]
    after = [row(11, "Другое", number="1"), row(12, "Мониторинг по итогам II полугодия", named=people, number="2")]
    assert compare(before, after).pairs == []


def test_a_row_with_other_people_another_day_and_another_title_is_another_row() -> None:
    before = [row(1, "Посещение уроков", deadline="до 1.10.2022", named=(Named("Шарик Н.Н.", 4),))]
    after = [row(11, "Посещение урока", deadline="до 5.12.2022", named=(Named("Ким В.И.", 5),))]
    assert kinds(compare(before, after)) == [("added", None, 11), ("removed", 1, None)]


# --- what has changed ------------------------------------------------------------------------------------------------

BASE = row(
    1,
    "Провести «День учёбы» — осень",
    section="Раздел I",
    number="1.",
    result="Приказ",
    deadline="до 20.10.2022",
    responsible="Шарик Н.Н., директор",
    stages=(once(date(2022, 10, 20)),),
    named=(Named("Шарик Н.Н.", 4),),
)
CHANGES: dict[str, tuple[dict[str, object], str, tuple[str, ...]]] = {
    "nothing": ({}, "same", ()),
    "marks": ({"title": 'Провести  "День учебы" - осень', "deadline": "до 20.10. 2022"}, "same", ()),
    "number": ({"number": "4."}, "same", ()),
    "title": ({"title": "Провести «День учёбы» — зима"}, "changed", ("title",)),
    "result": ({"result": "Протокол"}, "changed", ("result",)),
    "day": ({"deadline": "до 27.10.2022", "stages": (once(date(2022, 10, 27)),)}, "changed", ("deadline",)),
    "words of the day": ({"deadline": "до 20 октября 2022 года"}, "changed", ("deadline-words",)),
    "people": (
        {"responsible": "Полякова В.А.", "named": (Named("Полякова В.А.", 2),)},
        "changed",
        ("responsible",),
    ),
    "found now": ({"named": (Named("Шарик Н.Н.", 9),)}, "changed", ("responsible",)),
    "post": ({"responsible": "Шарик Н.Н., завуч"}, "changed", ("responsible-words",)),
    "section": ({"section": "Раздел II"}, "moved", ("section",)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_named(what: str) -> None:
    facts, kind, fields = CHANGES[what]
    found = compare([BASE], [replace(BASE, key=2, **facts)]).changes  # type: ignore[arg-type]
    assert [(one.kind, one.fields) for one in found] == [(kind, fields)]


def test_only_the_row_that_has_left_its_place_is_moved() -> None:
    before = [row(n, f"Дело {chr(1072 + n)}") for n in range(6)]
    after = [before[place] for place in (0, 2, 3, 4, 1, 5)]
    assert [one.after.key for one in compare(before, after).of("moved") if one.after] == [1]


# --- for any two plans -----------------------------------------------------------------------------------------------

TITLES = ("Совещание", "Семинар по итогам", "Семинар по итогам года", "Отчёт", "Отчет", "Конкурс — «Лето»")
ROWS = st.builds(
    Row,
    key=st.just(0),
    title=st.sampled_from(TITLES),
    section=st.sampled_from((None, "Раздел I", "Раздел II")),
    number=st.sampled_from((None, "1", "2", "3")),
    result=st.sampled_from((None, "Приказ", "Протокол")),
    deadline=st.sampled_from(("до 20.10.2022", "до 27.10.2022")),
    responsible=st.sampled_from((None, "Шарик Н.Н.", "Ким В.И.")),
)


def read(rows: list[Row], first: int) -> list[Row]:
    """Rows with keys of their own, and what their cells mean."""
    return [
        replace(
            one,
            key=first + place,
            stages=(once(date(2022, 10, int(one.deadline[3:5]))),),
            named=() if one.responsible is None else (Named(one.responsible, len(one.responsible)),),
        )
        for place, one in enumerate(rows)
    ]


PLANS = st.lists(ROWS, max_size=9)


@given(PLANS, PLANS)
@settings(max_examples=300, deadline=None)
def test_every_row_of_both_plans_is_there_once(before: list[Row], after: list[Row]) -> None:
    old, new = read(before, 0), read(after, 100)
    changes = compare(old, new).changes
    assert sorted(one.before.key for one in changes if one.before) == [one.key for one in old]
    assert [one.after.key for one in changes if one.after] == [one.key for one in new]


@given(PLANS, PLANS)
@settings(max_examples=300, deadline=None)
def test_what_the_difference_names_makes_the_second_plan_of_the_first(before: list[Row], after: list[Row]) -> None:
    old, new = read(before, 0), read(after, 100)
    assert [_words(one) for one in _applied(old, compare(old, new))] == [_words(one) for one in new]


def _applied(old: list[Row], difference: Difference) -> list[Row]:
    """The old rows without those removed, with those added, and with nothing changed but the fields that are named."""
    known = {one.key: one for one in old}
    made = []
    for change in difference.changes:
        if change.after is None:
            continue
        if change.before is None:
            made.append(change.after)
            continue
        kept = known[change.before.key]
        if "title" in change.fields:
            kept = replace(kept, title=change.after.title)
        if "result" in change.fields:
            kept = replace(kept, result=change.after.result)
        if {"deadline", "deadline-words"} & set(change.fields):
            kept = replace(kept, deadline=change.after.deadline, stages=change.after.stages)
        if {"responsible", "responsible-words"} & set(change.fields):
            kept = replace(kept, responsible=change.after.responsible, named=change.after.named)
        if "section" in change.fields:
            kept = replace(kept, section=change.after.section)
        made.append(kept)
    return made


def _words(one: Row) -> tuple[object, ...]:
    texts = (one.title, one.result, one.deadline, one.responsible, one.section)
    return (*map(squeezed, texts), one.stages, one.named)


@given(PLANS)
def test_a_plan_differs_in_nothing_from_itself(plan: list[Row]) -> None:
    rows = read(plan, 0)
    assert {(one.kind, one.before) for one in compare(rows, rows).changes} == {("same", one) for one in rows}


@given(PLANS, PLANS)
def test_a_row_that_stands_in_both_plans_is_found_again(before: list[Row], after: list[Row]) -> None:
    """As often as it stands in both, and so whatever was answered about it."""
    old, new = read(before, 0), read(after, 100)
    left, right = (Counter((squeezed(one.title), squeezed(one.result)) for one in rows) for rows in (old, new))
    found = Counter(
        (squeezed(one.title), squeezed(one.result))
        for one, other in compare(old, new).pairs
        if (squeezed(one.title), squeezed(one.result)) == (squeezed(other.title), squeezed(other.result))
    )
    assert found == left & right


@given(PLANS, st.randoms())
def test_rows_in_another_order_are_neither_added_nor_removed_nor_changed(plan: list[Row], chance: object) -> None:
    unique = list({(one.title.replace("ё", "е"), one.result): one for one in read(plan, 0)}.values())
    mixed = list(unique)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert {one.kind for one in compare(unique, mixed).changes} <= {"same", "moved"}


# --- the same plan? --------------------------------------------------------------------------------------------------

HEADING = "Дорожная карта по развитию кластера в СОШ №2 на 2022-2023 учебный год"
AGAIN = [
    "ДОРОЖНАЯ КАРТА по развитию кластера в СОШ № 2 на 2022–2023 учебный год (с изменениями от 01.11.2022)",
    "Уточнённая дорожная карта по развитию кластера в СОШ №2 на 2022-2023 учебный год",
    "Дорожная карта по развитию кластера в СОШ №2 на 2022/2023 учебный год в новой редакции",
    "Дорожная карта по развитию кластера в СОШ №2 с изменениями и дополнениями",
    "Дорожная карта по развитию кластера в СОШ №2 (с изменениями, приказ от 01.11.2022 № 17-а)",
    "Дорожная карта по развитию кластера в СОШ №2 на 2022-23 уч. год",
]


@pytest.mark.parametrize("heading", AGAIN)
def test_an_amended_heading_is_the_same(heading: str) -> None:
    assert heading_alike(HEADING, heading)


@pytest.mark.parametrize(
    "heading",
    ["План воспитательной работы на 2022-2023 учебный год", "Дорожная карта", "", HEADING.replace("№2", "№5")],
)
def test_another_heading_is_another(heading: str) -> None:
    assert not heading_alike(HEADING, heading)


LIST = tuple(row(n, f"Мероприятие {chr(1072 + n) * 12}") for n in range(10))


def test_a_plan_is_the_same_when_half_of_its_rows_are_there() -> None:
    others = tuple(row(50 + n, f"Дело {chr(1082 + n) * 20}") for n in range(5))
    assert again(Plan(HEADING, YEAR, LIST), Plan(HEADING, YEAR, LIST[:5] + others)) == 0.5
    assert again(Plan(HEADING, YEAR, LIST), Plan(HEADING, YEAR, LIST[:4] + others)) == 0


def test_the_plan_of_another_year_is_another() -> None:
    following = Span(date(2023, 9, 1), date(2024, 5, 31))
    assert again(Plan(HEADING, YEAR, LIST), Plan(HEADING, following, LIST)) == 0
    assert again(Plan(HEADING, Span(), LIST), Plan(HEADING.replace("2022-2023", "2023-2024"), Span(), LIST)) == 0
    longer = Span(date(2022, 9, 1), date(2023, 8, 31))
    assert again(Plan(HEADING, YEAR, LIST), Plan(HEADING, longer, LIST)) == 1


# --- occurrences -----------------------------------------------------------------------------------------------------

MONTHLY = Stage("recurring", recurrence=Recurrence("monthly", day=20))
QUARTERLY = Stage("recurring", recurrence=Recurrence("quarterly"))


def standing(periods: list[Period]) -> list[Standing]:
    return [Standing(place, one.start, one.due, one.control, one.due) for place, one in enumerate(periods)]


def test_each_month_goes_on_when_the_day_of_the_month_changes() -> None:
    later = replace(MONTHLY, recurrence=Recurrence("monthly", day=25))
    fates = reconcile(standing(unfold(MONTHLY, YEAR, RUSSIA)), unfold(later, YEAR, RUSSIA), MONTHLY, later)
    assert {one.kind for one in fates} == {"moves"}
    assert all(one.standing and one.standing.due.month == one.period.due.month for one in fates)


def test_a_longer_plan_has_more_occurrences_and_touches_none() -> None:
    longer = unfold(MONTHLY, Span(date(2022, 9, 1), date(2023, 8, 31)), RUSSIA)
    fates = reconcile(standing(unfold(MONTHLY, YEAR, RUSSIA)), longer, MONTHLY, MONTHLY)
    assert Counter(one.kind for one in fates) == {"stays": 9, "new": 3}


def test_of_three_months_the_quarter_goes_on_from_the_last() -> None:
    months = standing(unfold(MONTHLY, YEAR, RUSSIA))
    fates = reconcile(months, unfold(QUARTERLY, YEAR, RUSSIA), MONTHLY, QUARTERLY)
    assert [one.standing.due.month for one in fates if one.standing] == [9, 12, 3, 5]


def test_the_only_date_goes_on_however_far_it_moves() -> None:
    before, after = once(date(2022, 10, 20)), once(date(2023, 4, 20))
    fates = reconcile(standing(unfold(before, YEAR, RUSSIA)), unfold(after, YEAR, RUSSIA), before, after)
    assert [(one.kind, one.period.due) for one in fates] == [("moves", date(2023, 4, 20))]


def test_agreed_time_holds_until_the_document_says_another_day() -> None:
    before = once(date(2022, 10, 20))
    agreed = [Standing(1, None, date(2022, 10, 28), date(2022, 10, 28), date(2022, 10, 20))]
    same = reconcile(agreed, unfold(before, YEAR, RUSSIA), before, before)
    other = once(date(2022, 10, 25))
    changed = reconcile(agreed, unfold(other, YEAR, RUSSIA), before, other)
    assert [one.kind for one in (*same, *changed)] == ["stays", "moves"]


def test_the_nearest_date_goes_on_when_one_of_two_is_left() -> None:
    before = [once(date(2022, 9, 30)), once(date(2022, 10, 20))]
    assert pair_stages(before, [once(date(2022, 10, 25))]) == {0: 1}


def test_a_label_says_which_stage_it_is() -> None:
    before = [once(date(2022, 9, 30), "СШ № 1"), once(date(2022, 10, 20), "СШ № 2")]
    after = [once(date(2022, 9, 30), "СШ № 2"), once(date(2022, 10, 20), "СШ № 1")]
    assert pair_stages(before, after) == {0: 1, 1: 0}


# --- occurrences by the school calendar ------------------------------------------------------------------------------

RECOMMENDED = [("2022-09-01", "2022-10-28"), ("2022-11-07", "2022-12-30"), ("2023-01-09", "2023-04-07")]
CONFIRMED = [("2022-09-01", "2022-11-03"), ("2022-11-14", "2022-12-24"), ("2023-01-09", "2023-03-24")]
PROPOSED_HOLIDAYS = [("2022-10-29", "2022-11-06"), ("2022-12-31", "2023-01-08"), ("2023-04-08", "2023-04-16")]
OWN_HOLIDAYS = [("2022-10-31", "2022-11-06"), ("2022-12-26", "2022-12-31"), ("2023-03-25", "2023-04-02")]
EACH_QUARTER = Stage("recurring", recurrence=Recurrence("school-quarters"), calendar=SchoolUnit("quarter"))
IN_HOLIDAYS = Stage("recurring", recurrence=Recurrence("school-holidays"), calendar=SchoolUnit("holidays"))


def school(quarters: list[tuple[str, str]], holidays: list[tuple[str, str]]) -> Calendars:
    parts = [
        SchoolTerm("2022/2023", unit, number, date.fromisoformat(first), date.fromisoformat(last), "приказ")
        for unit, days in (("quarter", quarters), ("holidays", holidays))
        for number, (first, last) in enumerate(days, start=1)
    ]
    return Calendars(WorkDays("RU"), SchoolCalendar(tuple(parts)))


BEFORE, AFTER = school(RECOMMENDED, PROPOSED_HOLIDAYS), school(CONFIRMED, OWN_HOLIDAYS)


@pytest.mark.parametrize("stage", [EACH_QUARTER, IN_HOLIDAYS])
def test_each_quarter_and_each_holidays_go_on_when_the_school_confirms_other_dates(stage: Stage) -> None:
    fates = reconcile(standing(unfold(stage, YEAR, BEFORE)), unfold(stage, YEAR, AFTER), stage, stage)
    assert [(one.kind, one.standing and one.standing.id) for one in fates] == [("moves", 0), ("moves", 1), ("moves", 2)]


def test_the_second_quarter_goes_on_as_the_second_when_the_first_is_not_in_the_plan_any_more() -> None:
    later = Span(date(2022, 11, 1), YEAR.end)
    held = standing(unfold(EACH_QUARTER, YEAR, BEFORE))
    fates = reconcile(held, unfold(EACH_QUARTER, later, AFTER), EACH_QUARTER, EACH_QUARTER)
    assert [one.standing and one.standing.id for one in fates] == [1, 2]


def test_a_quarter_that_is_read_as_another_one_moves() -> None:
    second, third = (Stage("once", calendar=SchoolUnit("quarter", number, "2022/2023")) for number in (2, 3))
    fates = reconcile(standing(unfold(second, YEAR, BEFORE)), unfold(third, YEAR, BEFORE), second, third)
    assert [(one.kind, one.period.due) for one in fates] == [("moves", date(2023, 4, 7))]


SECOND = Stage("once", calendar=SchoolUnit("quarter", 2, "2022/2023"))


def test_a_quarter_moves_with_the_school_calendar() -> None:
    fates = reconcile(standing(unfold(SECOND, YEAR, BEFORE)), unfold(SECOND, YEAR, AFTER), SECOND, SECOND)
    assert [(one.kind, one.period.due) for one in fates] == [("moves", date(2022, 12, 24))]


@pytest.mark.parametrize(("agreed", "kind"), [(date(2023, 1, 20), "stays"), (date(2022, 12, 28), "moves")])
def test_agreed_time_holds_when_the_school_calendar_changes_while_it_is_more(agreed: date, kind: str) -> None:
    """The quarter ends on 30 December now instead of 24."""
    held = [Standing(1, date(2022, 11, 14), agreed, agreed, printed=date(2022, 12, 24))]
    assert [one.kind for one in reconcile(held, unfold(SECOND, YEAR, BEFORE), SECOND, SECOND)] == [kind]


# --- ongoing work ----------------------------------------------------------------------------------------------------

ONGOING = Stage("ongoing")


def with_forms(periods: list[Period]) -> list[Standing]:
    return [replace(one, form=period.form) for one, period in zip(standing(periods), periods, strict=True)]


def test_ongoing_work_keeps_its_questions_when_the_plan_begins_later() -> None:
    """On 30 September nobody is asked any more: the work has only begun then."""
    early = Span(date(2022, 8, 1), YEAR.end)
    held = with_forms(unfold(ONGOING, early, RUSSIA))
    fates = reconcile(held, unfold(ONGOING, YEAR, RUSSIA), ONGOING, ONGOING)
    assert [(one.kind, one.standing and one.standing.due) for one in fates] == [
        ("moves", date(2022, 12, 31)),  # it begins with the plan now
        ("stays", date(2023, 3, 31)),
        ("stays", date(2023, 5, 31)),
    ]


def test_the_last_question_becomes_one_on_the_way_when_the_plan_goes_on() -> None:
    to_june, to_december = Span(YEAR.start, date(2023, 6, 30)), Span(YEAR.start, date(2023, 12, 31))
    held = with_forms(unfold(ONGOING, to_june, RUSSIA))
    fates = reconcile(held, unfold(ONGOING, to_december, RUSSIA), ONGOING, ONGOING)
    assert [(one.kind, one.period.due, one.period.form) for one in fates] == [
        ("stays", date(2022, 12, 31), "check-in"),
        ("stays", date(2023, 3, 31), "check-in"),
        ("moves", date(2023, 6, 30), "check-in"),
        ("new", date(2023, 9, 30), "check-in"),
        ("new", date(2023, 12, 31), "final"),
    ]


def test_a_form_that_is_not_known_moves_nothing() -> None:
    held = standing(unfold(ONGOING, YEAR, RUSSIA))
    assert {one.kind for one in reconcile(held, unfold(ONGOING, YEAR, RUSSIA), ONGOING, ONGOING)} == {"stays"}


DAYS = st.dates(date(2022, 9, 1), date(2023, 5, 31))
STAGES = st.one_of(
    st.builds(once, DAYS),
    st.sampled_from([MONTHLY, QUARTERLY, Stage("ongoing"), Stage("unscheduled")]),
    st.sampled_from([EACH_QUARTER, IN_HOLIDAYS, SECOND]),
    st.sampled_from([Stage("recurring", recurrence=Recurrence(freq)) for freq in ("weekly", "half-yearly", "yearly")]),
)


@given(STAGES, STAGES, st.dictionaries(st.integers(0, 40), st.integers(1, 40), max_size=3))
@settings(max_examples=300, deadline=None)
def test_every_occurrence_has_one_fate_and_no_two_fall_on_one_day(
    before: Stage, after: Stage, agreed: dict[int, int]
) -> None:
    """Whatever more time was agreed in the meantime."""
    held = standing(unfold(before, YEAR, BEFORE))
    taken = {one.due for one in held}
    for place, days in agreed.items():
        if place < len(held) and held[place].due + timedelta(days) not in taken:
            taken.add(held[place].due + timedelta(days))
            held[place] = replace(held[place], due=held[place].due + timedelta(days))
    coming = unfold(after, YEAR, AFTER)
    fates = reconcile(held, coming, before, after)
    going_on = [one.standing.id for one in fates if one.standing]
    assert len(going_on) == len(set(going_on))
    days = {one.id: one.due for one in held}
    days |= {one.standing.id: one.period.due for one in fates if one.standing and one.kind == "moves"}
    new = [one.period.due for one in fates if one.kind == "new"]
    assert len([*days.values(), *new]) == len({*days.values(), *new})
    covered = {one.period.due for one in fates} | {one.due for one in held}
    assert {one.due for one in coming} <= covered
