"""Questions to shoppers with their answers, and appeals against single lines of released scorecards."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state in ('open', 'upheld', 'declined', 'withdrawn', 'void')",
    "reason": "reason <> ''",
    "decided": "(state in ('upheld', 'declined', 'void')) = (decided_by is not null)",
    "decider": "(decided_by is null) = (decider_id is null)",
    "answer": "(decided_by is null) = (answer = '')",
    "closed": "(state = 'open') = (closed_at is null)",
    "nobodys_own_case": "decided_by is null or (decided_by <> entered_by and decided_by <> coalesce(observed_by, 0)"
                        " and decided_by <> appealed_by)",
    "decider_not_observed": "decider_id is null or decider_id <> coalesce(employee_id, 0)",
    "correction": "(state = 'upheld') = (new_value is not null or new_missing is not null)",
    "one_correction": "new_value is null or new_missing is null",
    "new_missing": "new_missing is null or new_missing = 'na'",
}
REFERS = {"visit_id": "visit.id", "entered_by": "account.id", "observed_by": "account.id", "employee_id": "employee.id",
          "appealed_by": "account.id", "photo_digest": "stored_file.digest", "decided_by": "account.id",
          "decider_id": "employee.id"}


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "visit_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=600), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=1000), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("question <> ''", name=op.f("ck_visit_question_question")),
        sa.CheckConstraint("(answered_at is null) = (answer = '')", name=op.f("ck_visit_question_answer")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_question_visit_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_visit_question_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_question")),
    )
    unanswered = sa.text("answered_at is null")
    op.create_index(op.f("ix_visit_question_visit_id"), "visit_question", ["visit_id"])
    op.create_index("uq_visit_question_open", "visit_question", ["visit_id"], unique=True, sqlite_where=unanswered,
                    postgresql_where=unanswered)
    _appeals()


def _appeals() -> None:
    def whole(name: str, *, optional: bool = False) -> sa.Column:
        return sa.Column(name, sa.Integer(), nullable=optional)

    def words(name: str, length: int, *, optional: bool = False) -> sa.Column:
        return sa.Column(name, sa.String(length=length), nullable=optional)

    def moment(name: str, *, optional: bool = False) -> sa.Column:
        return sa.Column(name, UtcDateTime(), nullable=optional)

    op.create_table(
        "appeal", whole("id"), whole("visit_id"), words("item", 8), whole("entered_by"), whole("observed_by", optional=True),
        whole("employee_id", optional=True), whole("appealed_by"), words("reason", 1000),
        words("photo_digest", 64, optional=True), words("state", 10), moment("opened_at"), moment("due_at"),
        moment("escalated_at", optional=True), moment("closed_at", optional=True), whole("decided_by", optional=True),
        whole("decider_id", optional=True), words("answer", 1000), whole("as_value", optional=True),
        words("as_missing", 10, optional=True), whole("new_value", optional=True), words("new_missing", 10, optional=True),
        whole("version"),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_appeal_{name}")) for name, rule in CHECKS.items()),
        *(sa.ForeignKeyConstraint([name], [column], name=op.f(f"fk_appeal_{name}")) for name, column in REFERS.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    standing = sa.text("state <> 'withdrawn'")
    op.create_index(op.f("ix_appeal_visit_id"), "appeal", ["visit_id"])
    op.create_index(op.f("ix_appeal_appealed_by"), "appeal", ["appealed_by"])
    op.create_index("ix_appeal_state_due", "appeal", ["state", "due_at"])
    op.create_index("uq_appeal_standing", "appeal", ["visit_id", "item"], unique=True, sqlite_where=standing,
                    postgresql_where=standing)


def downgrade() -> None:
    """Undo it; what appeals corrected stays corrected."""
    op.drop_table("appeal")
    op.drop_table("visit_question")
