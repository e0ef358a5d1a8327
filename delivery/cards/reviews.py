"""Cards of the review: what waits, one answer, what its author reads of the verdict."""

from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards.keyboards import button, in_rows, keyboard
from delivery.cards.log_posts import media_of, repeat_lines
from delivery.cards.reminders import TITLE, answer_rows
from delivery.cards.replies import counted
from delivery.cards.returned import returned_lines
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing, Post
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import clock, local_day, numeric, short
from domain.people import Member
from services import children
from services.hours import zone_of
from services.log_posts import is_shown
from storage import assignments, people, reports, reviews
from storage.assignments import AssignmentView
from storage.reports import Attachment, Report
from storage.roadmaps import Roadmap

ON_A_PAGE = 6
LISTED = 10
QUOTE = 900
PLACE = 80


class ReviewButton(CallbackData, prefix="rv"):
    """What can be pressed about a review.

    ``do``: on and off with the roadmap as ``id``; page; all with the delivery of the list; open, accept, why, plain,
    pictures with the assignment.
    """

    do: str
    id: int = 0
    page: int = 0


def review_button(roadmap: Roadmap) -> InlineKeyboardButton:
    """«Проверка отчётов: нет», under the card of a plan."""
    name = label("review-button-on") if roadmap.review else label("review-button-off")
    return button(name, ReviewButton(do="off" if roadmap.review else "on", id=roadmap.id))


async def review_list(scene: Scene) -> Outgoing:
    """What waited when it was asked for and still does."""
    waiting = [one for one in scene.data["assignments"] if await reviews.reports_waiting(scene.connection, one)]
    accepted = [text("review-accepted", count=scene.data["accepted"])] if scene.data["accepted"] else []
    if not waiting:
        return Message(join([*accepted, text("review-nothing")]))
    page = min(scene.data["page"], (len(waiting) - 1) // ON_A_PAGE)
    first = page * ON_A_PAGE
    views = await assignments.views(scene.connection, waiting[first : first + ON_A_PAGE])
    numbered = list(enumerate(views, start=first + 1))
    lines = [await _line(scene, number, view) for number, view in numbered]
    numbers = [button(str(number), ReviewButton(do="open", id=view.id)) for number, view in numbered]
    turns = [button("‹", ReviewButton(do="page", page=page - 1))] if page else []
    turns += [button("›", ReviewButton(do="page", page=page + 1))] if first + ON_A_PAGE < len(waiting) else []
    everything = button(label("review-accept-all", count=len(waiting)), ReviewButton(do="all", id=scene.delivery.id))
    head = text("review-list", count=len(waiting))
    return Message(join([*accepted, head, *lines]), keyboard(*in_rows(numbers, ON_A_PAGE), turns, [everything]))


async def _line(scene: Scene, number: int, view: AssignmentView) -> Html:
    said = await _said(scene, view)
    files = [file for report in said for file in await reports.attached(scene.connection, report.id)]
    return text(
        "review-line",
        number=number,
        title=clipped(view.name, TITLE),
        who=(await people.member(scene.connection, view.member_id)).short_name,
        day=short(_day(scene, said[0])),
        late="yes" if said[0].late else "no",
        files=counted(files) if files else Html("none"),
    )


async def _said(scene: Scene, view: AssignmentView) -> list[Report]:
    """The answers that wait, the oldest first."""
    ids = await reviews.reports_waiting(scene.connection, view.id)
    found = [await reports.get(scene.connection, one) for one in ids]
    return [one for one in found if one is not None]


def _day(scene: Scene, report: Report) -> date:
    return report.done_on or local_day(report.at, scene.rules.zone)


async def review_one(scene: Scene) -> Outgoing:
    """One answer with everything that a coordinator needs to decide; what was decided where it is."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None:
        return Dropped("gone")
    said = await _said(scene, view)
    if not said:
        return await _decided(scene, view)
    parts = [await _head(scene, view, said[0])]
    files: list[Attachment] = []
    for report in said:
        files += await reports.attached(scene.connection, report.id)
        parts += [text("quoted", quote=clipped(report.text, QUOTE // len(said)))] if report.text else []
    hidden = any(children.withheld(one) for one in said)
    parts += [counted(files)] if files else []
    parts += [text("log-withheld", why=one.children or "") for one in said if children.withheld(one)][:1]
    parts += await repeat_lines(scene, said)
    if scene.data.get("asks"):
        plain = button(label("review-plain"), ReviewButton(do="plain", id=view.id))
        return Message(join([*parts, text("review-why")]), keyboard([plain], _back(view)))
    shown = [each for each in files if is_shown(each) and not hidden]
    look = [button(label("review-pictures"), ReviewButton(do="pictures", id=view.id))] if shown else []
    accept = button(label("review-accept"), ReviewButton(do="accept", id=view.id))
    why = button(label("review-return"), ReviewButton(do="why", id=view.id))
    return Message(join(parts), keyboard([accept, why], look, _back()))


async def _head(scene: Scene, view: AssignmentView, report: Report) -> Html:
    author = await people.member(scene.connection, report.author_id)
    place = await people.organisation(scene.connection, author.organisation_id)
    return text(
        "review-one",
        title=clipped(view.name, QUOTE // 3),
        who=author.short_name,
        place=clipped(place.name, PLACE),
        at=clock(report.at, await zone_of(scene.connection, report.author_id, scene.rules)),
        due=numeric(view.due),
        done=numeric(report.done_on) if report.done_on is not None else "none",
        late="yes" if report.late else "no",
    )


def _back(view: AssignmentView | None = None) -> list[InlineKeyboardButton]:
    if view is None:
        return [button(label("review-to-list"), ReviewButton(do="page"))]
    return [button(label("review-back"), ReviewButton(do="open", id=view.id))]


async def _decided(scene: Scene, view: AssignmentView) -> Outgoing:
    """Who has decided what; an answer that its author took back waits for nothing."""
    last = next((one for one in await _all(scene, view) if one.reviewed_by is not None), None)
    title = clipped(view.name, QUOTE // 3)
    if last is None or last.reviewed_by is None or last.reviewed_at is None:
        return Message(text("review-withdrawn", title=title), keyboard(_back()))
    by = await people.member(scene.connection, last.reviewed_by)
    at = clock(last.reviewed_at, scene.rules.zone)
    parts = [text("review-decided", verdict=last.review or "", title=title, who=by.short_name, at=at)]
    parts += [text("quoted", quote=clipped(last.review_words, QUOTE // 3))] if last.review_words else []
    return Message(join(parts), keyboard(_back()))


async def _all(scene: Scene, view: AssignmentView) -> list[Report]:
    return (await reports.standing(scene.connection, [view.id])).get(view.id, [])


async def review_pictures(scene: Scene) -> Outgoing:
    """The pictures of an answer that waits, as an album."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    said = [] if view is None else await _said(scene, view)
    files = [file for one in said if not children.withheld(one) for file in await _shown(scene, one)]
    if not files or view is None:
        return Dropped("nothing to show")
    media = [await media_of(scene.files, each) for each in files[:10]]
    return Post(tuple(media), text("review-pictures-of", title=clipped(view.name, TITLE)))


async def _shown(scene: Scene, report: Report) -> list[Attachment]:
    return [each for each in await reports.attached(scene.connection, report.id) if is_shown(each)]


async def review_news(scene: Scene) -> Outgoing:
    """Once a day to those who review: so many answers wait."""
    waiting = await reviews.waiting(scene.connection, [scene.data["organisation"]])
    if not waiting:
        return Dropped("nothing waits any more")
    return Message(
        text("review-news", count=len(waiting)),
        keyboard([button(label("review-open"), ReviewButton(do="page"))]),
    )


async def report_accepted(scene: Scene) -> Outgoing:
    """To the author: these were accepted."""
    views = await assignments.views(scene.connection, scene.data["assignments"])
    by: Member = await people.member(scene.connection, scene.data["by"])
    lines = [text("bullet", line=clipped(view.name, TITLE)) for view in views[:LISTED]]
    rest = [text("and-more", count=len(views) - LISTED)] if len(views) > LISTED else []
    return Message(join([text("report-accepted", count=len(views), who=by.short_name), *lines, *rest]))


async def report_returned(scene: Scene) -> Outgoing:
    """To the author: what has to be mended, with the buttons of the measure."""
    view = await assignments.view(scene.connection, scene.data["assignment"])
    if view is None or view.closed or (lines := await returned_lines(scene, view)) == []:
        return Dropped("answered meanwhile")
    return Message(join(lines), keyboard(*answer_rows(view, late=view.control < scene.overdue_before)))


CARDS: dict[str, Card] = {
    "review-list": review_list,
    "review-one": review_one,
    "review-pictures": review_pictures,
    "review-news": review_news,
    "report-accepted": report_accepted,
    "report-returned": report_returned,
}
