"""Instruments, visits, scorecards, roll-ups."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Instruments, visits, scorecards, roll-ups."""
    op.create_table(
        "instrument_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("touchpoint_slug", sa.String(length=60), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind in ('customer_survey', 'mystery_shop')", name=op.f("ck_instrument_version_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_instrument_version_digest")),
    )
    op.create_index(op.f("ix_instrument_version_slug"), "instrument_version", ["slug"], unique=False)
    op.create_index(
        op.f("ix_instrument_version_touchpoint_slug"), "instrument_version", ["touchpoint_slug"], unique=False
    )
    op.create_table(
        "unit_rollup",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("squares", sa.Float(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'coaching'", name=op.f("ck_unit_rollup_kind")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_unit_rollup_n")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_unit_rollup_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_rollup_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "dimension", "month", "kind", "touchpoint_id", name=op.f("pk_unit_rollup")),
    )
    op.create_index("ix_unit_rollup_unit", "unit_rollup", ["unit_id", "kind", "month"], unique=False)
    op.create_table(
        "person_rollup",
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("squares", sa.Float(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'coaching'", name=op.f("ck_person_rollup_kind")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_person_rollup_n")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_person_rollup_employee_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_person_rollup_touchpoint_id")),
        sa.PrimaryKeyConstraint(
            "employee_id", "dimension", "month", "kind", "touchpoint_id", name=op.f("pk_person_rollup")
        ),
    )
    op.create_index("ix_person_rollup_employee", "person_rollup", ["employee_id", "kind", "month"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("people", sa.String(length=12), nullable=False),
        sa.Column("observed_by", sa.Integer(), nullable=True),
        sa.Column("shopper", sa.String(length=80), nullable=False),
        sa.Column("observer_employee_id", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("enterer_employee_id", sa.Integer(), nullable=False),
        sa.Column("paper_digest", sa.String(length=64), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("badge", sa.String(length=80), nullable=False),
        sa.Column("receipt", sa.String(length=80), nullable=False),
        sa.Column("praise", sa.String(length=1000), nullable=False),
        sa.Column("nothing_to_praise", sa.Boolean(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("identification", sa.String(length=10), nullable=False),
        sa.Column("grounds", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("score_before", sa.Float(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("writer", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(identification = 'certain') = (employee_id is not null)", name=op.f("ck_visit_identification")
        ),
        sa.CheckConstraint("(observed_by is null) = (shopper <> '')", name=op.f("ck_visit_one_shopper")),
        sa.CheckConstraint("(state = 'released') = (released_at is not null)", name=op.f("ck_visit_released")),
        sa.CheckConstraint("employee_id is null or grounds <> ''", name=op.f("ck_visit_grounds")),
        sa.CheckConstraint("identification in ('certain', 'none')", name=op.f("ck_visit_identification_words")),
        sa.CheckConstraint("kind in ('mystery_shop', 'announced_check', 'coaching')", name=op.f("ck_visit_kind")),
        sa.CheckConstraint("people <> 'none' or (employee_id is null and badge = '')", name=op.f("ck_visit_no_names")),
        sa.CheckConstraint("people in ('none', 'development', 'full')", name=op.f("ck_visit_people")),
        sa.CheckConstraint("shopper = '' or paper_digest is not null", name=op.f("ck_visit_paper_form")),
        sa.CheckConstraint("state in ('draft') or submitted_at is not null", name=op.f("ck_visit_submitted")),
        sa.CheckConstraint(
            "state in ('draft', 'submitted', 'returned', 'approved', 'released')", name=op.f("ck_visit_state")
        ),
        sa.CheckConstraint(
            "state not in ('approved', 'released', 'returned') or decided_by is not null", name=op.f("ck_visit_decided")
        ),
        sa.CheckConstraint(
            "decided_by is null or (decided_by <> entered_by and decided_by <> coalesce(observed_by, 0))",
            name=op.f("ck_visit_reviewer_not_shopper"),
        ),
        sa.CheckConstraint(
            "employee_id is null or enterer_employee_id <> employee_id", name=op.f("ck_visit_enterer_not_observed")
        ),
        sa.CheckConstraint(
            "observer_employee_id is null or employee_id is null or observer_employee_id <> employee_id",
            name=op.f("ck_visit_shopper_not_observed"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_visit_decided_by")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_visit_employee_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_visit_entered_by")),
        sa.ForeignKeyConstraint(["enterer_employee_id"], ["employee.id"], name=op.f("fk_visit_enterer_employee_id")),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument_version.id"], name=op.f("fk_visit_instrument_id")),
        sa.ForeignKeyConstraint(["observed_by"], ["account.id"], name=op.f("fk_visit_observed_by")),
        sa.ForeignKeyConstraint(["observer_employee_id"], ["employee.id"], name=op.f("fk_visit_observer_employee_id")),
        sa.ForeignKeyConstraint(["paper_digest"], ["stored_file.digest"], name=op.f("fk_visit_paper_digest")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_visit_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_employee_state", "visit", ["employee_id", "state"], unique=False)
    op.create_index(op.f("ix_visit_entered_by"), "visit", ["entered_by"], unique=False)
    op.create_index("ix_visit_unit_state_day", "visit", ["unit_id", "state", "visited_on"], unique=False)
    op.create_table(
        "rating",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("missing", sa.String(length=10), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("missing is null or missing in ('na', 'unnoticed')", name=op.f("ck_rating_missing")),
        sa.CheckConstraint("value is null or missing is null", name=op.f("ck_rating_one_answer")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_rating_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "item", name=op.f("pk_rating")),
    )
    op.create_table(
        "visit_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("shows", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("shows in ('receipt', 'place')", name=op.f("ck_visit_photo_shows")),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name=op.f("fk_visit_photo_digest")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_photo_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_photo")),
    )
    op.create_index(op.f("ix_visit_photo_visit_id"), "visit_photo", ["visit_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_visit_photo_visit_id"), table_name="visit_photo")
    op.drop_table("visit_photo")
    op.drop_table("rating")
    op.drop_index("ix_visit_unit_state_day", table_name="visit")
    op.drop_index(op.f("ix_visit_entered_by"), table_name="visit")
    op.drop_index("ix_visit_employee_state", table_name="visit")
    op.drop_table("visit")
    op.drop_index("ix_person_rollup_employee", table_name="person_rollup")
    op.drop_table("person_rollup")
    op.drop_index("ix_unit_rollup_unit", table_name="unit_rollup")
    op.drop_table("unit_rollup")
    op.drop_index(op.f("ix_instrument_version_touchpoint_slug"), table_name="instrument_version")
    op.drop_index(op.f("ix_instrument_version_slug"), table_name="instrument_version")
    op.drop_table("instrument_version")
