"""Number series of units and their gaps; grace, renewal, correction of certificates; courses given by the system."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

ORIGINAL = sa.text("corrects_id is null")
WAITING = sa.text("done_at is null and withdrawn_at is null")
GIVERS = ("assignment", "assignment_batch")


def upgrade() -> None:
    """Number series of units and their gaps; grace, renewal, correction; courses given by the system."""
    _add_series()
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(op.f("uq_certificate_enrolment_id"), type_="unique")
        batch.add_column(sa.Column("grace_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("renews_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reassigned_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("replaced", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_foreign_key(op.f("fk_certificate_renews_id"), "certificate", ["renews_id"], ["id"])
        batch.create_foreign_key(op.f("fk_certificate_corrects_id"), "certificate", ["corrects_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_certificate_corrects_id"), ["corrects_id"])
    op.execute("update certificate set grace_until = valid_until")
    with op.batch_alter_table("certificate") as batch:
        batch.create_check_constraint(op.f("ck_certificate_replaced"), "not replaced or revoked_at is not null")
        batch.create_check_constraint(op.f("ck_certificate_grace"), "(grace_until is null) = (valid_until is null)")
        batch.create_check_constraint(op.f("ck_certificate_grace_after"), "grace_until >= valid_until")
    for column in ("enrolment_id", "renews_id", "valid_until"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column])
    op.create_index("uq_certificate_pass", "certificate", ["enrolment_id"], unique=True, sqlite_where=ORIGINAL,
                    postgresql_where=ORIGINAL)
    _givers(nullable=True)


def downgrade() -> None:
    """Undo it. Corrections go, and what they replaced stays void; courses given by the system are taken out."""
    op.execute("delete from assignment where assigned_by is null")
    op.execute("delete from assignment_batch where assigned_by is null")
    op.execute("update certificate set renews_id = null")
    op.execute("delete from printing where certificate_id in (select id from certificate where corrects_id is not null)")
    op.execute("delete from certificate where corrects_id is not null")
    _givers(nullable=False)
    op.drop_index("uq_certificate_pass", table_name="certificate")
    for column in ("enrolment_id", "renews_id", "valid_until"):
        op.drop_index(op.f(f"ix_certificate_{column}"), table_name="certificate")
    with op.batch_alter_table("certificate") as batch:
        for name in ("replaced", "grace", "grace_after"):
            batch.drop_constraint(op.f(f"ck_certificate_{name}"), type_="check")
        for name in ("renews_id", "corrects_id"):
            batch.drop_constraint(op.f(f"fk_certificate_{name}"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_certificate_corrects_id"), type_="unique")
        for name in ("replaced", "reassigned_at", "corrects_id", "renews_id", "grace_until"):
            batch.drop_column(name)
        batch.create_unique_constraint(op.f("uq_certificate_enrolment_id"), ["enrolment_id"])
    op.drop_table("series_gap")
    op.drop_table("series_prefix")


def _add_series() -> None:
    op.create_table(
        "series_prefix",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=30), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_series_prefix_unit_id")),
        sa.ForeignKeyConstraint(["set_by"], ["employee.id"], name=op.f("fk_series_prefix_set_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_prefix")),
    )
    op.create_index(op.f("ix_series_prefix_unit_id"), "series_prefix", ["unit_id"])
    op.create_table(
        "series_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=30), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("first between 1 and last", name=op.f("ck_series_gap_span")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_gap")),
    )


def _givers(*, nullable: bool) -> None:
    # The table's copy on SQLite would make this index without its condition.
    op.drop_index("uq_assignment_waiting", table_name="assignment")
    op.drop_index("ix_assignment_waiting_due", table_name="assignment")
    for table in GIVERS:
        with op.batch_alter_table(table) as batch:
            batch.alter_column("assigned_by", existing_type=sa.Integer(), nullable=nullable)
    where: dict[str, Any] = {"sqlite_where": WAITING, "postgresql_where": WAITING}
    op.create_index("uq_assignment_waiting", "assignment", ["employee_id", "course_id"], unique=True, **where)
    op.create_index("ix_assignment_waiting_due", "assignment", ["due_on"], **where)
