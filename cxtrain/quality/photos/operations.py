"""Keeping photos; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.ledger.operations import record
from cxtrain.quality.forms import clean_photo
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.quality.operations import OPEN
from cxtrain.quality.refusal import WRONG_STATE, Refused


def keep_photo(raw: bytes) -> str:
    """Keep a photo, cleaned of where and with what it was taken, and return its digest.

    Raises:
        NoPhoto: it cannot be read as one.
    """
    db.session.rollback()  # decoding takes a quarter of a second; nobody should wait for it
    return keep(clean_photo(raw), "image/jpeg")


def add_photo(visit: Visit, *, shows: str, digest: str) -> VisitPhoto:
    """Add a kept photo of a receipt or a place to a scorecard that is still open."""
    if visit.state not in OPEN:
        raise Refused(WRONG_STATE)
    db.session.add(photo := VisitPhoto(visit_id=visit.id, shows=shows, digest=digest, kept_at=now()))
    db.session.flush()
    record("photo added", photo, unit_id=visit.unit_id, visit=visit.id, digest=digest)
    return photo
