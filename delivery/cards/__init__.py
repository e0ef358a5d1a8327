"""Each message the bot sends: facts read at the last moment, made into a text and buttons."""

from datetime import datetime

from delivery.cards import (
    absences,
    amendments,
    announcements,
    calendars,
    columns,
    composing,
    delegation,
    extensions,
    groups,
    health,
    indicator_values,
    indicators,
    later,
    log_archive,
    log_book,
    log_entry,
    log_pictures,
    log_posts,
    members,
    own_list,
    planned,
    plans,
    private_answers,
    problems,
    profiles,
    questions,
    refusals,
    reminders,
    replies,
    reviews,
    roadmaps,
    sent,
    settings,
    staff,
    summaries,
    trouble_news,
    undated,
)
from delivery.cards.scene import Card, Scene
from delivery.outgoing import Outgoing
from domain.outbox import Delivery
from domain.rules import Rules
from storage.database import Database
from storage.files import FileStore

CARDS: dict[str, Card] = {
    **refusals.CARDS,
    **members.CARDS,
    **reminders.CARDS,
    **own_list.CARDS,
    **replies.CARDS,
    **reviews.CARDS,
    **delegation.CARDS,
    **staff.CARDS,
    **extensions.CARDS,
    **later.CARDS,
    **log_posts.CARDS,
    **log_book.CARDS,
    **log_entry.CARDS,
    **log_pictures.CARDS,
    **log_archive.CARDS,
    **roadmaps.CARDS,
    **amendments.CARDS,
    **questions.CARDS,
    **columns.CARDS,
    **calendars.CARDS,
    **problems.CARDS,
    **profiles.CARDS,
    **health.CARDS,
    **indicators.CARDS,
    **indicator_values.CARDS,
    **plans.CARDS,
    **summaries.CARDS,
    **planned.CARDS,
    **sent.CARDS,
    **trouble_news.CARDS,
    **undated.CARDS,
    **settings.CARDS,
    **absences.CARDS,
    **composing.CARDS,
    **announcements.CARDS,
    **groups.CARDS,
}


async def render(
    database: Database, delivery: Delivery, *, now: datetime, rules: Rules, files: FileStore, bot_username: str
) -> Outgoing:
    """What has to be sent for this delivery now; KeyError for a kind that no card knows."""
    card = CARDS[delivery.kind]
    async with database.read() as connection:
        scene = Scene(connection, delivery, now, rules, files, bot_username)
        return await private_answers.addressed(scene, await card(scene))
