"""Reading when people are away."""

import datetime as dt
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.absences.models import Absence
from cxtrain.people.absences.spans import Span, days_covered, paused
from cxtrain.people.models import Employee, Unit

_absence, _employee, _unit = Absence.__table__, Employee.__table__, Unit.__table__
_SPANS = (select(_employee.c.status, _unit.c.zone, _absence.c.start_on, _absence.c.end_on)
          .select_from(_employee.join(_unit, _unit.c.id == _employee.c.unit_id)
                       .outerjoin(_absence, _absence.c.employee_id == _employee.c.id))
          .where(_employee.c.id == db.bindparam("employee")))


def absences_of(employee_id: int) -> list[Absence]:
    """Return when the person is or was away, the latest first."""
    return list(db.session.scalars(select(Absence).where(Absence.employee_id == employee_id)
                                   .order_by(Absence.start_on.desc(), Absence.id.desc())))


def get_absence(employee_id: int, absence_id: int) -> Absence:
    """Return an absence of the person; else 404."""
    return db.session.scalar(select(Absence).where(
        Absence.id == absence_id, Absence.employee_id == employee_id)) or abort(404)


def _spans_of(employee_id: int) -> tuple[list[Span], str]:
    """Return the days away and the person's zone, in one statement."""
    rows = db.session.execute(_SPANS, {"employee": employee_id}).all()
    spans = [Span(row.start_on, row.end_on) for row in rows if row.start_on]
    if rows and rows[0].status == "leave" and all(span.end for span in spans):
        spans.append(Span(dt.date.min))  # a roster said so without a day: in doubt for the person
    return spans, rows[0].zone if rows else "UTC"


def days_away(employee_id: int, since: dt.date, until: dt.date) -> int:
    """Return on how many calendar days from `since` to `until`, both included, the person was away."""
    return days_covered(_spans_of(employee_id)[0], since, until)


def paused_until(employee_id: int, since: dt.datetime, deadline: dt.datetime) -> dt.datetime | None:
    """Return a person's deadline moved on by the calendar days that they were away since the clock was started.

    Returns:
        The moment, at the same time of day in the person's zone; None while the end of an absence is not known.
    """
    spans, zone = _spans_of(employee_id)
    last = deadline.astimezone(ZoneInfo(zone))
    day = paused(last.date(), spans, since=since.astimezone(ZoneInfo(zone)).date())
    return dt.datetime.combine(day, last.time(), last.tzinfo) if day else None
