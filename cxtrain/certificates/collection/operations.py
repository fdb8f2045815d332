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
        db.session.add(CertificateCollection(certificate_id=each.paper.id, fetched_on=each.day, fetched_by=each.row.by.strip(),
                                             keyed_by=actor.employee_id, keyed_at=now()))
        certificate = db.session.get_one(Certificate, each.paper.id)
        record("certificate fetched", certificate, unit_id=certificate.unit_id, number=each.paper.number,
               on=each.day.isoformat(), by=each.row.by.strip())
    db.session.flush()
    return len(rows)


def take_back(fetched: Fetched, reason: str) -> None:
    """Take back that a certificate was fetched, with a reason; it can be keyed in anew."""
    record("certificate not fetched", fetched.certificate, unit_id=fetched.certificate.unit_id, reason=reason,
           number=fetched.certificate.number, on=fetched.row.fetched_on.isoformat(), by=fetched.row.fetched_by)
    db.session.delete(fetched.row)
    db.session.flush()
