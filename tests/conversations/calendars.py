"""What conversations about calendars share: rows that name parts of the school year, their questions, own days."""

from sqlalchemy import select

from storage.tables import assignments, measures, periods
from tests.conversations.sending import rows_of, table
from tests.town import Person, Seen, Town

SECOND = ("1", "Провести олимпиаду по итогам четверти", "до конца II четверти", "Шабанова Н.С.")
THIRD = ("2", "Открыть школьный музей", "3 четверть", "Шабанова Н.С.")
THIRD_TOO = ("3", "Провести декаду математики", "III четверть", "Шарик Н.Н.")
PLAIN = ("4", "Подготовить отчёт", "до 20.01.2023", "Шабанова Н.С.")
HALF = ("5", "Подвести итоги", "до конца I полугодия", "Шабанова Н.С.")


async def opened(town: Town, words: str, *plan_rows: tuple[str, ...]) -> Seen:
    """The question of a plan of these rows that contains these words."""
    await town.polyakova.sends([table(*plan_rows)])
    await town.polyakova.presses("Ответить на вопросы")
    while words not in town.polyakova.last.text:
        await town.polyakova.presses("Позже")
    return town.polyakova.last


async def live(town: Town, *plan_rows: tuple[str, ...], who: Person | None = None) -> None:
    """A plan of these rows, accepted without an answer."""
    person = who or town.polyakova
    await person.sends([table(*plan_rows)])
    await person.presses("Принять")
    await town.later(minutes=1)


async def deadlines(town: Town, number: str) -> list[tuple[object, ...]]:
    """Start, due and control day of each period of the row with this number."""
    query = (
        select(periods.c.start, periods.c.due, periods.c.control)
        .where(periods.c.id.in_(select(assignments.c.period_id)))
        .join_from(periods, assignments, assignments.c.period_id == periods.c.id)
        .join(measures, measures.c.id == assignments.c.measure_id)
        .where(measures.c.number == number)
        .order_by(periods.c.due)
    )
    return await rows_of(town, query)


def news(person: Person) -> list[Seen]:
    """What the person was told of changes of the calendar."""
    return [message for message in person.received if message.text.startswith("Календарь изменился")]


async def own_day(town: Town, who: Person, words: str) -> Seen:
    """A day is named under «Рабочий или нерабочий день…»; what is answered."""
    await who.says("/calendar")
    await who.presses("Свои дни" if any("Свои дни (" in one for one in who.last.buttons) else "Рабочий или нерабочий")
    if "Рабочий или нерабочий день…" in who.last.buttons:
        await who.presses("Рабочий или нерабочий")
    await who.says(words)
    return who.last
