"""Counts of what attempts earned, for item analysis."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the papers and their counts; `cxtrain db upgrade` fills them from the attempts that are there."""
    op.create_table(
        "quiz_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_paper_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_paper")),
        sa.UniqueConstraint("quiz_id", "digest", name=op.f("uq_quiz_paper_quiz_id_digest")),
    )
    marks = (sa.Column("earned", sa.BigInteger(), nullable=False), sa.Column("rest", sa.BigInteger(), nullable=False),
             sa.Column("chosen", sa.Integer(), nullable=False))
    _counts("item_count", *marks)
    _counts("total_count", sa.Column("total", sa.BigInteger(), nullable=False), of_questions=False)
    _counts("typed_count", sa.Column("text", sa.String(length=100), nullable=False))


def _counts(table: str, *keys: sa.Column, of_questions: bool = True) -> None:
    """Create a table of counts by paper, question, whether the attempt was a first one, and `keys`."""
    whose = ["paper_id", "version_id"] if of_questions else ["paper_id"]
    names = [*whose, "is_first", *(key.name for key in keys)]
    version = sa.ForeignKeyConstraint(["version_id"], ["question_version.id"], name=op.f(f"fk_{table}_version_id"))
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in whose),
        sa.Column("is_first", sa.Boolean(), nullable=False), *keys,
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f(f"ck_{table}_n")),
        sa.ForeignKeyConstraint(["paper_id"], ["quiz_paper.id"], name=op.f(f"fk_{table}_paper_id")),
        *([version] if of_questions else []),
        sa.PrimaryKeyConstraint(*names, name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    """Drop them; nothing is lost that cannot be counted again."""
    for table in ("typed_count", "total_count", "item_count", "quiz_paper"):
        op.drop_table(table)
