"""Print runs, and each certificate in them."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None
MOMENT = cxtrain.extensions.UtcDateTime(timezone=True)


STATES = "state in ('waiting', 'running', 'done', 'failed'{})"


def _states(more: str) -> None:
    with op.batch_alter_table("job") as batch:
        batch.drop_constraint(op.f("ck_job_state"), type_="check")
        batch.create_check_constraint(op.f("ck_job_state"), STATES.format(more))


def _foreign(name: str, target: str, *, nullable: bool) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target, name=op.f(f"fk_print_run_{name}")), nullable=nullable)


def upgrade() -> None:
    """Add them; a job can be cancelled."""
    _states(", 'cancelled'")
    op.create_table(
        "print_run", sa.Column("id", sa.Integer(), nullable=False),
        _foreign("job_id", "job.id", nullable=True), _foreign("asked_by", "employee.id", nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False), sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("arranged", sa.String(length=10), nullable=False), sa.Column("paper", sa.String(length=5), nullable=False),
        sa.Column("drawn", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("output", sa.String(length=10), nullable=False),
        sa.Column("base_url", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False), sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=10), nullable=False), _foreign("seal_by", "employee.id", nullable=True),
        sa.Column("seal_at", MOMENT, nullable=True), sa.Column("begun_at", MOMENT, nullable=True),
        sa.Column("begun_from", sa.Integer(), nullable=False), sa.Column("cancelled_at", MOMENT, nullable=True),
        _foreign("cancelled_by", "employee.id", nullable=True), sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True), sa.Column("list_digest", sa.String(length=64), nullable=True),
        sa.CheckConstraint("arranged in ('pinyin', 'number', 'strokes')", name=op.f("ck_print_run_arranged")),
        sa.CheckConstraint("output in ('merged', 'zip')", name=op.f("ck_print_run_output")),
        sa.CheckConstraint("paper in ('one', 'two')", name=op.f("ck_print_run_paper")),
        sa.CheckConstraint("seal in ('none', 'asked', 'granted', 'refused')", name=op.f("ck_print_run_seal")),
        sa.CheckConstraint("(finished_at is null) = (digest is null)", name=op.f("ck_print_run_finished")),
        sa.CheckConstraint("finished_at is null or cancelled_at is null", name=op.f("ck_print_run_one_end")),
        sa.UniqueConstraint("job_id", name=op.f("uq_print_run_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")))
    op.create_index(op.f("ix_print_run_asked_by"), "print_run", ["asked_by"])
    op.create_table(
        "printing",
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("print_run.id", name=op.f("fk_printing_run_id")), nullable=False),
        sa.Column("certificate_id", sa.Integer(),
                  sa.ForeignKey("certificate.id", name=op.f("fk_printing_certificate_id")), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False), sa.Column("again", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "certificate_id", name=op.f("pk_printing")),
        sa.UniqueConstraint("run_id", "position", name=op.f("uq_printing_run_id_position")))
    op.create_index(op.f("ix_printing_certificate_id"), "printing", ["certificate_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("printing")
    op.drop_table("print_run")
    op.execute("update job set state = 'failed', error = 'cancelled' where state = 'cancelled'")
    _states("")
