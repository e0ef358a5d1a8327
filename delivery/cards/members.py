"""Cards of coming in: greeting, help, privacy, invitations, who is connected."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from aiogram.utils.deep_linking import create_deep_link

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Menu, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import spoken
from domain.people import Action, Member, Organisation, may
from services import members
from services.settings import MYSELF
from storage import assignments, people

ON_A_PAGE = 20  # people, and as many schools: Telegram takes 100 buttons under one message
AS_ABOVE = -1
LINES_SHOWN = 300  # characters of the numbers of lines that were not understood


class MemberButton(CallbackData, prefix="mb"):
    """What can be pressed about oneself or about a member."""

    do: str
    member: int = 0
    page: int = 0
    organisation: int = 0


class RosterButton(CallbackData, prefix="ro"):
    """What can be pressed about the people of an organisation: ``do`` open, ask, school, invite-all."""

    do: str
    organisation: int


class SettingsButton(CallbackData, prefix="st"):
    """What can be pressed about settings: ``do`` open, hour, zone, at, in.

    ``at`` sets the hour, ``minutes`` after midnight (AS_ABOVE: that of the district); ``in`` sets ``zone``, an IANA
    name ("": that above); ``organisation``: whose zone, MYSELF for one's own.
    """

    do: str
    organisation: int = MYSELF
    minutes: int = AS_ABOVE
    zone: str = ""


class StaffButton(CallbackData, prefix="sf"):
    """What can be pressed about the people of an organisation and the work of one of them.

    ``do``: list (page ``other`` of the organisation ``whose``), card (of the member ``whose``), choose (page ``other``
    of the successors), look (what the member ``other`` would get), leaves or stays (it is done, and what becomes of
    the member ``whose``).
    """

    do: str
    whose: int
    other: int = 0


_COMMANDS: tuple[tuple[str, Action | None], ...] = (
    ("my", None),
    ("absence", None),
    ("summary", Action.SEE_SUMMARY),
    ("log", Action.SEE_LOG),
    ("planned", Action.SEE_SUMMARY),
    ("sent", Action.SEE_SUMMARY),
    ("review", Action.REVIEW),
    ("plans", Action.IMPORT),
    ("indicators", Action.ENTER_INDICATOR),
    ("announce", Action.ANNOUNCE),
    ("calendar", Action.CALENDAR),
    ("people", Action.SEE_PEOPLE),
    ("settings", None),
    ("help", None),
    ("privacy", None),
)


def commands_of(member: Member) -> tuple[tuple[str, str], ...]:
    """The commands that this member can use: (name, description)."""
    return tuple(
        (name, label(f"command-{name}")) for name, action in _COMMANDS if action is None or may(member.role, action)
    )


async def _member(scene: Scene) -> Member:
    return await people.member(scene.connection, scene.data["member"])


async def menu(scene: Scene) -> Outgoing:
    """The command list of the chat."""
    return Menu(commands_of(await _member(scene)))


async def welcome(scene: Scene) -> Outgoing:
    """The first message: who this is, what is kept; somebody who agreed before is only greeted."""
    member = await _member(scene)
    if member.consent_at is not None:
        return Message(text("welcome-back", name=member.polite_name))
    agree = button(label("welcome-agree"), MemberButton(do="consent", member=member.id))
    not_me = button(label("welcome-not-me"), MemberButton(do="mistaken", member=member.id))
    hello = text("welcome", name=member.polite_name, role=member.role.value, district=scene.rules.name)
    return Message(join([hello, *await _waiting(scene, member), text("welcome-kept")]), keyboard([agree], [not_me]))


async def _waiting(scene: Scene, member: Member) -> list[Html]:
    views = await assignments.open_of(scene.connection, member.id)
    ahead = [view for view in views if view.control >= scene.today]
    if not ahead:
        return []
    return [
        text("welcome-waiting", count=len({view.measure_id for view in views}), day=spoken(ahead[0].due, scene.today))
    ]


async def ready(scene: Scene) -> Outgoing:
    """After the consent: what this person can do now."""
    member = await _member(scene)
    return Message(text(f"ready-{member.role.value}"))


async def help_card(scene: Scene) -> Outgoing:
    """What this person can do, by role."""
    member = await _member(scene)
    listed = [Html(f"/{name} — {text(f'command-{name}')}") for name, _ in commands_of(member)]
    return Message(join([text(f"help-{member.role.value}"), Html(""), *listed]))


async def privacy(scene: Scene) -> Outgoing:
    """Who keeps what, why and how long."""
    return Message(text("privacy", district=scene.rules.name))


async def unbound(_scene: Scene) -> Outgoing:
    """To the person who said «Это не я»."""
    return Message(text("unbound"))


async def mistaken(scene: Scene) -> Outgoing:
    """To the coordinator: a link reached the wrong person."""
    member = await _member(scene)
    again = button(label("invite-again"), MemberButton(do="invite", member=member.id))
    return Message(text("mistaken", name=member.short_name), keyboard([again]))


async def joined(scene: Scene) -> Outgoing:
    """To the inviter: the link was used."""
    return Message(text("joined", name=(await _member(scene)).short_name))


async def invitation(scene: Scene) -> Outgoing:
    """The personal link, to be handed on."""
    member = await _member(scene)
    link = create_deep_link(scene.bot_username, "start", scene.data["secret"])
    return Message(text("invitation", name=member.short_name, link=link))


async def people_card(scene: Scene) -> Outgoing:
    """Who is connected and who is not; those who are not can be invited by a tap, the schools below be opened."""
    place = scene.data["organisation"]
    everybody = await members.connected(scene.connection, place)
    missing = [person.member for person in everybody if not person.connected]
    here, schools = await people.organisation(scene.connection, place), await people.children(scene.connection, place)
    last = max(len(missing), len(schools), 1) - 1
    page = min(max(scene.data["page"], 0), last // ON_A_PAGE)
    shown = slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE)
    everyone = [button(label("staff-list-open"), StaffButton(do="list", whose=place))]
    if not may((await _member(scene)).role, Action.INVITE):
        return Message(_people_text(here, everybody, missing, invites=False), keyboard(everyone))
    invite = [button(one.short_name, MemberButton(do="invite", member=one.id)) for one in missing[shown]]
    inside = [button(clipped(one.name, 30), RosterButton(do="open", organisation=one.id)) for one in schools[shown]]
    rows = [*in_rows(invite, 2), *in_rows(inside, 2), _turn_pages(place, page, last // ON_A_PAGE)]
    more = [button(label("roster-add"), RosterButton(do="ask", organisation=place))]
    if missing:
        more.append(button(label("roster-invite-all"), RosterButton(do="invite-all", organisation=place)))
    new = [button(label("school-add"), RosterButton(do="school", organisation=place))] if here.kind != "school" else []
    new.append(button(label("people-zone"), SettingsButton(do="zone", organisation=place)))
    text_ = _people_text(here, everybody, missing, invites=True)
    return Message(text_, keyboard(*rows, everyone, more, new))


def _people_text(
    here: Organisation, everybody: list[members.Connected], missing: list[Member], *, invites: bool
) -> Html:
    head = text("people", place=here.name, count=len(everybody), connected=len(everybody) - len(missing))
    if not missing or not invites:
        return head
    return join([head, text("people-missing", count=len(missing))])


def _turn_pages(place: int, page: int, last: int) -> list[InlineKeyboardButton]:
    turns = []
    if page > 0:
        turns.append(button("‹", MemberButton(do="people", page=page - 1, organisation=place)))
    if page < last:
        turns.append(button("›", MemberButton(do="people", page=page + 1, organisation=place)))
    return turns


async def roster_ask(scene: Scene) -> Outgoing:
    """How the list of people is typed."""
    place = await people.organisation(scene.connection, scene.data["organisation"])
    return Message(text("roster-ask", place=place.name))


async def school_ask(_scene: Scene) -> Outgoing:
    """What the new school is called."""
    return Message(text("school-ask"))


async def roster_added(scene: Scene) -> Outgoing:
    """Who came in, which lines were not understood, and the next step: the links."""
    data = scene.data
    parts = [text("roster-added", added=data["added"], known=data["known"])]
    if data["unclear"]:
        lines = clipped(", ".join(map(str, data["unclear"])), LINES_SHOWN)
        parts.append(text("roster-lines", lines=lines))
    parts += [text("roster-updated", count=data["updated"])] if data["updated"] else []
    if data["assignments"]:
        parts.append(text("roster-distributed", count=data["assignments"], plans=data["plans"]))
    links = button(label("roster-invite-all"), RosterButton(do="invite-all", organisation=data["organisation"]))
    back = button(label("roster-list"), RosterButton(do="open", organisation=data["organisation"]))
    return Message(join(parts), keyboard([links], [back]))


async def invitations(scene: Scene) -> Outgoing:
    """A personal link for each of several people."""
    if not scene.data["links"]:
        return Message(text("invitations-none"))
    lines = []
    for member_id, secret in scene.data["links"]:
        member = await people.member(scene.connection, member_id)
        link = create_deep_link(scene.bot_username, "start", secret)
        lines.append(text("invitations-line", name=member.short_name, link=link))
    rest = [text("invitations-rest", count=scene.data["rest"])] if scene.data["rest"] else []
    return Message(join([text("invitations"), *lines, *rest]))


CARDS: dict[str, Card] = {
    "menu": menu,
    "welcome": welcome,
    "ready": ready,
    "help": help_card,
    "privacy": privacy,
    "unbound": unbound,
    "mistaken": mistaken,
    "joined": joined,
    "invitation": invitation,
    "people": people_card,
    "roster-ask": roster_ask,
    "school-ask": school_ask,
    "roster-added": roster_added,
    "invitations": invitations,
}
