"""What was passed over while a file was read."""

from delivery.cards.keyboards import button, keyboard
from delivery.cards.overview import RoadmapButton, page_of
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from services.overview import Overview, overview

PROBLEM = 300
ON_A_PAGE = 8
EXAMPLE = 200


def first_problem(seen: Overview) -> list[Html]:
    """The first one, and how many more there are."""
    problems = seen.roadmap.problems
    if not problems:
        return []
    example = clipped(f"{problems[0].where}: {problems[0].text}", EXAMPLE)
    return [text("roadmap-problems", example=example, more=len(problems) - 1)]


async def problems(scene: Scene) -> Outgoing:
    """All of them, page by page."""
    seen = await overview(scene.connection, scene.data["roadmap"])
    listed = seen.roadmap.problems
    page = page_of(scene, len(listed), ON_A_PAGE)
    shown = listed[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [text("problem", where=clipped(one.where, EXAMPLE), words=clipped(one.text, PROBLEM)) for one in shown]
    turns = [(page - 1, "‹")] if page else []
    turns += [(page + 1, "›")] if (page + 1) * ON_A_PAGE < len(listed) else []
    one = seen.roadmap.id
    turning = [button(sign, RoadmapButton(do="problems", roadmap=one, page=number)) for number, sign in turns]
    back = button(label("roadmap-back"), RoadmapButton(do="open", roadmap=one))
    return Message(join([text("problems-head", count=len(listed)), *lines]), keyboard(turning, [back]))


CARDS: dict[str, Card] = {"roadmap-problems": problems}
