"""Exams on paper, and who sat them."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the papers that are printed, and what makes an attempt one on paper."""
    op.create_table(
        "paper_exam",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("quiz_id", "version_id")),
        sa.Column("paper", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("seed_a", "seed_b")),
        sa.Column("language", sa.String(length=4), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        *_keys("paper_exam", quiz_id="quiz", version_id="quiz_version", made_by="employee"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_exam")),
        sa.UniqueConstraint("code", name=op.f("uq_paper_exam_code")),
    )
    op.create_index(op.f("ix_paper_exam_quiz_id"), "paper_exam", ["quiz_id"])
    op.create_table(
        "paper_sitting",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("attempt_id", "exam_id", "employee_id")),
        sa.Column("form", sa.String(length=1), nullable=False),
        sa.Column("sat_on", sa.Date(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=False) for name in ("earned", "most")),
        sa.Column("keyed_by", sa.Integer(), nullable=False),
        sa.Column("keyed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("earned between 0 and most", name=op.f("ck_paper_sitting_earned")),
        *_keys("paper_sitting", attempt_id="quiz_attempt", exam_id="paper_exam", employee_id="employee", keyed_by="employee"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_paper_sitting")),
        sa.UniqueConstraint("exam_id", "employee_id", name=op.f("uq_paper_sitting_exam_id_employee_id")),
    )


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, target in targets.items()]


def downgrade() -> None:
    """Drop them; the attempts stay, as ones without answers."""
    op.drop_table("paper_sitting")
    op.drop_index(op.f("ix_paper_exam_quiz_id"), "paper_exam")
    op.drop_table("paper_exam")
