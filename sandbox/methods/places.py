"""Locations, venues and contacts: as messages of the bot, and as results of inline queries."""

from collections.abc import Callable
from functools import partial

from sandbox.errors import Json
from sandbox.methods.call import Call, Handler, send

LOCATION = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
CONTACT = ("phone_number", "first_name", "last_name", "vcard")
VENUE = ("title", "address", "foursquare_id", "foursquare_type", "google_place_id", "google_place_type")


def pick(names: tuple[str, ...], source: Json) -> Json:
    """The named fields that are there."""
    return {name: source[name] for name in names if name in source}


def location(source: Json) -> Json:
    """The content of a message with a location."""
    return {"location": pick(LOCATION, source)}


def contact(source: Json) -> Json:
    """The content of a message with a contact."""
    return {"contact": pick(CONTACT, source)}


def venue(source: Json) -> Json:
    """The content of a message with a venue; its location stands there too, for clients that know no venues."""
    where = pick(LOCATION, source)
    return {"venue": {"location": where, **pick(VENUE, source)}, "location": where}


async def send_place(content: Callable[[Json], Json], call: Call) -> Json:
    """sendLocation, sendVenue, sendContact."""
    return send(call, call.chat(), content(call.params))


METHODS: dict[str, Handler] = {
    "sendLocation": partial(send_place, location),
    "sendVenue": partial(send_place, venue),
    "sendContact": partial(send_place, contact),
}
