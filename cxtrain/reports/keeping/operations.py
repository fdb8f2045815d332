"""Ending what is over, a part at a time, and holding it back; callers commit."""

import datetime as dt

from sqlalchemy import delete, false, select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.models import EMPTY
from cxtrain.files.operations import keep, let_go
from cxtrain.jobs.models import Job
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.reports.erasure.models import LegalHold
from cxtrain.reports.erasure.operations import Refused, erase
from cxtrain.reports.keeping import queries
from cxtrain.training.classes.models import ClassPhoto

AT_ONCE = 200  # rows that end together


def erase_if_over(person_id: int) -> int:
    """Erase somebody whose time is over; 0 where something has come to keep them meanwhile."""
    try:
        erase(db.session.get_one(Employee, person_id), reason="", asked_by=None)
    except Refused:
        return 0
    return 1


def end_files(day: dt.date) -> int:
    """End a part of the files about many people whose time is over; return how many. A row that is needed stays without."""
    for model, which in queries.files_over(day):
        rows = db.session.scalars(select(model).where(which).order_by(model.id).limit(AT_ONCE)).all()
        if rows:
            gone = {digest for row in rows for digest in (row.digest, getattr(row, "list_digest", None))} - {None, EMPTY}
            ids = [row.id for row in rows]
            if hasattr(model, "list_digest"):
                empty = keep(b"", "application/octet-stream")
                db.session.execute(update(model).where(model.id.in_(ids)).values(digest=empty, list_digest=None))
            else:
                db.session.execute(delete(model).where(model.id.in_(ids)))
            db.session.execute(update(Job).where(Job.result.in_(gone)).values(result=None))
            let_go(gone)
            return len(rows)
    return 0


def end_photos(day: dt.date) -> int:
    """End a part of the pictures of classes whose time is over; return how many."""
    which = queries.photos_over(day)
    query = select(ClassPhoto).where(false() if which is None else which)
    rows = db.session.scalars(query.order_by(ClassPhoto.id).limit(AT_ONCE)).all()
    db.session.execute(delete(ClassPhoto).where(ClassPhoto.id.in_([row.id for row in rows])))
    let_go(row.digest for row in rows)
    return len(rows)


def note_ended(what: str, n: int) -> None:
    """Say in the ledger how many of a class ended."""
    if n:
        record("time was over", ("keeping", 0), unit_id=None, what=what, count=n)


def hold_back(actor: Actor, person: Employee | None, *, reason: str, since: dt.date, until: dt.date | None) -> LegalHold:
    """Hold back what is kept about somebody, or about everybody. The reason stands in the row alone."""
    hold = LegalHold(employee_id=person.id if person else None, reason=reason, since=since, until=until,
                     made_by=actor.employee_id, made_at=now())
    db.session.add(hold)
    db.session.flush()
    record("legal hold made", hold, unit_id=person.unit_id if person else None, about=hold.employee_id,
           since=since.isoformat(), until=until and until.isoformat())
    return hold


def end_hold(actor: Actor, hold: LegalHold) -> None:
    """Let a legal hold end now."""
    hold.ended_at, hold.ended_by = now(), actor.employee_id
    record("legal hold ended", hold, unit_id=hold.employee.unit_id if hold.employee else None, about=hold.employee_id)
