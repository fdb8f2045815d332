"""Keeping filters of HR's reports under a name, and letting go of them; the caller commits."""

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.reports.hr_reports.asked import Wanted
from cxtrain.reports.hr_reports.models import ReportFilter

MOST = 30  # filters of one person


class TooMany(Exception):
    """Somebody keeps as many filters as there may be."""


def keep_filter(actor: Actor, name: str, wanted: Wanted) -> ReportFilter:
    """Keep what is wanted under a name; one's own filter of that name is replaced.

    Raises:
        TooMany: there are MOST others.
    """
    mine = list(db.session.scalars(select(ReportFilter).where(ReportFilter.employee_id == actor.employee_id)))
    found = next((each for each in mine if each.name == name), None)
    if found is None:
        if len(mine) >= MOST:
            raise TooMany
        found = ReportFilter(employee_id=actor.employee_id, name=name)
        db.session.add(found)
    found.asked, found.made_at = wanted.address(), now()
    db.session.flush()
    record("report filter kept", found, unit_id=actor.unit_id)
    return found


def remove_filter(actor: Actor, kept: ReportFilter) -> None:
    """Let go of a filter."""
    record("report filter removed", kept, unit_id=actor.unit_id)
    db.session.delete(kept)
