"""Plans and their actions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee, Unit
from cxtrain.planning.causes import Triage, triage_from
from cxtrain.planning.evidence import comparison_from, evidence_from
from cxtrain.planning.library import Library
from cxtrain.planning.lifecycle import Case, State
from cxtrain.planning.sheet import ActionLine, PlanSheet, day_of, numbers_of, signed
from cxtrain.planning.talks.models import PlanOption, PlanTalk

DIMENSIONS_OR_NONE = "dimension is null or dimension in ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')"


def plan_number(plan_id: int, drafted_at: dt.datetime) -> str:
    """Return what people call a plan by, such as P-2026-0042."""
    return f"P-{drafted_at:%Y}-{plan_id:04d}"


class Plan(db.Model):
    """A coaching plan (about an employee) or an improvement plan (a team's or touchpoint's, `employee_id` None).

    Texts may stand in one language or in both. `evidence` keeps the finding's numbers as they were when it was drafted,
    and is None for a plan that was started by hand, in words.
    """

    __table_args__ = (
        CheckConstraint("state in ('draft', 'approved', 'closed', 'withdrawn')", name="state"),
        CheckConstraint("origin in ('finding', 'hand')", name="origin"),
        CheckConstraint("outcome in ('', 'met', 'partly', 'unmet')", name="outcome"),
        CheckConstraint("(state = 'closed') = (outcome <> '')", name="closed_has_outcome"),
        CheckConstraint("state not in ('approved', 'closed') or approved_by is not null", name="approved_by_somebody"),
        CheckConstraint("employee_id is null or approved_by is null or approved_by <> employee_id", name="own_case"),
        CheckConstraint("employee_id is null or closed_by is null or closed_by <> employee_id", name="own_review"),
        CheckConstraint(DIMENSIONS_OR_NONE, name="dimension"),
        CheckConstraint("n_needed is null or n_needed > 0", name="n_needed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)  # the employee's, when it was drafted
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoint.id"))
    dimension: Mapped[str | None] = mapped_column(String(16))
    origin: Mapped[str] = mapped_column(String(8))
    finding: Mapped[Words]  # by hand: the reason
    cause: Mapped[Words]
    goal: Mapped[Words]
    # What the goal is measured by: the indicator in words, with its unit, where it stood and where it is to stand.
    indicator: Mapped[Words] = mapped_column(default=dict, server_default="{}")
    baseline: Mapped[float | None]
    target: Mapped[float | None]
    n_needed: Mapped[int | None]  # observations before and after, each, that it takes to see the step from one to the other
    evidence: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    triage: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # why it is missed: `causes.Triage`
    due_on: Mapped[dt.date] = mapped_column(index=True)  # when it is checked
    state: Mapped[str] = mapped_column(String(10), default="draft")
    drafted_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    drafted_at: Mapped[Moment]
    shared_at: Mapped[Moment | None]  # since when the employee may read the draft, to bring own ideas to the talk
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("plan_clause.id"))  # as approved; None: the one that we ship
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    approved_at: Mapped[Moment | None]
    own_words: Mapped[str] = mapped_column(String(2000), default="")  # the employee's
    answered_at: Mapped[Moment | None]  # when the employee had read it
    outcome: Mapped[str] = mapped_column(String(8), default="")
    review: Mapped[str] = mapped_column(String(2000), default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # before and after, as reviewed
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    closed_at: Mapped[Moment | None]
    changed_at: Mapped[Moment]  # set by every move, so that each is a new version
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    employee: Mapped[Employee | None] = relationship(lazy="joined", foreign_keys=[employee_id])
    touchpoint: Mapped[Touchpoint | None] = relationship(lazy="joined")
    actions: Mapped[list["PlanAction"]] = relationship(
        lazy="selectin", order_by="PlanAction.position", cascade="all, delete-orphan")
    options: Mapped[list[PlanOption]] = relationship(order_by=PlanOption.id, cascade="all, delete-orphan")
    talks: Mapped[list[PlanTalk]] = relationship(order_by=(PlanTalk.held_on, PlanTalk.id))
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """What people call it by, such as P-2026-0042."""
        return plan_number(self.id, self.drafted_at)

    @property
    def is_coaching(self) -> bool:
        """Whether it is about a person."""
        return self.employee_id is not None

    @property
    def is_open(self) -> bool:
        """Whether it is still being written or worked on."""
        return self.state in (State.DRAFT, State.APPROVED)

    @property
    def why(self) -> Triage | None:
        """Why the standard is missed, with the facts that decided it; None for a plan that was started by hand."""
        return triage_from(self.triage)

    @property
    def is_retested(self) -> bool:
        """Whether practice is to be tested again: the skill was what was missing."""
        return bool(self.triage and self.triage["rule"] == "T3")

    @property
    def case(self) -> Case:
        """What decides who may do what with it."""
        return Case(State(self.state), self.unit.path, self.employee_id, self.drafted_by, self.shared_at is not None)

    @property
    def done_count(self) -> int:
        """How many actions are done."""
        return sum(action.done_at is not None for action in self.actions)


    def on_paper(self, names: Mapping[int | None, dict[str, str]], library: Library) -> PlanSheet:
        """Return the plan as it goes to paper, its days by the calendar of its store; `names` are by employee id."""
        zone, evidence, about = ZoneInfo(self.unit.zone), evidence_from(self.evidence), self.employee or self.unit
        return PlanSheet(
            number=self.number, coaching=self.is_coaching, subject=about.label, unit=self.unit.label,
            subject_number=self.employee.number if self.employee else self.unit.code,
            touchpoint=self.touchpoint.title if self.touchpoint else None,
            dimension=library.dimension(self.dimension) if self.dimension else None,
            state=self.state, due_on=self.due_on, finding=self.finding, cause=self.cause, goal=self.goal,
            actions=tuple(action.on_paper(zone) for action in self.actions),
            own_words=self.own_words, answered_on=day_of(self.answered_at, zone),
            numbers=numbers_of(evidence, library.observation(evidence.kind)) if evidence else None,
            outcome=self.outcome, review=self.review, compared=comparison_from(self.result),
            drafted=signed(names.get(self.drafted_by), self.drafted_at, zone),
            approved=signed(names.get(self.approved_by), self.approved_at, zone),
            closed=signed(names.get(self.closed_by), self.closed_at, zone))


class PlanAction(db.Model):
    """One thing that somebody does by a day."""

    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("kind in ('train', 'coach', 'process', 'collect')", name="kind"),
        CheckConstraint("(done_at is null) = (done_by is null)", name="done"),
        CheckConstraint(DIMENSIONS_OR_NONE, name="dimension"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    what: Mapped[Words]
    dimension: Mapped[str | None] = mapped_column(String(16))
    owner_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    due_on: Mapped[dt.date]
    done_at: Mapped[Moment | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    note: Mapped[str] = mapped_column(String(500), default="")  # what came of it, in the owner's words
    owner: Mapped[Employee] = relationship(lazy="joined", foreign_keys=[owner_id])

    def on_paper(self, zone: ZoneInfo) -> ActionLine:
        """Return the action as it goes to paper."""
        return ActionLine(self.kind, self.what, self.owner.label, self.due_on, day_of(self.done_at, zone), self.note)
