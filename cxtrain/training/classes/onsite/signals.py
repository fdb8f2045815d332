"""Tells exams on site which classes are held these days, and who is on their rosters."""

import datetime as dt
from typing import Any

from sqlalchemy import or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.quizzes.onsite.signals import ClassPlace, asked_classes, asked_roster
from cxtrain.training.classes.models import ClassMember, ClassSession, TrainingClass

AROUND = dt.timedelta(days=2)  # an exam belongs to a class for so long before and after one of its sessions


def connect() -> None:
    """Listen to exams on site. Connecting again changes nothing."""
    asked_classes.connect(_classes)
    asked_roster.connect(_roster)


def _classes(actor: Actor, **_more: Any) -> list[ClassPlace]:
    """Return the classes of these days that the actor trains, or may run."""
    moment = now()
    near = select(ClassSession.class_id).where(
        ClassSession.starts_at <= moment + AROUND, ClassSession.ends_at >= moment - AROUND)
    reach = select(Unit.id).where(below(actor.reach(Can.RUN_CLASSES)))
    rows = db.session.scalars(select(TrainingClass).where(
        TrainingClass.id.in_(near), TrainingClass.cancelled_at.is_(None),
        or_(TrainingClass.trainer_id == actor.employee_id, TrainingClass.unit_id.in_(reach))).order_by(TrainingClass.id.desc()))
    return [ClassPlace(row.id, row.unit_id, _label(row), row.place) for row in rows]


def _label(class_: TrainingClass) -> dict[str, str]:
    title, year, term = class_.course_version.title, class_.year, class_.term
    return {"zh": f"{title['zh']} {year}年第{term}期", "en": f"{title['en']} {year}, class {term}"}


def _roster(class_id: int, **_more: Any) -> set[int]:
    return set(db.session.scalars(select(ClassMember.employee_id).where(
        ClassMember.class_id == class_id, ClassMember.removed_at.is_(None))))
