"""Reading kept monthly reports through a reader's eyes: a foreign report and a missing one are the same 404."""

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import RUNNING
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.reports.monthly.facts import Facts, from_data
from cxtrain.reports.monthly.models import MonthlyReport

KIND = "make_monthly_reports"
PAGE = 24  # reports on one page


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
