"""Making monthly reports: on the first of the month by themselves, and when somebody asks; callers commit."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs import operations as jobs
from cxtrain.jobs.mail.operations import Letter, post, switched_on
from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import Report, handles, hourly
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.reports.monthly import queries
from cxtrain.reports.monthly.facts import Facts, as_data
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.reports.monthly.queries import KIND, Reader
from cxtrain.reports.monthly.sources.queries import facts_of
from cxtrain.reports.monthly.spans import last_month, span_of
from cxtrain.web.pages import said
from cxtrain.web.transactions import reading

FROM_HOUR = 9  # of the first of the month
NEWS = "monthly report"


def ask(unit: Unit, month: str, *, actor: Actor) -> Job:
    """Have a worker make a unit's month, which must be over; one that is under way already is not begun twice."""
    job = queries.last_job(unit.id, month)
    if job is not None and queries.is_under_way(job):
        return job
    key = f"monthly:{unit.id}:{month}:{now():%Y%m%d%H%M%S}"
    return jobs.enqueue(KIND, key, {"unit": unit.id, "month": month, "by": actor.employee_id}, actor_id=actor.employee_id)


@hourly("monthly reports")
def make_firms_reports(moment: dt.datetime) -> None:
    """Have last month's reports made of each firm and every unit below it, on the first in its zone.

    They wait for the sums of what was learnt on screen, until the second at most.
    """
    for firm in db.session.scalars(select(Unit).where(Unit.kind == "firm").order_by(Unit.id)).all():
        there = moment.astimezone(ZoneInfo(firm.zone))
        month = last_month(there.date())
        if there.day > 1 or there.hour >= FROM_HOUR and queries.learning_is_summed(firm, span_of(month).end):
            jobs.enqueue(KIND, f"monthly-of-all:{firm.id}:{month}", {"unit": firm.id, "month": month, "below": True})


@handles(KIND)
def make_reports(args: dict[str, Any], report: Report) -> None:
    """Make the reports of a unit, of it and all below, or of several; what an earlier worker made is not made again.

    Those that were made by themselves are told of.
    """
    with reading():
        units = args.get("units") or queries.units_of(args["unit"], below_too=bool(args.get("below")))
        db.session.rollback()
    for done, unit_id in enumerate(units, 1):
        with reading():
            facts = facts_of(db.session.get_one(Unit, unit_id), args["month"])
            db.session.rollback()
        keep(unit_id, facts, by=args.get("by"))
        report(done, len(units))
    if args.get("below") and switched_on():
        post([_letter(reader, args["month"]) for reader in queries.readers_in(units)])


def _letter(reader: Reader, month: str) -> Letter:
    with force_locale(reader.locale):
        subject = _("The monthly report of %(month)s is ready", month=month)
        base = current_app.config["CX"].public_url.rstrip("/")
        way = base + current_app.url_map.bind("").build("monthly.list_reports", {"unit": reader.unit_id})
        lines = [_("Hello %(name)s,", name=said(reader.name)), "", subject + ".", "",
                 way if base else _("Sign in to cxtrain to see it.")]
        return Letter(kind=NEWS, key=f"{NEWS} {reader.employee_id} {month}", to=reader.email, subject=subject,
                      body="\n".join(lines), zone=reader.zone)


def keep(unit_id: int, facts: Facts, *, by: int | None) -> MonthlyReport:
    """Keep a report of these facts as a new edition; where the newest edition was made of the same, return that one."""
    found = queries.latest_of(unit_id, facts.month)
    if found is not None and found.digest == facts.digest:
        return found
    edition = found.edition + 1 if found else 1
    made = MonthlyReport(unit_id=unit_id, month=facts.month, edition=edition, digest=facts.digest, facts=as_data(facts),
                         made_at=now(), made_by=by)
    db.session.add(made)
    db.session.flush()
    record("monthly report made", made, unit_id=unit_id, actor_id=by or 0, month=facts.month, edition=edition)
    return made
