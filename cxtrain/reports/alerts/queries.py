"""Reading what asks for a supervisor in one store, from the last weeks only: nothing here grows with history."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, Visit
from cxtrain.quality.queries import answers_of_many, instrument_by_digest
from cxtrain.quality.scoring import review

FRESH = dt.timedelta(days=14)  # how long a failed critical item is shown after its release
UNREAD = dt.timedelta(days=7)  # after which an unread scorecard asks for a word
OLDEST = dt.timedelta(days=45)  # days of visits looked at, by the index of unit, state and day


@dataclass(frozen=True)
class FailedItem:
    """A critical item that was not met on a released visit; whom it concerns stands on the scorecard, a tap away."""

    visit_id: int
    visited_on: dt.date
    touchpoint: dict[str, str]
    item: FormItem


_visit, _place, _form = (model.__table__ for model in (Visit, Touchpoint, InstrumentVersion))
_RECENT = (_visit.c.unit_id == bindparam("unit"), _visit.c.state == "released", _visit.c.visited_on >= bindparam("oldest"),
           _visit.c.kind != "coaching", ~_visit.c.under_review)
_FRESH = (select(_visit.c.id, _visit.c.visited_on, _place.c.title, _form.c.digest)
          .select_from(_visit.join(_place, _place.c.id == _visit.c.touchpoint_id)
                       .join(_form, _form.c.id == _visit.c.instrument_id))
          .where(*_RECENT, _visit.c.released_at >= bindparam("since")).order_by(_visit.c.released_at.desc()))
_UNREAD = select(func.count()).where(*_RECENT, _visit.c.employee_id.is_not(None), _visit.c.read_at.is_(None),
                                     _visit.c.released_at < bindparam("before"))


def failed_items(unit_id: int, now: dt.datetime) -> list[FailedItem]:
    """Return the critical items that the unit failed on visits released in the last 14 days, the latest first."""
    rows = db.session.execute(_FRESH, {"unit": unit_id, "oldest": (now - OLDEST).date(), "since": now - FRESH}).all()
    answers = answers_of_many([row.id for row in rows])
    return [FailedItem(row.id, row.visited_on, row.title, failed.item) for row in rows
            for failed in review(instrument_by_digest(row.digest), answers.get(row.id, {})).critical]


def count_unread(unit_id: int, now: dt.datetime) -> int:
    """Return how many scorecards of the unit's people nobody has read a week after their release."""
    found = db.session.execute(_UNREAD, {"unit": unit_id, "oldest": (now - OLDEST).date(), "before": now - UNREAD})
    return found.scalar_one()
