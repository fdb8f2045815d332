"""Issuing the year's certificates by the operation that issues them all, one revoked, one corrected by two. The caller commits."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from cxtrain.certificates.models import Certificate
from cxtrain.certificates.queries import facts_of
from cxtrain.certificates.register.correction import correction_of, in_json
from cxtrain.certificates.register.operations import FACTS, correct, issue, revoke
from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.corrections.models import Correction
from cxtrain.people.models import Employee, Unit
from cxtrain.training.models import Enrolment

REVOKED_DAYS_AGO = 20
REASON = "考试由同事代答，本人已说明并同意重考。"
MISSPELT = "英文姓名应与护照一致，姓氏大写。"


def write_certificates(staff: Staff, chronicle: Chronicle) -> None:
    """Issue a certificate for each course passed, in the order of passing; revoke the first, correct the second."""
    numbers = {employee_id: number for number, employee_id in staff.employees.items()}
    passed = select(Enrolment).where(Enrolment.passed_at.is_not(None)).order_by(Enrolment.passed_at, Enrolment.id)
    issued = [(issue(enrolment), enrolment) for enrolment in db.session.scalars(passed).all()]
    waiting = iter(db.session().info.pop(WAITING, []))
    for certificate, enrolment in issued:
        if certificate and enrolment.passed_at:
            _in_the_unit_of_that_day(staff, certificate, numbers[certificate.employee_id])
            _, *entry = next(waiting)
            chronicle.adopt([(certificate.unit_id, *entry)], enrolment.passed_at, certificate.employee_id)
    _revoke_first(staff, chronicle)
    _correct_second(staff, chronicle)


def _in_the_unit_of_that_day(staff: Staff, certificate: Certificate, number: str) -> None:
    """Put right what issuing takes from today: some have moved to another store since."""
    there = staff.company.by_number[number].unit_on(certificate.issued_on)
    if there and staff.units[there] != certificate.unit_id:
        unit = db.session.get_one(Unit, staff.units[there])
        certificate.unit_id, certificate.facts = unit.id, {**certificate.facts, "unit": unit.name}


def _revoke_first(staff: Staff, chronicle: Chronicle) -> None:
    first = db.session.scalars(select(Certificate).order_by(Certificate.id).limit(1)).one()
    actor, at = staff.actor(staff.reviewers[0].number), moment(staff.company.year.before(REVOKED_DAYS_AGO), 11, 5)
    revoke(actor, first, REASON)
    first.revoked_at = max(at, first.issued_at + dt.timedelta(days=1))
    db.session.flush()
    chronicle.adopt(db.session().info.pop(WAITING, []), first.revoked_at, actor.employee_id)


def _correct_second(staff: Staff, chronicle: Chronicle) -> None:
    """Issue the second one anew after all others, as one of HR asked and another confirmed: numbers run in the order of time."""
    last = db.session.scalars(select(Certificate.issued_at).order_by(Certificate.issued_at.desc()).limit(1)).one()
    second = db.session.scalars(select(Certificate).order_by(Certificate.id).offset(1).limit(1)).one()
    before, at = correction_of(facts_of(second)), last + dt.timedelta(minutes=1)
    family, _, given = before.name_en.partition(" ")
    after = replace(before, name_en=f"{family.upper()} {given}".strip())
    row = _agreed(staff, chronicle, Agreed(second, in_json(before), in_json(after), at))
    fresh = correct(row.asked_by, second, after, MISSPELT)
    fresh.issued_at = second.revoked_at = at
    fresh.issued_on = last.astimezone(ZoneInfo(fresh.unit.zone)).date()
    fresh.facts = {**fresh.facts, "issued_on": fresh.issued_on.isoformat()}
    db.session.flush()
    chronicle.adopt(db.session().info.pop(WAITING, []), at, row.decided_by or 0)


@dataclass(frozen=True)
class Agreed:
    """What two of HR agreed on."""

    certificate: Certificate
    before: dict[str, Any]
    after: dict[str, Any]
    at: dt.datetime  # when the second one confirmed


def _agreed(staff: Staff, chronicle: Chronicle, what: Agreed) -> Correction:
    """Keep that it was asked an hour before, and confirmed."""
    asker, second = (staff.employees[each.number] for each in staff.reviewers[:2])
    row = Correction(kind=FACTS.kind, subject=str(what.certificate.id), employee_id=what.certificate.employee_id, asked_by=asker,
                     before=what.before, after=what.after, reason=MISSPELT, asked_at=what.at - dt.timedelta(hours=1),
                     state="confirmed", decided_by=second, decided_at=what.at)
    db.session.add(row)
    db.session.flush()
    unit_id = db.session.get_one(Employee, row.employee_id).unit_id
    facts = {"kind": row.kind, "of": row.subject}
    chronicle.note(row.asked_at, "correction asked", ("correction", row.id), unit_id=unit_id, actor_id=asker, **facts)
    chronicle.note(what.at, "correction confirmed", ("correction", row.id), unit_id=unit_id, actor_id=second, **facts,
                   asked_by=asker)
    return row
