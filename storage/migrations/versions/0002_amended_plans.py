"""Amended plans and columns that were picked by hand"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_choices",
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chosen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by"], ["members.id"], name=op.f("fk_column_choices_chosen_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_column_choices_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "shape", name=op.f("pk_column_choices")),
    )
    op.create_table(
        "unclear_tables",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("organisation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("shape", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="open", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'chosen', 'cancelled')", name=op.f("ck_unclear_tables_state")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_unclear_tables_created_by")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_unclear_tables_organisation_id")
        ),
        sa.ForeignKeyConstraint(["source_sha256"], ["files.sha256"], name=op.f("fk_unclear_tables_source_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unclear_tables")),
    )
    with op.batch_alter_table("unclear_tables", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unclear_tables_organisation_id"), ["organisation_id"], unique=False)

    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("roadmaps", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_roadmaps_replaces_id"), ["replaces_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_roadmaps_replaces_id"), "roadmaps", ["replaces_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("roadmaps", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_roadmaps_replaces_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_roadmaps_replaces_id"))
        batch_op.drop_column("replaces_id")

    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.drop_column("removed_at")

    with op.batch_alter_table("unclear_tables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unclear_tables_organisation_id"))

    op.drop_table("unclear_tables")
    op.drop_table("column_choices")
