"""Departments, questionnaires and campaigns, what customers answered, and the counts of it."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def _where(rows: str) -> dict[str, sa.TextClause]:
    """Return the words that make an index hold some rows only."""
    return {"sqlite_where": sa.text(rows), "postgresql_where": sa.text(rows)}


def upgrade() -> None:
    """Add them."""
    op.create_table("day_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_salt"))
    )
    op.create_table("questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("published_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('customer', 'internal', 'kano')", name=op.f("ck_questionnaire_version_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_questionnaire_version_digest"))
    )
    op.create_index(op.f("ix_questionnaire_version_slug"), "questionnaire_version", ["slug"])
    op.create_table("department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["employee.id"], name=op.f("fk_department_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("slug", name=op.f("uq_department_slug"))
    )
    op.create_table("campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("keep_months", sa.Integer(), nullable=False),
        sa.Column("comments_for", sa.String(length=12), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("comments_for in ('nobody', 'hr', 'supervisors', 'staff')",
            name=op.f("ck_campaign_comments_for")),
        sa.CheckConstraint("state in ('draft', 'open', 'closed')", name=op.f("ck_campaign_state")),
        sa.CheckConstraint("closes_on is null or closes_on >= opens_on", name=op.f("ck_campaign_days")),
        sa.CheckConstraint("keep_months between 1 and 60", name=op.f("ck_campaign_keep")),
        sa.CheckConstraint("quota is null or received <= quota", name=op.f("ck_campaign_quota")),
        sa.CheckConstraint("target is null or target > 0", name=op.f("ck_campaign_target")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_campaign_department_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_campaign_made_by")),
        sa.ForeignKeyConstraint(["questionnaire_id"], ["questionnaire_version.id"],
            name=op.f("fk_campaign_questionnaire_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_campaign_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_campaign_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign"))
    )
    op.create_index(op.f("ix_campaign_touchpoint_id"), "campaign", ["touchpoint_id"])
    op.create_index("ix_campaign_unit_state", "campaign", ["unit_id", "state"])
    op.create_table("voice_count",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=10), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("subject", sa.String(length=90), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.CheckConstraint("source in ('survey', 'import', 'review', 'social', 'interview', 'internal')",
            name=op.f("ck_voice_count_source")),
        sa.CheckConstraint("n >= settled and settled >= 0", name=op.f("ck_voice_count_n")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_voice_count_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_voice_count_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "touchpoint_id", "measure", "month", "subject", "source", "segment",
            "value", "other", name=op.f("pk_voice_count")),
        sqlite_with_rowid=False,
    )
    op.create_table("survey_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=40), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_survey_place_campaign_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_survey_place_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_place")),
        sa.UniqueConstraint("token", name=op.f("uq_survey_place_token"))
    )
    op.create_index(op.f("ix_survey_place_unit_id"), "survey_place", ["unit_id"])
    op.create_index("uq_survey_place", "survey_place", ["campaign_id", "unit_id", "label"], unique=True)
    op.create_table("response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("segment", sa.String(length=40), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("repeat_digest", sa.String(length=64), nullable=True),
        sa.Column("receipt_digest", sa.String(length=64), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.CheckConstraint("source <> 'survey' or place_id is not null", name=op.f("ck_response_place")),
        sa.CheckConstraint("source in ('survey', 'import', 'review', 'social', 'interview', 'internal')",
            name=op.f("ck_response_source")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_response_campaign_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_response_department_id")),
        sa.ForeignKeyConstraint(["place_id"], ["survey_place.id"], name=op.f("fk_response_place_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_response_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_response_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("key", name=op.f("uq_response_key")),
        sa.UniqueConstraint("receipt_digest", name=op.f("uq_response_receipt_digest"))
    )
    op.create_index("ix_response_keep", "response", ["keep_until"])
    op.create_index("ix_response_campaign_place", "response", ["campaign_id", "place_id"])
    op.create_index("ix_response_repeat", "response", ["campaign_id", "repeat_digest"], **_where("repeat_digest is not null"))
    op.create_index("uq_response_outside", "response", ["source_key"], unique=True, **_where("source_key is not null"))
    op.create_table("survey_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("used_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["survey_place.id"], name=op.f("fk_survey_link_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_survey_link_digest"))
    )
    op.create_index(op.f("ix_survey_link_place_id"), "survey_link", ["place_id"])
    op.create_table("customer_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("score", sa.String(length=12), nullable=False),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("audience in ('nobody', 'hr', 'supervisors', 'staff')",
            name=op.f("ck_customer_comment_audience")),
        sa.CheckConstraint("source in ('survey', 'import', 'review', 'social', 'interview', 'internal')",
            name=op.f("ck_customer_comment_source")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_customer_comment_response_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_customer_comment_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_customer_comment_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_comment"))
    )
    op.create_index(op.f("ix_customer_comment_response_id"), "customer_comment", ["response_id"])
    op.create_index("ix_customer_comment_touchpoint_at", "customer_comment", ["touchpoint_id", "at"])
    op.create_index("ix_customer_comment_unit_at", "customer_comment", ["unit_id", "at"])
    op.create_table("response_answer",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=90), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=True),
        sa.CheckConstraint("(kind in ('servqual', 'importance', 'kano')) = (other is not null)",
            name=op.f("ck_response_answer_pair")),
        sa.CheckConstraint("kind in ('csat', 'nps', 'ces2', 'servqual', 'importance', 'kano', 'stars')",
            name=op.f("ck_response_answer_kind")),
        sa.CheckConstraint("other is null or other between 1 and 7", name=op.f("ck_response_answer_other")),
        sa.CheckConstraint("value between 0 and 10", name=op.f("ck_response_answer_value")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_response_answer_response_id")),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_response_answer"))
    )
    with op.batch_alter_table("touchpoint") as batch:
        batch.add_column(sa.Column("channel", sa.String(length=20), server_default="", nullable=False))
        batch.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("watched", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_foreign_key(op.f("fk_touchpoint_owner_id"), "department", ["owner_id"], ["id"])


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("touchpoint") as batch:
        batch.drop_constraint(op.f("fk_touchpoint_owner_id"), type_="foreignkey")
        batch.drop_column("watched")
        batch.drop_column("owner_id")
        batch.drop_column("channel")
    op.drop_table("response_answer")
    op.drop_index("ix_customer_comment_unit_at", table_name="customer_comment")
    op.drop_index("ix_customer_comment_touchpoint_at", table_name="customer_comment")
    op.drop_index(op.f("ix_customer_comment_response_id"), table_name="customer_comment")
    op.drop_table("customer_comment")
    op.drop_index(op.f("ix_survey_link_place_id"), table_name="survey_link")
    op.drop_table("survey_link")
    op.drop_index("uq_response_outside", table_name="response")
    op.drop_index("ix_response_repeat", table_name="response")
    op.drop_index("ix_response_campaign_place", table_name="response")
    op.drop_index("ix_response_keep", table_name="response")
    op.drop_table("response")
    op.drop_index("uq_survey_place", table_name="survey_place")
    op.drop_index(op.f("ix_survey_place_unit_id"), table_name="survey_place")
    op.drop_table("survey_place")
    op.drop_table("voice_count")
    op.drop_index("ix_campaign_unit_state", table_name="campaign")
    op.drop_index(op.f("ix_campaign_touchpoint_id"), table_name="campaign")
    op.drop_table("campaign")
    op.drop_table("department")
    op.drop_index(op.f("ix_questionnaire_version_slug"), table_name="questionnaire_version")
    op.drop_table("questionnaire_version")
    op.drop_table("day_salt")
