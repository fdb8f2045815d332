"""Keeping who fetched which certificate; the caller commits."""

from collections.abc import Sequence

from cxtrain.certificates.collection.keyed import Checked
from cxtrain.certificates.collection.models import CertificateCollection
from cxtrain.certificates.collection.queries import Fetched
from cxtrain.certificates.models import Certificate
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor


def keep(actor: Actor, rows: Sequence[Checked]) -> int:
    """Keep rows in which nothing is wrong, and return how many that is."""
    for each in rows:
        assert each.paper and each.day, "checked before"
        db.session.merge(CertificateCollection(
            certificate_id=each.paper.id, fetched_on=each.day, fetched_by=each.row.by.strip(), keyed_by=actor.employee_id,
            keyed_at=now(), taken_back_at=None, taken_back_why=""))
        certificate = db.session.get_one(Certificate, each.paper.id)
        record("certificate fetched", certificate, unit_id=certificate.unit_id, number=each.paper.number,
               on=each.day.isoformat(), by_another=bool(each.row.by.strip()))
    db.session.flush()
    return len(rows)


def take_back(fetched: Fetched, reason: str) -> None:
    """Take back that a certificate was fetched, with a reason; it can be keyed in anew."""
    row, certificate = fetched.row, fetched.certificate
    row.taken_back_at, row.taken_back_why = now(), reason
    db.session.flush()
    record("certificate not fetched", certificate, unit_id=certificate.unit_id, number=certificate.number,
           on=row.fetched_on.isoformat(), reason_given=True)
