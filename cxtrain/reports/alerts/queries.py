"""Reading what asks for a supervisor in one store, over bounded weeks and months: nothing here grows with history."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import Listed
from cxtrain.measures.course import course
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Unit
from cxtrain.planning.proposals.critical.queries import ended_among
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.instrument import FormItem
from cxtrain.quality.models import InstrumentVersion, UnitRollup, Visit
from cxtrain.quality.notes.models import MonthNote
from cxtrain.quality.queries import answers_of_many, instrument_by_digest
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.scoring import review
from cxtrain.reports.figures import months_back
from cxtrain.reports.places.touchpoint import WINDOW

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
    employee_id: int | None = None  # never shown


_visit, _place, _form = (model.__table__ for model in (Visit, Touchpoint, InstrumentVersion))
_RECENT = (_visit.c.unit_id == bindparam("unit"), _visit.c.state == "released", _visit.c.visited_on >= bindparam("oldest"),
           _visit.c.kind != "coaching", ~_visit.c.under_review)
_FRESH = (select(_visit.c.id, _visit.c.visited_on, _visit.c.employee_id, _place.c.title, _form.c.digest)
          .select_from(_visit.join(_place, _place.c.id == _visit.c.touchpoint_id)
                       .join(_form, _form.c.id == _visit.c.instrument_id))
          .where(*_RECENT, _visit.c.released_at >= bindparam("since")).order_by(_visit.c.released_at.desc()))
_UNREAD = select(func.count()).where(*_RECENT, _visit.c.employee_id.is_not(None), _visit.c.read_at.is_(None),
                                     _visit.c.released_at < bindparam("before"))


def failed_items(unit_id: int, now: dt.datetime) -> list[FailedItem]:
    """Return the critical items that the unit failed on visits released in the last 14 days, the latest first.

    One that was talked about, or handed to HR, is left out.
    """
    rows = db.session.execute(_FRESH, {"unit": unit_id, "oldest": (now - OLDEST).date(), "since": now - FRESH}).all()
    answers = answers_of_many([row.id for row in rows])
    found = [FailedItem(row.id, row.visited_on, row.title, failed.item, row.employee_id) for row in rows
             for failed in review(instrument_by_digest(row.digest), answers.get(row.id, {})).critical]
    ended = ended_among({each.visit_id for each in found})
    return [each for each in found if (each.visit_id, each.item.id) not in ended]


def count_unread(unit_id: int, now: dt.datetime) -> int:
    """Return how many scorecards of the unit's people nobody has read a week after their release."""
    found = db.session.execute(_UNREAD, {"unit": unit_id, "oldest": (now - OLDEST).date(), "before": now - UNREAD})
    return found.scalar_one()


@dataclass(frozen=True)
class OpenAppeals:
    """Appeals about visits of the unit that nobody has decided yet: how many, and when the first is due."""

    count: int
    due_at: dt.datetime | None


_APPEALS = (select(func.count(), func.min(Appeal.due_at)).select_from(Appeal).join(Visit, Visit.id == Appeal.visit_id)
            .where(Appeal.state == "open", Visit.unit_id == bindparam("unit")))


def open_appeals(unit_id: int) -> OpenAppeals:
    """Return the open appeals about visits of the unit."""
    return OpenAppeals(*db.session.execute(_APPEALS, {"unit": unit_id}).one())


@dataclass(frozen=True)
class Signalled:
    """A touchpoint whose chart shows something other than chance in its latest month or quarter."""

    touchpoint: Listed
    label: str  # of the month or quarter
    kinds: tuple[str, ...]  # of measures.control_signals


_sums = UnitRollup.__table__.c
_MONTHS = select(_sums.touchpoint_id, _sums.month, _sums.n, _sums.total, _sums.squares).where(
    _sums.unit_id == bindparam("unit"), _sums.kind == "mystery_shop", _sums.n > 0, _sums.dimension == OVERALL,
    _sums.month.between(bindparam("since"), bindparam("until")))
_ANEW = (select(MonthNote.touchpoint_id, MonthNote.month).join(Unit, Unit.id == MonthNote.unit_id)
         .where(MonthNote.anew, MonthNote.month >= bindparam("since"),
                bindparam("path", type_=db.String).startswith(Unit.path)))


def signalled(unit: Unit, touchpoints: Sequence[Listed], month: str) -> list[Signalled]:
    """Return the unit's touchpoints whose chart signals in a period that reaches into `month` or the month before it."""
    months = months_back(month, WINDOW)
    span = {"since": months[0], "until": months[-1]}
    sums: dict[int, dict[str, Sums]] = {}
    for place, at, *three in db.session.execute(_MONTHS, {"unit": unit.id, **span}):
        sums.setdefault(place, {})[at] = Sums(*three)
    anew = [tuple(row) for row in db.session.execute(_ANEW, {"since": months[0], "path": unit.path})]
    found = []
    for touchpoint in (each for each in touchpoints if each.id in sums):
        since = tuple(at for place, at in anew if place == touchpoint.id)
        label, kinds = _fresh_signals(tuple(sorted(sums[touchpoint.id].items())), months, since)
        if kinds:
            found.append(Signalled(touchpoint, label, kinds))
    return found


@lru_cache(maxsize=5000)  # the same stores are opened over and over, and their past months do not change
def _fresh_signals(
    by_month: tuple[tuple[str, Sums], ...], months: tuple[str, ...], anew: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return the latest period that signals, reaching into the last two of `months`, and the kinds of its signals."""
    drawn = course(dict(by_month), months, anew)
    fresh = [each for each in drawn.signals if set(drawn.periods[each.index].months) & set(months[-2:])]
    return (drawn.periods[fresh[-1].index].label, tuple(each.kind for each in fresh)) if fresh else ("", ())
