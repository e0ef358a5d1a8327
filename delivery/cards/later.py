"""Cards of «Позже»: to which moment, why, until when it waits."""

from datetime import date, datetime, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.reminders import TITLE, AnswerButton
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, label, text
from delivery.texts.dates import short, with_weekday
from domain.hours import Hours
from domain.later import choices
from services.hours import hours_of
from services.later import IN_AN_HOUR, REASONS
from storage import assignments
from storage.assignments import AssignmentView


class LaterButton(CallbackData, prefix="lt"):
    """What can be pressed about putting off: ``do`` hour, tomorrow, day, back; the reasons data, time, decision, other.

    ``day``: the number of the local day that was chosen, or IN_AN_HOUR.
    """

    assignment: int
    do: str
    day: int = IN_AN_HOUR


def _one(view: AssignmentView, do: str, name: str, day: int = IN_AN_HOUR) -> InlineKeyboardButton:
    return button(label(f"later-{name}"), LaterButton(assignment=view.id, do=do, day=day))


async def _facts(scene: Scene) -> tuple[AssignmentView, Hours] | None:
    view = await assignments.view(scene.connection, scene.data["assignment"])
    return None if view is None else (view, await hours_of(scene.connection, view.member_id, scene.rules))


def spoken_moment(moment: datetime, now: datetime, hours: Hours) -> Html:
    """«завтра в 9:00», «сегодня в 16:40», «пт 21 октября в 9:00», as the person's clock shows it."""
    day, today = hours.day(moment), hours.day(now)
    local = moment.astimezone(hours.zone)
    clock = f"{local.hour}:{local:%M}"
    near = {today: "today", today + timedelta(days=1): "tomorrow"}.get(day, "other")
    return text("later-moment", near=near, day=with_weekday(day, today), clock=clock)


async def later(scene: Scene) -> Outgoing:
    """To which moment? What would be past the deadline is not offered."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    view, hours = facts
    offered = choices(view.control, hours, scene.now)
    shown = {"hour": offered.hour is not None, "tomorrow": offered.tomorrow is not None, "day": offered.days}
    moments = [_one(view, do, do) for do, possible in shown.items() if possible]
    words = text("later", title=clipped(view.name, TITLE))
    return Message(words, keyboard(moments, [_one(view, "back", "back")]))


async def ask_day(scene: Scene) -> Outgoing:
    """«На какой день?»"""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    view, hours = facts
    last = with_weekday(view.control, hours.day(scene.now))
    words = text("later-which-day", title=clipped(view.name, TITLE), last=last, example=short(view.control))
    return Message(words, keyboard([_one(view, "back", "back")]))


async def why(scene: Scene) -> Outgoing:
    """Until when, and why not now?"""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    (view, hours), day = facts, scene.data["day"]
    if day == IN_AN_HOUR:
        offered = choices(view.control, hours, scene.now)
        until, moved = offered.hour or scene.now, "yes" if offered.moved else "no"
    else:
        until, moved = hours.at(date.fromordinal(day)), "no"
    words = text(
        "later-why", title=clipped(view.name, TITLE), moment=spoken_moment(until, scene.now, hours), moved=moved
    )
    reasons = [_one(view, reason, reason, day) for reason in REASONS]
    other = _one(view, "other", "other", day)
    return Message(words, keyboard(*in_rows([*reasons, other], 2), [_one(view, "back", "back")]))


async def reason(scene: Scene) -> Outgoing:
    """«Напишите, что мешает»"""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    words = text("later-write-reason", title=clipped(facts[0].name, TITLE))
    return Message(words, keyboard([_one(facts[0], "back", "back")]))


async def done(scene: Scene) -> Outgoing:
    """Until when it waits; it can be opened before."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    view, hours = facts
    moment = spoken_moment(datetime.fromisoformat(scene.data["until"]), scene.now, hours)
    opening = button(label("later-open"), AnswerButton(assignment=view.id, do="open"))
    return Message(text("later-done", title=clipped(view.name, TITLE), moment=moment), keyboard([opening]))


CARDS: dict[str, Card] = {
    "later": later,
    "later-day": ask_day,
    "later-why": why,
    "later-reason": reason,
    "later-done": done,
}
