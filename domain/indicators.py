"""Target indicators of a roadmap: what kind of number each is, what was reached altogether, how far that is."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.amendments import squeezed
from domain.measures import Indicator

Kind = Literal["percent", "counted", "amount", "rate"]
"""A share of 100; things that are whole and add up; money and hours, which add up too; what cannot be added up."""

_PERCENT = re.compile(r"%|процент|п\.\s?п\.", re.IGNORECASE)
_AMOUNT = re.compile(
    r"руб|тыс|млн|млрд|миллион|тонн|литр|километр|метр|гектар|(?:час(?:а|ов)?|ч|км|м|кв|куб|га|кг|л|т)\b", re.IGNORECASE
)
_RATE = re.compile(r"балл|коэфф|индекс|раз(?:а|ы)?\b", re.IGNORECASE)
# «Количество обучающихся на один компьютер», «средний балл»: of two schools together it is not the sum.
_RATE_NAME = re.compile(
    r"\bна (?:один|одн\w+|душу|1|10{1,6})\b|\bсредн\w+ (?:балл|возраст|количеств|числ|оценк|показател|зарплат|заработн)"
    r"|\bв среднем\b|\bкоэффициент|\bиндекс|\bсоотношени|\bотношени[ея]\b|\bдоля\b|\bудельн\w+ вес",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*[.)]\s*")
_EXACT = 6  # digits after the comma: a sum of such numbers is no longer than they are


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a value is from the target.

    ``share``: percent of the target, whole and rounded down; None where the target is a ceiling, or 0.
    """

    reached: bool
    share: int | None


def kind_of(indicator: Indicator) -> Kind:
    """What kind of number the indicator is, by its unit, else by its name and the number of the target."""
    unit = indicator.unit or ""
    if _PERCENT.match(unit) or (not unit and re.search(r"%|\bпроцент", indicator.name)):
        return "percent"
    if _RATE.match(unit) or _RATE_NAME.search(indicator.name):
        return "rate"
    if _AMOUNT.match(unit):
        return "amount"
    # A target in halves and tenths cannot be counted in pieces; one without a number says nothing of pieces.
    return "rate" if indicator.value is None or indicator.value % 1 else "counted"


def is_summed(kind: Kind) -> bool:
    """Whether what several organisations have reached adds up."""
    return kind in ("counted", "amount")


def is_measured(indicator: Indicator) -> bool:
    """Whether the target is a number with a direction, so that it can be said how far a value is."""
    return indicator.op is not None and indicator.value is not None


def total(indicator: Indicator, newest: Mapping[int, float], own: int) -> float | None:
    """What stands against the target; ``newest``: the newest value of each organisation, ``own``: the roadmap's.

    A number that adds up is the sum of all; of any other only the roadmap's own organisation can speak. None where
    nothing was told yet.
    """
    if is_summed(kind_of(indicator)):
        return round(sum(newest.values()), _EXACT) if newest else None
    return newest.get(own)


def progress(indicator: Indicator, value: float) -> Progress | None:
    """How far the value is; None where the target holds no number or no direction.

    «Не более» is kept as long as the value is not above; everything else is reached from the target on.
    """
    aim = indicator.value
    match indicator.op:
        case None:
            return None
        case "<=" | "<":
            return None if aim is None else Progress(value <= aim if indicator.op == "<=" else value < aim, None)
    if aim is None:
        return None
    reached = value > aim if indicator.op == ">" else value >= aim
    if aim <= 0:
        return Progress(reached, None)
    # Floats: 61,5 of 61,5 has to be 100.
    share = int(round(100 * value / aim, _EXACT))
    return Progress(reached, share if reached else min(share, 99))


def pair(before: Sequence[Indicator], after: Sequence[Indicator]) -> dict[int, int]:
    """The place in ``before`` for each place in ``after`` that has the same name: of several the one with its target.

    Each place is found once; the first of ``before`` comes first.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(before):
        places[_name(one)].append(place)
    found: dict[int, int] = {}
    for same_target in (True, False):
        for place, one in enumerate(after):
            fitting = [] if place in found else places[_name(one)]
            at = next((old for old in fitting if not same_target or _target(before[old]) == _target(one)), None)
            if at is not None:
                found[place] = at
                fitting.remove(at)
    return found


def is_same(before: Indicator, after: Indicator) -> bool:
    """Whether nothing has changed but white space, dashes and quotes."""
    return squeezed(before.name) == squeezed(after.name) and _target(before) == _target(after)


def _name(indicator: Indicator) -> str:
    return squeezed(_NUMBERED.sub("", indicator.name)).casefold().rstrip(".;:,")


def _target(indicator: Indicator) -> str:
    return squeezed(indicator.target).casefold()


def number_words(value: float) -> str:
    """«1 250», «61,5»: as it is written in Russian, with spaces that do not break a line."""
    plain = f"{round(value, _EXACT):,.{_EXACT}f}".rstrip("0").rstrip(".")
    return plain.replace(",", "\u00a0").replace(".", ",")


def amount_words(value: float, unit: str | None) -> str:
    """«12 проектов», «61,5 %», «2 проекта»: the unit as printed, in the number of the value where that is sure."""
    return " ".join(part for part in (number_words(value), _counted_unit(value, unit)) if part)


# The genitive plurals that give their other forms away: «проектов» → «проект», «проекта»; not «кружков», «отцов».
_REGULAR = re.compile(r"[а-яё]*[аеиоуыэюя](?:[бвгдзклмнпрстф]|[кнрс]т|лл|нд|[рс]с)ов")


def _counted_unit(value: float, unit: str | None) -> str:
    if not unit:
        return ""
    plain = unit.lower()
    if plain not in ("человек", "балла", "баллов") and not _REGULAR.fullmatch(plain):
        return unit
    stem = unit[: -len("ов")] if plain.endswith("ов") else unit.removesuffix("а")
    if value % 1:
        return f"{stem}а"
    last, teens = value % 10, value % 100
    if last == 1 and teens != 11:
        return stem
    if 2 <= last <= 4 and not 12 <= teens <= 14:
        return f"{stem}а"
    return stem if plain == "человек" else f"{stem}ов"
