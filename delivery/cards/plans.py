"""The list of an organisation's roadmaps."""

from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import PlansButton, RoadmapButton, page_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, text
from services.overview import overview
from storage import people, roadmaps
from storage.roadmaps import Progress, Roadmap

TITLE = 90
TITLE_IN_BUTTON = 40
PLACE = 50
PLANS_ON_A_PAGE = 6


async def plans(scene: Scene) -> Outgoing:
    """Drafts and active roadmaps of the organisation and of all below it, with how far they are."""
    organisations = await people.scope(scene.connection, scene.data["organisation"])
    listed = await roadmaps.standing_in(scene.connection, organisations)
    if not listed:
        return Message(text("plans-none"))
    page = page_of(scene, len(listed), PLANS_ON_A_PAGE)
    first = page * PLANS_ON_A_PAGE
    shown = listed[first : first + PLANS_ON_A_PAGE]
    progress = await roadmaps.progress_of(scene.connection, [roadmap.id for roadmap in shown])
    lines = [text("plans-head", count=len(listed))]
    for number, roadmap in enumerate(shown, first + 1):
        lines.append(await _plan_line(scene, number, roadmap, progress.get(roadmap.id, Progress())))
    buttons = [[_plan_button(number, roadmap)] for number, roadmap in enumerate(shown, first + 1)]
    before = [button("‹", PlansButton(page=page - 1))] if page else []
    after = [button("›", PlansButton(page=page + 1))] if first + PLANS_ON_A_PAGE < len(listed) else []
    return Message(join(lines), keyboard(*buttons, before + after))


async def _plan_line(scene: Scene, number: int, roadmap: Roadmap, progress: Progress) -> Html:
    title = clipped(roadmap.title, TITLE)
    if roadmap.organisation_id != scene.data["organisation"]:
        place = await people.organisation(scene.connection, roadmap.organisation_id)
        title = f"{clipped(place.name, PLACE)}: {title}"
    if roadmap.state == "active":
        return text("plans-active", number=number, title=title, done=progress.done, count=progress.assignments)
    seen = await overview(scene.connection, roadmap.id)
    return text("plans-draft", number=number, title=title, questions=len(seen.open_doubts))


def _plan_button(number: int, roadmap: Roadmap) -> InlineKeyboardButton:
    words = f"{number}. {clipped(roadmap.title, TITLE_IN_BUTTON)}"
    return button(words, RoadmapButton(do="open", roadmap=roadmap.id))


CARDS: dict[str, Card] = {"plans": plans}
