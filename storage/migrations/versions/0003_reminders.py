"""Reminders planned one step ahead; calendars, absences, delegation, profiles of single measures"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _new_tables()
    _new_columns()
    _plan_one_step_ahead()


def _new_tables() -> None:
    op.create_table(
        "absences",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("deputy_id", _ID, nullable=True),
        sa.Column("created_by", _ID, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("last IS NULL OR first <= last", name=op.f("ck_absences_order")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_absences_created_by")),
        sa.ForeignKeyConstraint(["deputy_id"], ["members.id"], name=op.f("fk_absences_deputy_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_absences_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
    )
    op.create_index(op.f("ix_absences_member_id"), "absences", ["member_id"])
    op.create_index(op.f("ix_absences_deputy_id"), "absences", ["deputy_id"])
    op.create_table(
        "own_days",
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("set_by", _ID, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_own_days_organisation_id")),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name=op.f("fk_own_days_set_by")),
        sa.PrimaryKeyConstraint("organisation_id", "day", name=op.f("pk_own_days")),
    )
    op.create_table(
        "school_terms",
        sa.Column("organisation_id", _ID, nullable=False),
        sa.Column("year", sa.String(length=9), nullable=False),
        sa.Column("unit", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("set_by", _ID, nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_school_terms_order")),
        sa.CheckConstraint("unit IN ('quarter', 'half-year', 'holidays', 'year')", name=op.f("ck_school_terms_unit")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_school_terms_organisation_id")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["members.id"], name=op.f("fk_school_terms_set_by")),
        sa.PrimaryKeyConstraint("organisation_id", "year", "unit", "number", name=op.f("pk_school_terms")),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )


def _new_columns() -> None:
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("zone", sa.String(length=64), nullable=True))
        members.add_column(sa.Column("digest_at", sa.Time(), nullable=True))
    with op.batch_alter_table("roadmaps") as roadmaps:
        roadmaps.add_column(sa.Column("ask_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("measures") as measures:
        measures.add_column(sa.Column("profile", sa.String(length=32), nullable=True))
    with op.batch_alter_table("stages") as stages:
        stages.add_column(sa.Column("waived_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("announcements") as announcements:
        announcements.add_column(sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    with op.batch_alter_table("periods") as periods:
        periods.add_column(sa.Column("form", sa.String(length=16), server_default="deadline", nullable=False))
        periods.create_check_constraint(op.f("ck_periods_form"), "form IN ('deadline', 'window', 'check-in', 'final')")
    with op.batch_alter_table("assignments") as assignments:
        assignments.add_column(sa.Column("organisation_id", _ID, nullable=True))
        assignments.add_column(sa.Column("parent_id", _ID, nullable=True))
        assignments.add_column(sa.Column("told_to", sa.BigInteger(), nullable=True))
        assignments.add_column(sa.Column("again_at", sa.BigInteger(), nullable=True))
        assignments.add_column(sa.Column("next_at", sa.BigInteger(), nullable=True))
        assignments.create_foreign_key(
            op.f("fk_assignments_organisation_id"), "organisations", ["organisation_id"], ["id"]
        )
        assignments.create_foreign_key(op.f("fk_assignments_parent_id"), "assignments", ["parent_id"], ["id"])
        assignments.create_index(op.f("ix_assignments_organisation_id"), ["organisation_id"])
        assignments.create_index(op.f("ix_assignments_parent_id"), ["parent_id"])
    where = sa.text("next_at IS NOT NULL")
    op.create_index("ix_assignments_next_at", "assignments", ["next_at"], sqlite_where=where, postgresql_where=where)
    where = sa.text("ask_at IS NOT NULL")
    op.create_index("ix_roadmaps_ask_at", "roadmaps", ["ask_at"], sqlite_where=where, postgresql_where=where)
    where = sa.text("member_id IS NOT NULL AND priority > 0")
    for name, columns in (
        ("ix_deliveries_unasked", ["due_at", "id"]),
        ("ix_deliveries_unasked_to", ["member_id", "due_at"]),
    ):
        op.create_index(name, "deliveries", columns, sqlite_where=where, postgresql_where=where)
    where = sa.text("kind = 'digest'")
    columns = ["member_id", "id"]
    op.create_index("ix_deliveries_digests", "deliveries", columns, sqlite_where=where, postgresql_where=where)


def _plan_one_step_ahead() -> None:
    """The nearest planned reminder becomes ``next_at``; what was said or dropped stays as the record of it."""
    op.execute(
        "UPDATE periods SET form = CASE"
        " WHEN (SELECT kind FROM stages WHERE stages.id = periods.stage_id) = 'ongoing' THEN 'check-in'"
        " WHEN start IS NOT NULL AND (SELECT kind FROM stages WHERE stages.id = periods.stage_id) = 'once'"
        " THEN 'window' ELSE 'deadline' END"
    )
    nearest = "SELECT MIN(fire_at) FROM reminders WHERE assignment_id = assignments.id AND state = 'pending'"
    op.execute(f"UPDATE assignments SET next_at = ({nearest})")
    op.execute("UPDATE assignments SET told_to = next_at - 1 WHERE next_at IS NOT NULL")
    with op.batch_alter_table("reminders") as reminders:
        reminders.add_column(sa.Column("kind", sa.String(length=16), server_default="ahead", nullable=False))
        reminders.add_column(sa.Column("planned_at", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("DELETE FROM reminders WHERE state = 'pending'")
    op.execute("UPDATE reminders SET planned_at = fire_at, kind = CASE WHEN days < 0 THEN 'after' ELSE 'ahead' END")
    with op.batch_alter_table("reminders") as reminders:
        reminders.alter_column("kind", server_default=None)
        reminders.alter_column("planned_at", server_default=None)
        reminders.drop_constraint("uq_reminders_assignment_id_member_id_fire_at", type_="unique")
        reminders.create_unique_constraint(
            op.f("uq_reminders_assignment_id_member_id_kind_planned_at"),
            ["assignment_id", "member_id", "kind", "planned_at"],
        )
        reminders.create_check_constraint(
            op.f("ck_reminders_kind"),
            "kind IN ('start', 'ahead', 'after', 'again', 'coordinator', 'head', 'cap', 'unreached')",
        )
        reminders.create_index(op.f("ix_reminders_member_id"), ["member_id"])
    where = sa.text("state = 'dropped'")
    columns = ["fire_at", "id"]
    op.create_index("ix_reminders_dropped", "reminders", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """What is to be said next becomes a planned reminder again; the steps after it are planned when it changes."""
    op.drop_index("ix_reminders_dropped", "reminders")
    with op.batch_alter_table("reminders") as reminders:
        reminders.drop_index(op.f("ix_reminders_member_id"))
        reminders.drop_constraint(op.f("ck_reminders_kind"), type_="check")
        reminders.drop_constraint(op.f("uq_reminders_assignment_id_member_id_kind_planned_at"), type_="unique")
    op.execute(
        "DELETE FROM reminders WHERE id NOT IN"
        " (SELECT MIN(id) FROM reminders GROUP BY assignment_id, member_id, fire_at)"
    )
    with op.batch_alter_table("reminders") as reminders:
        reminders.drop_column("kind")
        reminders.drop_column("planned_at")
        reminders.create_unique_constraint(
            op.f("uq_reminders_assignment_id_member_id_fire_at"), ["assignment_id", "member_id", "fire_at"]
        )
    op.execute(
        "INSERT INTO reminders (assignment_id, member_id, days, fire_at, state)"
        " SELECT id, member_id, 0, next_at, 'pending' FROM assignments WHERE next_at IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM reminders WHERE assignment_id = assignments.id AND fire_at = next_at)"
    )
    op.drop_index("ix_deliveries_digests", "deliveries")
    op.drop_index("ix_deliveries_unasked_to", "deliveries")
    op.drop_index("ix_deliveries_unasked", "deliveries")
    op.drop_index("ix_roadmaps_ask_at", "roadmaps")
    op.drop_index("ix_assignments_next_at", "assignments")
    with op.batch_alter_table("assignments") as assignments:
        assignments.drop_index(op.f("ix_assignments_parent_id"))
        assignments.drop_index(op.f("ix_assignments_organisation_id"))
        assignments.drop_constraint(op.f("fk_assignments_parent_id"), type_="foreignkey")
        assignments.drop_constraint(op.f("fk_assignments_organisation_id"), type_="foreignkey")
        for name in ("next_at", "again_at", "told_to", "parent_id", "organisation_id"):
            assignments.drop_column(name)
    with op.batch_alter_table("periods") as periods:
        periods.drop_constraint(op.f("ck_periods_form"), type_="check")
        periods.drop_column("form")
    for table, names in (
        ("announcements", ("urgent",)),
        ("stages", ("waived_at",)),
        ("measures", ("profile",)),
        ("roadmaps", ("ask_at",)),
        ("members", ("digest_at", "zone")),
    ):
        with op.batch_alter_table(table) as changed:
            for name in names:
                changed.drop_column(name)
    for table in ("marks", "school_terms", "own_days", "absences"):
        op.drop_table(table)
