"""Marking anew, and undoing it, is asked for by one and confirmed by another. What one person did before goes on counting."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

CHECKS = {
    "state": "state in ('alone', 'waiting', 'confirmed', 'refused', 'withdrawn')",
    "decided": "(state in ('alone', 'waiting')) = (decided_at is null)",
    "decider": "(decided_at is null) = (decided_by is null)",
    "second_person": "decided_by is null or (state = 'withdrawn') = (decided_by = made_by)",
    "counted": "undone_at is null or (state in ('alone', 'confirmed') and undoes_id is null)",
}
OPEN = sa.text("state in ('waiting', 'confirmed')")


def upgrade() -> None:
    """Add the columns and what they must say."""
    with op.batch_alter_table("question_remark") as table:
        table.add_column(sa.Column("undoes_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("state", sa.String(10), nullable=False, server_default="alone"))
        table.add_column(sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("decided_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("words", sa.String(500), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_question_remark_undoes_id"), "question_remark", ["undoes_id"], ["id"])
        table.create_foreign_key(op.f("fk_question_remark_decided_by"), "employee", ["decided_by"], ["id"])
    with op.batch_alter_table("question_remark") as table:
        table.alter_column("state", server_default=None)
        for name, check in CHECKS.items():
            table.create_check_constraint(op.f(f"ck_question_remark_{name}"), check)
        table.create_index(op.f("ix_question_remark_state"), ["state"])
    op.create_index("uq_question_remark_undoes_id", "question_remark", ["undoes_id"], unique=True, sqlite_where=OPEN,
                    postgresql_where=OPEN)


def downgrade() -> None:
    """Undo it: what counts goes on counting; what does not, and what undid others, would count there and so is no row."""
    op.execute("delete from remarked_attempt where remark_id in (select id from question_remark where undoes_id is not null)")
    op.execute("delete from question_remark where undoes_id is not null or state in ('waiting', 'refused', 'withdrawn')")
    op.drop_index("uq_question_remark_undoes_id", "question_remark")
    with op.batch_alter_table("question_remark") as table:
        table.drop_index(op.f("ix_question_remark_state"))
        for name in CHECKS:
            table.drop_constraint(op.f(f"ck_question_remark_{name}"), type_="check")
        table.drop_constraint(op.f("fk_question_remark_decided_by"), type_="foreignkey")
        table.drop_constraint(op.f("fk_question_remark_undoes_id"), type_="foreignkey")
        for name in ("words", "decided_by", "decided_at", "state", "undoes_id"):
            table.drop_column(name)
