"""Reading which reports are older than what became of a class of their month."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass

BACK = dt.timedelta(days=31)  # for so long a worker may have been away
Changed = dict[int, dt.datetime]  # by class


@dataclass(frozen=True)
class Outdated:
    """Units whose newest report of a month does not know a class of it."""

    month: str
    units: tuple[int, ...]
    changed_at: dt.datetime  # when the last of these classes was closed or corrected


def outdated(moment: dt.datetime) -> list[Outdated]:
    """Return the reports that classes have overtaken as of `moment`, by month."""
    found: list[Outdated] = []
    for month, classes in _changed(moment - BACK).items():
        made, late = _made(month), defaultdict(list)
        for class_id, path in _places(classes):
            for unit_id in (int(part) for part in path.split("/") if part):
                if unit_id in made and made[unit_id] < classes[class_id]:
                    late[unit_id].append(classes[class_id])
        if late:
            found.append(Outdated(month, tuple(sorted(late)), max(map(max, late.values()))))
    return found


def _changed(since: dt.datetime) -> dict[str, Changed]:
    """Return when classes were closed or last corrected, of those where it was after `since`, by month of the last session."""
    marked = func.max(Attendance.at)
    query = (select(TrainingClass.id, Unit.zone, func.max(ClassSession.ends_at), TrainingClass.closed_at, marked)
             .join(Unit, Unit.id == TrainingClass.unit_id).join(ClassSession, ClassSession.class_id == TrainingClass.id)
             .outerjoin(Attendance, Attendance.session_id == ClassSession.id)
             .where(TrainingClass.closed_at.is_not(None)).group_by(TrainingClass.id, TrainingClass.closed_at, Unit.zone)
             .having(or_(TrainingClass.closed_at >= since, marked >= since)).order_by(TrainingClass.id))
    found: dict[str, Changed] = defaultdict(dict)
    for class_id, zone, last, *moments in db.session.execute(query):
        found[f"{last.astimezone(ZoneInfo(zone)):%Y-%m}"][class_id] = max(filter(None, moments))
    return found


def _places(classes: Collection[int]) -> list[tuple[int, str]]:
    """Return class and path of the units whose people are on the rosters."""
    query = select(ClassMember.class_id, Unit.path).join(Unit, Unit.id == ClassMember.unit_id).distinct()
    return list(db.session.execute(query.where(ClassMember.class_id.in_(classes))).tuples())


def _made(month: str) -> dict[int, dt.datetime]:
    """Return when the newest edition of a month was made, by unit."""
    query = select(MonthlyReport.unit_id, func.max(MonthlyReport.made_at)).where(MonthlyReport.month == month)
    return dict(db.session.execute(query.group_by(MonthlyReport.unit_id)).tuples().all())
