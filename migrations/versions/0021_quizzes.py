"""Which attempts had which question version; marking earlier attempts anew."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CHUNK = 2000
attempt = sa.table("quiz_attempt", sa.column("id"), sa.column("paper", sa.JSON()))
paper = sa.table("paper_question", sa.column("version_id"), sa.column("attempt_id"))


def upgrade() -> None:
    """Which attempts had which question version; marking earlier attempts anew."""
    op.create_table(
        "paper_question",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["question_version.id"], name=op.f("fk_paper_question_version_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_paper_question_attempt_id")),
        sa.PrimaryKeyConstraint("version_id", "attempt_id", name=op.f("pk_paper_question")),
    )
    _create_remarks()
    _fill()


def _create_remarks() -> None:
    op.create_table(
        "question_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=121), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("by_version_id", sa.Integer(), nullable=True),
        sa.Column("keeps_better", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("(undone_at is null) = (undone_by is null)", name=op.f("ck_question_remark_undone")),
        sa.ForeignKeyConstraint(["by_version_id"], ["question_version.id"], name=op.f("fk_question_remark_by_version_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_question_remark_made_by")),
        sa.ForeignKeyConstraint(["undone_by"], ["employee.id"], name=op.f("fk_question_remark_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_remark")),
    )
    op.create_index(op.f("ix_question_remark_key"), "question_remark", ["key"])
    op.create_table(
        "remarked_attempt",
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("score_before", sa.Float(), nullable=False),
        sa.Column("score_after", sa.Float(), nullable=False),
        sa.Column("passed_before", sa.Boolean(), nullable=False),
        sa.Column("passed_after", sa.Boolean(), nullable=False),
        sa.CheckConstraint("not passed_before or passed_after", name=op.f("ck_remarked_attempt_passes_stay")),
        sa.ForeignKeyConstraint(["remark_id"], ["question_remark.id"], name=op.f("fk_remarked_attempt_remark_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_remarked_attempt_attempt_id")),
        sa.PrimaryKeyConstraint("remark_id", "attempt_id", name=op.f("pk_remarked_attempt")),
    )
    op.create_index(op.f("ix_remarked_attempt_attempt_id"), "remarked_attempt", ["attempt_id"])


def _fill() -> None:
    """Turn the papers of all attempts the other way round, some at a time."""
    bind, last = op.get_bind(), 0
    query = sa.select(attempt.c.id, attempt.c.paper).order_by(attempt.c.id).limit(CHUNK)
    while rows := bind.execute(query.where(attempt.c.id > last)).all():
        last = rows[-1][0]
        values = [{"version_id": version, "attempt_id": number} for number, drawn in rows for version in dict.fromkeys(drawn)]
        if values:
            bind.execute(paper.insert(), values)


def downgrade() -> None:
    """Undo it; scores stay as they were marked last."""
    for table in ("remarked_attempt", "question_remark", "paper_question"):
        op.drop_table(table)
