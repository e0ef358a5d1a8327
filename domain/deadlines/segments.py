"""From atoms to segments: the words that speak about one stage together."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from domain.deadlines.atoms import Atom, Comma, Heading, Note, Remark, Repeat, Standing, Term, Then, Unknown, Whenever
from domain.deadlines.points import Extent
from domain.measures import Recurrence

FREQUENT = {"monthly", "weekly", "daily"}
_UNIT_DAYS = {
    "yearly": 360,
    "half-yearly": 180,
    "quarterly": 89,
    "school-quarters": 50,
    "monthly": 28,
    "weekly": 7,
    "daily": 2,
    "school-holidays": 90,
}


@dataclass(slots=True)
class Segment:
    """What one stretch of the phrase says; ``then`` means that it follows the segment before it."""

    then: bool = False
    extents: list[Extent] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    repeat: Recurrence | None = None
    standing: Standing | None = None
    whenever: Whenever | None = None
    label: str | None = None
    unknown: list[Unknown] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def says_when(self) -> bool:
        return bool(self.extents or self.terms or self.repeat or self.standing or self.whenever)

    @property
    def only_years(self) -> bool:
        """Whether nothing finer than a year is named: «мат 2024» may be a month with a wrong letter."""
        years = [one for one in self.extents if one.first.unit in {"year", "school-year"} and not one.limit]
        whole = bool(years) and len(years) == len(self.extents)
        return whole and not (self.terms or self.repeat or self.standing)

    @property
    def bounds(self) -> list[Extent]:
        """Dated stretches; beside a repetition they bound the series."""
        return [extent for extent in self.extents if extent.dated]

    @property
    def loose(self) -> list[Extent]:
        """Stretches without a year."""
        return [extent for extent in self.extents if not extent.dated]


def segments(found: list[Atom]) -> list[Segment]:
    """Split a phrase into segments; each atom ends up in exactly one."""
    done: list[Segment] = [Segment()]
    for atom in found:
        current = done[-1]
        if isinstance(atom, Then):
            done.append(Segment(then=True))
        elif isinstance(atom, Note):
            current.label = atom.text
            if current.says_when:
                done.append(Segment())
        elif isinstance(atom, Heading):
            _head(done, atom.text)
        elif _opens(current, atom):
            done.append(Segment())
            _put(done[-1], atom)
        else:
            _put(current, atom)
    kept = [segment for segment in done if segment.says_when or segment.then or segment.unknown or segment.remarks]
    for segment in kept:
        segment.extents = _share_years(segment.extents)
    _share_repeats(kept)
    return _join_stray(kept)


def _share_repeats(kept: list[Segment]) -> None:
    """«ежегодно: до 1 марта – план, до 1 декабря – отчёт»: each labelled part repeats like the first."""
    for before, segment in pairwise(kept):
        alike = before.repeat is not None and before.repeat.freq == "yearly" and before.label and not segment.then
        if alike and segment.loose and len(segment.loose) == len(segment.extents) and segment.repeat is None:
            segment.repeat = before.repeat


def _head(done: list[Segment], text: str) -> None:
    """A heading begins a new stage and labels it."""
    if done[-1].says_when:
        done.append(Segment())
    done[-1].label = text


def _opens(current: Segment, atom: Atom) -> bool:
    """Whether the atom begins a new stage because the current one already says something else."""
    match atom:
        case Repeat(rule):
            if current.repeat:
                return not _refines(current.repeat, rule)
            of_school = rule.freq == "school-quarters" and bool(current.extents)
            return of_school or any(not _long_enough(one, rule) for one in current.bounds) or bool(current.terms)
        case Extent() if current.repeat and atom.limit and current.unknown and current.repeat.freq in FREQUENT:
            # «ежемесячно, итоговый отчёт до 25 мая»: what is named between them is done once.
            return True
        case Extent() if current.repeat and current.repeat.freq == "school-quarters":
            # «1 раз в четверть (октябрь, декабрь, март, май)»
            return not atom.dated and (atom.first.unit != "month" or atom.first != atom.last or atom.limit)
        case Extent() if atom.dated and current.repeat:
            return not (atom.limit or _long_enough(atom, current.repeat)) or bool(current.bounds)
        case Extent() if current.terms:
            # «осенние каникулы (30.10–05.11)»: the days are those of the holidays.
            return atom.first.unit != "day" or not atom.dated
        case Extent():
            stands = current.standing is not None and not (_whole_years(atom) or atom.open_end)
            return current.whenever is not None or stands
        case Term():
            return current.says_when and not current.terms
        case Standing():
            both = current.standing is not None and bool(current.standing.extent and atom.extent)
            return both or any(not (_whole_years(extent) or extent.open_end) for extent in current.extents)
        case _:
            return False


def _put(segment: Segment, atom: Atom) -> None:
    match atom:
        case Extent():
            segment.extents.append(atom)
        case Term():
            segment.terms.append(atom)
        case Repeat(rule):
            _only_remark(segment)
            segment.repeat = _merge(segment.repeat, rule) if segment.repeat else rule
        case Standing():
            _only_remark(segment)
            # «постоянно, в течение года»: the words that name a time say more.
            vague = atom.scope == "always" and segment.standing is not None
            segment.standing = segment.standing if vague else atom
        case Whenever():
            # «март-май (по графику)»: the months are the deadline, the schedule only explains them.
            if not segment.extents:
                says_when = segment.says_when
                segment.whenever = atom
                if says_when:
                    _only_remark(segment)
        case Remark(ask):
            segment.remarks.append(ask)
        case Unknown():
            segment.unknown.append(atom)
        case Comma() | Then() | Note() | Heading():
            pass


def _only_remark(segment: Segment) -> None:
    """«по мере необходимости» beside a real time is a remark on it, and asked about."""
    if segment.whenever is not None:
        words = segment.whenever.words
        segment.remarks.append(segment.whenever.ask or f"«{words}»: это сам срок или только пояснение к нему?")
        segment.whenever = None


def _refines(first: Recurrence, second: Recurrence) -> bool:
    """«ежеквартально, до 10 числа месяца, следующего за отчётным»: the second says on which day of the first."""
    if _says_day(second):
        return not _says_day(first)
    return first.freq == second.freq


def _says_day(rule: Recurrence) -> bool:
    return bool(rule.day or rule.working_day or rule.weekday)


def _merge(first: Recurrence, second: Recurrence) -> Recurrence:
    return replace(
        first,
        day=second.day or first.day,
        working_day=second.working_day or first.working_day,
        weekday=second.weekday or first.weekday,
        offset_months=second.offset_months or first.offset_months,
        months=second.months or first.months,
        times=second.times or first.times,
        interval=second.interval or first.interval,
    )


def _long_enough(extent: Extent, rule: Recurrence) -> bool:
    """A stretch in which the repetition fits at least once is its bound, a shorter one is a stage of its own."""
    first, last = extent.start, extent.due
    if extent.open_end:
        return True
    if first is None or last is None:
        return False
    days = (last - first).days
    return days >= _UNIT_DAYS[rule.freq] or extent.first.unit == "school-year"


def _whole_years(extent: Extent) -> bool:
    return extent.first.unit in {"year", "school-year"} and not extent.limit


def _share_years(extents: list[Extent]) -> list[Extent]:
    """«январь, май 2024 г.»: a year printed after the last month belongs to the months before it too."""
    shared = _under_years(extents)
    for i in range(len(shared) - 2, -1, -1):
        left, right = shared[i], shared[i + 1]
        if left.dated or not right.dated or _whole_years(right):
            continue
        year = right.first.year if right.first.year is not None else right.last.year
        if year is not None and left.last.months[1] <= right.first.months[0]:
            shared[i] = left.in_year(year)
    return shared


def _under_years(extents: list[Extent]) -> list[Extent]:
    """«2023 год: октябрь, декабрь; 2024 год: май»: several years, each with the stretches that follow it."""
    heads = [one for one in extents if _one_year(one)]
    if len(heads) < 2 or not _one_year(extents[0]) or all(one.dated for one in extents):
        return list(extents)
    placed: list[Extent] = []
    year = 0
    for one in extents:
        if _one_year(one):
            year = one.first.year or 0
        else:
            placed.append(one if one.dated else one.in_year(year + (one.first.months[0] > one.last.months[1])))
    return placed


def _one_year(extent: Extent) -> bool:
    return extent.first.unit == "year" and extent.first == extent.last and not extent.limit


def _join_stray(kept: list[Segment]) -> list[Segment]:
    """Words that say no time go to the stage beside them."""
    joined: list[Segment] = []
    for segment in kept:
        own = segment.label is not None and any(one.moves for one in segment.unknown)
        if joined and not segment.says_when and not segment.then and not own:
            joined[-1].unknown += segment.unknown
            joined[-1].remarks += segment.remarks
        else:
            joined.append(segment)
    return joined
