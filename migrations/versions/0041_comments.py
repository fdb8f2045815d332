"""Files of customers' words and where they come from; tags of comments, and the words by which they are found."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None
AUDIENCE = "audience in ('nobody', 'hr', 'supervisors', 'staff')"
STATES = "state in ('looked', 'waiting', 'taken', 'undoing', 'undone')"
WAITING = sa.text("not indexed")


def upgrade() -> None:
    """Add them."""
    op.create_table("voice_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("touchpoint_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("keep_months", sa.Integer(), nullable=False),
        sa.CheckConstraint("source in ('import', 'review', 'social', 'interview')", name=op.f("ck_voice_feed_source")),
        sa.CheckConstraint(AUDIENCE, name=op.f("ck_voice_feed_audience")),
        sa.CheckConstraint("keep_months between 1 and 60", name=op.f("ck_voice_feed_keep")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_voice_feed_unit_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_voice_feed_touchpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_feed")),
        sa.UniqueConstraint("title", name=op.f("uq_voice_feed_title"))
    )
    op.create_table("voice_intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("faulty", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_voice_intake_state")),
        sa.ForeignKeyConstraint(["feed_id"], ["voice_feed.id"], name=op.f("fk_voice_intake_feed_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_voice_intake_unit_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_voice_intake_made_by")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_voice_intake_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_intake"))
    )
    op.create_index(op.f("ix_voice_intake_feed_id"), "voice_intake", ["feed_id"])
    op.create_index("ix_voice_intake_unit_made", "voice_intake", ["unit_id", "made_at"])
    op.create_table("taken_response",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_taken_response_response_id"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["intake_id"], ["voice_intake.id"], name=op.f("fk_taken_response_intake_id")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_taken_response"))
    )
    op.create_index(op.f("ix_taken_response_intake_id"), "taken_response", ["intake_id"])
    _add_comments()


def _add_comments() -> None:
    op.create_table("voice_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_tag"))
    )
    op.create_index("uq_voice_tag", "voice_tag", ["pack", "slug"], unique=True)
    op.create_table("comment_tag",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=5), nullable=False),
        sa.CheckConstraint("how in ('words', 'hand', 'off')", name=op.f("ck_comment_tag_how")),
        sa.ForeignKeyConstraint(["comment_id"], ["customer_comment.id"], name=op.f("fk_comment_tag_comment_id"),
            ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["voice_tag.id"], name=op.f("fk_comment_tag_tag_id")),
        sa.PrimaryKeyConstraint("comment_id", "tag_id", name=op.f("pk_comment_tag"))
    )
    op.create_index("ix_comment_tag_tag", "comment_tag", ["tag_id", "comment_id"])
    op.create_table("voice_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_word")),
        sa.UniqueConstraint("word", name=op.f("uq_voice_word_word"))
    )
    op.create_table("comment_word",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("telling", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["customer_comment.id"], name=op.f("fk_comment_word_comment_id"),
            ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["word_id"], ["voice_word.id"], name=op.f("fk_comment_word_word_id")),
        sa.PrimaryKeyConstraint("comment_id", "word_id", name=op.f("pk_comment_word"))
    )
    op.create_index("ix_comment_word_word", "comment_word", ["word_id", "comment_id"])
    op.add_column("customer_comment", sa.Column("indexed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_customer_comment_at", "customer_comment", ["at"])
    op.create_index("ix_customer_comment_waiting", "customer_comment", ["id"], sqlite_where=WAITING, postgresql_where=WAITING)


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_customer_comment_waiting", table_name="customer_comment")
    op.drop_index("ix_customer_comment_at", table_name="customer_comment")
    op.drop_column("customer_comment", "indexed")
    for table in ("comment_word", "voice_word", "comment_tag", "voice_tag", "taken_response", "voice_intake", "voice_feed"):
        op.drop_table(table)
