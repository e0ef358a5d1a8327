"""A plan that is sent again: Word files made from an example by changing its rows, and a look at what stands then."""

import copy
import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.document import Document as DocumentFile
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Cell, _Row
from sqlalchemy import select

from storage import people
from storage.tables import assignments, measures, periods
from tests.conversations.plans import SITE, Plan
from tests.conversations.sending import CLUSTER, rows_of, sent, table
from tests.town import Person, Seen, Town

LETTERS_ROW = "Методические письма"
MEETING = "Проведение совещания с педагогами, работающими в 10"
REPORT = "Размещение на сайте МБОУ «СОШ №2» Отчёта по результатам"
ACCOUNTS = "Организация аккаунтов"
PARTNERS = "Формирование перечней академических партнёров"
NEW = "Провести день открытых дверей технологического класса"
WEBSITE = SITE.split(" специализированных")[0]

Edit = Callable[[Table], None]
TITLE, RESULT, DEADLINE, PEOPLE = 1, 2, 3, 4


def document(*edits: Edit) -> tuple[str, bytes]:
    """The example with these edits of its table."""
    opened = Document(str(CLUSTER))
    for edit in edits:
        edit(opened.tables[0])
    return "план (изменённый).docx", saved(opened)


def next_year() -> tuple[str, bytes]:
    """The example with each year one later, in its heading and in its deadlines."""
    opened = Document(str(CLUSTER))
    heading = opened.paragraphs[0]
    heading.text = heading.text.replace("2022-2023", "2023-2024")
    for row in opened.tables[0].rows:
        write(row.cells[DEADLINE], row.cells[DEADLINE].text.replace("2023", "2024").replace("2022", "2023"))
    return "план на следующий год.docx", saved(opened)


def saved(opened: DocumentFile) -> bytes:
    """The document as a file."""
    content = io.BytesIO()
    opened.save(content)
    return content.getvalue()


def write(one: _Cell, text: str) -> None:
    """The cell says this and nothing else."""
    for extra in one.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    one.paragraphs[0].text = text


def row_with(table: Table, words: str) -> _Row:
    """The only row that begins with these words in its title or its result."""
    found = [row for row in table.rows if any(cell(row, at).startswith(words) for at in (TITLE, RESULT))]
    assert len(found) == 1, f"{len(found)} rows begin with «{words}»"
    return found[0]


def cell(row: _Row, column: int) -> str:
    """The cell's words in one line."""
    return " ".join(row.cells[column].text.split())


def printed(words: str, column: int, text: str) -> Edit:
    """The row with these words has another text in this column."""

    def edit(table: Table) -> None:
        write(row_with(table, words).cells[column], text)

    return edit


def without(words: str) -> Edit:
    """The row with these words is gone."""

    def edit(table: Table) -> None:
        table._tbl.remove(row_with(table, words)._tr)

    return edit


def added(after: str, title: str, deadline: str, who: str, result: str = "Проведено") -> Edit:
    """A new row below the one with the words ``after``."""

    def edit(table: Table) -> None:
        above = row_with(table, after)
        tr: BaseOxmlElement = copy.deepcopy(above._tr)
        above._tr.addnext(tr)
        made = _Row(tr, table)
        for column, text in ((TITLE, title), (RESULT, result), (DEADLINE, deadline), (PEOPLE, who)):
            write(made.cells[column], text)

    return edit


def moved(words: str, below: str) -> Edit:
    """The row with these words stands below another one."""

    def edit(table: Table) -> None:
        row_with(table, below)._tr.addnext(row_with(table, words)._tr)

    return edit


COORDINATOR = "Полякова В.А., заместитель директора по УВР"
EDITS = (
    printed(LETTERS_ROW, DEADLINE, "до 27.10.2022 г."),
    printed(REPORT, PEOPLE, COORDINATOR),
    without(ACCOUNTS),
    added(LETTERS_ROW, NEW, "до 15.11.2022", "Бондаренко А.Е."),
    moved(PARTNERS, MEETING),
    printed(WEBSITE, TITLE, "Информационное сопровождение деятельности специализированных классов школы"),
)


async def live(town: Town) -> None:
    """The example is accepted."""
    await sent(town)
    await town.polyakova.presses("Принять")


async def sent_again(town: Town, *edits: Any) -> Seen:
    """The preview after the coordinator has sent the example with these changes, the usual ones unless given."""
    await town.polyakova.sends([document(*(edits or EDITS))])
    return town.polyakova.last


async def small(town: Town, *plan: tuple[str, ...]) -> Seen:
    """A small plan is sent and accepted, whether it is new or amends one; what is answered."""
    await town.polyakova.sends([table(*plan)])
    await town.polyakova.presses("Принять", on=town.polyakova.last)
    return town.polyakova.last


async def done(town: Town, person: Person, title: str) -> None:
    """This person says «Выполнено» about the measure with this title."""
    await person.presses("Выполнено", on=await card_of(town, person, title))


async def card_of(town: Town, person: Person, title: str) -> Seen:
    """A fresh card of this person's assignment for the measure with this title."""
    return await Plan(town, 1, title, cards=person.number * 1000 + len(person.received)).card(person)


async def shares(town: Town, words: str) -> list[tuple[Any, ...]]:
    """(family, due day, status) of all assignments of the rows that begin so, whether removed or not."""
    async with town.app.database.read() as connection:
        query = (
            select(assignments.c.member_id, periods.c.due, assignments.c.status)
            .join(periods, periods.c.id == assignments.c.period_id)
            .join(measures, measures.c.id == assignments.c.measure_id)
            .where(measures.c.title.like(f"{words}%") | measures.c.result.like(f"{words}%"))
            .order_by(periods.c.due, assignments.c.id)
        )
        rows = (await connection.execute(query)).all()
        return [((await people.member(connection, row[0])).family, *row[1:]) for row in rows]


async def ids(town: Town) -> dict[str, int]:
    """The id of each row of the plan that stands, by its title and result."""
    query = select(measures.c.title, measures.c.result, measures.c.id).where(measures.c.removed_at.is_(None))
    return {
        f"{row[0]} {row[1]}": int(str(row[2])) for row in await rows_of(town, query.where(measures.c.roadmap_id == 1))
    }


async def places(town: Town) -> list[str]:
    """The titles of the plan's rows in their order, those that were removed at the end."""
    query = select(measures.c.title, measures.c.result).where(measures.c.roadmap_id == 1).order_by(measures.c.position)
    return [str(row[0]) for row in await rows_of(town, query)]


def heard(person: Person, since: int) -> list[str]:
    """What the bot has said to this person after their first ``since`` messages from it."""
    return [seen.text for seen in person.received[since:]]
