"""Reading who fetched which certificate, in the units in reach."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, func, or_, select

from cxtrain.certificates.collection.keyed import Paper
from cxtrain.certificates.collection.models import CertificateCollection
from cxtrain.certificates.models import Certificate
from cxtrain.certificates.terms import asked_for
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.web.keying import plain
from cxtrain.web.pages import said

CAN = Can.PRINT_CERTIFICATES
PAGE = 50
STANDS = CertificateCollection.taken_back_at.is_(None)


@dataclass(frozen=True)
class Fetched:
    """A certificate that was fetched."""

    row: CertificateCollection
    certificate: Certificate
    keyer: Employee


def papers_named(actor: Actor, numbers: Collection[str]) -> list[Paper]:
    """Return the certificates in reach of people with these staff numbers, or that bear these numbers."""
    wanted = {plain(number).upper() for number in numbers if plain(number)}
    parts = [asked_for(number) for number in wanted]
    running = {each.running for each in parts if each.running is not None and each.year is not None}
    owners = select(Employee.id).where(func.upper(Employee.number).in_(wanted))
    rows = db.session.execute(
        select(Certificate, Employee, CertificateCollection.fetched_on)
        .join(Employee, Employee.id == Certificate.employee_id)
        .outerjoin(CertificateCollection, (CertificateCollection.certificate_id == Certificate.id) & STANDS)
        .where(Certificate.unit_id.in_(units_in_reach(actor, CAN)),
               or_(Certificate.employee_id.in_(owners), Certificate.running.in_(running)))).tuples()
    found = [Paper(row.id, row.number, said(person.label), person.number, row.issued_on, row.revoked_at is not None, on)
             for row, person, on in rows]
    return [paper for paper in found if {paper.number.upper(), paper.staff_number.upper()} & wanted]


def latest(actor: Actor) -> list[Fetched]:
    """Return what was keyed in last."""
    return [Fetched(*row) for row in db.session.execute(_fetched(actor).order_by(
        CertificateCollection.keyed_at.desc(), Certificate.id.desc()).limit(PAGE)).tuples()]


def get_fetched(actor: Actor, certificate_id: int) -> Fetched:
    """Return who fetched a certificate in reach; otherwise answer 404."""
    row = db.session.execute(_fetched(actor).where(Certificate.id == certificate_id)).first() or abort(404)
    return Fetched(*row)


def _fetched(actor: Actor) -> Select[tuple[CertificateCollection, Certificate, Employee]]:
    return (select(CertificateCollection, Certificate, Employee)
            .join(Certificate, Certificate.id == CertificateCollection.certificate_id)
            .join(Employee, Employee.id == CertificateCollection.keyed_by)
            .where(Certificate.unit_id.in_(units_in_reach(actor, CAN)), STANDS))


def waiting(actor: Actor) -> int:
    """Return how many certificates in reach that are not void nobody has fetched."""
    fetched = select(CertificateCollection.certificate_id).where(STANDS)
    return db.session.scalar(select(func.count()).select_from(Certificate).where(
        Certificate.unit_id.in_(units_in_reach(actor, CAN)), Certificate.revoked_at.is_(None),
        Certificate.id.not_in(fetched))) or 0
