"""Cards of an announcement before it is let go: to whom, the text, the preview with the head-count."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken
from domain.hours import Hours
from domain.people import Action, Member, Organisation, Role, may
from services.announcements import audience_of, hours_in, lasts
from services.composing import CHOICES
from storage import announcements, people
from storage.announcements import Announcement, Audience, Recipient

SCHOOLS_ON_A_PAGE = 8
NAMES_ON_A_PAGE = 30
PLACES_SHOWN = 3
PLACE_LENGTH = 60
QUOTE_LENGTH = 300
FIRST = -1


class DraftButton(CallbackData, prefix="ad"):
    """What can be pressed about a draft.

    ``do``: on, anew, to-all, to-coordinators, to-heads, to-executors, schools, toggle, audience, text, preview, sample,
    change, missing, cancel, send, urgent, calm. ``page`` FIRST opens a list in a message of its own.
    """

    do: str
    id: int
    place: int = 0
    page: int = FIRST


def turning(do: str, announcement_id: int, page: int, last: int) -> list[InlineKeyboardButton]:
    """The buttons to the neighbouring pages of a list of a draft."""
    turns = (("‹", page - 1), ("›", page + 1))
    return [button(sign, DraftButton(do=do, id=announcement_id, page=to)) for sign, to in turns if 0 <= to <= last]


async def _draft(scene: Scene) -> Announcement | None:
    found = await announcements.get(scene.connection, scene.data["announcement"])
    return found if found is not None and found.state == "draft" else None


def _one(draft: Announcement, do: str, name: str, **values: int) -> InlineKeyboardButton:
    return button(label(f"announcement-{name}", **values), DraftButton(do=do, id=draft.id))


async def _places(scene: Scene, draft: Announcement) -> str:
    names = [(await people.organisation(scene.connection, one)).name for one in draft.audience.organisations]
    listed = ", ".join(clipped(name, PLACE_LENGTH) for name in names[:PLACES_SHOWN])
    more = len(names) - PLACES_SHOWN
    return label("announcement-places-more", places=listed, count=more) if more > 0 else listed


def _quote(draft: Announcement) -> Html:
    if not draft.text:
        return text("announcement-no-text-yet")
    return Html(f"<blockquote>{join([clipped(draft.text, QUOTE_LENGTH)])}</blockquote>")


async def _to(scene: Scene, draft: Announcement) -> Html:
    choice = next((name for name, roles in CHOICES.items() if roles == draft.audience.roles), "all")
    places = await _places(scene, draft)
    return text("announcement-to", roles=text(f"announcement-roles-{choice}"), places=places)


async def resume(scene: Scene) -> Outgoing:
    """A draft was left: go on with it, or begin anew?"""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    buttons = [_one(draft, "on", "resume-on"), _one(draft, "anew", "resume-anew")]
    return Message(text("announcement-resume", quote=_quote(draft)), keyboard(buttons))


async def audience(scene: Scene) -> Outgoing:
    """To whom? With the head-count of each choice; a choice without people is not offered."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    everybody = await _reach(scene, draft, tuple(Role))
    offered = []
    for name, roles in CHOICES.items():
        count = sum(one.member.role in roles for one in everybody)
        if count:
            offered.append(_one(draft, f"to-{name}", f"to-{name}", count=count))
    several = len(await people.scope(scene.connection, draft.organisation_id)) > 1
    schools = [_one(draft, "schools", "to-schools")] if several else []
    place = await _places(scene, draft)
    rows = [*in_rows(offered, 2), schools, [_one(draft, "cancel", "cancel")]]
    return Message(text("announcement-audience", place=place), keyboard(*rows))


async def _reach(scene: Scene, draft: Announcement, roles: tuple[Role, ...]) -> list[Recipient]:
    widened = replace(draft, audience=Audience(roles, draft.audience.organisations))
    return await audience_of(scene.connection, widened)


async def schools(scene: Scene) -> Outgoing:
    """The organisations below, each to be put in or taken out."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    listed = await _below(scene, draft)
    last = max(len(listed) - 1, 0) // SCHOOLS_ON_A_PAGE
    page = min(max(scene.data["page"], 0), last)
    shown = listed[page * SCHOOLS_ON_A_PAGE : (page + 1) * SCHOOLS_ON_A_PAGE]
    toggles = [[_toggle(draft, one, page)] for one in shown]
    done = [_one(draft, "audience", "schools-done")]
    place = await _places(scene, draft)
    everywhere = draft.audience.organisations == (draft.organisation_id,)
    chosen = label("announcement-schools-all", place=place) if everywhere else place
    rows = [*toggles, turning("schools", draft.id, page, last), done]
    return Message(text("announcement-schools", place=chosen), keyboard(*rows))


async def _below(scene: Scene, draft: Announcement) -> list[Organisation]:
    scope = await people.scope(scene.connection, draft.organisation_id)
    everything = await people.all_organisations(scene.connection)
    return [one for one in everything if one.id in scope and one.id != draft.organisation_id]


def _toggle(draft: Announcement, place: Organisation, page: int) -> InlineKeyboardButton:
    name = clipped(place.name, PLACE_LENGTH)
    chosen = place.id in draft.audience.organisations
    shown = label("announcement-schools-on", name=name) if chosen else name
    return button(shown, DraftButton(do="toggle", id=draft.id, place=place.id, page=page))


async def ask_text(scene: Scene) -> Outgoing:
    """The question for the text."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    return Message(text("announcement-text", to=await _to(scene, draft)), keyboard([_one(draft, "cancel", "cancel")]))


async def preview(scene: Scene) -> Outgoing:
    """To whom, how many, when, the text; everything that can be done with it."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    reached = await audience_of(scene.connection, draft)
    connected = [one for one in reached if one.chats]
    hours = await hours_in(scene.connection, connected, scene.rules)
    ends = scene.now + lasts(sum(len(one.chats) for one in connected))
    words = text(
        "announcement-preview",
        to=await _to(scene, draft),
        count=len(reached),
        connected=len(connected),
        when=text("announcement-when-urgent") if draft.urgent else _when(scene, hours, ends),
        quote=_quote(draft),
    )
    missing = len(reached) - len(connected)
    return Message(
        words,
        keyboard(
            [_one(draft, "send", "send", count=len(connected))] if connected else [],
            await _urgency(scene, draft, hours, ends),
            [_one(draft, "sample", "sample"), _one(draft, "change", "change")],
            [_one(draft, "missing", "missing", count=missing)] if missing else [],
            [_one(draft, "cancel", "cancel")],
        ),
    )


async def _urgency(
    scene: Scene, draft: Announcement, hours: Mapping[int, Hours], ends: datetime
) -> list[InlineKeyboardButton]:
    """«Срочно, и в тихие часы», where somebody would wait and the author holds the special permission."""
    if draft.urgent:
        return [_one(draft, "calm", "calm")]
    author = await people.member(scene.connection, draft.author_id)
    waits = any(own.is_quiet(scene.now) or own.is_quiet(ends) for own in hours.values())
    return [_one(draft, "urgent", "make-urgent")] if waits and may(author.role, Action.URGENT) else []


def _when(scene: Scene, hours: Mapping[int, Hours], ends: datetime) -> Html:
    """Now, or after the quiet hours of those who have them now; ``ends``: when the last copy will have left."""
    after = {one: own.after_quiet(scene.now) for one, own in hours.items()}
    waiting = {one: moment for one, moment in after.items() if moment > scene.now}
    if not waiting:
        late = any(own.is_quiet(ends) for own in hours.values())
        return text("announcement-when-late" if late else "announcement-when-now")
    if len(waiting) == len(hours) and len(set(waiting.values())) == 1:
        local = next(iter(waiting.values())).astimezone(scene.rules.zone)
        return text("announcement-when-quiet", day=spoken(local.date(), scene.today), clock=f"{local:%H:%M}")
    clocks = {f"{moment.astimezone(hours[one].zone):%H:%M}" for one, moment in waiting.items()}
    return text(
        "announcement-when-some",
        everybody="yes" if len(waiting) == len(hours) else "no",
        count=len(waiting),
        known="yes" if len(clocks) == 1 else "no",
        clock=min(clocks),
    )


async def change(scene: Scene) -> Outgoing:
    """What to change: the text or the audience."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    what = [_one(draft, "text", "change-text"), _one(draft, "audience", "change-audience")]
    return Message(text("announcement-change-what"), keyboard(what, [_one(draft, "preview", "back")]))


async def missing(scene: Scene) -> Outgoing:
    """Who of the audience cannot be reached yet."""
    draft = await _draft(scene)
    if draft is None:
        return Dropped("no draft any more")
    away = [one.member for one in await audience_of(scene.connection, draft) if not one.chats]
    head = text("announcement-list-missing", count=len(away))
    words, page, last = await names(scene, head, away)
    return Message(words, keyboard(turning("missing", draft.id, page, last)))


async def names(scene: Scene, head: Html, listed: Sequence[Member]) -> tuple[Html, int, int]:
    """A page of people with their organisations below ``head``; the page shown and the last one."""
    last = max(len(listed) - 1, 0) // NAMES_ON_A_PAGE
    page = min(max(scene.data["page"], 0), last)
    places = {one.id: one.name for one in await people.all_organisations(scene.connection)}
    lines: list[Html | str] = [
        text(
            "announcement-list-line",
            name=clipped(one.short_name, PLACE_LENGTH),
            place=clipped(places[one.organisation_id], PLACE_LENGTH),
        )
        for one in listed[page * NAMES_ON_A_PAGE : (page + 1) * NAMES_ON_A_PAGE]
    ]
    return join([head, *(lines or [text("announcement-list-empty")])]), page, last


async def cancelled(_scene: Scene) -> Outgoing:
    """Nothing was sent."""
    return Message(text("announcement-cancelled"))


CARDS: dict[str, Card] = {
    "announcement-resume": resume,
    "announcement-audience": audience,
    "announcement-schools": schools,
    "announcement-text": ask_text,
    "announcement-preview": preview,
    "announcement-change": change,
    "announcement-missing": missing,
    "announcement-cancelled": cancelled,
}
