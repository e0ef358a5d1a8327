"""Cards of answering: what was recorded, which measure it is about, what was taken back."""

from datetime import date

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from delivery.cards import absences
from delivery.cards.keyboards import button, keyboard
from delivery.cards.reminders import TITLE, TITLE_IN_BUTTON, AnswerButton
from delivery.cards.report_buttons import ReportButton
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Message, Outgoing
from delivery.texts import Html, clipped, join, label, text
from delivery.texts.dates import local_day, numeric, short, with_weekday
from domain.likeness import likeness
from domain.links import links_in, without_links
from services import albums, answers, children, placing, trouble_news
from services.hours import zone_of
from storage import assignments, people, pictures, reports
from storage.assignments import AssignmentView
from storage.reports import Attachment, ChildrenWord, Report

QUOTE = 300
ON_A_PAGE = 5
LISTED = 10


class PlaceButton(CallbackData, prefix="pl"):
    """The report is about this assignment."""

    report: int
    assignment: int


class PlacePageButton(CallbackData, prefix="pp"):
    """Another page of what the report may be about."""

    report: int
    page: int


class UndoAllButton(CallbackData, prefix="ra"):
    """Take back everything that one «Все выполнены» recorded."""

    delivery: int


def counted(files: list[Attachment], *, words: str | None = None) -> Html:
    """«5 фото, 2 файла, 1 ссылка и комментарий»; empty where there is nothing. ``words``: those that came with them."""
    kinds = [each.file.kind for each in files]
    named = {
        "photos": kinds.count("photo"),
        "videos": sum(kinds.count(kind) for kind in ("video", "video-note", "animation")),
        "voices": kinds.count("voice") + kinds.count("audio"),
        "documents": kinds.count("document"),
        "places": kinds.count("place"),
        "links": len(links_in(words or "")),
    }
    listed = join([text(f"count-{name}", count=count) for name, count in named.items() if count], ", ")
    if not without_links(words or "").strip():
        return listed
    return text("count-and-comment", files=listed) if listed else text("count-comment")


async def _facts(scene: Scene) -> tuple[Report, AssignmentView, list[Attachment]] | None:
    """The report, its assignment and the files this part speaks of; None where it does not count any more."""
    report = await reports.get(scene.connection, scene.data["report"])
    if report is None or report.assignment_id is None or report.withdrawn_at is not None:
        return None
    view = await assignments.view(scene.connection, report.assignment_id)
    if view is None:
        return None
    return report, view, await reports.attached(scene.connection, report.id)


async def report_ack(scene: Scene) -> Outgoing:
    """What was recorded, where where that was not said, what is still asked; «Отменить» for a day."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("withdrawn")
    report, view, files = facts
    first = scene.delivery.key == albums.key("ack", report.id, 0)
    shown = files[: await albums.until(scene.connection, "ack", report.id, 0)] if first else files
    said = report.at.astimezone(await zone_of(scene.connection, report.author_id, scene.rules)).date()
    parts = [_head(report, view, shown, report.done_on or said)]
    if scene.data["guessed"] or report.status is None:
        parts.append(text("ack-about", title=clipped(view.name, TITLE)))
    parts += (await absences.instead(scene, [view], report.author_id)).values()
    if (report.status is not None or report.done_on is not None) and shown:
        parts.append(text("ack-files", files=counted(shown), log="yes" if _in_log(report, view, shown) else "no"))
    if report.review == "waiting":
        parts.append(text("ack-review"))
    if report.status == "trouble" and await trouble_news.is_unheard(absences.around(scene), view, report.author_id):
        parts.append(text("ack-unheard"))
    asks = report.status is None and not view.closed and not scene.data["settled"]
    if asks:
        parts.append(text("ack-ask"))
    parts += [*_too_large(shown), *await _doubts(scene, report, shown)]
    if not asks:
        parts += _about_children(scene, report, shown)
    rows = _answer_rows(report, view, asks=asks, now_allowed=answers.may_take_back(report, scene.now))
    return Message(join(parts), keyboard(*([] if asks else _children_rows(report, shown)), *rows))


def _about_children(scene: Scene, report: Report, files: list[Attachment]) -> list[Html]:
    """The question with the district's rule, or what follows of the answer that keeps the pictures out of the log."""
    if not any(each.pictured for each in files):
        return []
    if report.children == "asked":
        return [text("ack-children", rule=scene.rules.consent_rule)]
    return [text("ack-no-consent")] if report.children == "no-consent" else []


def _children_rows(report: Report, files: list[Attachment]) -> list[list[InlineKeyboardButton]]:
    if report.children != "asked" or not any(each.pictured for each in files):
        return []

    def choice(words: str, word: ChildrenWord) -> list[InlineKeyboardButton]:
        return [button(words, ReportButton(report=report.id, do=word))]

    return [
        choice(label("children-none"), "none"),
        choice(label("children-consent"), "consent"),
        choice(label("children-no-consent"), "no-consent"),
    ]


async def _doubts(scene: Scene, report: Report, files: list[Attachment]) -> list[Html]:
    """Pictures that cannot be opened, and those that the log has already."""
    broken = await pictures.broken(scene.connection, {each.sha256 for each in files if each.sha256 is not None})
    lines = [text("ack-broken", count=len(broken))] if broken else []
    if repeated := await pictures.repeats_of(scene.connection, report.id):
        first = repeated[0]
        day = numeric(local_day(first.at, scene.rules.zone))
        lines.append(text("ack-repeat", count=len(repeated), title=clipped(first.title, TITLE), day=day))
    return lines


def _head(report: Report, view: AssignmentView, files: list[Attachment], day: date) -> Html:
    quote = clipped(report.text, QUOTE) if report.text else ""
    # Words after «выполнено» that say when it was done.
    match "done" if report.done_on is not None and view.status == "done" else report.status:
        case "done":
            return text("ack-done", day=numeric(day), **_timing(view.due, day))
        case "in-progress":
            return text("ack-progress", due=with_weekday(view.due, day))
        case "trouble" if quote:
            return text("ack-trouble", quote=quote)
        case "trouble":
            return text("ack-trouble-why")
    if not files and without_links(quote).strip():
        return text("ack-comment", quote=quote)
    in_log = "yes" if _in_log(report, view, files) else "no"
    return text("ack-evidence", files=counted(files, words=report.text), log=in_log)


def _in_log(report: Report, view: AssignmentView, files: list[Attachment]) -> bool:
    """Whether the log has it by now: not what is still asked about, nor what a coordinator has to accept first."""
    hidden = children.withheld(report) and any(each.pictured for each in files)
    return not hidden and report.review != "waiting" and not answers.is_asked_about(report, view)


def _timing(due: date, day: date) -> dict[str, int | str]:
    days = (due - day).days
    return {"timing": "early" if days > 0 else "late" if days < 0 else "now", "days": abs(days)}


def _answer_rows(
    report: Report, view: AssignmentView, *, asks: bool, now_allowed: bool
) -> list[list[InlineKeyboardButton]]:
    def one(do: str, name: str) -> InlineKeyboardButton:
        return button(label(name), ReportButton(report=report.id, do=do))

    undo = [one("undo", "undo")] if now_allowed else []
    move = button(label("answer-move"), AnswerButton(assignment=view.id, do="move"))
    if asks:
        answered = [one("done", "answer-done"), one("progress", "answer-progress")]
        return [answered, [one("trouble", "answer-trouble"), one("comment", "answer-comment")], undo]
    return [[move], undo] if report.status == "trouble" else [undo]


def _too_large(files: list[Attachment]) -> list[Html]:
    large = sum(each.is_file and each.sha256 is None for each in files)
    return [text("ack-too-large", count=large)] if large else []


async def report_doubts(scene: Scene) -> Outgoing:
    """What was seen in the pictures after the answer was acknowledged: one does not open, or the log has it already."""
    facts = await _facts(scene)
    lines = [] if facts is None else await _doubts(scene, facts[0], facts[2])
    if facts is None or not lines:
        return Dropped("nothing is wrong any more")
    return Message(join([text("ack-about", title=clipped(facts[1].name, TITLE)), *lines]))


async def report_more(scene: Scene) -> Outgoing:
    """Parts of an album that came after it was acknowledged."""
    facts = await _facts(scene)
    if facts is None:
        return Dropped("withdrawn")
    report, _view, files = facts
    end = await albums.until(scene.connection, "ack", report.id, scene.data["part"])
    before, late = files[: scene.data["after"]], files[scene.data["after"] : end]
    parts = [text("ack-more", files=counted(late), total=len(files[:end])), *_too_large(late)]
    if any(each.pictured for each in before):
        return Message(join(parts))
    return Message(join([*parts, *_about_children(scene, report, late)]), keyboard(*_children_rows(report, late)))


async def report_ack_all(scene: Scene) -> Outgoing:
    """«Все выполнены»: what was recorded."""
    views = await assignments.views(scene.connection, scene.data["assignments"])
    lines = [text("bullet", line=clipped(view.name, TITLE)) for view in views[:LISTED]]
    rest = [text("and-more", count=len(views) - LISTED)] if len(views) > LISTED else []
    rest += [text("ack-review")] if await _some_wait(scene) else []
    undo = button(label("undo"), UndoAllButton(delivery=scene.delivery.id))
    return Message(join([text("ack-all", count=len(views)), *lines, *rest, text("ack-all-how")]), keyboard([undo]))


async def _some_wait(scene: Scene) -> bool:
    found = [await reports.get(scene.connection, one) for one in scene.data["reports"]]
    return any(one is not None and one.review == "waiting" for one in found)


async def report_place(scene: Scene) -> Outgoing:
    """Which measure is this about? Five at a time, the likeliest first."""
    report = await reports.get(scene.connection, scene.data["report"])
    if report is None or report.assignment_id is not None or report.withdrawn_at is not None:
        return Dropped("placed")
    stands_for = await absences.around(scene).stands_for(report.author_id)
    everything = await placing.candidates(scene.connection, report.author_id, stands_for)
    among = await assignments.views(scene.connection, scene.data["among"])
    page = scene.data["page"]
    for listed in (everything, among):
        listed.sort(key=lambda view: -likeness(report.text or "", view.name))
    shown = among[:ON_A_PAGE] or everything[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    files = await reports.attached(scene.connection, report.id)
    received = _received(report, files)
    rows = [[_place_button(report, view)] for view in shown]
    turns = _turns(report, page, more=len(everything) > len(shown) if page == 0 else len(everything) > (page + 1) * 5)
    discard = button(label("place-discard" if shown else "place-delete"), ReportButton(report=report.id, do="discard"))
    has_open = any(not view.closed for view in shown)
    ask = text("place-ask") if has_open else text("place-none-open", choice="some" if shown else "none")
    return Message(join([received, ask], " "), keyboard(*rows, turns, [discard]))


def _received(report: Report, files: list[Attachment]) -> Html:
    if not files:
        return text("received-words", quote=clipped(report.text or "", QUOTE))
    return text("received-files", files=counted(files, words=report.text))


def _place_button(report: Report, view: AssignmentView) -> InlineKeyboardButton:
    title = clipped(view.name, TITLE_IN_BUTTON)
    name = label("place-done", title=title) if view.closed else label("place-open", title=title, day=short(view.due))
    return button(name, PlaceButton(report=report.id, assignment=view.id))


def _turns(report: Report, page: int, *, more: bool) -> list[InlineKeyboardButton]:
    def turn(name: str, to: int) -> InlineKeyboardButton:
        return button(name, PlacePageButton(report=report.id, page=to))

    back = [turn("‹", page - 1)] if page else []
    return [*back, turn(label("place-other"), page + 1)] if more else back


async def report_withdrawn(scene: Scene) -> Outgoing:
    """What was taken back, and how it stands now."""
    listed = scene.data.get("assignments") or [scene.data.get("assignment")]
    views = await assignments.views(scene.connection, [each for each in listed if each])
    if not views:
        return Message(text("discarded"))
    lines = [
        text(
            "withdrawn-line",
            title=clipped(view.name, TITLE),
            status=view.status,
            due=with_weekday(view.due, scene.today),
        )
        for view in views[:LISTED]
    ]
    again = [
        [button(clipped(view.name, TITLE_IN_BUTTON), AnswerButton(assignment=view.id, do="open"))]
        for view in views[:1]
        if not view.closed
    ]
    return Message(join([text("withdrawn"), *lines]), keyboard(*again))


async def question_hint(scene: Scene) -> Outgoing:
    """To a question: what is understood here, and who can be asked."""
    above = await absences.around(scene).coordinators(scene.data["member"])
    names = [(await people.member(scene.connection, one)).short_name for one in above[:2]]
    return Message(text("question-hint", who=", ".join(names) or "none"))


async def pleasantry(_scene: Scene) -> Outgoing:
    """To thanks and greetings."""
    return Message(text("pleasantry"))


CARDS: dict[str, Card] = {
    "report-ack": report_ack,
    "report-more": report_more,
    "report-doubts": report_doubts,
    "report-ack-all": report_ack_all,
    "report-place": report_place,
    "report-withdrawn": report_withdrawn,
    "pleasantry": pleasantry,
    "question-hint": question_hint,
}
