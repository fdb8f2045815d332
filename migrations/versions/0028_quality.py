"""Photos that come piece by piece, and what employees say about a coaching observation."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "photo_upload",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("shows", sa.String(length=10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("shows in ('receipt', 'place')", name=op.f("ck_photo_upload_shows")),
        sa.CheckConstraint("size > 0 and received >= 0 and received <= size", name=op.f("ck_photo_upload_received")),
        sa.CheckConstraint("photo_id is null or received = size", name=op.f("ck_photo_upload_whole")),
        sa.CheckConstraint("(photo_id is null) = (done_at is null)", name=op.f("ck_photo_upload_done")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_photo_upload_visit_id")),
        sa.ForeignKeyConstraint(["photo_id"], ["visit_photo.id"], name=op.f("fk_photo_upload_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_upload")))
    op.create_index(op.f("ix_photo_upload_visit_id"), "photo_upload", ["visit_id"])
    op.create_table(
        "photo_chunk",
        sa.Column("upload_id", sa.String(length=36), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["photo_upload.id"], name=op.f("fk_photo_chunk_upload_id")),
        sa.PrimaryKeyConstraint("upload_id", "start", name=op.f("pk_photo_chunk")))
    op.create_table(
        "coaching_comment",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_coaching_comment_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_coaching_comment")))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("coaching_comment")
    op.drop_table("photo_chunk")
    op.drop_index(op.f("ix_photo_upload_visit_id"), table_name="photo_upload")
    op.drop_table("photo_upload")
