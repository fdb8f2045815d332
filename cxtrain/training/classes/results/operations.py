"""Closing a class and correcting it afterwards; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import Change, Matter, registered
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.training.classes import queries
from cxtrain.training.classes.closing import minutes_of
from cxtrain.training.classes.forms import STATE_WORDS
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.training.classes.results.queries import classes_counting
from cxtrain.training.course import StepKind
from cxtrain.training.models import Assignment, Course, Enrolment
from cxtrain.training.operations import Try, note_class
from cxtrain.training.queries import course_of, running_enrolment
from cxtrain.web.bilingual import N_
from cxtrain.web.pages import shown_moment


@dataclass(frozen=True)
class Given:
    """Whether somebody was at a session, as it is put down now; minutes of who came late or left early."""

    state: str
    minutes: int | None = None


def close_class(actor: Actor, row: TrainingClass, summary: str) -> int:
    """Close a class: from now on it counts. Whoever has no mark was absent. Return for how many it settles a step.

    Raises:
        ValueError: it is closed or cancelled already.
    """
    if row.closed_at is not None or row.cancelled_at is not None:
        raise ValueError("a class is closed once")
    roster, sessions = queries.roster_of(row), queries.sessions_of(row)
    for each in roster:
        for session in sessions:
            if session.id not in each.marks:
                db.session.add(Attendance(session_id=session.id, employee_id=each.member.employee_id, state="absent", minutes=0,
                                          source="keyed", at=now(), by=actor.employee_id, why=""))
    row.summary, row.closed_at, row.closed_by = summary, now(), actor.employee_id
    db.session.flush()
    _one_at_a_time(row)
    for each in roster:
        if each.minutes:
            _begin(row, each.member.employee_id)
    settled = sum(_settle(row, each.member.employee_id) for each in roster)
    record("class closed", row, unit_id=row.unit_id, people=len(roster), settled=settled,
           minutes=sum(session.minutes for session in sessions))
    return settled


def _one_at_a_time(row: TrainingClass) -> None:
    """Let the other classes of the course wait: two of them that count in one way have to see each other."""
    db.session.execute(select(Course.id).where(Course.id == row.course_id).with_for_update(key_share=True))


def _begin(row: TrainingClass, employee_id: int) -> None:
    """Begin the course of a class for somebody who was there, where they have no way through it or have it to do again.

    It began when the class did, but not before the day on which an earlier way was passed.
    """
    earlier = db.session.scalars(select(Enrolment).where(
        Enrolment.employee_id == employee_id, Enrolment.course_id == row.course_id)).all()
    if any(each.passed_at is None for each in earlier) or earlier and not _has_to_do(row, employee_id):
        return
    person = db.session.get_one(Employee, employee_id)
    begun = min(each.starts_at for each in queries.sessions_of(row))
    moment = max([begun, *(each.passed_at for each in earlier if each.passed_at)])
    made = Enrolment(employee_id=employee_id, course_id=row.course_id, version=row.course.current,
                     started_on=moment.astimezone(ZoneInfo(person.unit.zone)).date())
    db.session.add(made)
    db.session.flush()
    record("course started", made, unit_id=person.unit_id, course=row.course.slug, training_class=row.id)


def _settle(row: TrainingClass, employee_id: int) -> bool:
    """Count the classes anew in the way that somebody is on through the course; True where this class settles a step of it."""
    enrolment = running_enrolment(employee_id, row.course)
    if enrolment is None:
        return False
    course, counted = course_of(enrolment.version), classes_counting(enrolment)
    settled = False
    for step in (each for each in course.steps if each.kind is StepKind.CLASSROOM and each.slug in row.steps):
        made = [Try(StepKind.CLASSROOM, step.slug, each.class_id, each.percent, passed=each.percent >= (step.attend or 0))
                for each in counted if step.slug in each.steps]
        note_class(enrolment, step, made)
        settled = settled or any(each.passed for each in made if each.attempt_id == row.id)
    return settled


def _has_to_do(row: TrainingClass, employee_id: int) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(Assignment).where(
        Assignment.employee_id == employee_id, Assignment.course_id == row.course_id, Assignment.done_at.is_(None),
        Assignment.withdrawn_at.is_(None))))


def correct_marks(actor: Actor, row: TrainingClass, person: queries.OnRoster, given: Mapping[int, Given], *,
                  reason: str) -> None:
    """Ask for other marks in the place of somebody's at a closed class; they count once a second person confirms.

    Raises:
        CorrectionRefused: nothing is another one, or a correction of it waits already.
    """
    after = {str(session.id): [said.state, minutes_of(said.state, session.minutes, said.minutes)]
             for session in queries.sessions_of(row) if (said := given.get(session.id))}
    subject = f"{row.id}/{person.member.employee_id}"
    ask(actor, Asked("attendance", subject, person.member.employee_id, {**MARKS.stands(subject), **after}, reason))


class ClassMarks(Matter):
    """Whether somebody was at the sessions of a class that is closed: a state and minutes of each."""

    kind, title, can = "attendance", N_("Attendance at a class"), Can.RUN_CLASSES

    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return [state, minutes] by session."""
        row, employee_id = self._of(subject)
        if to_change:
            db.session.execute(select(TrainingClass.id).where(TrainingClass.id == row.id).with_for_update())
        marks = db.session.scalars(select(Attendance).join(ClassSession, ClassSession.id == Attendance.session_id).where(
            ClassSession.class_id == row.id, Attendance.employee_id == employee_id).order_by(Attendance.session_id)
            .execution_options(populate_existing=to_change))
        return {str(mark.session_id): [mark.state, mark.minutes] for mark in marks}

    def put(self, subject: str, after: Any) -> None:
        """Let other marks count. This may pass a course, and undoes and begins none."""
        (row, employee_id), before = self._of(subject), self.stands(subject, to_change=True)
        member = db.session.scalars(select(ClassMember).where(
            ClassMember.class_id == row.id, ClassMember.employee_id == employee_id)).one()
        for session, (state, minutes) in after.items():
            mark = db.session.get(Attendance, (int(session), employee_id)) or Attendance(
                session_id=int(session), employee_id=employee_id, source="keyed", at=now(), by=row.closed_by, why="")
            mark.state, mark.minutes = state, minutes
            db.session.add(mark)
        db.session.flush()
        record("attendance corrected", member, unit_id=member.unit_id, training_class=row.id, before=before, after=after)
        _one_at_a_time(row)
        _settle(row, employee_id)

    def score(self, subject: str) -> float | None:
        """Return None: no score hangs on it but the minutes themselves."""
        return None

    def about(self, subject: str) -> dict[str, str]:
        """Return the course's title."""
        title: dict[str, str] = self._of(subject)[0].course_version.title
        return title

    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the page of the person's own."""
        return "classes.show_class", {"class_id": int(subject.split("/")[0])}

    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return the sessions whose marks are others."""
        starts = {str(each.id): each.starts_at for each in queries.sessions_of(self._of(subject)[0])}
        return [Change(shown_moment(starts[key]), _said(before.get(key)), _said(mark)) for key, mark in after.items()
                if before.get(key) != mark]

    def _of(self, subject: str) -> tuple[TrainingClass, int]:
        class_id, employee_id = map(int, subject.split("/"))
        return db.session.get_one(TrainingClass, class_id), employee_id


def _said(mark: list[Any] | None) -> str:
    """Return a mark in the reader's words."""
    if mark is None:
        return "–"
    state, minutes = _(STATE_WORDS[mark[0]]), ngettext("%(num)s minute", "%(num)s minutes", mark[1])
    return _("%(state)s, %(minutes)s", state=state, minutes=minutes) if mark[1] else state


MARKS = registered(ClassMarks())
