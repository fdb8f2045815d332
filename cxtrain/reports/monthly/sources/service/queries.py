"""Reading what was seen of the service in three months, by unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Employee, Unit
from cxtrain.people.queries import below
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import UnitRollup, Visit
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.schedule.fulfilment import Fate, Tally, status, tally
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.reports.monthly.facts import Praise
from cxtrain.reports.monthly.sources.counted import Cells, add, share, shares
from cxtrain.reports.monthly.sources.learning.queries import Scope, which, within
from cxtrain.reports.monthly.spans import moment
from cxtrain.reports.places.wording import without_names
from cxtrain.voices.feedback.course import REPLY_WITHIN
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.models import VoiceCount
from cxtrain.voices.tally import CUSTOMERS

PRAISES = 6
_unit, _planned, _visit, _sums, _count, _told, _appeal, _plan, _action = (model.__table__.c for model in (
    Unit, PlannedVisit, Visit, UnitRollup, VoiceCount, Feedback, Appeal, Plan, PlanAction))


def visits(scope: Scope) -> Cells:
    """Return mystery shops planned, and of them those made."""
    when = which(_planned.day, scope.spans)
    by = (_planned.unit_id, when, _planned.state, _planned.account_id.is_not(None), _planned.redrawn_from.is_not(None),
          _visit.state)
    query = (select(*by, func.count()).select_from(
        PlannedVisit.__table__.join(Unit.__table__, _unit.id == _planned.unit_id)
        .outerjoin(Visit.__table__, _visit.planned_id == _planned.id))
        .where(below((scope.path,)), within(_planned.day, scope.spans)).group_by(*by))
    found: dict[tuple[int, int], Tally] = defaultdict(Tally)
    for unit_id, nr, state, sent, replaces, made, count in db.session.execute(query):
        for one in tally([Fate(0, 0, status(state, shopper=bool(sent), visit=made), bool(replaces))]).values():
            found[unit_id, nr] += Tally(one.planned * count, one.done * count)
    return {key: share(each.planned, min(each.done, each.planned)) for key, each in found.items() if each.planned}


@dataclass(frozen=True)
class Seen:
    """Sums of mystery shops. Keys are (touchpoint id, dimension, month), (unit id, dimension) and (unit id, touchpoint id)."""

    places: Mapping[tuple[int, str, str], Sums]  # of all units together, in the three months
    stores: Mapping[tuple[int, str], Sums]  # of the month alone
    lately: Mapping[tuple[int, int], Sums]  # over all dimensions together, of the months that stores are compared in


def seen(scope: Scope, lately: Sequence[str]) -> Seen:
    """Return the sums of visits; `lately` are the months in which stores are set side by side."""
    months = [span.month for span in scope.spans]
    places = _summed(scope, (_sums.touchpoint_id, _sums.dimension, _sums.month), _sums.month.in_(months))
    stores = _summed(scope, (_sums.unit_id, _sums.dimension), _sums.month == months[0])
    grid = _summed(scope, (_sums.unit_id, _sums.touchpoint_id), _sums.month.in_(lately), _sums.dimension == OVERALL)
    return Seen({(key[0], key[1], key[2]): sums for key, sums in places}, {(key[0], key[1]): sums for key, sums in stores},
                {(key[0], key[1]): sums for key, sums in grid})


def _summed(scope: Scope, by: Sequence[Any], *conditions: ColumnElement[bool]) -> list[tuple[Any, Sums]]:
    rows = db.session.execute(
        select(*by, func.sum(_sums.n), func.sum(_sums.total), func.sum(_sums.squares))
        .select_from(UnitRollup.__table__.join(Unit.__table__, _unit.id == _sums.unit_id))
        .where(below((scope.path,)), _sums.kind == "mystery_shop", _sums.n > 0, *conditions).group_by(*by)).all()
    return [(row[:-3], Sums(int(row[-3]), float(row[-2]), float(row[-1]))) for row in rows]


def scores(scope: Scope) -> tuple[Cells, Cells]:
    """Return CSAT and NPS; the counts of a unit hold those of all below it, so they are never put together again."""
    months = [span.month for span in scope.spans]
    by = (_count.unit_id, _count.measure, _count.month, _count.value)
    query = (select(*by, func.sum(_count.n)).select_from(VoiceCount.__table__.join(Unit.__table__, _unit.id == _count.unit_id))
             .where(below((scope.path,)), _count.month.in_(months), _count.measure.in_(("csat", "nps")),
                    _count.source.in_(CUSTOMERS), _count.n > 0).group_by(*by))
    csat, nps = Cells(), Cells()
    for unit_id, measure, month, value, n in db.session.execute(query).all():
        key, count = (unit_id, months.index(month)), int(n)
        if measure == "csat":
            add(csat, key, share(count, count if value >= 4 else 0))
        else:
            add(nps, key, Sums(count, float(count * _group(value)), float(count * abs(_group(value)))))
    return csat, nps


def _group(value: int) -> int:
    """Return 1 for a promoter, -1 for a detractor, 0 between them."""
    return (value >= 9) - (value <= 6)


def replies(scope: Scope) -> Cells:
    """Return complaints whose first answer fell due, and of them those answered in time."""
    ends = [(moment(span.first, scope.zone), moment(span.end, scope.zone)) for span in scope.spans]
    due = [and_(_told.reply_due >= first, _told.reply_due < end) for first, end in ends]
    when = case(*((each, nr) for nr, each in enumerate(due)))
    in_time = or_(*(and_(_told.severity == severity, _told.reply_minutes * 60 <= limit.total_seconds())
                    for severity, limit in REPLY_WITHIN.items()))
    query = (select(_told.unit_id, when, func.count(), func.sum(case((in_time, 1), else_=0)))
             .select_from(Feedback.__table__.join(Unit.__table__, _unit.id == _told.unit_id))
             .where(below((scope.path,)), _told.kind == "complaint", or_(*due)).group_by(_told.unit_id, when))
    return shares(tuple(row) for row in db.session.execute(query))


def appeals(scope: Scope) -> Cells:
    """Return appeals decided, and of them those upheld."""
    decided = [and_(_appeal.closed_at >= moment(span.first, scope.zone), _appeal.closed_at < moment(span.end, scope.zone))
               for span in scope.spans]
    when = case(*((each, nr) for nr, each in enumerate(decided)))
    query = (select(_visit.unit_id, when, func.count(), func.sum(case((_appeal.state == "upheld", 1), else_=0)))
             .select_from(Appeal.__table__.join(Visit.__table__, _visit.id == _appeal.visit_id)
                          .join(Unit.__table__, _unit.id == _visit.unit_id))
             .where(below((scope.path,)), or_(*decided), _appeal.state.in_(("upheld", "declined")))
             .group_by(_visit.unit_id, when))
    return shares(tuple(row) for row in db.session.execute(query))


def actions(scope: Scope) -> Cells:
    """Return actions of plans due, and of them those done by their day, by the calendar of the plan's unit."""
    rows = db.session.execute(
        select(_plan.unit_id, which(_action.due_on, scope.spans), _unit.zone, _action.due_on, _action.done_at)
        .select_from(PlanAction.__table__.join(Plan.__table__, _plan.id == _action.plan_id)
                     .join(Unit.__table__, _unit.id == _plan.unit_id))
        .where(below((scope.path,)), _plan.state.in_(("approved", "closed")), within(_action.due_on, scope.spans)))
    cells: Cells = {}
    for unit_id, when, zone, due_on, done_at in rows:
        on_time = done_at is not None and done_at.astimezone(ZoneInfo(zone)).date() <= due_on
        add(cells, (unit_id, when), share(1, int(on_time)))
    return cells


def praised(scope: Scope) -> tuple[int, int]:
    """Return how often visits and customers praised in the month."""
    span = scope.spans[0]
    by_visits = select(func.count()).select_from(_praising()).where(*_in_month(scope))
    first, end = moment(span.first, scope.zone), moment(span.end, scope.zone)
    by_customers = (select(func.count()).select_from(Feedback.__table__.join(Unit.__table__, _unit.id == _told.unit_id))
                    .where(below((scope.path,)), _told.kind == "praise", _told.opened_at >= first, _told.opened_at < end))
    return db.session.execute(by_visits).scalar_one(), db.session.execute(by_customers).scalar_one()


def praise(scope: Scope) -> tuple[Praise, ...]:
    """Return what the month's latest visits praised, without the names of whoever belongs to those stores."""
    place = Touchpoint.__table__.c
    rows = db.session.execute(
        select(_visit.unit_id, _visit.visited_on, _unit.name, _unit.name_en, place.title, _visit.praise, _visit.badge)
        .select_from(_praising().join(Touchpoint.__table__, place.id == _visit.touchpoint_id)).where(*_in_month(scope))
        .order_by(_visit.visited_on.desc(), _visit.id.desc()).limit(PRAISES)).all()
    names = [name for row in db.session.execute(select(Employee.name, Employee.name_en).where(
        Employee.unit_id.in_({row.unit_id for row in rows}))) for name in row if name] if rows else []
    return tuple(Praise(row.visited_on, {"zh": row.name, "en": row.name_en or row.name}, row.title,
                        without_names(row.praise, [*names, row.badge])) for row in rows)


def _praising() -> Any:
    return Visit.__table__.join(Unit.__table__, _unit.id == _visit.unit_id)


def _in_month(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    return (below((scope.path,)), _visit.state == "released", _visit.kind == "mystery_shop", _visit.doubles_id.is_(None),
            _visit.praise != "", within(_visit.visited_on, scope.spans[:1]))


