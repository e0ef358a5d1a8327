"""Answers: the day of doing, review, children in pictures; what pictures show; indicators; groups of staff"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _new_tables_of_pictures()
    _new_tables_of_indicators()
    _new_table_of_staff()
    with op.batch_alter_table("chats") as chats:
        chats.add_column(sa.Column("added_by", _ID, nullable=True))
        chats.create_foreign_key(op.f("fk_chats_added_by"), "members", ["added_by"], ["id"])
        chats.create_index(op.f("ix_chats_added_by"), ["added_by"])
    with op.batch_alter_table("log_chats") as log_chats:
        log_chats.add_column(sa.Column("by_plan", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    with op.batch_alter_table("roadmaps") as roadmaps:
        roadmaps.add_column(sa.Column("review", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    with op.batch_alter_table("reports") as reports:
        reports.add_column(sa.Column("done_on", sa.Date(), nullable=True))
        reports.add_column(sa.Column("children", sa.String(length=16), nullable=True))
        reports.add_column(sa.Column("review", sa.String(length=16), nullable=True))
        reports.add_column(sa.Column("reviewed_by", _ID, nullable=True))
        reports.add_column(sa.Column("reviewed_at", sa.BigInteger(), nullable=True))
        reports.add_column(sa.Column("review_words", sa.Text(), nullable=True))
        reports.create_foreign_key(op.f("fk_reports_reviewed_by"), "members", ["reviewed_by"], ["id"])
        reports.create_check_constraint(
            op.f("ck_reports_children"), "children IN ('asked', 'none', 'consent', 'no-consent')"
        )
        reports.create_check_constraint(op.f("ck_reports_review"), "review IN ('waiting', 'accepted', 'returned')")
        reports.create_index("ix_reports_at", ["at"])
        reports.drop_index("ix_reports_author_id")
        reports.create_index("ix_reports_author_id_at", ["author_id", "at"])
    where = sa.text("review = 'waiting'")
    op.create_index("ix_reports_review", "reports", ["assignment_id"], sqlite_where=where, postgresql_where=where)
    op.create_index("ix_attachments_sha256", "attachments", ["sha256"])


def _new_tables_of_pictures() -> None:
    op.create_table(
        "pictures",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("thumbnail", sa.String(length=64), nullable=True),
        sa.Column("shape", sa.String(length=16), nullable=True),
        sa.Column("edges", sa.String(length=16), nullable=True),
        sa.Column("looked_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_pictures_sha256")),
        sa.ForeignKeyConstraint(["thumbnail"], ["files.sha256"], name=op.f("fk_pictures_thumbnail")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_pictures")),
    )
    where = sa.text("looked_at IS NULL")
    op.create_index("ix_pictures_new", "pictures", ["sha256"], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "picture_bands",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["pictures.sha256"], name=op.f("fk_picture_bands_sha256")),
        sa.PrimaryKeyConstraint("band", "value", "sha256", name=op.f("pk_picture_bands")),
    )
    op.create_table(
        "repeats",
        sa.Column("attachment_id", _ID, nullable=False),
        sa.Column("earlier_id", _ID, nullable=False),
        sa.Column("distance", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachments.id"], name=op.f("fk_repeats_attachment_id")),
        sa.ForeignKeyConstraint(["earlier_id"], ["attachments.id"], name=op.f("fk_repeats_earlier_id")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_repeats")),
    )


def _new_tables_of_indicators() -> None:
    op.create_table(
        "indicators",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("roadmap_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("op", sa.String(length=2), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(length=64), nullable=True),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("op IN ('<', '<=', '=', '>=', '>')", name=op.f("ck_indicators_op")),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmaps.id"], name=op.f("fk_indicators_roadmap_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicators")),
        sa.UniqueConstraint("roadmap_id", "position", name=op.f("uq_indicators_roadmap_id_position")),
    )
    op.create_index(op.f("ix_indicators_roadmap_id"), "indicators", ["roadmap_id"])
    op.create_table(
        "indicator_values",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("indicator_id", _ID, nullable=False),
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("author_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["members.id"], name=op.f("fk_indicator_values_author_id")),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_values_indicator_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_indicator_values_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_values")),
    )
    op.create_index(op.f("ix_indicator_values_indicator_id"), "indicator_values", ["indicator_id"])


def _new_table_of_staff() -> None:
    op.create_table(
        "staff_chats",
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("chat_id", _ID, nullable=False),
        sa.Column("topic", sa.BigInteger(), nullable=True),
        sa.Column("everyone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("set_by", _ID, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_staff_chats_chat_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_staff_chats_organisation_id")),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name=op.f("fk_staff_chats_set_by")),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_staff_chats")),
    )
    op.create_index(op.f("ix_staff_chats_chat_id"), "staff_chats", ["chat_id"])


def downgrade() -> None:
    op.drop_index("ix_attachments_sha256", "attachments")
    op.drop_index("ix_reports_review", "reports")
    with op.batch_alter_table("reports") as reports:
        reports.drop_index("ix_reports_author_id_at")
        reports.create_index("ix_reports_author_id", ["author_id"])
        reports.drop_index("ix_reports_at")
        reports.drop_constraint(op.f("ck_reports_review"), type_="check")
        reports.drop_constraint(op.f("ck_reports_children"), type_="check")
        reports.drop_constraint(op.f("fk_reports_reviewed_by"), type_="foreignkey")
        for name in ("review_words", "reviewed_at", "reviewed_by", "review", "children", "done_on"):
            reports.drop_column(name)
    with op.batch_alter_table("roadmaps") as roadmaps:
        roadmaps.drop_column("review")
    with op.batch_alter_table("log_chats") as log_chats:
        log_chats.drop_column("by_plan")
    with op.batch_alter_table("chats") as chats:
        chats.drop_index(op.f("ix_chats_added_by"))
        chats.drop_constraint(op.f("fk_chats_added_by"), type_="foreignkey")
        chats.drop_column("added_by")
    for table in ("staff_chats", "indicator_values", "indicators", "repeats", "picture_bands", "pictures"):
        op.drop_table(table)
