"""Reading how a photo stands that comes piece by piece."""

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.quality.operations import OPEN
from cxtrain.quality.photos.models import PhotoUpload


def get_photo_to_change(actor: Actor, photo_id: int) -> tuple[Visit, VisitPhoto]:
    """Return a photo of a scorecard that `actor` entered and may still write, with the scorecard; else 404."""
    found = db.session.execute(select(Visit, VisitPhoto).join(VisitPhoto, VisitPhoto.visit_id == Visit.id).where(
        VisitPhoto.id == photo_id, Visit.entered_by == actor.account_id, Visit.state.in_(OPEN))).first()
    return (found[0], found[1]) if found else abort(404)


def upload_of(visit: Visit, upload_id: str) -> PhotoUpload | None:
    """Return what has come of a photo of `visit`, or None where nothing has; 404 where the id is another visit's."""
    upload = db.session.get(PhotoUpload, upload_id)
    if upload is not None and upload.visit_id != visit.id:
        abort(404)
    return upload
