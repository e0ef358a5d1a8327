"""One row of the table by the roles of its columns, and how a row cut by a page break or shifted aside is mended."""

import re
from dataclasses import dataclass, field
from itertools import combinations

from documents.reading.columns import ROLES, Role
from documents.reading.grid import Row, join_words, squeeze
from domain.deadlines import read_deadline
from domain.measures import Question, Source, Span
from domain.parties import names_somebody

NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,3})*[.)]?$|^[IVXІ]{1,6}[.)]?$")
_SECTION_MARK = re.compile(
    r"^(?:[IVXLІ]+|\d{1,2})(?:\.\d{1,2})*\s?[.)]\s*\S|^раздел\b|^направление\b|^блок\b|^этап\b", re.IGNORECASE
)
_RULER = re.compile(r"^[-–—_=*.\s]+$")


@dataclass(slots=True)
class Record:
    """A printed row: texts by role, what covers them, and where it stood.

    ``covered``: roles whose cell is merged with the one above; ``asks``: doubts that arose while the row was mended.
    """

    texts: dict[Role, str]
    source: Source
    covered: frozenset[Role] = frozenset()
    asks: list[Question] = field(default_factory=list)

    def get(self, role: Role) -> str:
        return self.texts.get(role, "")


def is_ruler(row: Row) -> bool:
    """«--- | -- | --»: a line drawn with dashes under a table."""
    return (
        bool(row.filled) and all(_RULER.match(text) for text in row.filled) and any("--" in text for text in row.filled)
    )


def is_deadline(text: str) -> bool:
    """Whether a cell reads as a deadline from its first word to its last."""
    if not text.strip() or len(text) > 300:
        return False
    reading = read_deadline(text, Span())
    return not any(stage.not_understood for stage in reading.stages)


def section_text(row: Row, roles: dict[int, Role]) -> str | None:
    """The heading that a row holds, when it is one: merged, a bare line, or a heading spread over several cells."""
    texts = [squeeze(cell) for cell in row.filled]
    if not texts:
        return None
    if row.spans:
        return " ".join(texts)
    by_role = {role: squeeze(row.cells[place]) for place, role in roles.items() if place < len(row.cells)}
    if is_deadline(by_role.get("deadline", "")) or names_somebody(by_role.get("responsible", "")):
        return None
    marked = _SECTION_MARK.match(texts[0]) is not None
    if _first_place(row) > min(place for place, role in roles.items() if role == "title"):
        return None
    if marked and not NUMBER.match(texts[0]) and len(texts) <= 2 and not by_role.get("responsible"):
        return " ".join(texts)
    if len(texts) == 1 and texts[0][0].isupper() and not row.after_break:
        return texts[0] if _lone_heading(row, roles) else None
    return None


def _lone_heading(row: Row, roles: dict[int, Role]) -> bool:
    """A single text in the first printed column, with every other cell empty."""
    place = _first_place(row)
    return place == 0 and roles.get(place) in {"number", "title"} and None not in row.cells


def _first_place(row: Row) -> int:
    return next(place for place, cell in enumerate(row.cells) if cell)


def goes_on(before: Row, row: Row, roles: dict[int, Role]) -> bool:
    """Whether a row is the rest of the one before it, cut by a page break (in one, two or all of its cells)."""
    if not row.after_break:
        return False
    text = {role: squeeze(row.cells[place]) for place, role in roles.items() if place < len(row.cells)}
    number = text.get("number", "")
    if NUMBER.match(number):
        return False
    title = text.get("title") or number
    if title:
        digit_or_quote = not title[0].isalpha() and _numbered(before, roles)
        return title[0].islower() or digit_or_quote or _is_cut(before, roles, row)
    if text.get("deadline") and _is_new_result(before, text, roles):
        return False
    return not (text.get("result", "")[:1].isupper() and names_somebody(text.get("responsible", "")))


def _is_cut(before: Row, roles: dict[int, Role], row: Row) -> bool:
    """A title that begins with a capital can still be a rest («Волковыска для организации»): the deadline tells."""
    place = next((place for place, role in roles.items() if role == "deadline"), None)
    if place is None or place >= min(len(before.cells), len(row.cells)):
        return False
    left, right = squeeze(before.cells[place]), squeeze(row.cells[place])
    if not right:
        return "number" in roles.values() and _numbered(before, roles) and len(row.filled) < len(before.filled)
    return bool(left) and not is_deadline(right) and is_deadline(f"{left} {right}")


def _numbered(row: Row, roles: dict[int, Role]) -> bool:
    return any(role == "number" and NUMBER.match(squeeze(row.cells[place])) for place, role in roles.items())


def _is_new_result(before: Row, text: dict[Role, str], roles: dict[int, Role]) -> bool:
    """A row without a title but with a whole deadline of its own is a further result of the measure above."""
    left = next(
        (squeeze(before.cells[p]) for p, role in roles.items() if role == "deadline" and p < len(before.cells)), ""
    )
    if not is_deadline(text["deadline"]):
        return False
    return (not left or is_deadline(left)) and text.get("result", "A")[:1].isupper()


def joined(before: Row, rest: Row) -> Row:
    """Two halves of a cut row as one, cell by cell."""
    width = max(len(before.cells), len(rest.cells))
    left = before.cells + ("",) * (width - len(before.cells))
    right = rest.cells + ("",) * (width - len(rest.cells))
    cells = tuple(a if not b else join_words(a or "", b) for a, b in zip(left, right, strict=True))
    return Row(cells, before.source, before.spans, before.after_break)


def record(row: Row, roles: dict[int, Role], habits: "Habits") -> Record:
    """Give each cell its role; where the cells stand one column aside, find the places that fit their words."""
    place_of = {role: place for place, role in roles.items()}
    texts = {role: squeeze(row.cells[place]) if place < len(row.cells) else "" for role, place in place_of.items()}
    covered = frozenset(r for r, p in place_of.items() if p < len(row.cells) and row.cells[p] is None)
    found = Record(texts, row.source, covered)
    if _is_aside(texts):
        _shift(row, roles, found, habits)
    return found


def _is_aside(texts: dict[Role, str]) -> bool:
    number, deadline = texts.get("number", ""), texts.get("deadline", "")
    if len(number) > 12 and not NUMBER.match(number):
        return True
    elsewhere = any(is_deadline(text) for role, text in texts.items() if role not in {"deadline", "number"} and text)
    return elsewhere and not is_deadline(deadline)


@dataclass(frozen=True, slots=True)
class Habits:
    """Which columns the table leaves blank: a blank title is a merged cell, a blank result is only an empty one."""

    blank_titles: bool
    blank_results: bool


def habits_of(rows: list[Row], roles: dict[int, Role]) -> Habits:
    """What is usual in the rows that do not look shifted."""
    place = {role: p for p, role in roles.items()}
    straight = [row for row in rows if not squeeze(row.cells[place.get("number", 0)])[12:]]

    def blank(role: Role) -> bool:
        at = place.get(role)
        return at is not None and any(at < len(row.cells) and not row.cells[at] for row in straight)

    return Habits(blank("title"), blank("result"))


def _shift(row: Row, roles: dict[int, Role], found: Record, habits: Habits) -> None:
    ordered = [role for _, role in sorted(roles.items())]
    cells = [(place, squeeze(cell)) for place, cell in enumerate(row.cells) if cell]
    if len(cells) > len(ordered):
        return
    scored = []
    for chosen in combinations(range(len(ordered)), len(cells)):
        placed = {ordered[k]: text for k, (_, text) in zip(chosen, cells, strict=True)}
        own = sum(roles.get(place) == ordered[k] for k, (place, _) in zip(chosen, cells, strict=True))
        scored.append((_fit(placed, habits, "result" in ordered) + own, placed))
    best = max(scored, key=lambda pair: pair[0])[1]
    if len(cells) < len(ordered) - ("number" in ordered) and ("title" not in best or "result" not in best):
        words = "Ячейки строки сдвинуты: прочитано так, что название взято из строки выше. Верно ли это?"
        if "title" not in best:
            found.asks.append(Question("row", words))
    found.texts = {role: best.get(role, "") for role in ROLES if role in ordered}


def _fit(placed: dict[Role, str], habits: Habits, has_results: bool) -> int:
    """How well texts fit the columns they are tried in."""
    score = 0
    for role, text in placed.items():
        match role:
            case "number":
                score += 0 if NUMBER.match(text) else -10
            case "deadline":
                score += 5 if is_deadline(text) else -6
            case "responsible":
                score += 3 if names_somebody(text) else -2
            case _:
                score -= 6 if is_deadline(text) else 0
    if "title" not in placed:
        score -= 1 if habits.blank_titles else 4
    if has_results and "result" not in placed:
        score -= 1 if habits.blank_results else 3
    return score
