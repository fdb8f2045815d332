"""Refreshers: cards with their answers, what people want of them, and the sums that are told."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

FROM_QUIZ, ALONE = sa.text("attempt_id is not null"), sa.text("attempt_id is null")


def upgrade() -> None:
    """Cards with their answers, what people want of them, and the sums that are told."""
    _cards()
    _answers()
    op.create_table(
        "refresher_habit",
        _owner(primary=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("more_on", sa.Date(), nullable=True),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.CheckConstraint("more >= 0", name=op.f("ck_refresher_habit_more")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_refresher_habit_employee_id")),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_refresher_habit")),
    )
    _sums()


def _owner(*, primary: bool = False) -> sa.Column:
    return sa.Column("employee_id", sa.Integer(), nullable=False, autoincrement=False) if primary else \
        sa.Column("employee_id", sa.Integer(), nullable=False)


def _cards() -> None:
    op.create_table(
        "refresher_card",
        sa.Column("id", sa.Integer(), nullable=False),
        _owner(),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=True),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reps >= 1 and lapses between 0 and reps", name=op.f("ck_refresher_card_counts")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_refresher_card_employee_id")),
        sa.ForeignKeyConstraint(["question_id"], ["bank_question.id"], name=op.f("fk_refresher_card_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresher_card")),
        sa.UniqueConstraint("employee_id", "question_id", name=op.f("uq_refresher_card_employee_id_question_id")),
    )
    op.create_index("ix_refresher_card_due", "refresher_card", ["employee_id", "due_on"])
    op.create_index(op.f("ix_refresher_card_question_id"), "refresher_card", ["question_id"])


def _answers() -> None:
    op.create_table(
        "refresher_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        _owner(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("stability", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["refresher_card.id"], name=op.f("fk_refresher_answer_card_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_refresher_answer_employee_id")),
        sa.ForeignKeyConstraint(["version_id"], ["question_version.id"], name=op.f("fk_refresher_answer_version_id")),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_refresher_answer_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refresher_answer")),
        sa.UniqueConstraint("card_id", "number", name=op.f("uq_refresher_answer_card_id_number")),
    )
    op.create_index("uq_refresher_answer_day", "refresher_answer", ["card_id", "day"], unique=True, sqlite_where=ALONE,
                    postgresql_where=ALONE)
    op.create_index("uq_refresher_answer_attempt", "refresher_answer", ["card_id", "attempt_id"], unique=True,
                    sqlite_where=FROM_QUIZ, postgresql_where=FROM_QUIZ)
    op.create_index("ix_refresher_answer_day", "refresher_answer", ["employee_id", "day"])
    op.create_index(op.f("ix_refresher_answer_attempt_id"), "refresher_answer", ["attempt_id"])


def _told(*, who: list[sa.Column], people: list[sa.Column]) -> list[sa.Column]:
    return [*who, sa.Column("month", sa.String(7), nullable=False), sa.Column("touchpoint", sa.String(60), nullable=False),
            sa.Column("dimension", sa.String(20), nullable=False), *people, sa.Column("n", sa.Integer(), nullable=False),
            sa.Column("right_n", sa.Integer(), nullable=False)]


def _unit() -> sa.Column:
    return sa.Column("unit_id", sa.Integer(), nullable=False, autoincrement=False)


def _sums() -> None:
    op.create_table(
        "refresher_sum", *_told(who=[_owner(primary=True), _unit()], people=[]),
        sa.CheckConstraint("n >= 1 and right_n between 0 and n", name=op.f("ck_refresher_sum_counts")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_refresher_sum_employee_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_refresher_sum_unit_id")),
        sa.PrimaryKeyConstraint("employee_id", "unit_id", "month", "touchpoint", "dimension", name=op.f("pk_refresher_sum")),
    )
    op.create_index(op.f("ix_refresher_sum_month"), "refresher_sum", ["month"])
    op.create_table(
        "refresher_share", *_told(who=[_unit()], people=[sa.Column("people", sa.Integer(), nullable=False)]),
        sa.CheckConstraint("people >= 5 and n >= people and right_n between 0 and n", name=op.f("ck_refresher_share_counts")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_refresher_share_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", "touchpoint", "dimension", name=op.f("pk_refresher_share")),
    )


def downgrade() -> None:
    """Undo it; what people answered is lost."""
    for table in ("refresher_share", "refresher_sum", "refresher_habit", "refresher_answer", "refresher_card"):
        op.drop_table(table)
