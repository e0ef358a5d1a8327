"""What the tests of plans share: sending a plan, looking into the database, one more inhabitant."""

import io
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import func, select

from domain.people import Role
from storage import chats, people
from storage.tables import measures, periods, roadmaps, stages
from tests.town import Person, Seen, Town

EXAMPLES = Path(__file__).parents[2] / "examples"
CLUSTER = EXAMPLES / "003.docx"
UNCLEAR = (
    ("А", "Б", "В", "Г"),
    ("1", "Подготовить зал к празднику", "как получится", "кто свободен"),
    ("2", "Украсить коридоры школы", "как получится", "кто свободен"),
)
NO_HEADER = (
    ("1", "Провести семинар для учителей", "до 20.10.2022", "Шарик Н.Н."),
    ("2", "Открыть школьный музей", "до 21.10.2022", "Шабанова Н.С."),
    ("3", "Украсить зал", "до 25.11.2022", "Шабанова Н.С."),
)
PROFILE_CLASSES = EXAMPLES / "000.docx"


async def rows_of(town: Town, query: object) -> list[tuple[object, ...]]:
    async with town.app.database.read() as connection:
        return [tuple(row) for row in await connection.execute(query)]  # type: ignore[call-overload]


async def how_many(town: Town, table: object) -> int:
    counted = await rows_of(town, select(func.count()).select_from(table))  # type: ignore[arg-type]
    return int(str(counted[0][0]))


async def states(town: Town) -> list[object]:
    return [row[0] for row in await rows_of(town, select(roadmaps.c.state).order_by(roadmaps.c.id))]


async def sent(town: Town, file: Path = CLUSTER) -> Seen:
    """The preview after the coordinator has sent a plan."""
    await town.polyakova.sends([file])
    return town.polyakova.last


async def move_in(town: Town, number: int, role: Role, family: str, given: str, patronymic: str, school: str) -> Person:
    """One more person of the district, connected, in a school of their own where it is new."""
    async with town.app.database.write() as connection:
        known = {place.name: place.id for place in await people.all_organisations(connection)}
        above = next(place.id for place in await people.all_organisations(connection) if place.kind == "district")
        place = known.get(school) or await people.add_organisation(
            connection, kind="school", name=school, parent_id=above
        )
        member_id = await people.add_member(
            connection,
            organisation_id=place,
            role=role,
            family=family,
            given=given,
            patronymic=patronymic,
            now=town.now,
        )
        chat = await chats.meet(connection, "telegram", number, kind="private", title=family)
        await people.bind_chat(connection, chat.id, member_id)
    await town.control("people", {"id": number, "first_name": given, "last_name": family, "started": True})
    return Person(town, number, number)


def table(*rows: tuple[str, ...], heading: str = "Дорожная карта на 2022-2023 учебный год") -> tuple[str, bytes]:
    """A plan as an Excel file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([heading])
    sheet.append(["№", "Мероприятие", "Срок", "Ответственный"])
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return "план.xlsx", content.getvalue()


def unclear(*rows: tuple[str, ...]) -> tuple[str, bytes]:
    """An Excel file whose columns nothing tells: neither their names nor what stands in them."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or UNCLEAR:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return "таблица.xlsx", content.getvalue()


async def dues(town: Town, printed: str) -> list[object]:
    """The due days that went live for the rows with this deadline cell."""
    query = (
        select(periods.c.due)
        .join(stages, stages.c.id == periods.c.stage_id)
        .join(measures, measures.c.id == stages.c.measure_id)
        .where(measures.c.deadline_text == printed)
    )
    return [row[0] for row in await rows_of(town, query.order_by(periods.c.due))]
