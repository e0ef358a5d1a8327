"""Cards of an announcement under way: the copies themselves, the progress, who has read it."""

import math

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.composing import FIRST, names
from delivery.cards.keyboards import button, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Later, Message, Outgoing
from delivery.texts import Html, join, label, text
from delivery.texts.bars import bar
from delivery.texts.dates import local_day, spoken
from services.announcements import TEXT_LIMIT, URGENT_ROOM, copy_leaves_at, has_room, lasts
from services.hours import hours_of
from storage import announcement_deliveries, announcements, people
from storage.announcement_deliveries import AGAIN, KIND, PROGRESS, Counts
from storage.announcements import Announcement

MINUTES_FROM = 90


class AnnouncementButton(CallbackData, prefix="an"):
    """What can be pressed about an announcement that was let go.

    ``do``: seen, pause, on, stop, unread, remind. ``page`` FIRST opens the list in a message of its own.
    """

    do: str
    id: int
    page: int = FIRST


def _one(do: str, announcement_id: int, name: str, **values: int) -> InlineKeyboardButton:
    return button(label(f"announcement-{name}", **values), AnnouncementButton(do=do, id=announcement_id))


async def _signature(scene: Scene, announcement: Announcement) -> str:
    author = await people.member(scene.connection, announcement.author_id)
    place = await people.organisation(scene.connection, announcement.organisation_id)
    return label("announcement-signature", author=author.short_name, place=place.name)


def _fitting(announcement: Announcement, *below: str) -> Html:
    """The text with what still fits below it in one message; an urgent one says so above."""
    urgent = [text("announcement-urgent")] if announcement.urgent else []
    parts: list[str] = [join([*urgent, announcement.text])]
    room = TEXT_LIMIT - len(announcement.text) - (URGENT_ROOM if urgent else 0)
    for part in below:
        if len(part) + 2 <= room:
            room -= len(part) + 2
            parts.append(part)
    return join(list(parts), "\n\n")


async def sample(scene: Scene) -> Outgoing:
    """The announcement as everybody will see it, to its author."""
    announcement = await announcements.get(scene.connection, scene.data["announcement"])
    if announcement is None or not announcement.text:
        return Dropped("no text")
    return Message(_fitting(announcement, await _signature(scene, announcement)))


async def copy(scene: Scene) -> Outgoing:
    """One copy; nothing for a member who has left, or whose chat is somebody else's now.

    One that a slow queue has brought into the quiet hours of its reader waits for their end.
    """
    announcement = await announcements.get(scene.connection, scene.data["announcement"])
    if announcement is None or not await _still_theirs(scene):
        return Dropped("not theirs any more")
    leaves = await copy_leaves_at(scene.connection, announcement, scene.delivery.member_id or 0, scene.now, scene.rules)
    if leaves > scene.now:
        return Later(leaves)
    words = _fitting(announcement, await _signature(scene, announcement))
    return Message(words, keyboard([_one("seen", announcement.id, "acknowledge")]))


async def copy_again(scene: Scene) -> Outgoing:
    """The same once more, for somebody who has not acknowledged it until this moment."""
    announcement = await announcements.get(scene.connection, scene.data["announcement"])
    if announcement is None or not await _still_theirs(scene):
        return Dropped("not theirs any more")
    chat_id, member_id = scene.delivery.chat.id, scene.delivery.member_id or 0
    if await announcement_deliveries.acknowledged_at(scene.connection, announcement.id, chat_id, member_id) is not None:
        return Dropped("acknowledged")
    leaves = (await hours_of(scene.connection, member_id, scene.rules)).after_quiet(scene.now)
    if leaves > scene.now:
        return Later(leaves)
    words = _fitting(announcement, await _signature(scene, announcement))
    head = text("announcement-again")
    asked = join([head, words]) if has_room(announcement) else words
    return Message(asked, keyboard([_one("seen", announcement.id, "acknowledge")]))


async def _still_theirs(scene: Scene) -> bool:
    member_id = scene.delivery.member_id
    if member_id is None or scene.delivery.chat.member_id != member_id:
        return False
    return (await people.member(scene.connection, member_id)).active


async def _seen_day(scene: Scene) -> str:
    chat_id, member_id = scene.delivery.chat.id, scene.data["member"]
    moment = await announcement_deliveries.acknowledged_at(
        scene.connection, scene.data["announcement"], chat_id, member_id
    )
    day = scene.today if moment is None else local_day(moment, scene.rules.zone)
    return label("announcement-seen", day=spoken(day, scene.today))


async def seen(scene: Scene) -> Outgoing:
    """The copy after the tap: without the button, with the day where there is room for it."""
    announcement = await announcements.get(scene.connection, scene.data["announcement"])
    if announcement is None:
        return Dropped("gone")
    if not has_room(announcement):
        return Message(_fitting(announcement))
    day = await _seen_day(scene)
    signed = f"{await _signature(scene, announcement)}\n{day}"
    whole = _fitting(announcement, signed)
    return Message(whole if whole.endswith(day) else _fitting(announcement, day))


async def seen_note(scene: Scene) -> Outgoing:
    """The day in a message of its own, for a text that fills a whole one."""
    return Message(join([await _seen_day(scene)]))


async def progress(scene: Scene) -> Outgoing:
    """How far it is; at the end what became of it."""
    announcement = await announcements.get(scene.connection, scene.data["announcement"])
    if announcement is None:
        return Dropped("gone")
    counts = (await announcement_deliveries.counts(scene.connection, [announcement.id]))[announcement.id]
    return (
        await _over(scene, announcement, counts) if counts.waiting == 0 else await _going(scene, announcement, counts)
    )


async def _going(scene: Scene, announcement: Announcement, counts: Counts) -> Message:
    sent = counts.total - counts.waiting
    shown = bar(sent, counts.total)
    stop = _one("stop", announcement.id, "stop")
    if announcement.state == "paused":
        words = text("announcement-paused", sent=sent, total=counts.total, bar=shown)
        return Message(words, keyboard([_one("on", announcement.id, "go-on"), stop]))
    left = await _left(scene, announcement, counts)
    words = text("announcement-sending", sent=sent, total=counts.total, bar=shown, left=left)
    return Message(words, keyboard([_one("pause", announcement.id, "pause"), stop]))


async def _left(scene: Scene, announcement: Announcement, counts: Counts) -> Html:
    leaving = await announcement_deliveries.leaving(scene.connection, announcement.id, scene.now)
    if leaving.now == 0 and leaving.next_at is not None:
        local = leaving.next_at.astimezone(scene.rules.zone)
        begun = "yes" if counts.waiting < counts.total else "no"
        day = spoken(local.date(), scene.today)
        return text("announcement-begins", begun=begun, day=day, clock=f"{local:%H:%M}")
    seconds = int(lasts(leaving.now).total_seconds())
    if seconds < MINUTES_FROM:
        return text("announcement-left-seconds", count=seconds)
    return text("announcement-left-minutes", count=math.ceil(seconds / 60))


async def _over(scene: Scene, announcement: Announcement, counts: Counts) -> Message:
    stopped = counts.of("cancelled") > 0
    head = text("announcement-stopped" if stopped else "announcement-done", sent=counts.of("sent"), total=counts.total)
    named = (
        ("blocked", counts.of("blocked")),
        ("unsure", counts.of("unknown")),
        ("failed", counts.of("failed", "dropped")),
    )
    parts = [text(f"announcement-{name}", count=count) for name, count in named if count]
    parts.append(text("announcement-acknowledged", count=counts.acknowledged))
    unread = len(await announcement_deliveries.unread(scene.connection, announcement.id))
    rows = [
        [_one("unread", announcement.id, "show-unread", count=unread)],
        [_one("remind", announcement.id, "remind")],
    ]
    return Message(Html(" ".join([head, *parts])), keyboard(*(rows if unread else [])))


async def unread_card(scene: Scene) -> Outgoing:
    """Who got it and has not pressed «Ознакомлен»."""
    announcement_id = scene.data["announcement"]
    listed = [member for member, _ in await announcement_deliveries.unread(scene.connection, announcement_id)]
    words, page, last = await names(scene, text("announcement-list-unread", count=len(listed)), listed)
    turns = [
        button(sign, AnnouncementButton(do="unread", id=announcement_id, page=to))
        for sign, to in (("‹", page - 1), ("›", page + 1))
        if 0 <= to <= last
    ]
    return Message(words, keyboard(turns))


async def reminded(scene: Scene) -> Outgoing:
    """How many are reminded."""
    return Message(text("announcement-reminded", told=scene.data["told"], unread=scene.data["unread"]))


CARDS: dict[str, Card] = {
    KIND: copy,
    AGAIN: copy_again,
    PROGRESS: progress,
    "announcement-sample": sample,
    "announcement-seen": seen,
    "announcement-seen-note": seen_note,
    "announcement-unread": unread_card,
    "announcement-reminded": reminded,
}
