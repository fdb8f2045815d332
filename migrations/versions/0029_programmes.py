"""Programmes of observation and who has read their notices."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state in ('draft', 'published')",
    "people": "people in ('none', 'development', 'full')",
    "consulted": "consulted in ('', 'congress', 'union', 'staff', 'council')",
    "retention": "retention_months between 1 and 120",
    "draft": "(state = 'draft') = (published_at is null)",
    "published": "state = 'draft' or (published_on is not null and published_by is not null and digest <> '' and "
                 "starts_on is not null and may_start_on is not null)",
    "notice": "state = 'draft' or starts_on >= may_start_on",
    "reason": "state = 'draft' or people <> 'full' or reason <> ''",
    "ended": "state = 'published' or ends_on is null",
}


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "programme_version", *_columns(),
        *(sa.CheckConstraint(words, name=op.f(f"ck_programme_version_{name}")) for name, words in CHECKS.items()),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_programme_version_unit_id")),
        sa.ForeignKeyConstraint(["published_by"], ["employee.id"], name=op.f("fk_programme_version_published_by")),
        sa.ForeignKeyConstraint(["written_by"], ["employee.id"], name=op.f("fk_programme_version_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_version")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_programme_version_unit_id_number")))
    draft = sa.text("state = 'draft'")
    op.create_index("uq_programme_version_draft", "programme_version", ["unit_id"], unique=True, sqlite_where=draft,
                    postgresql_where=draft)
    op.create_table(
        "programme_receipt",
        sa.Column("version_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("employee_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["programme_version.id"], name=op.f("fk_programme_receipt_version_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_programme_receipt_employee_id")),
        sa.PrimaryKeyConstraint("version_id", "employee_id", name=op.f("pk_programme_receipt")))
    op.create_index(op.f("ix_programme_receipt_employee_id"), "programme_receipt", ["employee_id"])


def _columns() -> list[sa.Column]:
    def words(name: str, length: int) -> sa.Column:
        return sa.Column(name, sa.String(length), nullable=False)

    def day(name: str) -> sa.Column:
        return sa.Column(name, sa.Date(), nullable=True)
    return [
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False), words("state", 10), words("people", 12), words("reason", 600),
        sa.Column("kinds", sa.JSON(), nullable=False), sa.Column("words", sa.JSON(), nullable=False), words("consulted", 10),
        day("consulted_on"), words("consultation", 300), day("posted_on"),
        sa.Column("retention_months", sa.Integer(), nullable=False), day("starts_on"), day("published_on"),
        day("may_start_on"), sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_by", sa.Integer(), nullable=True), words("digest", 64), day("ends_on"), words("ended_why", 600),
        sa.Column("written_by", sa.Integer(), nullable=False), sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False)]


def downgrade() -> None:
    """Undo it; what was told and who read it is lost."""
    op.drop_table("programme_receipt")
    op.drop_table("programme_version")
