"""The header of a table: which column holds what, by the words in it."""

import re
from typing import Literal, get_args

from documents.reading.grid import Row, squeeze

Role = Literal["number", "title", "result", "deadline", "responsible"]
ROLES: tuple[Role, ...] = get_args(Role)

# In this order: «Информация об исполнении» is a result although «исполн…» also begins an executor.
_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("number", re.compile(r"^(?:№|n|#|номер)\s*(?:п\s*[/.\\]?\s*п\.?)?$|^п\s*[/.\\]\s*п\.?$", re.IGNORECASE)),
    (
        "deadline",
        re.compile(r"\bсрок|\bдат[аы]\b|\b(?:период|время) (?:выполнен|реализ|провед|исполнен)|^когда", re.IGNORECASE),
    ),
    (
        "result",
        re.compile(
            r"информаци\w+ об исполн|результат|характеристик|показател|индикатор|отметка|вид документа|\bформа|\bитог|"
            r"продукт",
            re.IGNORECASE,
        ),
    ),
    ("responsible", re.compile(r"ответствен|исполнител|^кто\b", re.IGNORECASE)),
    (
        "title",
        re.compile(
            r"мероприят|содержани|наименован|\bзадач|действи|направлени|\bвиды? (?:деятельност|работ)|вопрос|\bтема|"
            r"^что\b",
            re.IGNORECASE,
        ),
    ),
)
# Longer cells are sentences, not headings of columns.
_LONGEST = 120


def role_of(text: str) -> Role | None:
    """The role that the words of a header cell name."""
    words = squeeze(text)
    if not words or len(words) > _LONGEST:
        return None
    return next((role for role, pattern in _WORDS if pattern.search(words)), None)


def header_roles(row: Row) -> dict[int, Role] | None:
    """Column → role for a header row, or None.

    A header names the measure and its deadline or responsible, and most of its cells name a column.
    """
    roles: dict[int, Role] = {}
    for place, cell in enumerate(row.cells):
        role = role_of(cell or "")
        if role is not None and role not in roles.values():
            roles[place] = role
    found = set(roles.values())
    if "title" not in found or not found & {"deadline", "responsible"} or 3 * len(roles) < 2 * len(row.filled):
        return None
    return roles


def is_number_row(row: Row) -> bool:
    """1 2 3 4 5: the numbers of the columns."""
    texts = [squeeze(cell).rstrip(".") for cell in row.filled]
    return len(texts) >= 2 and texts in ([str(n) for n in range(first, first + len(texts))] for first in (1, 2))
