"""Reading when units are open."""

import datetime as dt

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.hours.models import ClosedDay, OpeningHours
from cxtrain.people.hours.opening import USUAL, Hours, Span, Week
from cxtrain.people.models import Unit


def hours_of(unit: Unit) -> Hours:
    """Return when a unit is open: by its own week, or that of the nearest unit above; closed days of all of them count."""
    ids = [int(part) for part in unit.path.split("/") if part]
    owner = _nearest(ids)
    days = db.session.scalars(select(ClosedDay.day).where(ClosedDay.unit_id.in_(ids)))
    return Hours(unit.zone, week_of(owner) if owner else USUAL, frozenset(days))


def _nearest(ids: list[int]) -> int | None:
    having = set(db.session.scalars(select(OpeningHours.unit_id).where(OpeningHours.unit_id.in_(ids)).distinct()))
    return next((unit_id for unit_id in reversed(ids) if unit_id in having), None)


def week_of(unit_id: int) -> Week:
    """Return the week that a unit has of its own; seven empty days where it has none."""
    rows = db.session.scalars(select(OpeningHours).where(OpeningHours.unit_id == unit_id).order_by(OpeningHours.opens))
    days: list[list[Span]] = [[] for _ in range(7)]
    for row in rows:
        days[row.weekday].append(Span(row.opens, row.closes))
    return tuple(map(tuple, days))


def own_closed_days(unit_id: int) -> list[dt.date]:
    """Return the days on which the unit itself is closed, in order."""
    return list(db.session.scalars(select(ClosedDay.day).where(ClosedDay.unit_id == unit_id).order_by(ClosedDay.day)))
