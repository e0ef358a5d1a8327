"""The list of an organisation's roadmaps."""

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import PlansButton, RoadmapButton, page_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from services.overview import overview
from storage import people, roadmaps
from storage.connected import unconnected_in
from storage.roadmaps import Progress, Roadmap

TITLE = 90
TITLE_IN_BUTTON = 40
PLACE = 50
PLANS_ON_A_PAGE = 6


async def plans(scene: Scene) -> Outgoing:
    """Drafts and active roadmaps of the organisation and of all below it, with how far they are.

    A draft that would amend an active one stands below it and is not counted.
    """
    organisations = await people.scope(scene.connection, scene.data["organisation"])
    standing = await roadmaps.standing_in(scene.connection, organisations)
    if not standing:
        return Message(text("plans-none"))
    amending = _amending(standing)
    listed = [roadmap for roadmap in standing if all(roadmap not in drafts for drafts in amending.values())]
    page = page_of(scene, len(listed), PLANS_ON_A_PAGE)
    first = page * PLANS_ON_A_PAGE
    shown = listed[first : first + PLANS_ON_A_PAGE]
    progress = await roadmaps.progress_of(scene.connection, [roadmap.id for roadmap in shown])
    missing = await unconnected_in(scene.connection, [roadmap.id for roadmap in shown])
    lines, buttons = [text("plans-head", count=len(listed))], []
    for number, roadmap in enumerate(shown, first + 1):
        lines.append(await _plan_line(scene, number, roadmap, progress.get(roadmap.id, Progress())))
        lines += [text("plans-unconnected", count=missing[roadmap.id])] if roadmap.id in missing else []
        buttons.append([_plan_button(number, roadmap)])
        for draft in amending.get(roadmap.id, ()):
            lines.append(text("plans-amendment", questions=await _waiting(scene, draft)))
            buttons.append([_amendment_button(number, draft)])
    before = [button("‹", PlansButton(page=page - 1))] if page else []
    after = [button("›", PlansButton(page=page + 1))] if first + PLANS_ON_A_PAGE < len(listed) else []
    return Message(join(lines), keyboard(*buttons, before + after))


def _amending(standing: list[Roadmap]) -> dict[int, list[Roadmap]]:
    """The drafts that would amend each active roadmap of the list."""
    active = {roadmap.id for roadmap in standing if roadmap.state == "active"}
    found: dict[int, list[Roadmap]] = {}
    for draft in standing:
        if draft.state == "draft" and draft.replaces_id is not None and draft.replaces_id in active:
            found.setdefault(draft.replaces_id, []).append(draft)
    return found


async def _plan_line(scene: Scene, number: int, roadmap: Roadmap, progress: Progress) -> Html:
    title = clipped(roadmap.title, TITLE)
    if roadmap.organisation_id != scene.data["organisation"]:
        place = await people.organisation(scene.connection, roadmap.organisation_id)
        title = f"{clipped(place.name, PLACE)}: {title}"
    if roadmap.state == "active":
        return text("plans-active", number=number, title=title, done=progress.done, count=progress.assignments)
    return text("plans-draft", number=number, title=title, questions=await _waiting(scene, roadmap))


async def _waiting(scene: Scene, draft: Roadmap) -> int:
    return len((await overview(scene.connection, draft.id)).open_doubts)


def _plan_button(number: int, roadmap: Roadmap) -> InlineKeyboardButton:
    words = f"{number}. {clipped(roadmap.title, TITLE_IN_BUTTON)}"
    return button(words, RoadmapButton(do="open", roadmap=roadmap.id))


def _amendment_button(number: int, draft: Roadmap) -> InlineKeyboardButton:
    return button(label("plans-amendment-open", number=number), RoadmapButton(do="open", roadmap=draft.id))


CARDS: dict[str, Card] = {"plans": plans}
