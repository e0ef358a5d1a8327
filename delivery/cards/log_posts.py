"""Posts of the shared log: one report, one post; what came later follows as a reply, what changed is edited."""

import asyncio
from collections.abc import Iterable

from delivery.cards.replies import counted
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Dropped, Media, Message, Outgoing, Post, Revision
from delivery.texts import Html, clipped, join, text
from delivery.texts.dates import clock, local_day, numeric, short
from domain.pictures import is_picture
from domain.replies import worth_quoting
from services import albums, chains, children, log_posts, plan_topics
from services.hours import zone_of
from services.log_posts import is_shown
from storage import assignments, people, pictures, reports
from storage.assignments import AssignmentView
from storage.files import FileStore
from storage.reports import Attachment, RemoteFile, Report

TITLE = 250
QUOTE = 500  # under pictures: the whole caption has to stay below 1,024 characters
QUOTE_ALONE = 3000
PLACES = 3
_SIGNS = {"done": "✅ ", "in-progress": "🔄 ", "trouble": "⚠️ ", None: ""}


async def _facts(scene: Scene) -> tuple[Report, AssignmentView] | None:
    report = await reports.get(scene.connection, scene.data["report"])
    view = None
    if report is not None and report.assignment_id is not None:
        view = await assignments.view(scene.connection, report.assignment_id)
    return None if report is None or view is None else (report, view)


async def log_post(scene: Scene) -> Outgoing:
    """The report with its pictures as one message: a text, a picture, or an album."""
    facts = await _facts(scene)
    if facts is None or facts[0].withdrawn_at is not None:
        return Dropped("withdrawn")
    report, view = facts
    files = await reports.attached(scene.connection, report.id)
    shown = await _shown(scene, report, files)
    words = await _words(scene, report, view, files, caption=bool(shown))
    topic = await _topic(scene)
    if not shown:
        return Message(words, topic=topic)
    media = [await media_of(scene.files, each) for each in shown]
    return Post(tuple(media), words, topic=topic)


async def _topic(scene: Scene) -> int | None:
    return await plan_topics.found(scene.connection, scene.data.get("topics"), scene.data["topic"])


async def _shown(scene: Scene, report: Report, files: list[Attachment]) -> list[Attachment]:
    """The pictures in the post itself; none where it left, or leaves, without them."""
    followed = await reports.said(scene.connection, log_posts.pictures_key(report.id, 0)) is not None
    if children.withheld(report) or followed:
        return []
    end = await albums.until(scene.connection, "log", report.id, 0)
    return [each for each in files[:end] if is_shown(each)][:10]


async def log_more(scene: Scene) -> Outgoing:
    """Files of the report, or parts of its album that came late, as a reply to the post."""
    facts = await _facts(scene)
    if facts is None or facts[0].withdrawn_at is not None:
        return Dropped("withdrawn")
    report, _view = facts
    end = await albums.until(scene.connection, "log", report.id, scene.data["part"])
    files = (await reports.attached(scene.connection, report.id))[scene.data["after"] : end]
    return await _following(scene, report, _to_send(report, files))


def _to_send(report: Report, files: list[Attachment]) -> list[Attachment]:
    hidden = children.withheld(report)
    return [each for each in files if each.is_file and not (hidden and each.pictured)]


async def log_pictures(scene: Scene) -> Outgoing:
    """The pictures of a post that left before its author had said whether children are in them.

    Part 0 are pictures and films, part 1 those that were sent as files.
    """
    facts = await _facts(scene)
    if facts is None or facts[0].withdrawn_at is not None:
        return Dropped("withdrawn")
    report, _view = facts
    pictured = [each for each in await reports.attached(scene.connection, report.id) if each.pictured]
    files = [each for each in _to_send(report, pictured) if is_shown(each) == (scene.data["part"] == 0)]
    return await _following(scene, report, files)


async def _following(scene: Scene, report: Report, files: list[Attachment]) -> Outgoing:
    if not files:
        return Dropped("no files")
    post = await reports.said(scene.connection, albums.key("log", report.id, 0))
    if post is not None and post.chat_id != scene.delivery.chat.id:
        post = None
    media = [await media_of(scene.files, each) for each in files[:10]]
    caption = text("log-more", files=counted(files)) if is_shown(files[0]) else ""
    return Post(tuple(media), caption, reply_to=None if post is None else post.message, topic=await _topic(scene))


async def log_edit(scene: Scene) -> Outgoing:
    """The post of a report that has changed, as it is now."""
    facts = await _facts(scene)
    post = await reports.said(scene.connection, albums.key("log", scene.data["report"], 0))
    if facts is None or post is None or post.message is None or post.chat_id != scene.delivery.chat.id:
        return Dropped("there is no post")
    report, view = facts
    files = await reports.attached(scene.connection, report.id)
    caption = bool(await _shown(scene, report, files))
    return Revision(post.message, await _words(scene, report, view, files, caption=caption), caption)


async def _words(scene: Scene, report: Report, view: AssignmentView, files: list[Attachment], *, caption: bool) -> Html:
    zone = await zone_of(scene.connection, report.author_id, scene.rules)
    author = await people.member(scene.connection, report.author_id)
    place = await people.organisation(scene.connection, author.organisation_id)
    # Pictures that follow «выполнено» are a report of their own; the reader wants to know how the measure stands.
    follows = report.status is None and view.status == "done" and (files or report.done_on is not None)
    status = "done" if follows else report.status
    title = text("log-title", sign=Html(_SIGNS[status]), title=clipped(view.name, TITLE))
    who = text(
        "log-who",
        who=author.short_name,
        place=clipped(place.name, 80),
        at=clock(report.at, zone),
        due=short(view.due),
        done=short(report.done_on) if report.done_on is not None else "none",
        late="yes" if report.late else "no",
    )
    quoted = report.text if report.text and (report.status is None or worth_quoting(report.text)) else None
    # Fluent takes no value of this length, so the quotation marks are put on here.
    said = [join(["«", clipped(quoted, QUOTE if caption else QUOTE_ALONE), "»"], "")] if quoted else []
    facts = [*said, *([counted(files)] if files else [])]
    lines = [title, who, *await _instead(scene, report, view), *([join(facts, " · ")] if facts else [])]
    lines += [*_places(files), *await repeat_lines(scene, [report])]
    if children.withheld(report) and any(each.pictured for each in files):
        lines.append(text("log-withheld", why=report.children or ""))
    if report.review in ("waiting", "returned") and report.withdrawn_at is None:
        lines.append(text("log-review", state=report.review))
    elif await _is_opened_again(scene, report, view):
        lines.append(text("log-opened"))
    corrected = await reports.corrected_at(scene.connection, report.id)
    if report.withdrawn_at is not None:
        lines.append(text("log-withdrawn", day=short(local_day(report.withdrawn_at, zone))))
    elif corrected is not None:
        lines.append(text("log-corrected", day=short(local_day(corrected, zone))))
    return join(lines)


async def _is_opened_again(scene: Scene, report: Report, view: AssignmentView) -> bool:
    """Whether somebody who had handed it on does not take it for done, though the answer stands."""
    return report.status == "done" and report.withdrawn_at is None and await chains.is_over(scene.connection, view)


async def _instead(scene: Scene, report: Report, view: AssignmentView) -> list[Html]:
    """Whose it is, where somebody answered who stood in for them."""
    if report.author_id == view.member_id:
        return []
    return [text("absence-log", name=(await people.member(scene.connection, view.member_id)).short_name)]


def _places(files: list[Attachment]) -> list[Html]:
    """Each place on a map."""
    listed = [each.file for each in files if each.file.kind == "place"]
    return [_place(one) for one in listed[:PLACES]]


def _place(file: RemoteFile) -> Html:
    latitude, longitude = file.remote_id.split(",")
    where = clipped(file.name or f"{latitude}, {longitude}", 100)
    return text("log-place", where=where, address=f"https://yandex.ru/maps/?pt={longitude},{latitude}&z=17")


async def repeat_lines(scene: Scene, said: Iterable[Report]) -> list[Html]:
    """Pictures of these answers that the log had before, for another measure or in another year."""
    found = [one for report in said for one in await pictures.repeats_of(scene.connection, report.id)]
    if not found:
        return []
    day = numeric(local_day(found[0].at, scene.rules.zone))
    return [text("log-repeat", count=len(found), title=clipped(found[0].title, QUOTE // 4), day=day)]


async def media_of(files: FileStore, attachment: Attachment) -> Media:
    """The file as the log gets it: what the messenger has, except a picture sent as a file, which has lost its place.

    A round video cannot be sent by its id as a video, so its bytes are sent.
    """
    file = attachment.file
    assert file.kind != "place"
    kind = "video" if file.kind == "video-note" else file.kind
    if attachment.sha256 is None or file.kind not in ("document", "video-note"):
        return Media(kind, remote_id=file.remote_id)
    content = await asyncio.to_thread(files.read, attachment.sha256)
    if file.kind == "document" and not is_picture(content):
        return Media(kind, remote_id=file.remote_id)
    return Media(kind, content=content, name=file.name or "video.mp4")


CARDS: dict[str, Card] = {
    "log-post": log_post,
    "log-more": log_more,
    "log-pictures": log_pictures,
    "log-edit": log_edit,
}
