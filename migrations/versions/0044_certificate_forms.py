"""Versions of certificate forms and their pictures; a certificate keeps the version that it was issued on."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None
MOMENT = cxtrain.extensions.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "certificate_form_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_slug", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_certificate_form_version_number")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_certificate_form_version_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_form_version")),
        sa.UniqueConstraint("course_slug", "number", name=op.f("uq_certificate_form_version_course_slug_number")))
    op.create_table(
        "certificate_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind in ('logo', 'signature', 'seal')", name=op.f("ck_certificate_picture_kind")),
        sa.ForeignKeyConstraint(["added_by"], ["employee.id"], name=op.f("fk_certificate_picture_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_picture")))
    op.create_index(op.f("ix_certificate_picture_digest"), "certificate_picture", ["digest"])
    with op.batch_alter_table("certificate") as batch:
        batch.add_column(sa.Column("form_version_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_certificate_form_version_id"), "certificate_form_version", ["form_version_id"],
                                 ["id"])


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(op.f("fk_certificate_form_version_id"), type_="foreignkey")
        batch.drop_column("form_version_id")
    op.drop_table("certificate_picture")
    op.drop_table("certificate_form_version")
