"""HR keeps filters of reports, and gives auditors links to chosen records."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "report_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_report_filter_employee_id_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_filter")),
        sa.UniqueConstraint("employee_id", "name", name=op.f("uq_report_filter_employee_id_name")))
    op.create_table(
        "auditor_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("ends_at > made_at", name=op.f("ck_auditor_link_span")),
        sa.CheckConstraint("(ended_at is null) = (ended_by is null)", name=op.f("ck_auditor_link_ended")),
        sa.ForeignKeyConstraint(["ended_by"], ["employee.id"], name=op.f("fk_auditor_link_ended_by_employee")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_auditor_link_made_by_employee")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_auditor_link_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auditor_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_auditor_link_digest")))
    op.create_index(op.f("ix_auditor_link_unit_id"), "auditor_link", ["unit_id"])
    for table, thing, other in (("audited_class", "class_id", "training_class"), ("audited_person", "employee_id", "employee")):
        op.create_table(
            table,
            sa.Column("link_id", sa.Integer(), nullable=False),
            sa.Column(thing, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint([thing], [f"{other}.id"], name=op.f(f"fk_{table}_{thing}_{other}")),
            sa.ForeignKeyConstraint(["link_id"], ["auditor_link.id"], name=op.f(f"fk_{table}_link_id_auditor_link")),
            sa.PrimaryKeyConstraint("link_id", thing, name=op.f(f"pk_{table}")))
        op.create_index(op.f(f"ix_{table}_{thing}"), table, [thing])


def downgrade() -> None:
    """Undo it."""
    for table in ("audited_person", "audited_class", "auditor_link", "report_filter"):
        op.drop_table(table)
