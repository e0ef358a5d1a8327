"""One row of the table by the roles of its columns, and how a row whose cells stand aside is mended."""

from dataclasses import dataclass, field
from itertools import combinations

from documents.reading.columns import ROLES, Role
from documents.reading.grid import Row, squeeze
from documents.reading.patterns import NUMBER, is_deadline, names_people
from documents.reading.tables.layout import Layout
from documents.reading.tables.mixed import NUMBERED_TITLE, number_titles
from documents.reading.tables.pairing import beside_dates
from domain.measures import Question, Source

# No number of a row is longer.
_LONGEST_NUMBER = 12
# Where a dash says that there is nothing.
_BLANKED: tuple[Role, ...] = ("responsible", "result")


@dataclass(slots=True)
class Record:
    """A printed row: texts by role, what covers them, and where it stood.

    ``covered``: roles whose cell is merged with the one above; ``beside``: who stands line by line beside the dates;
    ``asks``: doubts that arose while the row was mended.
    """

    texts: dict[Role, str]
    source: Source
    covered: frozenset[Role] = frozenset()
    beside: tuple[str, ...] = ()
    asks: list[Question] = field(default_factory=list)

    def get(self, role: Role) -> str:
        return self.texts.get(role, "")


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual in a table.

    Blank titles (merged cells), blank results (only empty ones), numbers of rows in their column or before the words
    of the measure.
    """

    blank_titles: bool
    blank_results: bool
    numbered: bool = False
    numbered_titles: bool = False


def habits_of(rows: list[Row], layout: Layout) -> Habits:
    """What is usual in the rows that do not look shifted."""
    straight = [row for row in rows if not row.spans and not layout.text(row, "number")[_LONGEST_NUMBER:]]
    numbers = sum(NUMBER.match(layout.text(row, "number")) is not None for row in straight)

    def blank(role: Role) -> bool:
        at = layout.place(role)
        return at is not None and any(at < len(row.cells) and not row.cells[at] for row in straight)

    titles = [layout.text(row, "title") for row in straight] if "number" not in layout.by_role else []
    return Habits(
        blank("title"),
        blank("result"),
        numbered=2 * numbers > len(straight),
        numbered_titles=number_titles(titles),
    )


def record(row: Row, layout: Layout, habits: Habits) -> Record:
    """Give each cell its role; where the cells stand one column aside, find the places that fit their words."""
    found = Record(layout.texts(row), row.source, layout.covered(row), beside_dates(row, layout))
    found.texts |= {role: "" for role in _BLANKED if not any(map(str.isalnum, found.get(role)))}
    if _is_aside(found.texts, found.covered, row, layout):
        _shift(row, layout, found, habits)
    if habits.numbered_titles and (split := NUMBERED_TITLE.match(found.get("title"))):
        found.texts |= {"number": split["number"], "title": split["title"]}
    return found


def _is_aside(texts: dict[Role, str], covered: frozenset[Role], row: Row, layout: Layout) -> bool:
    number, deadline = texts.get("number", ""), texts.get("deadline", "")
    if len(number) > _LONGEST_NUMBER and not NUMBER.match(number):
        return True
    if "number" in texts and not number and NUMBER.match(texts.get("title", "")):
        return True
    if not deadline and is_deadline(row.text(layout.width)):
        return True
    if is_deadline(deadline) or "deadline" in covered:
        return False
    return any(is_deadline(row.text(place)) for place in _elsewhere(row, layout))


def _elsewhere(row: Row, layout: Layout) -> list[int]:
    """Places where no deadline and no number belongs."""
    own = {one.place for one in layout.columns if one.role in {"deadline", "number"}} | {layout.month, layout.group}
    return [place for place in range(len(row.cells)) if place not in own]


def _shift(row: Row, layout: Layout, found: Record, habits: Habits) -> None:
    """Cells keep their order: of all ways to lay them under the roles the one that fits their words best is taken."""
    if not layout.plain:
        _shift_whole(row, layout, found, habits)
        return
    roles = {one.place: one.role for one in layout.columns}
    ordered = list(layout.ordered)
    cells = [(place, squeeze(cell)) for place, cell in enumerate(row.cells) if cell]
    if len(cells) > len(ordered):
        return
    scored = []
    for chosen in combinations(range(len(ordered)), len(cells)):
        placed = {ordered[k]: text for k, (_, text) in zip(chosen, cells, strict=True)}
        own = sum(roles.get(place) == ordered[k] for k, (place, _) in zip(chosen, cells, strict=True))
        scored.append((_fit(placed, habits, layout) + own, placed))
    best = max(scored, key=lambda pair: pair[0])[1]
    if len(cells) < len(ordered) - ("number" in ordered) and "title" not in best:
        words = "Ячейки строки сдвинуты: прочитано так, что название взято из строки выше. Верно ли это?"
        found.asks.append(Question("row", words))
    found.texts = {role: best.get(role, "") for role in ROLES if role in ordered}


def _shift_whole(row: Row, layout: Layout, found: Record, habits: Habits) -> None:
    """In a table with further columns one empty cell too many or too few is looked for."""
    moved = [row.cells]
    for place in range(min(len(row.cells), layout.width) + 1):
        moved.append((*row.cells[:place], "", *row.cells[place:]))
        if not row.at(place):
            moved.append((*row.cells[:place], *row.cells[place + 1 :]))
    tries = [layout.texts(Row(cells, row.source)) for cells in moved]
    filled = [{role: text for role, text in texts.items() if text} for texts in tries]
    best = max(filled, key=lambda texts: _fit(texts, habits, layout))
    found.texts = {role: best.get(role, "") for role in layout.by_role}


def _fit(placed: dict[Role, str], habits: Habits, layout: Layout) -> int:
    """How well texts fit the columns they are tried in."""
    score = 0
    for role, text in placed.items():
        match role:
            case "number":
                score += 0 if NUMBER.match(text) else -10
            case "deadline":
                score += 5 if is_deadline(text) else -6
            case "responsible":
                score += 3 if names_people(text) else -2
            case _:
                score -= 6 if is_deadline(text) or NUMBER.match(text) else 0
    if "title" not in placed:
        score -= 1 if habits.blank_titles else 4
    if "result" in layout.by_role and "result" not in placed:
        score -= 1 if habits.blank_results else 3
    return score
