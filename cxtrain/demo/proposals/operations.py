"""Deciding about a few findings as leaders do: not now, and no; the caller commits."""

import datetime as dt

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.places import REGIONS, STORES
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.proposals.deciding.operations import decide
from cxtrain.planning.proposals.decision import NO, NOT_NOW
from cxtrain.planning.proposals.queries import find_for_unit

KIND = "mystery_shop"
DAYS_AGO, LATER = 12, 75  # when it was decided, and after how many days it is asked again
REASONS = (
    (NOT_NOW, "大堂十二月改造完工,之后再看一次。"),
    (NO, "全区缺人,先等人力资源部补员;个人和门店都改不了。"),
    (NOT_NOW, "店长上周才换,先让新店长熟悉两个月。"),
)


def write_decisions(staff: Staff, chronicle: Chronicle) -> None:
    """Decide about the least pressing finding of a region and of two stores, where there is one that no plan answers."""
    day = staff.company.year.before(DAYS_AGO)
    for code, (decision, reason) in zip((STORES[2].code, REGIONS[0].code, STORES[5].code), REASONS, strict=True):
        unit, actor = db.session.get_one(Unit, staff.units[code]), _leader(staff, code)
        open_ones = [each for each in find_for_unit(unit.id, KIND, staff.company.year.today)
                     if each.finding.allows_plan and each.plan_id is None]
        if open_ones:
            row = decide(open_ones[-1], decision, reason, until=staff.company.year.today + dt.timedelta(LATER), actor=actor,
                         unit=unit, employee=None)
            row.decided_at = moment(day, 9, 30)
            db.session.flush()
            chronicle.adopt(db.session().info.pop(WAITING, []), row.decided_at, actor.employee_id)


def _leader(staff: Staff, unit: str) -> Actor:
    return staff.actor(next(person.number for person in staff.company.supervisors if person.role and person.role[1] == unit))
