"""Cards of asking for more time: the day, the offer to ask, the coordinator's question, the decision."""

from datetime import timedelta

from aiogram.filters.callback_data import CallbackData

from delivery.cards.keyboards import button, keyboard
from delivery.cards.reminders import TITLE
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import short, with_weekday
from storage import assignments, extensions, people, reports
from storage.assignments import AssignmentView
from storage.extensions import Extension

QUOTE = 500
_WEEK = timedelta(days=7)


class ExtensionButton(CallbackData, prefix="ex"):
    """What can be pressed about a wish for more time: ``do`` ask, comment, agree or decline."""

    extension: int
    do: str


async def _facts(scene: Scene) -> tuple[Extension, AssignmentView] | None:
    extension = await extensions.get(scene.connection, scene.data["extension"])
    view = await assignments.view(scene.connection, scene.data["assignment"])
    return None if extension is None or view is None else (extension, view)


def _days(scene: Scene, extension: Extension) -> dict[str, str]:
    return {"was": with_weekday(extension.was, scene.today), "wanted": with_weekday(extension.wanted, scene.today)}


async def extension_day(scene: Scene) -> Outgoing:
    """«На какой день перенести?»"""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    due, example = with_weekday(view.due, scene.today), short(max(view.due, scene.today) + _WEEK)
    return Message(text("extension-day", title=clipped(view.name, TITLE), due=due, example=example))


async def extension_offer(scene: Scene) -> Outgoing:
    """How the wish was understood; nobody is asked before the tap."""
    facts = await _facts(scene)
    if facts is None or facts[0].state != "proposed":
        return Dropped("decided")
    extension, view = facts
    ask, comment = (ExtensionButton(extension=extension.id, do=do) for do in ("ask", "comment"))
    no = label("extension-no-comment" if extension.report_id else "extension-no")
    return Message(
        text("extension-offer", title=clipped(view.name, TITLE), **_days(scene, extension)),
        keyboard([button(label("extension-ask"), ask), button(no, comment)]),
    )


async def extension_asked(scene: Scene) -> Outgoing:
    """To the executor: the coordinator was asked, or nobody was."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    extension, view = facts
    state = "dropped-words" if extension.state == "dropped" and extension.report_id else extension.state
    return Message(text("extension-asked", state=state, title=clipped(view.name, TITLE), **_days(scene, extension)))


async def extension_request(scene: Scene) -> Outgoing:
    """To a coordinator: who asks for which day and why; after the decision, what was decided."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    extension, view = facts
    who = (await people.member(scene.connection, view.member_id)).short_name
    title = clipped(view.name, TITLE)
    parts = [
        text("extension-request", who=who, title=title, **_days(scene, extension)),
        *await _words(scene, extension),
    ]
    if extension.state != "asked":
        parts.append(text("extension-verdict", state=extension.state, who=await _judge(scene, extension)))
        return Message(join(parts))
    agree, decline = (ExtensionButton(extension=extension.id, do=do) for do in ("agree", "decline"))
    return Message(
        join(parts),
        keyboard([button(label("extension-agree"), agree), button(label("extension-decline"), decline)]),
    )


async def _words(scene: Scene, extension: Extension) -> list[Html]:
    report_id = scene.data["report"]
    report = None if report_id is None else await reports.get(scene.connection, report_id)
    words = extension.words if report is None else report.text
    return [text("quoted", quote=clipped(words, QUOTE))] if words else []


async def _judge(scene: Scene, extension: Extension) -> str:
    if extension.decided_by is None:
        return ""
    return (await people.member(scene.connection, extension.decided_by)).short_name


async def extension_decided(scene: Scene) -> Outgoing:
    """To the executor and, where the day has changed, to everybody who answers for it."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("gone")
    extension, view = facts
    return Message(
        text(
            "extension-decided",
            state=extension.state,
            who=await _judge(scene, extension),
            title=clipped(view.name, TITLE),
            **_days(scene, extension),
        )
    )


CARDS: dict[str, Card] = {
    "extension-day": extension_day,
    "extension-offer": extension_offer,
    "extension-asked": extension_asked,
    "extension-request": extension_request,
    "extension-decided": extension_decided,
}
