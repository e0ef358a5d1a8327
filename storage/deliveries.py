"""The outbox: every message that goes out, from the wish to say it to the proof that it arrived."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    literal_column,
    or_,
    select,
    text,
    tuple_,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outbox import Chat, Delivery, DeliveryState, Priority
from storage.database import insert_new
from storage.tables import Moment, chats, deliveries

_older = deliveries.alias("older")
# A state in a partial index has to be spelled as the index spells it, or SQLite does not use the index.
_PENDING = text("deliveries.state = 'pending'")
_LEASED = text("deliveries.state IN ('claimed', 'sending')")
_OLDER_PENDING = text("older.state = 'pending'")
_ALBUM = 100  # how far behind the first message of an album another one of it is looked for


def _select() -> Select[Any]:
    return select(
        deliveries,
        chats.c.messenger,
        chats.c.number,
        chats.c.kind.label("chat_kind"),
        chats.c.title,
        chats.c.state.label("chat_state"),
        chats.c.member_id.label("chat_member_id"),
    ).join_from(deliveries, chats)


def _first(priority: Priority) -> Select[Any]:
    """The heads of the chats' queues in one priority: :now, at most :limit, without the chats of :resting."""
    now = bindparam("now", type_=Moment)
    mine = tuple_(deliveries.c.priority, deliveries.c.due_at, deliveries.c.id)
    before = tuple_(_older.c.priority, _older.c.due_at, _older.c.id) < mine
    queue = (_OLDER_PENDING, _older.c.chat_id == deliveries.c.chat_id, before, _older.c.due_at <= now)
    someone_before = exists(select(literal_column("1")).select_from(_older).where(*queue).correlate(deliveries))
    on_its_way = select(deliveries.c.chat_id).where(_LEASED)
    return (
        _select()
        .where(_PENDING, deliveries.c.priority == priority, deliveries.c.due_at <= now)
        .where(or_(deliveries.c.not_before.is_(None), deliveries.c.not_before <= now))
        .where(deliveries.c.chat_id.not_in(on_its_way), ~someone_before)
        .where(deliveries.c.chat_id.not_in(bindparam("resting", expanding=True)))
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(bindparam("limit", type_=Integer))
    )


# A query for each priority, because only then the index gives the rows in order and skips what is due later; made
# once, because making it takes longer than running it.
_DUE = union_all(*(select(_first(priority).subquery()) for priority in Priority))


# Built once too: each message is claimed, begun and settled.
_CLAIM = update(deliveries).where(
    deliveries.c.id.in_(bindparam("these", expanding=True)), deliveries.c.state == "pending"
)
_BEGIN = update(deliveries).where(
    deliveries.c.id == bindparam("which"), deliveries.c.worker == bindparam("mine"), deliveries.c.state == "claimed"
)
_CHANGE = update(deliveries).where(
    deliveries.c.id == bindparam("which"), deliveries.c.state.in_(bindparam("states", expanding=True))
)
_CHANGE_MINE = _CHANGE.where(deliveries.c.worker == bindparam("mine"))
_POSTPONE = update(deliveries).where(deliveries.c.key == bindparam("under"), deliveries.c.state == "pending")
_ONE = _select().where(deliveries.c.id == bindparam("which"))
_NEAR_MESSAGE = (
    _select()
    .where(deliveries.c.chat_id == bindparam("chat"))
    .where(deliveries.c.message.between(bindparam("first"), bindparam("last")))
    .order_by(deliveries.c.id.desc())
)


async def add(connection: AsyncConnection, row: dict[str, Any]) -> int | None:
    """Put a row into the outbox unless its key stands there; the new id, or None."""
    return await insert_new(connection, deliveries, row, unique=["key"])


async def postpone(connection: AsyncConnection, key: str, due_at: datetime) -> bool:
    """Move a delivery that nobody has begun with to another moment; False when there is none."""
    change = {"under": key, "due_at": due_at, "not_before": None}
    return (await connection.execute(_POSTPONE, change)).rowcount == 1


async def hold(connection: AsyncConnection, beginning: str) -> None:
    """What nobody has begun with, of the keys that are this beginning and a number, waits until it is let go."""
    of_these = deliveries.c.key.between(f"{beginning}0", f"{beginning}9~")
    await connection.execute(update(deliveries).where(of_these, deliveries.c.state == "pending").values(state="held"))


async def let_go(connection: AsyncConnection, beginning: str, due_at: datetime) -> None:
    """What was held of these leaves at this moment."""
    of_these = deliveries.c.key.between(f"{beginning}0", f"{beginning}9~")
    held = update(deliveries).where(of_these, deliveries.c.state == "held")
    await connection.execute(held.values(state="pending", due_at=due_at, not_before=None))


async def wait_until(connection: AsyncConnection, member_id: int, kinds: Collection[str], due_at: datetime) -> None:
    """What of these kinds nobody has begun to say to the member leaves at this moment."""
    theirs = (deliveries.c.member_id == member_id, deliveries.c.kind.in_(kinds), deliveries.c.state == "pending")
    await connection.execute(update(deliveries).where(*theirs).values(due_at=due_at, not_before=None))


async def due(
    connection: AsyncConnection, now: datetime, *, limit: int, resting: Collection[int] = ()
) -> list[Delivery]:
    """Up to ``limit`` of each priority that can be sent now, the urgent first, at most one for each chat.

    That one is the head of the chat's queue, and nothing while another one is on its way. A head that waits after a
    failed try keeps its place, so the messages of a chat never overtake each other. ``resting`` are the chats (our
    ids) that cannot take anything at this moment.
    """
    values = {"now": now, "limit": limit, "resting": sorted(resting)}
    return [to_delivery(row) for row in await connection.execute(_DUE, values)]


async def claim(connection: AsyncConnection, ids: Sequence[int], *, worker: str, lease_until: datetime) -> None:
    """Give pending rows to a worker until the lease is over."""
    taken = {"these": ids, "state": "claimed", "worker": worker, "lease_until": lease_until}
    await connection.execute(_CLAIM, taken)


async def put_in_place(connection: AsyncConnection, identity: int, message: int) -> None:
    """The delivery changes this message instead of becoming a new one."""
    await connection.execute(update(deliveries).where(deliveries.c.id == identity).values(edits=message))


async def begin_sending(connection: AsyncConnection, identity: int, *, worker: str, lease_until: datetime) -> bool:
    """Note that the bytes leave now; False when the row is not this worker's any more."""
    change = {"which": identity, "mine": worker, "state": "sending", "lease_until": lease_until}
    return (await connection.execute(_BEGIN, change)).rowcount == 1


async def change(
    connection: AsyncConnection,
    identity: int,
    *,
    states: Sequence[DeliveryState],
    worker: str | None = None,
    **values: Any,
) -> bool:
    """Take a row out of one of ``states`` (and out of the hands of ``worker``); False when it was not there."""
    change = {"which": identity, "states": states, "mine": worker, "worker": None, "lease_until": None, **values}
    result = await connection.execute(_CHANGE if worker is None else _CHANGE_MINE, change)
    return result.rowcount == 1


async def block_waiting(connection: AsyncConnection, chat_id: int, now: datetime) -> int:
    """Give up everything that still waits for a chat that is gone; how many there were."""
    waits = update(deliveries).where(deliveries.c.chat_id == chat_id, deliveries.c.state.in_(("pending", "held")))
    return (await connection.execute(waits.values(state="blocked", settled_at=now))).rowcount


async def release(connection: AsyncConnection, worker: str, *, held: Collection[int] = ()) -> int:
    """Put back what a worker claimed and has not begun to send, except what it still holds."""
    idle = update(deliveries).where(
        _LEASED, deliveries.c.worker == worker, deliveries.c.state == "claimed", deliveries.c.id.not_in(sorted(held))
    )
    return (await connection.execute(idle.values(state="pending", worker=None, lease_until=None))).rowcount


async def renew(connection: AsyncConnection, worker: str, *, lease_until: datetime) -> None:
    """Let a worker keep its rows until a later moment."""
    mine = update(deliveries).where(_LEASED, deliveries.c.worker == worker)
    await connection.execute(mine.values(lease_until=lease_until))


async def abandoned(
    connection: AsyncConnection, worker: str, *, expired: datetime, absurd: datetime, held: Collection[int]
) -> list[tuple[Delivery, DeliveryState]]:
    """Rows whose worker is gone, with the state it left them in.

    Those of others whose lease ended before ``expired``, or ends after ``absurd`` (the clock was set back since);
    those of ``worker`` itself only when it does not hold them, whatever its clock says.
    """
    others = and_(
        deliveries.c.worker != worker, or_(deliveries.c.lease_until < expired, deliveries.c.lease_until > absurd)
    )
    forgotten = and_(deliveries.c.worker == worker, deliveries.c.id.not_in(sorted(held)))
    rows = await connection.execute(_select().where(_LEASED, or_(others, forgotten)))
    return [(to_delivery(row), row.state) for row in rows]


async def get(connection: AsyncConnection, identity: int) -> Delivery | None:
    """The delivery of a row."""
    row = (await connection.execute(_ONE, {"which": identity})).one_or_none()
    return None if row is None else to_delivery(row)


async def find_by_message(connection: AsyncConnection, chat_id: int, message: int) -> Delivery | None:
    """The delivery that made the messenger's message ``message`` in a chat, the latest when it was edited."""
    rows = await connection.execute(_NEAR_MESSAGE, {"chat": chat_id, "first": message - _ALBUM, "last": message})
    found = (row for row in rows if row.message == message or message in (row.messages or ()))
    row = next(found, None)
    return None if row is None else to_delivery(row)


async def last_shown(connection: AsyncConnection, chat_id: int) -> tuple[Delivery, int | None] | None:
    """What the chat was shown last, new or in the place of something older, and the messenger's id of the message."""
    shown = _select().where(deliveries.c.chat_id == chat_id, deliveries.c.state == "sent")
    row = (await connection.execute(shown.order_by(deliveries.c.settled_at.desc(), deliveries.c.id.desc()))).first()
    return None if row is None else (to_delivery(row), row.message)


def to_delivery(row: Row[Any]) -> Delivery:
    """A row of ``_select`` as the domain knows it."""
    blocked = row.chat_state == "blocked"
    return Delivery(
        id=row.id,
        key=row.key,
        kind=row.kind,
        priority=Priority(row.priority),
        chat=Chat(row.chat_id, row.messenger, row.number, row.chat_kind, row.title, blocked, row.chat_member_id),
        member_id=row.member_id,
        announcement_id=row.announcement_id,
        data=row.data,
        edits=row.edits,
        due_at=row.due_at,
        attempts=row.attempts,
        doubts=row.doubts,
    )
