"""What is kept, under the hash of its content."""

import hashlib

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db

EMPTY = hashlib.sha256().hexdigest()  # of the empty file, which takes the place of one that had to go


class FileDigest(String):
    """The type of every column that names a kept file: what none of them names is forgotten after a day."""


class StoredFile(db.Model):
    """A file in the folder `files/` of the instance, named by its digest."""

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256, hex
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]  # bytes
    kept_at: Mapped[Moment]  # the last time: who keeps the same bytes once more counts on them
