"""Files of classes, training files of many people, and who fetched which certificate."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, cxtrain.extensions.UtcDateTime(timezone=True), nullable=nullable)


def _asked() -> list[sa.Column]:
    return [sa.Column("language", sa.String(length=4), nullable=False), sa.Column("asked_by", sa.Integer(), nullable=False),
            _moment("asked_at"), sa.Column("job_id", sa.Integer(), nullable=True),
            sa.Column("digest", sa.String(length=64), nullable=True), _moment("made_at", nullable=True)]


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "class_archive", sa.Column("id", sa.Integer(), nullable=False), sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False), *_asked(),
        sa.CheckConstraint("language in ('zh', 'en', 'both')", name=op.f("ck_class_archive_language")),
        sa.CheckConstraint("(digest is null) = (made_at is null)", name=op.f("ck_class_archive_made")),
        _key("class_archive", "class_id", "training_class"), _key("class_archive", "asked_by", "employee"),
        _key("class_archive", "job_id", "job"), sa.PrimaryKeyConstraint("id", name=op.f("pk_class_archive")),
        sa.UniqueConstraint("class_id", "fingerprint", name=op.f("uq_class_archive_class_id_fingerprint")))
    op.create_table(
        "training_file_bundle", sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True), sa.Column("output", sa.String(length=6), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False), *_asked(),
        sa.CheckConstraint("language in ('zh', 'en', 'both')", name=op.f("ck_training_file_bundle_language")),
        sa.CheckConstraint("output in ('merged', 'zip')", name=op.f("ck_training_file_bundle_output")),
        sa.CheckConstraint("(digest is null) = (made_at is null)", name=op.f("ck_training_file_bundle_made")),
        _key("training_file_bundle", "unit_id", "unit"), _key("training_file_bundle", "asked_by", "employee"),
        _key("training_file_bundle", "job_id", "job"), sa.PrimaryKeyConstraint("id", name=op.f("pk_training_file_bundle")))
    op.create_index(op.f("ix_training_file_bundle_asked_by"), "training_file_bundle", ["asked_by"])
    op.create_table(
        "certificate_collection", sa.Column("certificate_id", sa.Integer(), nullable=False),
        sa.Column("fetched_on", sa.Date(), nullable=False), sa.Column("fetched_by", sa.String(length=80), nullable=False),
        sa.Column("keyed_by", sa.Integer(), nullable=False), _moment("keyed_at"),
        _key("certificate_collection", "certificate_id", "certificate"), _key("certificate_collection", "keyed_by", "employee"),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_collection")))


def downgrade() -> None:
    """Undo it."""
    for table in ("certificate_collection", "training_file_bundle", "class_archive"):
        op.drop_table(table)
