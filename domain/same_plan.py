"""Whether a document is a plan that stands here already, of whatever version: its heading, its period, its rows."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.amendments import Row, compare
from domain.measures import Span

# Of 100: two headings of one plan.
ALIKE_HEADING = 85
_AMENDED = re.compile(
    r"\(?\b(?:с\s+)?(?:изменени|дополнени|правк)\w*(?:\s+и\s+(?:изменени|дополнени)\w*)?(?:\s+от\b)?|"
    r"\b(?:уточненн|измененн|скорректированн|обновленн|актуализированн)\w*|\b(?:в\s+)?нов(?:ая|ой)\s+редакци\w*"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATE = r"\b\d{1,2}\.\d{1,2}\.\d{2,4}\b"
_DATED = re.compile(
    rf"приказ\w*\s*(?:от\s*{_DATE}\s*(?:г\.)?\s*)?(?:№\s*[\w/-]+)?|{_DATE}|"
    r"(?:\bна\s+|\bв\s+)?20\d\d(?:\s*[-–—/]\s*(?:20)?\d\d)?(?:\s*уч\w*\.?)?(?:\s*(?:г{1,2}\.|г\.\s?г\.|год\w*))?"
)
_NO_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan: its heading, the period it is for, its rows."""

    title: str
    period: Span
    rows: tuple[Row, ...]


def again(before: Plan, after: Plan) -> float:
    """How much of the plan ``before`` is found again in ``after``, 0..1; 0 where it is another plan.

    The headings have to be alike, years and «с изменениями» aside; the periods have to be the same in the main; and
    half of the rows has to be found again by their wording.
    """
    if not heading_alike(before.title, after.title) or not _overlap(before, after) or not before.rows:
        return 0
    share = len(compare(before.rows, after.rows).pairs) / len(before.rows)
    return share if share >= 0.5 else 0


def heading_alike(before: str, after: str) -> bool:
    """Whether two headings name the same plan, of whatever year and however often amended.

    Other numbers have to be the same: the plans of school 2 and of school 5 differ in nothing else.
    """
    first, second = _heading(before), _heading(after)
    if sorted(re.findall(r"\d+", first)) != sorted(re.findall(r"\d+", second)):
        return False
    return fuzz.ratio(first, second) >= ALIKE_HEADING


def _heading(title: str) -> str:
    plain = " ".join(title.lower().replace("ё", "е").split())
    return _NO_WORDS.sub(" ", _AMENDED.sub(" ", _DATED.sub(" ", plain))).strip()


def _overlap(before: Plan, after: Plan) -> bool:
    """Whether the periods share at least half of the shorter one; where one is not known the printed years decide."""
    first, second = before.period, after.period
    if first.start and first.end and second.start and second.end:
        shared = (min(first.end, second.end) - max(first.start, second.start)).days + 1
        shorter = min((first.end - first.start).days, (second.end - second.start).days) + 1
        return shared * 2 >= shorter
    years = [_YEAR.findall(plan.title) for plan in (before, after)]
    return not all(years) or years[0] == years[1]
