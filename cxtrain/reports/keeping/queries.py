"""What is over on a day, and the legal holds."""

import datetime as dt
from typing import Any

from flask import abort, current_app
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.extensions import db
from cxtrain.files.models import EMPTY
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.reports.class_archives.models import ClassArchive
from cxtrain.reports.erasure.models import LegalHold
from cxtrain.reports.erasure.queries import hindrances
from cxtrain.reports.exports.models import Export
from cxtrain.reports.keeping.rules import LEAVER, cutoff
from cxtrain.reports.training_files.models import TrainingFileBundle
from cxtrain.training.classes.models import ClassPhoto

FILES = (Export, TrainingFileBundle, ClassArchive)


def months_of(setting: str) -> int:
    """Return the months that a setting says."""
    return int(getattr(current_app.config["CX"], setting))


def people_over(day: dt.date) -> list[int]:
    """Return the ids of those who left so long ago that they are to be erased on `day`, and whom nothing keeps."""
    before = cutoff(day, months_of(LEAVER))
    if before is None:
        return []
    query = select(Employee).where(Employee.status == "left", Employee.erased_on.is_(None), Employee.left_on < before)
    return [person.id for person in db.session.scalars(query.order_by(Employee.left_on, Employee.id))
            if not hindrances(person, day)]


def files_over(day: dt.date) -> list[tuple[Any, ColumnElement[bool]]]:
    """Return which rows of which tables name a file about many people whose time is over on `day`."""
    moment = _moment(day, "kept_files_months")
    if moment is None:
        return []
    made: list[tuple[Any, ColumnElement[bool]]] = [(model, model.made_at < moment) for model in FILES]
    printed = or_(PrintRun.digest != EMPTY, PrintRun.list_digest.is_not(None))
    return [*made, (PrintRun, (PrintRun.finished_at < moment) & printed)]


def photos_over(day: dt.date) -> ColumnElement[bool] | None:
    """Return which pictures of classes are over on `day`; None where they never are."""
    moment = _moment(day, "kept_photos_months")
    return None if moment is None else ClassPhoto.at < moment


def _moment(day: dt.date, setting: str) -> dt.datetime | None:
    before = cutoff(day, months_of(setting))
    return before and dt.datetime.combine(before, dt.time(), dt.UTC)


def counts(day: dt.date) -> dict[str, int]:
    """Return how much is over on `day`, by setting."""
    photos = photos_over(day)
    found = {LEAVER: len(people_over(day)), "kept_photos_months": 0 if photos is None else _count(ClassPhoto, photos)}
    return {**found, "kept_files_months": sum(_count(model, which) for model, which in files_over(day))}


def _count(model: Any, which: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(which)) or 0


def holds_on(day: dt.date) -> list[LegalHold]:
    """Return every legal hold that stands on `day`: files and pictures may hold whomever one is about."""
    return [hold for hold in db.session.scalars(select(LegalHold).where(LegalHold.ended_at.is_(None))) if hold.stands_on(day)]


def list_holds(actor: Actor) -> list[LegalHold]:
    """Return the legal holds within reach, those that were ended too, the latest first."""
    return list(db.session.scalars(_holds_for(actor).order_by(LegalHold.id.desc())))


def get_hold_for(actor: Actor, hold_id: int) -> LegalHold:
    """Return the legal hold if it is within reach and not ended; otherwise answer 404."""
    query = _holds_for(actor).where(LegalHold.id == hold_id, LegalHold.ended_at.is_(None))
    return db.session.scalar(query) or abort(404)


def _holds_for(actor: Actor) -> Select[tuple[LegalHold]]:
    mine = select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(within(actor, Can.HOLD_BACK))
    return select(LegalHold).where(or_(LegalHold.employee_id.is_(None), LegalHold.employee_id.in_(mine)))


def person_by_number(actor: Actor, number: str) -> Employee | None:
    """Return whoever within reach has the staff number."""
    return db.session.scalar(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        within(actor, Can.HOLD_BACK), func.lower(Employee.number) == number.strip().lower()))
