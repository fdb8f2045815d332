"""Reading how a photo stands that comes piece by piece."""

from flask import abort

from cxtrain.extensions import db
from cxtrain.quality.models import Visit
from cxtrain.quality.photos.models import PhotoUpload


def upload_of(visit: Visit, upload_id: str) -> PhotoUpload | None:
    """Return what has come of a photo of `visit`, or None where nothing has; 404 where the id is another visit's."""
    upload = db.session.get(PhotoUpload, upload_id)
    if upload is not None and upload.visit_id != visit.id:
        abort(404)
    return upload
