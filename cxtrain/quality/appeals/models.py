"""Appeals. The checks carry that nobody decides a case of their own, and that each case is decided once."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.quality.models import Visit

STANDING = text("state <> 'withdrawn'")


class Appeal(db.Model):
    """One line of a released scorecard that somebody says was otherwise, and what was decided about it.

    `void`: the visit itself was made void before anybody decided. Accounts and employees of the visit are kept here too,
    so that the table itself can refuse a decision by one of them.
    """

    __table_args__ = (
        CheckConstraint("state in ('open', 'upheld', 'declined', 'withdrawn', 'void')", name="state"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(state in ('upheld', 'declined', 'void')) = (decided_by is not null)", name="decided"),
        CheckConstraint("(decided_by is null) = (decider_id is null)", name="decider"),
        CheckConstraint("(decided_by is null) = (answer = '')", name="answer"),
        CheckConstraint("(state = 'open') = (closed_at is null)", name="closed"),
        CheckConstraint("decided_by is null or (decided_by <> entered_by and decided_by <> coalesce(observed_by, 0)"
                        " and decided_by <> appealed_by)", name="nobodys_own_case"),
        CheckConstraint("decider_id is null or decider_id <> coalesce(employee_id, 0)", name="decider_not_observed"),
        CheckConstraint("(state = 'upheld') = (new_value is not null or new_missing is not null)", name="correction"),
        CheckConstraint("new_value is null or new_missing is null", name="one_correction"),
        CheckConstraint("new_missing is null or new_missing = 'na'", name="new_missing"),
        # One decision for each line: only what was withdrawn may be appealed again.
        Index("uq_appeal_standing", "visit_id", "item", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index("ix_appeal_state_due", "state", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    item: Mapped[str] = mapped_column(String(8))
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    observed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # the person observed
    appealed_by: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    photo_digest: Mapped[str | None] = mapped_column(FileDigest(64), ForeignKey("stored_file.digest"))
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_at: Mapped[Moment]
    due_at: Mapped[Moment]  # by when it should be decided
    escalated_at: Mapped[Moment | None]  # when it was late and everybody who may decide it was told
    closed_at: Mapped[Moment | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    answer: Mapped[str] = mapped_column(String(1000), default="")  # the decision's reason, for the appellant to read
    as_value: Mapped[int | None]  # as the shopper wrote it
    as_missing: Mapped[str | None] = mapped_column(String(10))
    new_value: Mapped[int | None]  # as an upheld appeal corrected it
    new_missing: Mapped[str | None] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    visit: Mapped[Visit] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}
