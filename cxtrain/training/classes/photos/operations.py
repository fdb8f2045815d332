"""Keeping pictures of a class; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.forms import clean_photo
from cxtrain.training.classes.models import ClassPhoto, TrainingClass
from cxtrain.training.classes.photos.signals import photo_taken_out

MOST_PHOTOS = 30


def keep_photo(raw: bytes) -> str:
    """Keep a picture, cleaned of where and with what it was taken, and return its digest.

    Raises:
        NoPhoto: it cannot be read as one.
    """
    db.session.rollback()  # decoding takes a quarter of a second; nobody should wait for it
    return keep(clean_photo(raw), "image/jpeg")


def add_photo(actor: Actor, row: TrainingClass, *, digest: str, caption: str) -> ClassPhoto:
    """Add a kept picture to a class."""
    photo = ClassPhoto(class_id=row.id, digest=digest, caption=caption, by=actor.employee_id, at=now())
    db.session.add(photo)
    db.session.flush()
    record("class photo added", photo, unit_id=row.unit_id, training_class=row.id, digest=digest)
    return photo


def remove_photo(row: TrainingClass, photo: ClassPhoto) -> None:
    """Take a picture out, and tell whoever made files with it."""
    record("class photo removed", photo, unit_id=row.unit_id, training_class=row.id, digest=photo.digest)
    db.session.delete(photo)
    db.session.flush()
    photo_taken_out.send(row)
