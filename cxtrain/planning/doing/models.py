"""What an action sets going: a course, an appointment, an improvement board, visits."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee
from cxtrain.training.models import Course


class ActionWork(db.Model):
    """What one action sets going, chosen before the plan is approved or after, and begun once it is.

    `action_id` is None where the action was taken out of the plan after its work had begun.
    """

    __table_args__ = (
        CheckConstraint("kind in ('train', 'coach', 'process', 'collect')", name="kind"),
        CheckConstraint("course_id is null or kind = 'train'", name="course"),
        CheckConstraint("(meets_at is null and visit_id is null) or kind = 'coach'", name="coach"),
        CheckConstraint("board_action_id is null or board_id is not null", name="board_action"),
        CheckConstraint("board_id is null or kind = 'process'", name="board"),
        CheckConstraint("visits is null or (kind = 'collect' and visits between 1 and 40)", name="visits"),
        CheckConstraint("(begun_at is null) = (begun_by is null)", name="begun"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("plan_action.id", ondelete="SET NULL"), unique=True)
    kind: Mapped[str] = mapped_column(String(8))
    course_id: Mapped[int | None] = mapped_column(ForeignKey(Course.id))  # train: to pass
    meets_at: Mapped[Moment | None]  # coach: when the two meet
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))  # coach: the observation that was shared
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"), index=True)  # process: where it is worked on
    board_action_id: Mapped[int | None] = mapped_column(ForeignKey("board_action.id", ondelete="SET NULL"))
    visits: Mapped[int | None]  # collect: how many more are asked for
    begun_at: Mapped[Moment | None]
    begun_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    course: Mapped[Course | None] = relationship()
    notes: Mapped[list["CoachNote"]] = relationship(lazy="selectin", order_by="CoachNote.id", cascade="all, delete-orphan")


class WorkAssignment(db.Model):
    """A course that somebody has to do because of an action."""

    work_id: Mapped[int] = mapped_column(ForeignKey("action_work.id"), primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True, index=True)
    given: Mapped[bool]  # by the action; False where the person had it to do already


class WorkVisit(db.Model):
    """A visit on the schedule because of an action."""

    work_id: Mapped[int] = mapped_column(ForeignKey("action_work.id"), primary_key=True)
    planned_id: Mapped[int] = mapped_column(ForeignKey("planned_visit.id"), primary_key=True, index=True)


class CoachNote(db.Model):
    """What one of the two noted about a meeting. Never changed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("action_work.id"), index=True)
    words: Mapped[str] = mapped_column(String(1000))
    written_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    written_at: Mapped[Moment]
    writer: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
