"""Setting when a unit is open; the caller commits."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.hours import queries
from cxtrain.people.hours.models import ClosedDay, OpeningHours
from cxtrain.people.hours.opening import Week, written
from cxtrain.people.models import Unit


def set_hours(unit: Unit, week: Week, closed: Collection[dt.date]) -> None:
    """Let a unit be open so from now on; a week without an hour lets it go by the unit above. Clocks under way stay."""
    before = _told(queries.week_of(unit.id), queries.own_closed_days(unit.id))
    after = _told(week, closed)
    if before == after:
        return
    for model in (OpeningHours, ClosedDay):
        db.session.execute(delete(model).where(model.unit_id == unit.id))
    db.session.add_all(OpeningHours(unit_id=unit.id, weekday=weekday, opens=span.start, closes=span.end)
                       for weekday, spans in enumerate(week) for span in spans)
    db.session.add_all(ClosedDay(unit_id=unit.id, day=day) for day in sorted(set(closed)))
    record("opening hours set", unit, unit_id=unit.id, before=before, after=after)


def _told(week: Week, closed: Collection[dt.date]) -> dict[str, list[str]]:
    return {"week": [written(spans) for spans in week], "closed": sorted({day.isoformat() for day in closed})}
