"""Photos on their way from a phone, piece by piece. What has come is forgotten once the photo is kept."""

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class PhotoUpload(db.Model):
    """One photo that a phone sends: what it said of it, how much has come, and what became of it."""

    __table_args__ = (
        CheckConstraint("shows in ('receipt', 'place')", name="shows"),
        CheckConstraint("size > 0 and received >= 0 and received <= size", name="received"),
        CheckConstraint("photo_id is null or received = size", name="whole"),
        CheckConstraint("(photo_id is null) = (done_at is null)", name="done"),
    )
    id: Mapped[str] = mapped_column(String(36), primary_key=True)  # a UUID, made by the phone
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    item: Mapped[str] = mapped_column(String(8), default="")  # the item it is evidence for, if any
    shows: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]  # bytes
    received: Mapped[int] = mapped_column(default=0)  # bytes, from the first on, without a hole
    sha256: Mapped[str] = mapped_column(String(64), default="")  # of the whole, hex; "": the phone cannot compute it
    began_at: Mapped[Moment]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("visit_photo.id"))
    done_at: Mapped[Moment | None]


class PhotoChunk(db.Model):
    """A piece of a photo. In the database, so that it does not matter which host the next piece reaches."""

    upload_id: Mapped[str] = mapped_column(ForeignKey("photo_upload.id"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)  # bytes before it
    body: Mapped[bytes] = mapped_column(LargeBinary)
