"""Reading kept monthly reports through a reader's eyes: a foreign report and a missing one are the same 404."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import RUNNING
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import GRANTS, Actor, Can
from cxtrain.people.queries import below, within
from cxtrain.reports.monthly.facts import Facts, from_data
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.reports.monthly.spans import last_month, moment
from cxtrain.training.activity.queries import summed_through
from cxtrain.web.bilingual import Bilingual

KIND = "make_monthly_reports"
PAGE = 24  # reports on one page
READERS = tuple(role.value for role, cans in GRANTS.items() if Can.SEE_MONTHLY in cans)
FRESH = 7  # days of a month on which last month's report is news


@dataclass(frozen=True)
class Reader:
    """Somebody who may see the reports of a unit and below, with where to write."""

    employee_id: int
    name: Bilingual
    email: str
    locale: str
    zone: str
    unit_id: int  # the widest


def get_report_for(actor: Actor, report_id: int) -> MonthlyReport:
    """Return the report if its unit is in reach; otherwise answer 404."""
    query = select(MonthlyReport).join(Unit, Unit.id == MonthlyReport.unit_id).where(
        MonthlyReport.id == report_id, within(actor, Can.SEE_MONTHLY))
    return db.session.scalar(query) or abort(404)


def facts_in(report: MonthlyReport) -> Facts:
    """Return what the report was made of."""
    return from_data(report.facts)


def list_reports(unit_id: int, page: int = 1) -> list[MonthlyReport]:
    """Return a page of a unit's reports, the newest first, one more than fits if there are more."""
    query = select(MonthlyReport).where(MonthlyReport.unit_id == unit_id).order_by(
        MonthlyReport.month.desc(), MonthlyReport.edition.desc())
    return list(db.session.scalars(query.limit(PAGE + 1).offset(PAGE * (page - 1))))


def latest_of(unit_id: int, month: str) -> MonthlyReport | None:
    """Return the newest edition of a month; None where it was never made."""
    return db.session.scalar(select(MonthlyReport).where(
        MonthlyReport.unit_id == unit_id, MonthlyReport.month == month).order_by(MonthlyReport.edition.desc()).limit(1))


def edition_of(unit_id: int, month: str) -> int:
    """Return the number of the newest edition of a month; 0 where it was never made."""
    query = select(func.max(MonthlyReport.edition)).where(MonthlyReport.unit_id == unit_id, MonthlyReport.month == month)
    return db.session.scalar(query) or 0


def last_job(unit_id: int, month: str) -> Job | None:
    """Return the newest job by which somebody had a unit's month made."""
    return db.session.scalar(select(Job).where(
        Job.kind == KIND, Job.key.startswith(f"monthly:{unit_id}:{month}:")).order_by(Job.id.desc()).limit(1))


def is_under_way(job: Job | None) -> bool:
    """Whether a worker has still to come to it, or is at it."""
    return job is not None and job.state in RUNNING


def units_of(unit_id: int, *, below_too: bool) -> list[int]:
    """Return the ids of a unit and, if wanted, of all below it, the unit first."""
    path = select(Unit.path).where(Unit.id == unit_id).scalar_subquery()
    inside = func.substr(Unit.path, 1, func.length(path)) == path if below_too else Unit.id == unit_id
    return list(db.session.scalars(select(Unit.id).where(inside).order_by(Unit.path)))


def learning_is_summed(firm: Unit, end: dt.date) -> bool:
    """Whether the sums hold all that was learnt before the day `end` began, in every zone in which the firm has units."""
    through = summed_through()
    zones = db.session.scalars(select(Unit.zone).where(below((firm.path,))).distinct())
    return through is not None and through >= max(moment(end, zone) for zone in zones)


def readers_in(units: Collection[int]) -> list[Reader]:
    """Return who may see the reports of any of these units and has an address for mail, each once, with the widest."""
    led, home = aliased(Unit), aliased(Unit)
    rows = db.session.execute(
        select(Employee.id, Employee.name, Employee.name_en, Employee.email, Account.locale, home.zone, led.id)
        .select_from(RoleGrant).join(led, led.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(home, home.id == Employee.unit_id)
        .where(RoleGrant.role.in_(READERS), Account.active, Employee.status == "active", Employee.email != "")
        .order_by(Employee.id, func.length(led.path).desc(), led.id)).tuples()
    found = {key: Reader(key, Bilingual(name, english or name), *rest) for key, name, english, *rest in rows
             if rest[-1] in units}
    return list(found.values())


def fresh_report(actor: Actor, day: dt.date) -> MonthlyReport | None:
    """Return last month's report of the widest unit in reach while it is news, in the first days of a month."""
    if day.day > FRESH:
        return None
    query = select(MonthlyReport).join(Unit, Unit.id == MonthlyReport.unit_id).where(
        MonthlyReport.month == last_month(day), within(actor, Can.SEE_MONTHLY))
    return db.session.scalar(query.order_by(func.length(Unit.path), Unit.code, MonthlyReport.edition.desc()).limit(1))
