"""Which column serves which role: the surest words win, and contents decide what words leave open."""

from collections.abc import Sequence

from documents.reading.columns import Role
from documents.reading.grid import Row
from documents.reading.tables.calendars import calendar_layout
from documents.reading.tables.captions import Caption
from documents.reading.tables.contents import profile
from documents.reading.tables.layout import Column, Layout
from documents.reading.tables.sight import Sight
from documents.reading.tables.when import calendar_columns, deadline_columns


def layout_of(
    captions: Sequence[Caption], rows: Sequence[Row], printed: tuple[int, ...], *, weak: bool = False
) -> Layout | None:
    """The layout that a header gives, or None when it is no header of a plan.

    A header names the measure and its deadline or responsible, and most of its cells name a column; ``weak``: the
    measure alone is enough.
    """
    sight = Sight(captions, [one.meaning for one in captions], rows)
    named = sum(one is not None for one in sight.meanings)
    filled = sum(bool(one.words) for one in captions)
    if filled < 2 or 3 * named < 2 * filled:
        return None
    if calendar := calendar_columns(sight):
        return calendar_layout(calendar, sight.captions, printed)
    when, people = deadline_columns(sight), _responsible(sight)
    if mixed := [one for one in sight.places("deadline", lambda one: one.part == "mixed") if not people]:
        when = [Column(mixed[0], "deadline", "mixed")]
        people = [Column(mixed[0], "responsible", "mixed")]
    titles = _titles(sight, bool(when), bool(people))
    if not titles or not (when or people or (weak and _is_measure(sight, titles[0]))):
        return None
    taken = {one.place for one in (*when, *people)} | set(titles)
    when = when or _by_contents(sight, "deadline", taken)
    people = people or _by_contents(sight, "responsible", taken | {one.place for one in when})
    taken |= {one.place for one in (*when, *people)}
    numbers = _numbers(sight, taken)
    results = [Column(place, "result") for place in _results(sight) if place not in taken]
    columns = (*numbers, *(Column(place, "title") for place in titles), *when, *results, *people)
    group = next((place for place in sight.best("title", "group") if place not in taken), None)
    months = [place for place in sight.best("deadline", "month") if place not in taken]
    return Layout(
        columns=tuple(sorted(columns, key=lambda one: one.place)),
        width=len(captions),
        printed=printed,
        group=group,
        month=months[0] if months else None,
    )


def _is_measure(sight: Sight, place: int) -> bool:
    meaning = sight.meanings[place]
    return meaning is not None and meaning.rank <= 1


def _titles(sight: Sight, dated: bool, answered: bool) -> list[int]:
    """The column of the measures; a wide heading over the number and the words has both below it."""
    best = sight.best("title") or sight.best("title", "group")
    if best:
        whole = [place for place in best if place == best[0] or _same_heading(sight, best[0], place)]
        worded = [place for place in whole if not sight.profile(place).is_number]
        return (worded or whole)[:1]
    if not (dated and answered):
        return []
    open_columns = sight.unnamed or sight.best("result")
    telling = [place for place in open_columns if sight.profile(place).is_title]
    return sorted(telling, key=lambda place: -sight.profile(place).letters)[:1]


def _same_heading(sight: Sight, first: int, place: int) -> bool:
    return all(sight.captions[one].shared for one in range(first + 1, place + 1))


def _numbers(sight: Sight, taken: set[int]) -> list[Column]:
    named = sight.best("number")
    if named:
        return [Column(named[0], "number")]
    first = min(taken)
    before = [place for place in range(first) if sight.meanings[place] is None or sight.captions[place].shared]
    shared = [place for place in sight.places("title") if place not in taken]
    found = [place for place in (*before, *shared) if sight.profile(place).is_number]
    return [Column(found[0], "number")] if found else []


def _results(sight: Sight) -> list[int]:
    best = sight.best("result")
    sure = [place for place in best if (one := sight.meanings[place]) and one.rank == 0]
    return sure or best[:1]


def _responsible(sight: Sight) -> list[Column]:
    """Those who answer; people's names and posts; those who help or check come after."""
    whole = sight.best("responsible")
    named = [
        Column(place, "responsible", one.part)
        for place in sight.places("responsible")
        if (one := sight.meanings[place]) and one.part in {"name", "post", "helper"}
    ]
    ranked = [one for one in named if one.part != "helper"]
    if whole and ranked and (main := sight.meanings[whole[0]]) and main.rank > 1:
        whole = []
    main_columns = [Column(place, "responsible") for place in whole]
    people = main_columns + named
    if people and all(one.part == "helper" for one in people):
        return [Column(one.place, "responsible") for one in people]
    return people


def _by_contents(sight: Sight, role: Role, taken: set[int]) -> list[Column]:
    """A column that no words name but whose cells are all deadlines, or all people."""
    for place in sight.unnamed:
        found = sight.profile(place)
        if place not in taken and (found.is_deadline if role == "deadline" else found.is_responsible):
            return [Column(place, role)]
    return []


def told_by_contents(rows: Sequence[Row], width: int) -> Layout | None:
    """The layout of a table without a header, where its cells show the measures and their deadlines."""
    profiles = {place: profile(rows, place) for place in range(width)}
    when = next((place for place, one in profiles.items() if one.is_deadline), None)
    titles = sorted(
        (place for place, one in profiles.items() if one.is_title), key=lambda place: -profiles[place].letters
    )
    if when is None or not titles:
        return None
    people = next((place for place, one in profiles.items() if one.is_responsible), None)
    texts = [place for place in titles if place != people]
    title = min(texts[:2])
    number = next((place for place in range(title) if profiles[place].is_number), None)
    result = next((place for place in texts if place != title), None)
    roles: list[tuple[int | None, Role]] = [
        (number, "number"), (title, "title"), (when, "deadline"), (result, "result"), (people, "responsible")
    ]  # fmt: skip
    columns = sorted((Column(place, role) for place, role in roles if place is not None), key=lambda one: one.place)
    return Layout(tuple(columns), width)
