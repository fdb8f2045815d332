"""Files about many people, and what each of them is for."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None
OLDER = ("training_file_bundle", "class_archive")


def _purposed() -> list[sa.Column]:
    return [sa.Column("purpose", sa.String(length=12), server_default="other", nullable=False),
            sa.Column("words", sa.String(length=200), server_default="", nullable=False)]


def upgrade() -> None:
    """Add them; files that were made before are for something that nobody said."""
    moment = cxtrain.extensions.UtcDateTime(timezone=True)
    op.create_table(
        "export", sa.Column("id", sa.Integer(), nullable=False), sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False), *_purposed(),
        sa.Column("asked_by", sa.Integer(), nullable=False), sa.Column("asked_at", moment, nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True), sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False), sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("made_at", moment, nullable=True),
        sa.CheckConstraint("(digest is null) = (made_at is null)", name=op.f("ck_export_made")),
        sa.ForeignKeyConstraint(["asked_by"], ["employee.id"], name=op.f("fk_export_asked_by_employee")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_export_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")))
    op.create_index(op.f("ix_export_asked_by"), "export", ["asked_by"])
    for table in OLDER:
        for column in _purposed():
            op.add_column(table, column)


def downgrade() -> None:
    """Undo it."""
    for table in OLDER:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("words")
            batch.drop_column("purpose")
    op.drop_table("export")
