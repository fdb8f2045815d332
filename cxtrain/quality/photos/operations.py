"""Keeping photos, whole or piece by piece; the caller commits."""

import datetime as dt
import hashlib

from sqlalchemy import delete, func, or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality import queries
from cxtrain.quality.forms import NoPhoto, clean_photo
from cxtrain.quality.models import Visit, VisitPhoto
from cxtrain.quality.operations import OPEN
from cxtrain.quality.photos.models import PhotoChunk, PhotoUpload
from cxtrain.quality.photos.pieces import DAMAGED, NO_PHOTO, NOT_SAID, TOO_MANY, Announced, fresh
from cxtrain.quality.refusal import WRONG_STATE, Refused
from cxtrain.web.transactions import reading

MOST_PHOTOS = 30  # of one visit
UNFINISHED_KEPT = dt.timedelta(days=3)  # pieces of a photo whose phone never came back
RECEIPTS_KEPT = dt.timedelta(days=30)  # for a phone that missed the answer


def keep_photo(raw: bytes) -> str:
    """Keep a photo, cleaned of where and with what it was taken, and return its digest.

    Raises:
        NoPhoto: it cannot be read as one.
    """
    db.session.rollback()  # decoding takes a quarter of a second; nobody should wait for it
    return keep(clean_photo(raw), "image/jpeg")


def add_photo(visit: Visit, *, shows: str, digest: str, item: str = "") -> VisitPhoto:
    """Add a kept photo of a receipt or a place to a scorecard that is still open, for an item or for the visit."""
    if visit.state not in OPEN:
        raise Refused(WRONG_STATE)
    db.session.add(photo := VisitPhoto(visit_id=visit.id, item=item, shows=shows, digest=digest, kept_at=now()))
    db.session.flush()
    record("photo added", photo, unit_id=visit.unit_id, visit=visit.id, digest=digest)
    return photo


def remove_photo(visit: Visit, photo: VisitPhoto) -> None:
    """Take a photo out of a scorecard that is still open.

    Raises:
        Refused: it was handed in.
    """
    if visit.state not in OPEN:
        raise Refused(WRONG_STATE)
    record("photo removed", photo, unit_id=visit.unit_id, visit=visit.id, digest=photo.digest)
    db.session.execute(delete(PhotoUpload).where(PhotoUpload.photo_id == photo.id))
    db.session.delete(photo)
    db.session.flush()


def take_piece(visit: Visit, upload_id: str, announced: Announced, *, start: int, body: bytes) -> PhotoUpload:
    """Keep the part of a piece that had not come yet, and return how the photo stands.

    Raises:
        Refused: the scorecard is closed or full, or its form has no such item, or the photo was announced otherwise.
        pieces.Gap, pieces.Misfit: the piece does not fit.
    """
    upload = db.session.get(PhotoUpload, upload_id)
    if upload is not None and upload.photo_id is not None:
        return upload
    if visit.state not in OPEN:
        raise Refused(WRONG_STATE)
    upload = upload or _begun(visit, upload_id, announced)
    if announced != Announced(upload.size, upload.sha256, upload.shows, upload.item):
        raise Refused(NOT_SAID)
    new = fresh(upload.received, upload.size, start, body)
    if new:
        db.session.add(PhotoChunk(upload_id=upload.id, start=upload.received, body=new))
        upload.received += len(new)
    db.session.flush()
    return upload


def _begun(visit: Visit, upload_id: str, announced: Announced) -> PhotoUpload:
    if announced.item and announced.item not in {item.id for item in queries.instrument_of(visit.instrument).items}:
        raise Refused(NOT_SAID)
    under_way = select(func.count()).select_from(PhotoUpload).filter_by(visit_id=visit.id, photo_id=None)
    kept = select(func.count()).select_from(VisitPhoto).filter_by(visit_id=visit.id)
    if db.session.scalars(under_way).one() + db.session.scalars(kept).one() >= MOST_PHOTOS:
        raise Refused(TOO_MANY)
    upload = PhotoUpload(id=upload_id, visit_id=visit.id, item=announced.item, shows=announced.shows,
                         size=announced.size, received=0, sha256=announced.sha256, began_at=now())
    db.session.add(upload)
    db.session.flush()  # before its first piece
    return upload


def finish(actor: Actor, visit_id: int, upload_id: str) -> PhotoUpload:
    """Make a photo of pieces that have all come, once, and forget the pieces. Ends the transaction under way.

    Raises:
        Refused: the bytes are not those that were announced, or no photo; the pieces are forgotten then.
    """
    with reading():  # decoding takes a quarter of a second; nobody should wait for it
        raw, promised = _whole(upload_id)
        db.session.rollback()
    try:
        if promised and hashlib.sha256(raw).hexdigest() != promised:
            raise Refused(DAMAGED)
        digest = keep_photo(raw)
    except (NoPhoto, Refused) as wrong:
        forget(upload_id)
        raise Refused(NO_PHOTO if isinstance(wrong, NoPhoto) else DAMAGED) from wrong
    upload = db.session.get_one(PhotoUpload, upload_id, populate_existing=True)
    if upload.photo_id is None:
        visit = queries.get_draft_for(actor, visit_id)
        upload.photo_id = add_photo(visit, shows=upload.shows, item=upload.item, digest=digest).id
        upload.done_at = now()
        db.session.execute(delete(PhotoChunk).where(PhotoChunk.upload_id == upload.id))
    db.session.flush()
    return upload


def _whole(upload_id: str) -> tuple[bytes, str]:
    pieces = select(PhotoChunk.body).where(PhotoChunk.upload_id == upload_id).order_by(PhotoChunk.start)
    return b"".join(db.session.scalars(pieces)), db.session.get_one(PhotoUpload, upload_id).sha256


def forget(upload_id: str) -> None:
    """Delete a photo's pieces and what was said of it, unless it has become a photo of a visit."""
    mine = select(PhotoUpload.id).where(PhotoUpload.id == upload_id, PhotoUpload.photo_id.is_(None))
    db.session.execute(delete(PhotoChunk).where(PhotoChunk.upload_id.in_(mine)))
    db.session.execute(delete(PhotoUpload).where(PhotoUpload.id.in_(mine)))


@daily("forget unfinished photos")
def forget_unfinished(day: dt.date) -> None:
    """Delete pieces whose phone has not come back for three days, and receipts that nobody asks for any more."""
    old = or_(PhotoUpload.began_at < now() - RECEIPTS_KEPT,
              (PhotoUpload.began_at < now() - UNFINISHED_KEPT) & PhotoUpload.photo_id.is_(None))
    db.session.execute(delete(PhotoChunk).where(PhotoChunk.upload_id.in_(select(PhotoUpload.id).where(old))))
    db.session.execute(delete(PhotoUpload).where(old))
