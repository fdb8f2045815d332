"""Boards, who is on them, what is done, what is said, and what the change is compared with."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.people.models import Employee, Unit
from cxtrain.planning.boards.steps import Stand, State, Step


class Board(db.Model):
    """The improvement of one touchpoint, in a unit and all below it, by the six steps."""

    __table_args__ = (
        CheckConstraint("step in ('identify', 'collect', 'analyse', 'plan', 'implement', 'improve')", name="step"),
        CheckConstraint("state in ('open', 'closed', 'withdrawn')", name="state"),
        CheckConstraint("measure in ('shopper', 'csat', 'nps', 'ces2')", name="measure"),
        CheckConstraint("compared in ('', 'touchpoints', 'units', 'nothing')", name="compared"),
        CheckConstraint("decision in ('', 'keep', 'change', 'drop')", name="decision"),
        CheckConstraint("(state = 'closed') = (decision <> '')", name="closed_has_decision"),
        CheckConstraint("state <> 'closed' or (decided_by is not null and lesson <> '')", name="closed_by_somebody"),
        CheckConstraint("(step in ('implement', 'improve')) = (changed_on is not null)", name="changed"),
        CheckConstraint("changed_on is null or (fixed_at is not null and target is not null and compared <> '')", name="fixed"),
        CheckConstraint("target is null or target > 0", name="target"),
        Index("ix_board_touchpoint_state", "touchpoint_id", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"), unique=True)  # the round before this one
    title: Mapped[str] = mapped_column(String(120))
    step: Mapped[str] = mapped_column(String(10), default="identify")
    state: Mapped[str] = mapped_column(String(10), default="open")
    lead_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    begun_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    begun_at: Mapped[Moment]
    problem: Mapped[str] = mapped_column(String(2000))  # identify: what is wrong, for whom
    question: Mapped[str] = mapped_column(String(2000), default="")  # collect: what is to be known
    cause: Mapped[str] = mapped_column(String(2000), default="")  # analyse: why, and what shows it
    goal: Mapped[str] = mapped_column(String(2000), default="")  # plan: what will be different
    measure: Mapped[str] = mapped_column(String(8), default="shopper")  # by which it is judged
    target: Mapped[float | None]  # how much better, in points of the measure
    due_on: Mapped[dt.date | None]  # by when
    compared: Mapped[str] = mapped_column(String(12), default="")  # with what; "": not chosen yet
    fixed_at: Mapped[Moment | None]  # when measure, target and comparison were fixed
    changed_on: Mapped[dt.date | None]  # the first day on which it was done the new way
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # the effect as it was when decided
    decision: Mapped[str] = mapped_column(String(8), default="")
    reason: Mapped[str] = mapped_column(String(2000), default="")  # of the decision
    lesson: Mapped[str] = mapped_column(String(2000), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    decided_at: Mapped[Moment | None]
    changed_at: Mapped[Moment]  # set by every move, so that each is a new version
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    lead: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[lead_id])
    decider: Mapped[Employee | None] = relationship(foreign_keys=[decided_by])
    members: Mapped[list["BoardMember"]] = relationship(lazy="selectin", cascade="all, delete-orphan",
                                                        order_by="BoardMember.added_at")
    actions: Mapped[list["BoardAction"]] = relationship(lazy="selectin", cascade="all, delete-orphan",
                                                        order_by="BoardAction.due_on, BoardAction.id")
    others: Mapped[list["BoardComparison"]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """What people call it by, such as B-2026-0042."""
        return f"B-{self.begun_at:%Y}-{self.id:04d}"

    @property
    def stand(self) -> Stand:
        """What decides who may do what with it."""
        return Stand(State(self.state), Step(self.step), self.unit.path, self.lead_id,
                     frozenset(member.employee_id for member in self.members))

    @property
    def done_count(self) -> int:
        """How many actions are done."""
        return sum(action.done_at is not None for action in self.actions)


class BoardMember(db.Model):
    """Somebody who works on a board, for a department or for nobody but oneself."""

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True, index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    added_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    added_at: Mapped[Moment]
    employee: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[employee_id])
    department: Mapped[Department | None] = relationship(lazy="joined")


class BoardComparison(db.Model):
    """A place that is not changed, beside which the change is seen: another touchpoint, or the same one elsewhere."""

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), primary_key=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)


class BoardAction(db.Model):
    """One thing that somebody does by a day, for a department or not."""

    __table_args__ = (
        CheckConstraint("(done_at is null) = (done_by is null)", name="done"),
        CheckConstraint("cost is null or cost >= 0", name="cost"),
        Index("ix_board_action_owner_done", "owner_id", "done_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), index=True)
    what: Mapped[str] = mapped_column(String(500))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    cost: Mapped[int | None]  # in whole units of the firm's currency, once
    due_on: Mapped[dt.date]
    done_at: Mapped[Moment | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    note: Mapped[str] = mapped_column(String(500), default="")  # what came of it
    owner: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[owner_id])
    department: Mapped[Department | None] = relationship(lazy="joined")


class BoardNote(db.Model):
    """What somebody of the team says to the others, at a step. Never changed."""

    __table_args__ = (
        CheckConstraint("step in ('identify', 'collect', 'analyse', 'plan', 'implement', 'improve')", name="step"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), index=True)
    step: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(2000))
    written_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    written_at: Mapped[Moment]
    writer: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
    mentions: Mapped[list["BoardMention"]] = relationship(lazy="selectin", cascade="all, delete-orphan")


class BoardMention(db.Model):
    """Whom a note asks to look; it stands on their Today until they have read it."""

    __table_args__ = (Index("ix_board_mention_employee_read", "employee_id", "read_at"),)
    note_id: Mapped[int] = mapped_column(ForeignKey("board_note.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True)
    read_at: Mapped[Moment | None]
    employee: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
