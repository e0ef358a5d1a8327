"""Cards of /settings: one's own hour and zone; the zone of an organisation."""

from datetime import time

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.members import RosterButton, SettingsButton
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, label, text
from domain.hours import Hours
from domain.zones import ZONES
from services.hours import hours_of
from services.settings import HOURS, MYSELF
from storage import people


def _clock(at: time) -> str:
    return f"{at.hour}:{at:%M}"


def zone_words(name: str) -> str:
    """«Екатеринбург»; the IANA name where the zone has no city of ours."""
    return label(f"zone-{_key(name)}") if name in ZONES else name


def _key(name: str) -> str:
    return name.rpartition("/")[2].lower()


async def _hours(scene: Scene) -> Hours:
    return await hours_of(scene.connection, scene.data["member"], scene.rules)


def _said(scene: Scene) -> str:
    return "yes" if scene.data.get("said") else "no"


async def settings(scene: Scene) -> Outgoing:
    """When the daily message comes and by which clock."""
    hours = await _hours(scene)
    own = await people.own_wall_time(scene.connection, scene.data["member"])
    now, clock, zone = scene.now.astimezone(hours.zone).time(), _clock(hours.digest_at), zone_words(hours.zone.key)
    words = text(
        "settings",
        said=_said(scene),
        clock=clock,
        own_hour="no" if own.digest_at is None else "yes",
        zone=zone,
        own_zone="no" if own.zone is None else "yes",
        now=_clock(now),
    )
    hour_button = button(label("settings-hour-button", clock=clock), SettingsButton(do="hour"))
    return Message(words, keyboard([hour_button], [button(label("settings-zone-button", zone=zone), _asking(MYSELF))]))


def _asking(organisation_id: int) -> SettingsButton:
    return SettingsButton(do="zone", organisation=organisation_id)


async def hour(scene: Scene) -> Outgoing:
    """The hours to choose from; another one can be typed."""
    offered = [_hour_button(at) for at in HOURS if scene.rules.fits(at)]
    usual = button(label("settings-hour-usual", clock=_clock(scene.rules.digest_at)), SettingsButton(do="at"))
    return Message(text("settings-hour"), keyboard(*in_rows(offered, 4), [usual], [_back()]))


def _hour_button(at: time) -> InlineKeyboardButton:
    return button(_clock(at), SettingsButton(do="at", minutes=at.hour * 60 + at.minute))


def _back() -> InlineKeyboardButton:
    return button(label("settings-back"), SettingsButton(do="open"))


async def zone(scene: Scene) -> Outgoing:
    """The zones to choose from, one's own or of an organisation; another one can be typed."""
    place = scene.data["organisation"]
    offered = [button(zone_words(name), SettingsButton(do="in", organisation=place, zone=name)) for name in ZONES]
    above = button(label(f"settings-zone-{_above(place)}"), SettingsButton(do="in", organisation=place))
    back = _back() if place == MYSELF else button(label("roster-list"), RosterButton(do="open", organisation=place))
    return Message(await _zone_text(scene, place), keyboard(*in_rows(offered, 3), [above], [back]))


def _above(place: int) -> str:
    return "as-school" if place == MYSELF else "as-above"


async def _zone_text(scene: Scene, place: int) -> Html:
    if place == MYSELF:
        return text("settings-zone", zone=zone_words((await _hours(scene)).zone.key))
    here = await people.organisation(scene.connection, place)
    name = await people.zone_in(scene.connection, place) or scene.rules.zone.key
    own = "no" if here.zone is None else "yes"
    return text("settings-place-zone", said=_said(scene), place=here.name, zone=zone_words(name), own=own)


CARDS: dict[str, Card] = {"settings": settings, "settings-hour": hour, "settings-zone": zone}
