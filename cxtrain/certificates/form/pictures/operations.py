"""Keeping pictures; the caller commits."""

from cxtrain.certificates.form.models import CertificatePicture
from cxtrain.certificates.form.pictures.forms import clean_picture
from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor


def add_picture(actor: Actor, kind: str, label: str, raw: bytes) -> CertificatePicture:
    """Keep a picture, drawn anew. Of the seal only the latest is offered.

    Raises:
        NoPicture: it cannot be read as PNG or JPEG.
    """
    body, width, height = clean_picture(raw)
    digest = keep(body, "image/png" if body.startswith(b"\x89PNG") else "image/jpeg")
    picture = CertificatePicture(kind=kind, label=label, digest=digest, width=width, height=height, added_at=now(),
                                 added_by=actor.employee_id)
    db.session.add(picture)
    db.session.flush()
    record("certificate picture added", picture, unit_id=None, kind=kind, label=label, digest=digest)
    return picture


def retire_picture(picture: CertificatePicture) -> None:
    """Offer a picture no longer; forms that show it stay as they are. Doing so again changes nothing."""
    if picture.retired_at is not None:
        return
    picture.retired_at = now()
    db.session.flush()
    record("certificate picture retired", picture, unit_id=None, kind=picture.kind, digest=picture.digest)
