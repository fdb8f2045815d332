"""Gold cases, rounds of calibration, visits that are looked at again, and visits that were scored twice."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def _id(name: str, target: str, *, null: bool = False, gone: str | None = None, **facts: object) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, ondelete=gone), nullable=null, **facts)


def upgrade() -> None:
    """Add them."""
    with op.batch_alter_table("visit") as batch:
        batch.add_column(sa.Column("doubles_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_visit_doubles_id"), "visit", ["doubles_id"], ["id"])
        batch.create_check_constraint(op.f("ck_visit_doubles_another"), "doubles_id is null or doubles_id <> id")
    _cases()
    _rounds()
    _results()
    _checks()
    _pairs()


def _cases() -> None:
    op.create_table(
        "gold_case", sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(60), nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False, unique=True), sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False), _id("instrument_id", "instrument_version.id"),
        sa.Column("ready", sa.Boolean(), nullable=False), sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False))
    op.create_table(
        "case_picture", sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(60), nullable=False, index=True),
        sa.Column("digest", sa.String(64), sa.ForeignKey("stored_file.digest"), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False))


def _rounds() -> None:
    op.create_table(
        "calibration_round", sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False), _id("opened_by", "account.id"),
        sa.Column("opened_at", UtcDateTime(), nullable=False), sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("kind in ('quarter', 'retraining')", name="kind"))
    op.create_table(
        "round_case", _id("round_id", "calibration_round.id", primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True), _id("case_id", "gold_case.id"),
        sa.UniqueConstraint("round_id", "case_id"))


def _results() -> None:
    op.create_table(
        "trial", sa.Column("id", sa.Integer(), primary_key=True), _id("round_id", "calibration_round.id"),
        _id("account_id", "account.id"), sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=True), sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("verdict", sa.String(10), nullable=False), sa.Column("alpha", sa.Float(), nullable=True),
        sa.Column("alpha_low", sa.Float(), nullable=True), sa.Column("alpha_high", sa.Float(), nullable=True),
        sa.Column("severity", sa.Float(), nullable=True), sa.Column("compared", sa.Integer(), nullable=False),
        sa.UniqueConstraint("round_id", "account_id"),
        sa.CheckConstraint("verdict in ('', 'good', 'tentative', 'low', 'unclear')", name="verdict"),
        sa.CheckConstraint("(submitted_at is null) = (verdict = '')", name="submitted"))
    op.create_index("ix_trial_account_submitted", "trial", ["account_id", "submitted_at"])
    op.create_table(
        "case_rating", _id("trial_id", "trial.id", primary_key=True), _id("case_id", "gold_case.id", primary_key=True),
        sa.Column("item", sa.String(8), primary_key=True), sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("missing", sa.String(10), nullable=True), sa.Column("note", sa.String(1000), nullable=False),
        sa.CheckConstraint("value is null or missing is null", name="one_answer"),
        sa.CheckConstraint("missing is null or missing in ('na', 'unnoticed')", name="missing"))


def _checks() -> None:
    op.create_table(
        "visit_check", sa.Column("id", sa.Integer(), primary_key=True), _id("visit_id", "visit.id", gone="CASCADE"),
        _id("trial_id", "trial.id", index=True), sa.Column("put_at", UtcDateTime(), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True), _id("lifted_by", "account.id", null=True),
        sa.Column("how", sa.String(10), nullable=False), sa.Column("reason", sa.String(600), nullable=False),
        sa.CheckConstraint("how in ('', 'read', 'double', 'void', 'retrained')", name="how"),
        sa.CheckConstraint("(lifted_at is null) = (how = '') and (lifted_at is null) = (lifted_by is null)",
                           name="lifted"),
        sa.CheckConstraint("lifted_at is null or reason <> ''", name="reason"))
    _one_open("uq_visit_check_open", "visit_check", "visit_id", "lifted_at is null")


def _pairs() -> None:
    op.create_table(
        "visit_pair", sa.Column("id", sa.Integer(), primary_key=True), _id("first_id", "visit.id"),
        _id("second_id", "visit.id", null=True, gone="SET NULL"), _id("shopper_id", "account.id", null=True, index=True),
        sa.Column("due_on", sa.Date(), nullable=True), _id("linked_by", "account.id"),
        sa.Column("linked_at", UtcDateTime(), nullable=False), sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(600), nullable=False),
        sa.CheckConstraint("second_id is null or second_id <> first_id", name="two"),
        sa.CheckConstraint("(second_id is not null) or (shopper_id is not null)", name="someone"),
        sa.CheckConstraint("undone_at is null or reason <> ''", name="reason"))
    for column in ("first", "second"):
        _one_open(f"uq_visit_pair_{column}", "visit_pair", f"{column}_id", "undone_at is null")


def _one_open(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Undo it; visits that doubled another one count by themselves from then on, once the sums are rebuilt."""
    for table in ("visit_pair", "visit_check", "case_rating", "trial", "round_case", "calibration_round",
                  "case_picture", "gold_case"):
        op.drop_table(table)
    with op.batch_alter_table("visit") as batch:
        batch.drop_constraint(op.f("ck_visit_doubles_another"), type_="check")
        batch.drop_constraint(op.f("fk_visit_doubles_id"), type_="foreignkey")
        batch.drop_column("doubles_id")
