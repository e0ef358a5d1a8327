"""Cards of reminding: the daily digest, one assignment, its words in the plan, one's own list."""

from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards import absences, handed, overdue, returned
from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.report_buttons import ReportButton
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Later, Message, Outgoing, Strip
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import numeric, short, with_weekday
from services import digests
from services.answers import may_take_back
from services.hearers import ABSENT
from storage import assignments, reports
from storage.assignments import AssignmentView

TITLE = 110
TITLE_IN_BUTTON = 40
LISTED = 8
VERBATIM = 1500
COLLEAGUES = 500
NUMBERS_IN_ROW = 6


class AnswerButton(CallbackData, prefix="as"):
    """What can be pressed about one assignment.

    ``do``: open, done, progress, trouble, later, move, details, tomorrow, hand-on.
    """

    assignment: int
    do: str


class DigestButton(CallbackData, prefix="dg"):
    """What can be pressed about all assignments of a digest: ``do`` all-done or tomorrow."""

    do: str
    delivery: int


def distance(day: date, today: date) -> Html:
    """«через 3 дня», «сегодня», «вчера», «2 дня назад»."""
    days = (day - today).days
    if days == 0:
        return text("distance-today")
    if days > 0:
        return text("distance-ahead", days=days)
    return text("distance-behind", days=-days)


def sign(view: AssignmentView, overdue_before: date) -> str:
    """The symbol of the state: one symbol for one state, in every message."""
    return handed.sign(view.status, view.control, overdue_before)


def line(scene: Scene, view: AssignmentView, instead: Html | None = None) -> Html:
    """One assignment in one line: state, due day, title, and whose it is where it is not the reader's own."""
    day = with_weekday(view.due, scene.today)
    name = clipped(view.name, TITLE)
    said = text("assignment-line", form=view.form, sign=sign(view, scene.overdue_before), day=day, title=name)
    return said if instead is None else join([said, instead], " · ")


async def digest(scene: Scene) -> Outgoing:
    """What is due, most urgent first; a single one comes as its card, what was answered meanwhile is left out.

    What is overdue at others stands below. One that could not leave on its day is dropped: the planner says it with
    the next one, and so is what somebody else has to hear by now. One that was slowed down into lessons waits.
    """
    leaves = await digests.leaves_at(scene.connection, scene.delivery, scene.now, scene.rules)
    if leaves is None:
        return Dropped(digests.STALE)
    if leaves > scene.now:
        return Later(leaves)
    reader, around = scene.data["member"], absences.around(scene)
    if await around.absence_of(reader) is not None:
        return Dropped(ABSENT)
    waiting = [view for view in await assignments.views(scene.connection, scene.data["assignments"]) if not view.closed]
    theirs = {reader} | await around.stands_for(reader)
    mine = [view for view in waiting if view.member_id in theirs]
    views = [view for view in mine if not view.handed_on or view.control < scene.overdue_before]
    others = await overdue.of_others(scene)
    if not views and not others.lines:
        return Dropped(ABSENT if len(mine) < len(waiting) else "answered")
    if not views:
        return Message(join([*_again(scene), *others.lines]), keyboard(*others.buttons))
    if len(views) == 1:
        return overdue.below(await _card(scene, views[0], again=scene.delivery.doubts > 0), others)
    return overdue.below(_list(scene, views, await absences.instead(scene, views, reader)), others)


def _list(scene: Scene, views: list[AssignmentView], instead: dict[int, Html]) -> Message:
    today = scene.today
    late = sum(view.control < scene.overdue_before for view in views)
    near = [view for view in views if view.control >= scene.overdue_before]
    head = text(
        "digest",
        count=len(views),
        late=late,
        nearest=distance(near[0].due, today) if near else Html(""),
        mixed="late" if not near else ("both" if late else "ahead"),
    )
    shown = views[:LISTED]
    numbers = [
        button(str(place), AnswerButton(assignment=view.id, do="open")) for place, view in enumerate(shown, start=1)
    ]
    lines = [
        text("numbered", number=place, line=line(scene, view, instead.get(view.member_id)))
        for place, view in enumerate(shown, start=1)
    ]
    rest = [text("digest-more", count=len(views) - len(shown))] if len(views) > len(shown) else []
    everything = [
        button(label("digest-all-done"), DigestButton(do="all-done", delivery=scene.delivery.id)),
        button(label("digest-tomorrow"), DigestButton(do="tomorrow", delivery=scene.delivery.id)),
    ]
    return Message(
        join([*_again(scene), head, *lines, *rest, text("digest-how")]),
        keyboard(*in_rows(numbers, NUMBERS_IN_ROW), everything),
    )


def _again(scene: Scene) -> list[Html]:
    return [text("again")] if scene.delivery.doubts else []


async def _card(scene: Scene, view: AssignmentView, *, again: bool = False) -> Message:
    today = scene.today
    chain = await handed.chain_of(scene, view)
    colleagues = await assignments.colleagues(scene.connection, view, {share.id for share in chain.above})
    parts = [text("again")] if again else []
    if view.handed_back:
        parts.append(text("card-share-ended", title=clipped(view.name, VERBATIM)))
        return Message(join(parts), keyboard(*answer_rows(view, late=False)))
    if view.called_off and view.status != "done":
        parts.append(text("card-called-off", title=clipped(view.name, VERBATIM)))
        return Message(join(parts), keyboard(*answer_rows(view, late=False)))
    late = view.control < scene.overdue_before and not view.closed
    if late:
        parts.append(text("card-late", title=clipped(view.name, VERBATIM), ago=distance(view.control, today)))
        parts.append(text("card-late-how"))
    else:
        parts.append(text("card", sign=sign(view, scene.overdue_before), title=clipped(view.name, VERBATIM)))
        ahead = distance(view.due, today)
        day = numeric(view.due)
        since = numeric(view.start) if view.form == "window" and view.start is not None else ""
        parts.append(text("card-due", form=view.form, since=since, day=day, distance=ahead, moved=_moved(view)))
    parts += handed.lines(chain, view, scene.overdue_before)
    parts += await returned.why_returned(scene, view)
    parts += (await absences.instead(scene, [view], scene.delivery.chat.member_id)).values()
    if colleagues:
        parts.append(text("card-together", names=clipped(", ".join(colleagues), COLLEAGUES)))
    if not view.closed:
        parts.append(text("card-how"))
    reopen = [handed.button_to("reopen", view.id)] if chain.done_by_others else []
    return Message(join(parts), keyboard(reopen, *answer_rows(view, late=late), await _undo(scene, view)))


async def _undo(scene: Scene, view: AssignmentView) -> list[InlineKeyboardButton]:
    """«Отменить ответ» under what was done, as long as it can be."""
    reader = scene.delivery.chat.member_id
    if view.status != "done" or reader is None:
        return []
    last = await reports.latest(scene.connection, assignment_id=view.id)
    if last is None or last.author_id != reader or not may_take_back(last, scene.now):
        return []
    return [button(label("answer-undo"), ReportButton(report=last.id, do="undo"))]


def _moved(view: AssignmentView) -> Html:
    return text("card-control", day=short(view.control)) if view.control != view.due else Html("")


def answer_rows(view: AssignmentView, *, late: bool) -> list[list[InlineKeyboardButton]]:
    """The buttons under a card of this assignment."""

    def one(do: str, name: str | None = None) -> InlineKeyboardButton:
        return button(label(f"answer-{name or do}"), AnswerButton(assignment=view.id, do=do))

    if view.closed:
        return [[one("details")]]
    if view.handed_on:
        return [[one("done"), handed.button_to("take", view.id)], [one("details")]]
    if late:
        return [
            [one("done"), one("tomorrow", "will-be-tomorrow")],
            [one("trouble", "need-help"), one("move")],
            [one("hand-on"), one("details")],
        ]
    return [
        [one("done")],
        [one("progress"), one("trouble")],
        [one("later"), one("move")],
        [one("hand-on"), one("details")],
    ]


async def assignment_card(scene: Scene) -> Outgoing:
    """One assignment with its buttons."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    return Dropped("gone") if view is None else await _card(scene, view)


async def details(scene: Scene) -> Outgoing:
    """The row of the document, verbatim."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    parts = [text("details", roadmap=clipped(view.roadmap_title, TITLE), title=clipped(view.title, VERBATIM))]
    if view.section:
        parts.append(text("details-section", section=clipped(view.section, TITLE)))
    if view.result:
        parts.append(text("details-result", result=clipped(view.result, VERBATIM)))
    parts.append(text("details-deadline", deadline=clipped(view.deadline_text or "—", TITLE)))
    if view.responsible_text:
        parts.append(text("details-responsible", responsible=clipped(view.responsible_text, VERBATIM // 3)))
    chain = await handed.chain_of(scene, view)
    parts += handed.tree(chain, view, scene.overdue_before)
    give_back = [handed.button_to("return", view.id)] if view.parent_id is not None and not view.closed else []
    return Message(join(parts), keyboard(*answer_rows(view, late=view.control < scene.overdue_before)[:1], give_back))


async def assigned(scene: Scene) -> Outgoing:
    """To an executor, once, when they have got assignments of a roadmap: how much there is and what comes first."""
    got = set(scene.data["assignments"])
    views = [view for view in await assignments.open_of(scene.connection, scene.data["member"]) if view.id in got]
    ahead = [view for view in views if view.control >= scene.today]
    if not ahead:
        return Dropped("nothing ahead")
    first = ahead[0]
    return Message(
        text(
            "assigned",
            count=len({view.measure_id for view in ahead}),
            roadmap=clipped(first.roadmap_title, TITLE),
            day=with_weekday(first.due, scene.today),
            title=clipped(first.name, TITLE),
        )
    )


async def let_off(scene: Scene) -> Outgoing:
    """To somebody for whose assignments others answer now; what has become theirs again is left out."""
    views = await assignments.views(scene.connection, scene.data["assignments"])
    gone = [view for view in views if view.called_off and view.control >= scene.today]
    if not gone:
        return Dropped("not true any more")
    title, roadmap = clipped(gone[0].name, TITLE), clipped(gone[0].roadmap_title, TITLE)
    count = len({view.measure_id for view in gone})
    return Message(text("let-off", count=count, title=title, roadmap=roadmap))


async def snoozed(scene: Scene) -> Outgoing:
    """What waits until tomorrow."""
    views = await assignments.views(scene.connection, scene.data["assignments"])
    titles = [text("bullet", line=clipped(view.name, TITLE_IN_BUTTON * 2)) for view in views]
    again = [
        button(clipped(view.name, TITLE_IN_BUTTON), AnswerButton(assignment=view.id, do="open")) for view in views[:4]
    ]
    return Message(join([text("snoozed", count=len(views)), *titles]), keyboard(*in_rows(again, 1)))


async def strip(_scene: Scene) -> Outgoing:
    """The buttons of an older digest go: the newer one has them."""
    return Strip()


CARDS: dict[str, Card] = {
    "digest": digest,
    "assignment-card": assignment_card,
    "details": details,
    "assigned": assigned,
    "let-off": let_off,
    "snoozed": snoozed,
    "strip": strip,
}
