"""Plans keep why the standard is missed, and trainers change the library of actions."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the triage to plans, and the table of changed actions."""
    with op.batch_alter_table("plan") as batch:
        batch.add_column(sa.Column("triage", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "remedy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("taken_out", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_remedy_version_number")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_remedy_version_made_by_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy_version")),
        sa.UniqueConstraint("slug", "number", name=op.f("uq_remedy_version_slug_number")))


def downgrade() -> None:
    """Undo it."""
    op.drop_table("remedy_version")
    with op.batch_alter_table("plan") as batch:
        batch.drop_column("triage")
