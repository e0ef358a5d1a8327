"""Nothing that has to be said is lost: the life of a delivery from the wish to the proof.

pending → claimed (worker, lease) → sending → sent | blocked | failed | unknown; also dropped (not true any more), held
and cancelled (a paused or stopped announcement). Only ``sending`` is in doubt after a crash, because the messenger has
no idempotency key; a row that was in doubt twice is never repeated by itself: it becomes ``unknown`` and is shown.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Delivery, DeliveryState, Outcome, Priority
from services.work import Work
from storage import announcement_deliveries, chats, deliveries, progress
from storage.database import Database

TRIES = 5
DOUBTS = 2
_DOUBT_PAUSE = timedelta(seconds=5)
# Moments are kept in whole seconds, cut off; waiting must not become shorter by that.
_ROUND_UP = timedelta(seconds=0.999)


async def say(
    connection: AsyncConnection,
    *,
    chat_id: int,
    kind: str,
    key: str,
    now: datetime,
    data: dict[str, Any] | None = None,
    priority: Priority = Priority.ANSWER,
    member_id: int | None = None,
    edits: int | None = None,
    due_at: datetime | None = None,
    announcement_id: int | None = None,
) -> int | None:
    """Put one message into the outbox, inside the transaction of what it speaks about.

    ``kind`` names the card, ``data`` holds ids for it; ``key`` makes it unique for ever: a second call with the same
    key changes nothing and gives None. ``due_at`` (default: now) is when it may leave.
    """
    row = {
        "key": key,
        "kind": kind,
        "priority": priority,
        "chat_id": chat_id,
        "member_id": member_id,
        "announcement_id": announcement_id,
        "data": data or {},
        "edits": edits,
        "due_at": due_at or now,
    }
    return await deliveries.add(connection, row)


async def reply(
    connection: AsyncConnection,
    work: Work,
    chat_id: int,
    kind: str,
    *,
    data: dict[str, Any] | None = None,
    edits: int | None = None,
) -> None:
    """Answer what the update asked for with one card of this kind; handling the update again says it once."""
    await say(connection, chat_id=chat_id, kind=kind, key=work.key(kind), now=work.now, data=data, edits=edits)


async def postpone(connection: AsyncConnection, key: str, due_at: datetime) -> bool:
    """Move a delivery that is still pending to another moment; False when it has left, or never was."""
    return await deliveries.postpone(connection, key, due_at)


async def find_by_message(connection: AsyncConnection, chat_id: int, message: int) -> Delivery | None:
    """The delivery behind a message of ours (for a reply to an old reminder); of several edits the latest."""
    return await deliveries.find_by_message(connection, chat_id, message)


async def claim(
    database: Database,
    *,
    worker: str,
    now: datetime,
    lease: timedelta,
    limit: int,
    kept_for_answers: int = 0,
    resting: Collection[int] = (),
) -> list[Delivery]:
    """Take up to ``limit`` due deliveries, the most urgent first, at most one for each chat.

    The last ``kept_for_answers`` places are for answers only. A crash right after it leaves the rows ``claimed``:
    nothing has left, so they are pending again when the lease is over.
    """

    async def take(connection: AsyncConnection) -> list[Delivery]:
        taken: list[Delivery] = []
        for delivery in await deliveries.due(connection, now, limit=limit, resting=resting):
            kept = 0 if delivery.priority is Priority.ANSWER else kept_for_answers
            if len(taken) < limit - kept:
                taken.append(delivery)
        if taken:
            ids = [delivery.id for delivery in taken]
            await deliveries.claim(connection, ids, worker=worker, lease_until=now + lease)
        return [await _in_place(connection, delivery) for delivery in taken]

    return await database.write_together(take)


async def _in_place(connection: AsyncConnection, delivery: Delivery) -> Delivery:
    """An answer that was ready before «Читаю таблицу…» had arrived takes its place all the same.

    Messages of one chat leave one after another: what it follows has arrived by now, or never will.
    """
    follows = delivery.data.get("in_place_of")
    if follows is None or delivery.edits is not None:
        return delivery
    message = await progress.message_of(connection, follows)
    if message is None:
        return delivery
    await deliveries.put_in_place(connection, delivery.id, message)
    return replace(delivery, edits=message)


async def begin_sending(
    database: Database, delivery: Delivery, *, worker: str, now: datetime, lease: timedelta
) -> bool:
    """Commit that the bytes leave now; False when somebody else has the row (then nothing may be sent).

    A crash between this commit and the settling is the one doubtful moment of a delivery.
    """

    async def begin(connection: AsyncConnection) -> bool:
        return await deliveries.begin_sending(connection, delivery.id, worker=worker, lease_until=now + lease)

    return await database.write_together(begin)


async def settle(
    connection: AsyncConnection, delivery: Delivery, outcome: Outcome, *, worker: str, now: datetime
) -> bool:
    """Write down how a try ended; False when the row was not this worker's any more (another one has it)."""
    match outcome.result:
        case "sent":
            return await _settle_sent(connection, delivery, outcome, now)
        case "later":
            return await _again_at(connection, delivery, worker, now + timedelta(seconds=outcome.retry_after))
        case "doubt":
            return await _settle_doubt(connection, delivery, outcome, worker, now)
        case "again":
            return await settle_failed_try(connection, delivery, worker=worker, reason=outcome.reason or "", now=now)
        case "blocked":
            return await _settle_blocked(connection, delivery, outcome, worker, now)
        case "refused":
            return await _close(connection, delivery, "failed", worker=worker, reason=outcome.reason, now=now)
        case "moved":
            if outcome.number is None or outcome.number == delivery.chat.number:
                return await settle_failed_try(connection, delivery, worker=worker, reason="moved nowhere", now=now)
            moved = await _again_at(connection, delivery, worker, now)
            if moved:
                await chats.move(connection, delivery.chat.id, outcome.number)
            return moved


async def settle_failed_try(
    connection: AsyncConnection, delivery: Delivery, *, worker: str, reason: str, now: datetime
) -> bool:
    """Count a try that surely did no harm: again after 2, 4, 8, 16 seconds, ``failed`` after the fifth."""
    if delivery.attempts + 1 >= TRIES:
        return await _close(
            connection, delivery, "failed", worker=worker, reason=reason, now=now, attempts=delivery.attempts + 1
        )
    pause = timedelta(seconds=2 ** (delivery.attempts + 1))
    return await _again_at(connection, delivery, worker, now + pause, attempts=delivery.attempts + 1, reason=reason)


async def drop(connection: AsyncConnection, delivery: Delivery, *, worker: str, reason: str, now: datetime) -> bool:
    """Note that a claimed delivery is not true any more and was not sent."""
    return await _close(connection, delivery, "dropped", worker=worker, reason=reason, now=now)


async def put_off(
    connection: AsyncConnection, delivery: Delivery, *, worker: str, until: datetime, now: datetime
) -> bool:
    """Give a claimed delivery back until another moment: it leaves its place in the chat's queue to what follows.

    A copy of an announcement that was paused or stopped while it was claimed shares the lot of the others.
    """
    lot: DeliveryState = "pending"
    if delivery.announcement_id is not None and delivery.kind == announcement_deliveries.KIND:
        lot = await announcement_deliveries.lot(connection, delivery.announcement_id)
    return await deliveries.change(
        connection,
        delivery.id,
        states=("claimed",),
        worker=worker,
        state=lot,
        due_at=until,
        not_before=None,
        settled_at=now if lot == "cancelled" else None,
    )


async def release(database: Database, *, worker: str) -> int:
    """Give back what this worker has claimed and not begun to send, so that the next one need not wait."""
    async with database.write() as connection:
        return await deliveries.release(connection, worker)


async def recover(
    database: Database, *, worker: str, now: datetime, lease: timedelta, held: Collection[int]
) -> list[Delivery]:
    """Renew the leases of ``worker`` and take over what dead ones left behind; gives what was on its way at the time.

    ``claimed`` is simply pending again. ``sending`` counts one doubt and is pending again, or ``unknown`` at the
    second. Rows of ``worker`` itself are left alone while it holds them: the sandbox moves the clock by days.
    """
    async with database.write() as connection:
        await deliveries.renew(connection, worker, lease_until=now + lease)
        left = await deliveries.abandoned(
            connection, worker, expired=now, absurd=now + 2 * lease + timedelta(seconds=1), held=held
        )
        for delivery, state in left:
            if state == "claimed":
                await deliveries.change(connection, delivery.id, states=("claimed",), state="pending")
            else:
                await _doubt(connection, delivery, None, "the process ended while it was sent", now, now)
    return [delivery for delivery, state in left if state == "sending"]


async def _settle_sent(connection: AsyncConnection, delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
    if delivery.chat.blocked:
        await chats.mark(connection, delivery.chat.id, blocked=False)
    messages = outcome.messages if await _still_there(connection, delivery) else ()
    # It arrived, and that is true whoever has the row by now: a worker that slept through its lease saves a copy.
    return await deliveries.change(
        connection,
        delivery.id,
        states=("pending", "held", "claimed", "sending", "unknown", "cancelled"),
        state="sent",
        message=messages[0] if messages else None,
        messages=list(messages) if len(messages) > 1 else None,
        settled_at=now,
        reason=None,
    )


async def _still_there(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Whether it was sent to the chat it is said in now: where the group has moved meanwhile its ids mean nothing."""
    if delivery.chat.kind == "private":
        return True
    now = await deliveries.get(connection, delivery.id)
    return now is not None and now.chat.id == delivery.chat.id


async def _settle_doubt(
    connection: AsyncConnection, delivery: Delivery, outcome: Outcome, worker: str, now: datetime
) -> bool:
    return await _doubt(connection, delivery, worker, outcome.reason or "", now, now + _DOUBT_PAUSE)


async def _doubt(
    connection: AsyncConnection, delivery: Delivery, worker: str | None, reason: str, now: datetime, again: datetime
) -> bool:
    doubts = delivery.doubts + 1
    if doubts >= DOUBTS:
        return await _close(connection, delivery, "unknown", worker=worker, reason=reason, now=now, doubts=doubts)
    return await _again_at(connection, delivery, worker, again, doubts=doubts, reason=reason)


async def _settle_blocked(
    connection: AsyncConnection, delivery: Delivery, outcome: Outcome, worker: str, now: datetime
) -> bool:
    settled = await _close(connection, delivery, "blocked", worker=worker, reason=outcome.reason, now=now)
    if settled:
        await chats.mark(connection, delivery.chat.id, blocked=True)
        await deliveries.block_waiting(connection, delivery.chat.id, now)
    return settled


async def _again_at(
    connection: AsyncConnection, delivery: Delivery, worker: str | None, moment: datetime, **values: Any
) -> bool:
    return await deliveries.change(
        connection,
        delivery.id,
        states=("claimed", "sending"),
        worker=worker,
        state="pending",
        not_before=moment + _ROUND_UP,
        **values,
    )


async def _close(
    connection: AsyncConnection,
    delivery: Delivery,
    state: str,
    *,
    worker: str | None,
    reason: str | None,
    now: datetime,
    **values: Any,
) -> bool:
    return await deliveries.change(
        connection,
        delivery.id,
        states=("claimed", "sending"),
        worker=worker,
        state=state,
        reason=reason,
        settled_at=now,
        **values,
    )
