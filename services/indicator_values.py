"""What was reached is told: the question, the number that is typed, the second look at a far one, «Отменить»."""

from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import Refusal
from domain.indicators import amount_words
from domain.measures import Indicator
from domain.people import Member
from domain.rules import Rules
from domain.typed_values import TypedValue, is_far, read_value
from services.access import Caller
from services.hours import hours_of
from services.indicators import Standing, may_enter, seen, tell_one
from services.outbox import reply
from services.work import Work
from storage import conversations, indicators, journal
from storage.conversations import Expectation
from storage.indicators import KeptValue

VALUE_QUESTION = "indicator-value"
TAKE_BACK_WITHIN = timedelta(days=1)
_OF_DAYS = ("no-day", "several-days", "future")


async def ask(work: Work, caller: Caller, indicator_id: int, message: int | None) -> None:
    """«Ввести значение»: the next words with a number are the value."""
    async with work.write() as connection:
        await may_enter(connection, caller, indicator_id)
        await _ask(connection, work, caller, indicator_id, message)


async def back(work: Work, caller: Caller, indicator_id: int, message: int | None) -> None:
    """«Назад»: the indicator again, nothing is asked any more."""
    async with work.write() as connection:
        await seen(connection, caller.known, indicator_id)
        await _stop_asking(connection, caller, indicator_id)
        await tell_one(connection, work, caller, indicator_id, message=message)


async def enter(work: Work, caller: Caller, asked: Expectation, text: str, rules: Rules) -> None:
    """The value was typed: kept, asked about once more where it is far from the last one, or refused with the reason.

    After a reason the question stands on; where the indicator cannot be told any more it is forgotten.
    """
    async with work.write() as connection:
        try:
            member, standing = await may_enter(connection, caller, asked.data["indicator"])
        except Refusal as refusal:
            await conversations.forget(connection, caller.chat.id)
            await _refuse(connection, work, caller, refusal)
            return
        today = (await hours_of(connection, member.id, rules)).day(work.now)
        begins, indicator = standing.roadmap.period.start, standing.kept.indicator
        typed = read_value(text, indicator, today=today, begins=begins)
        if not isinstance(typed, TypedValue):
            await _refuse(connection, work, caller, _refusal(typed, indicator, today, begins))
            return
        await _keep(connection, work, caller, member, standing, typed, asked)


async def _keep(
    connection: AsyncConnection,
    work: Work,
    caller: Caller,
    member: Member,
    standing: Standing,
    typed: TypedValue,
    asked: Expectation,
) -> None:
    """A far value waits for its author's yes; the question stands on then, so that it can simply be typed anew."""
    last, indicator_id = standing.own, standing.kept.id
    far = last is not None and is_far(typed.value, last.value)
    await indicators.drop_asked(connection, indicator_id, member.id, work.now)
    value_id = await indicators.add_value(
        connection,
        indicator_id,
        organisation_id=standing.rights.place,
        value=typed.value,
        day=typed.day,
        words=typed.words,
        author_id=member.id,
        now=work.now,
        asked=far,
    )
    if asked.data["message"] is not None:
        await reply(connection, work, caller.chat.id, "strip", edits=asked.data["message"])
    if far:
        data = {"indicator": indicator_id, "message": None}
        await conversations.expect(connection, caller.chat.id, VALUE_QUESTION, data, work.now)
        await _say(connection, work, caller, "indicator-sure", value_id, None)
        return
    await conversations.forget(connection, caller.chat.id)
    await _note(connection, work, caller, standing, await _value(connection, value_id))
    await _say(connection, work, caller, "indicator-entered", value_id, None)


async def confirm(work: Work, caller: Caller, value_id: int, message: int | None) -> None:
    """«Да»: the far value was meant. A second tap changes nothing; Refusal "value-replaced" where another was told."""
    async with work.write() as connection:
        value, standing = await _own(connection, caller, value_id)
        if value.asked:
            if value.withdrawn_at is not None:
                raise Refusal("value-replaced")
            await indicators.confirm(connection, value.id)
            await _stop_asking(connection, caller, value.indicator_id)
            await _note(connection, work, caller, standing, value)
        await _say(connection, work, caller, "indicator-entered", value.id, message)


async def correct(work: Work, caller: Caller, value_id: int, message: int | None) -> None:
    """«Исправить»: the far value was a slip, the right one is asked for. One that counts already is shown as it is."""
    async with work.write() as connection:
        value, _ = await _own(connection, caller, value_id)
        if not value.asked:
            await _say(connection, work, caller, "indicator-entered", value.id, message)
            return
        if value.withdrawn_at is None:
            await indicators.withdraw(connection, value.id, work.now)
        await _ask(connection, work, caller, value.indicator_id, message)


async def undo(work: Work, caller: Caller, value_id: int, message: int | None) -> None:
    """«Отменить»: it counts no more and stays in the history. Refusal "value-too-late" after a day."""
    async with work.write() as connection:
        value, standing = await _own(connection, caller, value_id)
        if value.asked:
            raise Refusal("stale-button")
        if value.withdrawn_at is None:
            if work.now - value.at > TAKE_BACK_WITHIN:
                raise Refusal("value-too-late")
            await indicators.withdraw(connection, value.id, work.now)
            _, after = await may_enter(connection, caller, value.indicator_id)
            before, now_is = _line(standing, value), None if after.own is None else _line(after, after.own)
            await _journal(connection, work, caller, standing, before, now_is)
        await _say(connection, work, caller, "indicator-undone", value.id, message)


async def _own(connection: AsyncConnection, caller: Caller, value_id: int) -> tuple[KeptValue, Standing]:
    """The value, if the caller may tell values of its organisation now."""
    value = await indicators.value(connection, value_id)
    if value is None:
        raise Refusal("stale-button")
    _, standing = await may_enter(connection, caller, value.indicator_id)
    if standing.rights.place != value.organisation_id:
        raise Refusal("not-yours")
    return value, standing


async def _value(connection: AsyncConnection, value_id: int) -> KeptValue:
    value = await indicators.value(connection, value_id)
    assert value is not None
    return value


# --- what is said ----------------------------------------------------------------------------------------------------


async def _ask(connection: AsyncConnection, work: Work, caller: Caller, indicator_id: int, message: int | None) -> None:
    data = {"indicator": indicator_id, "message": message}
    await conversations.expect(connection, caller.chat.id, VALUE_QUESTION, data, work.now)
    card = {"member": caller.known.id, "indicator": indicator_id}
    await reply(connection, work, caller.chat.id, "indicator-ask", data=card, edits=message)


async def _stop_asking(connection: AsyncConnection, caller: Caller, indicator_id: int) -> None:
    asked = await conversations.expected(connection, caller.chat.id)
    if asked is not None and asked.expects == VALUE_QUESTION and asked.data["indicator"] == indicator_id:
        await conversations.forget(connection, caller.chat.id)


async def _say(
    connection: AsyncConnection, work: Work, caller: Caller, kind: str, value_id: int, message: int | None
) -> None:
    data = {"member": caller.known.id, "value": value_id}
    await reply(connection, work, caller.chat.id, kind, data=data, edits=message)


async def _refuse(connection: AsyncConnection, work: Work, caller: Caller, refusal: Refusal) -> None:
    """Said here and not raised: what the question has become has to be kept."""
    data = {"code": refusal.code, "facts": refusal.facts}
    await reply(connection, work, caller.chat.id, "refusal", data=data)


def _refusal(fault: str, indicator: Indicator, today: date, begins: date | None) -> Refusal:
    """The sentence for a fault, with an example that would be understood."""
    if fault == "before" and begins is not None:
        return Refusal("value-before", begins=f"{begins:%d.%m.%Y}")
    example = amount_words(12 if indicator.value is None else indicator.value, indicator.unit)
    if fault in _OF_DAYS:
        wrong_day = fault
        return Refusal(f"value-{wrong_day}", example=example, today=f"{today:%d.%m.%Y}")
    return Refusal(f"value-{fault}", example=example)


# --- the journal -----------------------------------------------------------------------------------------------------


async def _note(connection: AsyncConnection, work: Work, caller: Caller, standing: Standing, value: KeptValue) -> None:
    """``standing`` is how it was before the value."""
    before = None if standing.own is None else _line(standing, standing.own)
    await _journal(connection, work, caller, standing, before, _line(standing, value))


async def _journal(
    connection: AsyncConnection, work: Work, caller: Caller, standing: Standing, before: str | None, after: str | None
) -> None:
    author, plan = caller.known.id, standing.roadmap.id
    await journal.note(
        connection, "indicator-value", now=work.now, member_id=author, roadmap_id=plan, before=before, after=after
    )


def _line(standing: Standing, value: KeptValue) -> str:
    indicator = standing.kept.indicator
    said = f"{indicator.name}: {amount_words(value.value, indicator.unit)} на {value.day:%d.%m.%Y}"
    return said if value.words is None else f"{said} «{value.words}»"
