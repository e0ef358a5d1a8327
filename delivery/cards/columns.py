"""Cards that show a table whose columns could not be told, and ask for one of them at a time."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from domain.errors import Refusal
from domain.picking import ASKED, MUST_BE, asked_next
from domain.visible import visible
from services.overview import Overview
from storage import columns
from storage.columns import UnclearTable

COLUMNS_ON_A_PAGE = 10
ROWS_SHOWN = 4
# A phone shows about 34 characters of even width in a line; more columns stand below the first ones.
LINE = 34
COLUMNS_BESIDE = 4
WORDS_ON_BUTTON = 24
FILE_NAME = 80


class ColumnsButton(CallbackData, prefix="cl"):
    """What can be pressed about the columns of a table.

    ``do``: pick (``column`` for the role at ``role`` of those asked for), none (it has no such column), back, turn
    (another ``page``), drop, anew.
    """

    do: str
    table: int
    role: int = 0
    column: int = 0
    page: int = 0


async def ask(scene: Scene) -> Outgoing:
    """The table, what was said so far, and the question for the next column; «Читаю таблицу…» after the last."""
    table = await _table(scene)
    role = asked_next(table.picked)
    if role is None:
        return Message(text("roadmap-reading"))
    last = max(0, (table.width - 1) // COLUMNS_ON_A_PAGE)
    page = min(max(0, int(scene.data.get("page", 0))), last)
    first = page * COLUMNS_ON_A_PAGE
    shown = range(first, min(first + COLUMNS_ON_A_PAGE, table.width))
    failed = [text("columns-nothing-read")] if scene.data.get("failed") else []
    head = text("columns-head", name=clipped(table.source_name, FILE_NAME))
    drawn = text("columns-table", table=drawing([[row[place] for place in shown] for row in table.rows], first))
    said = [_said(table)] if table.picked else []
    lines = [*failed, head, drawn, *said, text("columns-ask", role=role)]
    place = ASKED.index(role)
    offered = [_column(table, place, column) for column in shown if column not in table.picked.values()]
    none = [] if role == MUST_BE else [_one("columns-none", "none", table, place)]
    back = [_one("columns-back", "back", table, place)] if table.picked else []
    rows = [*in_rows(offered, 2), none, _turns(table, page, last), [*back, _one("columns-drop", "drop", table, place)]]
    return Message(join(lines), keyboard(*rows))


async def cancelled(scene: Scene) -> Outgoing:
    """The file was put away; it can be taken up again."""
    table = await _table(scene)
    words = text("columns-cancelled", name=clipped(table.source_name, FILE_NAME))
    return Message(words, keyboard([_one("columns-restore", "anew", table)]))


async def picked(scene: Scene, seen: Overview) -> tuple[list[Html], list[InlineKeyboardButton]]:
    """For the preview of a draft whose columns were picked, or begun to be: what it says, the button to pick anew."""
    table = await columns.of_file(scene.connection, seen.roadmap.organisation_id, seen.roadmap.source_sha256)
    if table is None or table.state == "cancelled" or seen.roadmap.state != "draft":
        return [], []
    choice = await columns.choice_of(scene.connection, table.organisation_id, table.shape)
    as_before = choice is not None and choice.chosen_at < table.created_at
    lines = [text("columns-as-before" if as_before else "columns-by-hand")]
    if table.state == "open":
        # It was begun and left: the buttons of the question may be gone with its message.
        return lines if choice is not None else [], [_one("columns-go-on", "turn", table)]
    return lines, [_one("columns-anew", "anew", table)]


async def _table(scene: Scene) -> UnclearTable:
    table = await columns.get(scene.connection, scene.data["table"])
    if table is None:
        raise Refusal("stale-button")
    return table


def _one(key: str, do: str, table: UnclearTable, place: int = 0) -> InlineKeyboardButton:
    return button(label(key), ColumnsButton(do=do, table=table.id, role=place))


def _column(table: UnclearTable, place: int, column: int) -> InlineKeyboardButton:
    """«2 · Провести семинар»: the number and the longest words of its first rows."""
    words = max((visible(row[column]) for row in table.rows), key=len)
    shown = f"{column + 1} · {clipped(words, WORDS_ON_BUTTON)}" if words.strip() else str(column + 1)
    return button(shown, ColumnsButton(do="pick", table=table.id, role=place, column=column))


def _turns(table: UnclearTable, page: int, last: int) -> list[InlineKeyboardButton]:
    turns = [button("‹", ColumnsButton(do="turn", table=table.id, page=page - 1))] if page else []
    return turns + ([button("›", ColumnsButton(do="turn", table=table.id, page=page + 1))] if page < last else [])


def _said(table: UnclearTable) -> Html:
    said = [
        text("columns-has-none", role=role) if column is None else text("columns-is", role=role, number=column + 1)
        for role, column in table.picked.items()
    ]
    return text("columns-said", list=join(said, " · "))


def drawing(rows: list[list[str]], first: int) -> str:
    """The rows as lines of letters of even width, a few columns beside each other, numbered from ``first`` + 1."""
    shown = [[" ".join(visible(cell).split()) for cell in row] for row in rows[:ROWS_SHOWN]]
    width = len(shown[0])
    bands = []
    for start in range(0, width, COLUMNS_BESIDE):
        places = range(start, min(start + COLUMNS_BESIDE, width))
        numbered = [[str(first + place + 1) for place in places], *([row[place] for place in places] for row in shown)]
        bands.append(_band(numbered))
    return "\n\n".join(bands)


def _band(rows: list[list[str]]) -> str:
    sizes = _sizes([max(len(row[place]) for row in rows) for place in range(len(rows[0]))])
    lines = ["│".join(_cell(cell, size) for cell, size in zip(row, sizes, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "┼".join("─" * size for size in sizes), *lines[1:]])


def _sizes(wanted: list[int]) -> list[int]:
    """How wide each column becomes: as wide as it wants, the rest of the line shared by those that want more."""
    room = LINE - (len(wanted) - 1)
    sizes = [0] * len(wanted)
    for done, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        sizes[place] = max(1, min(wanted[place], (room - sum(sizes)) // (len(wanted) - done)))
    return sizes


def _cell(words: str, size: int) -> str:
    return (words if len(words) <= size else words[: size - 1] + "…").ljust(size)


CARDS: dict[str, Card] = {"columns": ask, "columns-cancelled": cancelled}
