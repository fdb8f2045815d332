"""Reading what people thought, as far as it may be shown, and who may still say it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.measures.satisfaction import Csat, csat_of_counts
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.training.classes.attendance.queries import runs
from cxtrain.training.classes.attendance.times import AWAY
from cxtrain.training.classes.evaluations.questions import OPEN_FOR, QUESTIONS, Tally, is_open, tally_of
from cxtrain.training.classes.models import Attendance, ClassEvaluation, ClassMember, ClassSession, TrainingClass

ASKED_FOR = dt.timedelta(days=60)  # Today asks so long after the last session, where nobody closes the class


@dataclass(frozen=True)
class Answered:
    """What was answered to one question."""

    question: str  # for the catalogue
    found: Csat


@dataclass(frozen=True)
class Told:
    """What people thought of a class, as far as it may be shown."""

    people: int  # on the roster
    n: int  # answers that have come
    shown: int  # of these, those that the numbers are made of
    paper: int  # of these, those from sheets of paper
    answers: tuple[Answered, ...]  # empty where nothing may be shown
    words: tuple[str, ...]


def get_class(actor: Actor, class_id: int, *, to_change: bool = False) -> TrainingClass:
    """Return a class that the actor runs; otherwise answer 404. To be changed, one comes after the other."""
    query = select(TrainingClass).join(Unit, Unit.id == TrainingClass.unit_id).where(TrainingClass.id == class_id, runs(actor))
    return db.session.scalar(query.with_for_update(of=TrainingClass) if to_change else query) or abort(404)


def room_for_paper(class_id: int) -> int:
    """Return how many sheets of paper there can be: people on the roster less answers on screen."""
    told = told_of(class_id)
    return max(0, told.people - (told.n - told.paper))


def get_own_class(actor: Actor, class_id: int) -> tuple[TrainingClass, ClassMember]:
    """Return a class and the actor's place on its roster; otherwise answer 404."""
    query = select(TrainingClass, ClassMember).join(ClassMember, ClassMember.class_id == TrainingClass.id).where(
        TrainingClass.id == class_id, ClassMember.employee_id == actor.employee_id, ClassMember.removed_at.is_(None))
    row = db.session.execute(query).first() or abort(404)
    return row[0], row[1]


def takes_answers(row: TrainingClass) -> bool:
    """Whether a class may be evaluated now."""
    last = db.session.scalar(select(func.max(ClassSession.ends_at)).where(ClassSession.class_id == row.id))
    return row.cancelled_at is None and is_open(last, row.closed_at, now())


def was_away(row: TrainingClass, employee_id: int) -> bool:
    """Whether somebody is known to have been at none of the sessions."""
    states = list(db.session.scalars(
        select(Attendance.state).select_from(ClassSession)
        .outerjoin(Attendance, (Attendance.session_id == ClassSession.id) & (Attendance.employee_id == employee_id))
        .where(ClassSession.class_id == row.id)))
    return bool(states) and all(state in AWAY for state in states)


def told_of(class_id: int) -> Told:
    """Return what people thought of a class: numbers and words only of what has been shown."""
    rows = list(db.session.scalars(select(ClassEvaluation).where(ClassEvaluation.class_id == class_id).order_by(
        ClassEvaluation.id)))  # by random ids: nothing tells who came first
    shown = [row for row in rows if row.shown]
    people = db.session.scalar(select(func.count()).select_from(ClassMember).where(
        ClassMember.class_id == class_id, ClassMember.removed_at.is_(None))) or 0
    answers = tuple(Answered(question, csat_of_counts(Counter(row.marks[at] for row in shown if row.marks[at] is not None)))
                    for at, question in enumerate(QUESTIONS)) if shown else ()
    paper = sum(row.source == "paper" for row in rows)
    return Told(people, len(rows), len(shown), paper, answers, tuple(row.words for row in shown if row.words))


def paper_tally(class_id: int) -> Tally:
    """Return the tally of paper sheets as it was keyed in."""
    rows = db.session.scalars(select(ClassEvaluation).where(
        ClassEvaluation.class_id == class_id, ClassEvaluation.source == "paper"))
    return tally_of([(row.marks, row.words) for row in rows])


def to_evaluate(employee_id: int) -> list[TrainingClass]:
    """Return the classes that somebody may still say what they thought of: one statement, over what ended of late."""
    ended = select(ClassSession.class_id).group_by(ClassSession.class_id).having(
        func.max(ClassSession.ends_at) <= now(), func.max(ClassSession.ends_at) > now() - ASKED_FOR)
    mine = select(ClassMember.class_id).where(ClassMember.employee_id == employee_id, ClassMember.removed_at.is_(None),
                                              ClassMember.evaluated.is_(False))
    there = select(Attendance.session_id).where(Attendance.employee_id == employee_id, Attendance.state.not_in(AWAY))
    seen = select(ClassSession.class_id).where(ClassSession.id.in_(there))
    return list(db.session.scalars(select(TrainingClass).where(
        TrainingClass.id.in_(mine), TrainingClass.id.in_(ended.where(ClassSession.class_id.in_(mine))),
        TrainingClass.id.in_(seen), TrainingClass.cancelled_at.is_(None),
        or_(TrainingClass.closed_at.is_(None), TrainingClass.closed_at > now() - OPEN_FOR)).order_by(TrainingClass.id)))
