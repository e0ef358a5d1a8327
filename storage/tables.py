"""Every table of the database. Moments are UTC seconds, days are ISO dates, chat ids have 64 bits."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from domain.errors import check_aware

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment kept as whole UTC seconds; a naive datetime is refused, an aware UTC one comes back."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:  # noqa: ARG002
        """From an aware datetime to seconds."""
        if value is None:
            return None
        check_aware(value)
        return int(value.timestamp())

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From seconds to an aware UTC datetime."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


class Day(TypeDecorator[date]):
    """A local day without a time."""

    impl = Date
    cache_ok = True


# SQLite gives a row its own 64-bit number only to a column typed INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True, autoincrement=True)


def _to(target: str, name: str | None = None, *, nullable: bool = False, index: bool = False) -> Column[Any]:
    """A column that points at ``target`` ("members.id"), named after it unless ``name`` is given."""
    name = name or target.split(".", 1)[0].rstrip("s") + "_id"
    return Column(name, _Id, ForeignKey(target), nullable=nullable, index=index)


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


# --- who -------------------------------------------------------------------------------------------------------------

organisations = Table(
    "organisations",
    metadata,
    _id(),
    _to("organisations.id", "parent_id", nullable=True, index=True),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", String(64)),
    Column("country", String(2)),
    _one_of("kind", ("region", "district", "school")),
)

members = Table(
    "members",
    metadata,
    _id(),
    _to("organisations.id", index=True),
    Column("role", String(16), nullable=False),
    Column("family", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("patronymic", Text, nullable=False, server_default=""),
    Column("position", Text),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    # Their own zone and hour of the daily message; empty: those of the organisation and the district.
    Column("zone", String(64)),
    Column("digest_at", Time),
    Column("consent_version", String(16)),
    Column("consent_at", Moment),
    Column("created_at", Moment, nullable=False),
    _one_of("role", ("admin", "coordinator", "head", "executor")),
)

absences = Table(
    "absences",
    metadata,
    _id(),
    _to("members.id", index=True),
    Column("first", Day, nullable=False),
    # Empty: until the person is back.
    Column("last", Day),
    _to("members.id", "deputy_id", nullable=True, index=True),
    _to("members.id", "created_by"),
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    CheckConstraint("last IS NULL OR first <= last", name="order"),
)

chats = Table(
    "chats",
    metadata,
    _id(),
    Column("messenger", String(16), nullable=False, server_default="telegram"),
    Column("number", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("title", Text),
    Column("state", String(16), nullable=False, server_default="active"),
    _to("members.id", nullable=True, index=True),
    # Who has brought the bot into the group or channel, where it was a member.
    Column("added_by", _Id, ForeignKey("members.id"), index=True),
    UniqueConstraint("messenger", "number"),
    _one_of("kind", ("private", "group", "supergroup", "channel")),
    _one_of("state", ("active", "blocked")),
)

log_chats = Table(
    "log_chats",
    metadata,
    Column("organisation_id", _Id, ForeignKey("organisations.id"), primary_key=True),
    _to("chats.id"),
    Column("topic", BigInteger),
    # Each roadmap has a topic of its own in the forum.
    Column("by_plan", Boolean, nullable=False, server_default=text("false")),
)

# Where a school's staff talk: reminders may stand there too.
staff_chats = Table(
    "staff_chats",
    metadata,
    Column("organisation_id", _Id, ForeignKey("organisations.id"), primary_key=True),
    _to("chats.id", index=True),
    Column("topic", BigInteger),
    # Everybody is named there, not only those to whom the bot cannot write.
    Column("everyone", Boolean, nullable=False, server_default=text("false")),
    # When it is decided next whether there is something to say.
    Column("next_at", Moment, nullable=False),
    _to("members.id", "set_by"),
    Column("set_at", Moment, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("secret_sha256", String(64), nullable=False, unique=True),
    _to("members.id", index=True),
    _to("members.id", "created_by", nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_chat", _Id, ForeignKey("chats.id")),
)

invitation_guesses = Table(
    "invitation_guesses",
    metadata,
    _id(),
    Column("number", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_invitation_guesses_number_at", "number", "at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("chat_id", _Id, ForeignKey("chats.id"), primary_key=True),
    Column("expects", String(40), nullable=False),
    Column("data", JSON, nullable=False),
    Column("since", Moment, nullable=False),
)

# --- the calendar ----------------------------------------------------------------------------------------------------

# Days on which the organisation works, or does not, whatever the country's calendar says.
own_days = Table(
    "own_days",
    metadata,
    Column("organisation_id", _Id, ForeignKey("organisations.id"), primary_key=True),
    Column("day", Day, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("words", Text),
    _to("members.id", "set_by"),
    Column("set_at", Moment, nullable=False),
)

# Parts of the school calendar as the organisation has set them; the others are those of the shipped file.
school_terms = Table(
    "school_terms",
    metadata,
    Column("organisation_id", _Id, ForeignKey("organisations.id"), primary_key=True),
    Column("year", String(9), primary_key=True),
    Column("unit", String(16), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("first", Day, nullable=False),
    Column("last", Day, nullable=False),
    _to("members.id", "set_by"),
    Column("set_at", Moment, nullable=False),
    CheckConstraint("first <= last", name="order"),
    _one_of("unit", ("quarter", "half-year", "holidays", "year")),
)

# --- what comes in ---------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(16), nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("not_before", Moment, nullable=False),
    Column("code", String(8)),
    Column("error", Text),
    _one_of("state", ("pending", "done", "shunted")),
    Index(
        "ix_inbox_waiting",
        "update_id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", Moment, nullable=False),
)

# What was seen in a file that is a picture: nobody has looked yet while ``looked_at`` is empty; where ``width`` stays
# empty after that, it could not be looked at.
pictures = Table(
    "pictures",
    metadata,
    Column("sha256", String(64), ForeignKey("files.sha256"), primary_key=True),
    Column("width", Integer),
    Column("height", Integer),
    Column("thumbnail", String(64), ForeignKey("files.sha256")),
    Column("shape", String(16)),
    Column("edges", String(16)),
    Column("looked_at", Moment),
    Index(
        "ix_pictures_new",
        "sha256",
        sqlite_where=text("looked_at IS NULL"),
        postgresql_where=text("looked_at IS NULL"),
    ),
)

# The bytes of a picture's shape, for finding what is like it without comparing it with every other.
picture_bands = Table(
    "picture_bands",
    metadata,
    Column("band", Integer, primary_key=True),
    Column("value", Integer, primary_key=True),
    Column("sha256", String(64), ForeignKey("pictures.sha256"), primary_key=True),
)

# --- the plan --------------------------------------------------------------------------------------------------------

roadmaps = Table(
    "roadmaps",
    metadata,
    _id(),
    _to("organisations.id", index=True),
    Column("title", Text, nullable=False),
    Column("country", String(2)),
    Column("period_start", Day),
    Column("period_end", Day),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("state", String(16), nullable=False),
    Column("profile", String(32), nullable=False),
    Column("problems", JSON),
    _to("members.id", "created_by"),
    Column("created_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    # When its coordinator is asked again about rows without a date.
    Column("ask_at", Moment),
    # What is reported done counts for good when a coordinator has accepted it.
    Column("review", Boolean, nullable=False, server_default=text("false")),
    # The active roadmap that this draft would amend; once accepted it is archived and that one carries its rows.
    _to("roadmaps.id", "replaces_id", nullable=True, index=True),
    _one_of("state", ("draft", "active", "cancelled", "archived")),
    Index(
        "ix_roadmaps_ask_at",
        "ask_at",
        sqlite_where=text("ask_at IS NOT NULL"),
        postgresql_where=text("ask_at IS NOT NULL"),
    ),
)

measures = Table(
    "measures",
    metadata,
    _id(),
    _to("roadmaps.id", index=True),
    Column("position", Integer, nullable=False),
    Column("section", Text),
    Column("number", String(64)),
    Column("title", Text, nullable=False),
    Column("result", Text),
    Column("deadline_text", Text, nullable=False),
    Column("responsible_text", Text),
    Column("source", JSON, nullable=False),
    # Its own profile of reminders; empty: that of the roadmap.
    Column("profile", String(32)),
    # An amended plan has it no more; its answers and evidence stay.
    Column("removed_at", Moment),
    UniqueConstraint("roadmap_id", "position"),
)

stages = Table(
    "stages",
    metadata,
    _id(),
    _to("measures.id", index=True),
    Column("position", Integer, nullable=False),
    Column("label", Text),
    Column("kind", String(16), nullable=False),
    Column("start", Day),
    Column("due", Day),
    Column("recurrence", JSON),
    Column("calendar", JSON),
    Column("not_understood", JSON, nullable=False),
    # The coordinator said that it needs no date.
    Column("waived_at", Moment),
    UniqueConstraint("measure_id", "position"),
    CheckConstraint("start IS NULL OR due IS NULL OR start <= due", name="order"),
    _one_of("kind", ("once", "recurring", "ongoing", "unscheduled")),
)

parties = Table(
    "parties",
    metadata,
    _id(),
    _to("measures.id", index=True),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("post", Text),
    _to("members.id", nullable=True, index=True),
    UniqueConstraint("measure_id", "position"),
    _one_of("kind", ("person", "organisation", "group", "role")),
)

questions = Table(
    "questions",
    metadata,
    _id(),
    _to("roadmaps.id", index=True),
    _to("measures.id", nullable=True),
    Column("position", Integer, nullable=False),
    Column("subject", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("proposals", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("answer", Text),
    _to("members.id", "answered_by", nullable=True),
    Column("answered_at", Moment),
    UniqueConstraint("roadmap_id", "position"),
    _one_of("state", ("open", "answered", "kept")),
)

indicators = Table(
    "indicators",
    metadata,
    _id(),
    _to("roadmaps.id", index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("op", String(2)),
    Column("value", Float),
    Column("unit", String(64)),
    Column("removed_at", Moment),
    UniqueConstraint("roadmap_id", "position"),
    _one_of("op", ("<", "<=", "=", ">=", ">")),
)

# What was reached, as it was told; a correction is a new row, that of the latest day of an organisation counts.
# ``asked``: so far from the last one that its author was asked about it, and has not said yes.
indicator_values = Table(
    "indicator_values",
    metadata,
    _id(),
    _to("indicators.id", index=True),
    _to("organisations.id"),
    Column("value", Float, nullable=False),
    Column("day", Day, nullable=False),
    Column("words", Text),
    _to("members.id", "author_id"),
    Column("at", Moment, nullable=False),
    Column("asked", Boolean, nullable=False, server_default=text("false")),
    Column("withdrawn_at", Moment),
)

unclear_tables = Table(
    "unclear_tables",
    metadata,
    _id(),
    _to("organisations.id", index=True),
    _to("members.id", "created_by"),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    Column("shape", String(64), nullable=False),
    Column("rows", JSON, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("created_at", Moment, nullable=False),
    _one_of("state", ("open", "chosen", "cancelled")),
)

column_choices = Table(
    "column_choices",
    metadata,
    Column("organisation_id", _Id, ForeignKey("organisations.id"), primary_key=True),
    Column("shape", String(64), primary_key=True),
    Column("roles", JSON, nullable=False),
    _to("members.id", "chosen_by"),
    Column("chosen_at", Moment, nullable=False),
)

periods = Table(
    "periods",
    metadata,
    _id(),
    _to("stages.id", index=True),
    Column("start", Day),
    Column("due", Day, nullable=False),
    Column("control", Day, nullable=False),
    Column("form", String(16), nullable=False, server_default="deadline"),
    UniqueConstraint("stage_id", "due"),
    _one_of("form", ("deadline", "window", "check-in", "final")),
)

assignments = Table(
    "assignments",
    metadata,
    _id(),
    _to("periods.id", index=True),
    _to("measures.id", index=True),
    _to("members.id", index=True),
    # For which organisation this person answers; empty: in their own name.
    _to("organisations.id", nullable=True, index=True),
    # Whose assignment was handed on to this person.
    _to("assignments.id", "parent_id", nullable=True, index=True),
    Column("main", Boolean, nullable=False),
    Column("status", String(16), nullable=False, server_default="open"),
    Column("status_at", Moment),
    # Up to this moment everything that had to be said has been; empty: nothing is ever said.
    Column("told_to", Moment),
    # Put off until then by its person, or waiting for their return.
    Column("again_at", Moment),
    # When something has to be said next; the only column that the planner looks at.
    Column("next_at", Moment),
    UniqueConstraint("period_id", "member_id"),
    _one_of("status", ("open", "in-progress", "trouble", "done", "cancelled")),
    Index(
        "ix_assignments_next_at",
        "next_at",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
)

# What has come up to be said, to whom, and what became of it.
reminders = Table(
    "reminders",
    metadata,
    _id(),
    _to("assignments.id", index=True),
    _to("members.id", index=True),
    Column("kind", String(16), nullable=False),
    Column("days", Integer, nullable=False),
    Column("planned_at", Moment, nullable=False),
    # When it may be said: not in quiet hours, not beside a daily message that has left.
    Column("fire_at", Moment, nullable=False),
    Column("state", String(16), nullable=False, server_default="pending"),
    _to("deliveries.id", "delivery_id", nullable=True, index=True),
    Column("reason", String(40)),
    UniqueConstraint("assignment_id", "member_id", "kind", "planned_at"),
    _one_of("kind", ("start", "ahead", "after", "again", "coordinator", "head", "cap", "unreached")),
    _one_of("state", ("pending", "told", "dropped")),
    Index(
        "ix_reminders_due",
        "fire_at",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_reminders_dropped",
        "fire_at",
        "id",
        sqlite_where=text("state = 'dropped'"),
        postgresql_where=text("state = 'dropped'"),
    ),
)

# --- what is answered ------------------------------------------------------------------------------------------------

reports = Table(
    "reports",
    metadata,
    _id(),
    _to("assignments.id", nullable=True, index=True),
    _to("members.id", "author_id"),
    _to("chats.id"),
    Column("message", BigInteger),
    Column("album", String(64)),
    Column("status", String(16)),
    Column("text", Text),
    Column("at", Moment, nullable=False),
    Column("late", Boolean, nullable=False, server_default=text("false")),
    Column("withdrawn_at", Moment),
    Column("previous_status", String(16)),
    # The local day on which it was done, where the author named one.
    Column("done_on", Day),
    # Whether children are in the pictures, by the author's word; empty: not asked.
    Column("children", String(16)),
    # How the coordinator found it; empty: the roadmap asks for no review of it.
    Column("review", String(16)),
    _to("members.id", "reviewed_by", nullable=True),
    Column("reviewed_at", Moment),
    Column("review_words", Text),
    UniqueConstraint("chat_id", "message"),
    Index("ix_reports_chat_id_album", "chat_id", "album"),
    Index("ix_reports_at", "at"),
    # The newest answers of one person, for the log of a few people.
    Index("ix_reports_author_id_at", "author_id", "at"),
    Index(
        "ix_reports_review",
        "assignment_id",
        sqlite_where=text("review = 'waiting'"),
        postgresql_where=text("review = 'waiting'"),
    ),
    _one_of("children", ("asked", "none", "consent", "no-consent")),
    _one_of("review", ("waiting", "accepted", "returned")),
)

attachments = Table(
    "attachments",
    metadata,
    _id(),
    _to("reports.id", index=True),
    Column("message", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("remote_unique", String(64), nullable=False),
    Column("name", Text),
    Column("mime", String(128)),
    Column("size", BigInteger),
    Column("sha256", String(64), ForeignKey("files.sha256")),
    UniqueConstraint("report_id", "remote_unique"),
    Index("ix_attachments_sha256", "sha256"),
)

# A picture that was in the log before, for another measure or another year; ``distance`` 0: the same bytes.
repeats = Table(
    "repeats",
    metadata,
    Column("attachment_id", _Id, ForeignKey("attachments.id"), primary_key=True),
    _to("attachments.id", "earlier_id"),
    Column("distance", Integer, nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    _id(),
    _to("assignments.id", index=True),
    _to("periods.id", index=True),
    _to("reports.id", nullable=True),
    Column("was", Day, nullable=False),
    Column("wanted", Day, nullable=False),
    Column("words", Text),
    Column("state", String(16), nullable=False, server_default="proposed"),
    Column("created_at", Moment, nullable=False),
    _to("members.id", "decided_by", nullable=True),
    Column("decided_at", Moment),
    _one_of("state", ("proposed", "asked", "agreed", "declined", "dropped")),
)

journal = Table(
    "journal",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    _to("members.id", nullable=True, index=True),
    _to("roadmaps.id", nullable=True, index=True),
    _to("assignments.id", nullable=True, index=True),
    _to("reports.id", nullable=True),
    Column("what", String(40), nullable=False),
    Column("before", Text),
    Column("after", Text),
)

# --- what goes out ---------------------------------------------------------------------------------------------------

announcements = Table(
    "announcements",
    metadata,
    _id(),
    _to("organisations.id", index=True),
    _to("members.id", "author_id"),
    Column("text", Text, nullable=False, server_default=""),
    Column("audience", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="draft"),
    # Leaves in quiet hours too: by special permission.
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    _one_of("state", ("draft", "sending", "paused", "done", "cancelled")),
)

deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    Column("key", String(120), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("priority", Integer, nullable=False),
    _to("chats.id"),
    _to("members.id", nullable=True),
    _to("announcements.id", nullable=True, index=True),
    Column("data", JSON, nullable=False),
    Column("edits", BigInteger),
    Column("due_at", Moment, nullable=False),
    # A failed try waits until then; due_at stays, because it says the place in the chat's queue.
    Column("not_before", Moment),
    Column("state", String(16), nullable=False, server_default="pending"),
    Column("worker", String(40)),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("doubts", Integer, nullable=False, server_default=text("0")),
    Column("settled_at", Moment),
    Column("message", BigInteger),
    Column("messages", JSON(none_as_null=True)),
    Column("reason", Text),
    Column("acknowledged_at", Moment),
    _one_of(
        "state",
        ("pending", "held", "claimed", "sending", "sent", "blocked", "failed", "unknown", "dropped", "cancelled"),
    ),
    Index(
        "ix_deliveries_waiting",
        "priority",
        "due_at",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_deliveries_queue",
        "chat_id",
        "priority",
        "due_at",
        "id",
        sqlite_where=text("state = 'pending'"),
        postgresql_where=text("state = 'pending'"),
    ),
    Index(
        "ix_deliveries_leased",
        "lease_until",
        sqlite_where=text("state IN ('claimed', 'sending')"),
        postgresql_where=text("state IN ('claimed', 'sending')"),
    ),
    Index(
        "ix_deliveries_dropped_digests",
        "reason",
        sqlite_where=text("state = 'dropped' AND kind = 'digest'"),
        postgresql_where=text("state = 'dropped' AND kind = 'digest'"),
    ),
    Index(
        "ix_deliveries_digests",
        "member_id",
        "id",
        sqlite_where=text("kind = 'digest'"),
        postgresql_where=text("kind = 'digest'"),
    ),
    # What was said unasked, for the journal of it: of everybody, of one person.
    Index(
        "ix_deliveries_unasked",
        "due_at",
        "id",
        sqlite_where=text("member_id IS NOT NULL AND priority > 0"),
        postgresql_where=text("member_id IS NOT NULL AND priority > 0"),
    ),
    Index(
        "ix_deliveries_unasked_to",
        "member_id",
        "due_at",
        sqlite_where=text("member_id IS NOT NULL AND priority > 0"),
        postgresql_where=text("member_id IS NOT NULL AND priority > 0"),
    ),
    Index("ix_deliveries_chat_id_message", "chat_id", "message"),
)

# Moments of the process itself, by name.
marks = Table(
    "marks",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", Moment, nullable=False),
)
