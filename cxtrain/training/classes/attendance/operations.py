"""Taking attendance. The caller commits; each change writes one row of the ledger."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.classes.attendance import queries
from cxtrain.training.classes.attendance.queries import Held, Seat
from cxtrain.training.classes.attendance.times import AWAY, arrival, counted
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession

MARKS_KEPT = dt.timedelta(days=30)  # after a session; by then a doubt has been settled


@dataclass(frozen=True)
class Scan:
    """How a code came: the ticket's nonce and the digest of the browser's mark."""

    nonce: str
    browser: str


@dataclass(frozen=True)
class Said:
    """What a trainer says of somebody: a state, the minutes where known, and why."""

    state: str
    minutes: int | None = None
    why: str = ""


def sign_in(actor: Actor, held: Held, scan: Scan) -> Attendance:
    """Note that the actor is here. Who was signed in or marked as there already stays as they are.

    A second person by the same browser is taken, and doubted until the trainer has looked; so is who was struck before.
    """
    row = queries.own_attendance(held.session.id, actor.employee_id)
    if row is not None and row.state not in AWAY:
        return row
    state, minutes = arrival(held.span, now())
    was_struck = row is not None and row.state == "absent" and row.source == "keyed" and bool(row.device or row.ticket)
    if row is None:
        row = Attendance(session_id=held.session.id, employee_id=actor.employee_id)
        db.session.add(row)
    row.state, row.minutes, row.source, row.at, row.by, row.why = state, minutes, "code", now(), actor.employee_id, ""
    row.device, row.ticket = scan.browser, scan.nonce
    row.doubted = was_struck or bool(queries.others_by(scan.browser, held.session.id, actor.employee_id))
    record("attendance signed", held.session, unit_id=held.of.unit_id, state=state, doubted=row.doubted)
    return row


def mark(actor: Actor, held: Held, said: Mapping[int, Said]) -> int:
    """Keep how people were, by employee id, as a trainer says it; return how many that changes."""
    known = {row.employee_id: row for row in db.session.scalars(select(Attendance).where(
        Attendance.session_id == held.session.id, Attendance.employee_id.in_(said)))}
    changed = {}
    for employee_id, word in said.items():
        minutes = counted(word.state, held.span, word.minutes)
        row = known.get(employee_id)
        if row is not None and (row.state, row.minutes, row.why) == (word.state, minutes, word.why):
            continue
        if row is None:
            row = Attendance(session_id=held.session.id, employee_id=employee_id, device=None, ticket=None)
            db.session.add(row)
        row.state, row.minutes, row.why, row.source, row.doubted = word.state, minutes, word.why, "keyed", False
        row.at, row.by = now(), actor.employee_id
        changed[str(employee_id)] = word.state
    if changed:
        record("attendance keyed in", held.session, unit_id=held.of.unit_id, states=changed)
    return len(changed)


def settle_doubt(actor: Actor, held: Held, seat: Seat, *, is_here: bool) -> None:
    """Confirm that somebody who is doubted is here, or strike them: then they are absent."""
    assert seat.attendance is not None
    row = seat.attendance
    row.doubted = False
    if not is_here:
        row.state, row.minutes, row.source, row.at, row.by = "absent", 0, "keyed", now(), actor.employee_id
    record("attendance confirmed" if is_here else "attendance struck", held.session, unit_id=held.of.unit_id,
           employee=seat.person.id)


def add_on_the_spot(actor: Actor, held: Held, person: Employee) -> None:
    """Put somebody who came on the roster, and mark them as here."""
    member = queries.member_of(held, person.id)
    if member is None:
        db.session.add(ClassMember(class_id=held.of.id, employee_id=person.id, unit_id=person.unit_id,
                                   added_by=actor.employee_id, added_at=now()))
    elif member.removed_at is not None:  # put back, from wherever they belong now
        member.unit_id, member.added_by, member.added_at, member.removed_at = person.unit_id, actor.employee_id, now(), None
    state, minutes = arrival(held.span, max(now(), held.session.starts_at)) if now() < held.session.ends_at else (
        "present", held.session.minutes)
    row = queries.own_attendance(held.session.id, person.id) or Attendance(
        session_id=held.session.id, employee_id=person.id, device=None, ticket=None)
    row.state, row.minutes, row.why, row.source, row.doubted = state, minutes, "", "keyed", False
    row.at, row.by = now(), actor.employee_id
    db.session.add(row)
    record("person added on the spot", held.session, unit_id=held.of.unit_id, employee=person.id, state=state)


@daily("forget the marks of phones")
def forget_marks(day: dt.date) -> None:
    """Forget which browser signed somebody in, a month after the session."""
    old = select(ClassSession.id).where(ClassSession.ends_at < now() - MARKS_KEPT)
    db.session.execute(update(Attendance).where(Attendance.session_id.in_(old), Attendance.device.is_not(None)).values(
        device=None, ticket=None))
