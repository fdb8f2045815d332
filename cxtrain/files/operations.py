"""Keeping and reading files by the hash of their content."""

import datetime as dt
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from flask import current_app
from sqlalchemy import Column, CursorResult, delete, select, union, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.models import FileDigest, StoredFile

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
UNNAMED_KEPT = dt.timedelta(days=1)


def _folder() -> Path:
    return Path(current_app.config["CX"].instance).resolve() / "files"


def _path(digest: str) -> Path:
    return _folder() / digest[:2] / digest


def keep(body: bytes, media_type: str) -> str:
    """Keep `body` and return its digest; the caller commits. The same bytes are kept once."""
    return _keep(io.BytesIO(body), media_type)


def keep_file(source: Path, media_type: str) -> str:
    """Keep what is in the file `source`, read a little at a time, and return its digest; the caller commits."""
    with source.open("rb") as stream:
        return _keep(stream, media_type)


def _keep(stream: BinaryIO, media_type: str) -> str:
    digest = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    size, path = stream.tell(), _path(digest)
    _write(stream, path)
    again: CursorResult[Any] = db.session.execute(  # type: ignore[assignment]
        update(StoredFile).where(StoredFile.digest == digest).values(kept_at=now()))
    if not again.rowcount:
        db.session.add(StoredFile(digest=digest, media_type=media_type, size=size, kept_at=now()))
        db.session.flush()
    _write(stream, path)  # it may have been forgotten while we waited for our turn; from here on nobody forgets it
    return digest


def _write(stream: BinaryIO, path: Path) -> None:
    """Write a file at once or not at all; one that is there becomes new again."""
    if path.exists():
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent)
    stream.seek(0)
    try:
        with os.fdopen(handle, "wb") as out:
            shutil.copyfileobj(stream, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except OSError:  # on a full disk what was written of it would keep it full
        os.unlink(name)
        raise


def references() -> list[Column[Any]]:
    """Return every column that names kept files, read from the models."""
    return [column for table in db.metadata.sorted_tables for column in table.c if isinstance(column.type, FileDigest)]


def let_go(digests: Iterable[str]) -> None:
    """Let files go with the next sweep, without the day of grace, unless a row still names them."""
    db.session.execute(update(StoredFile).where(StoredFile.digest.in_(list(digests))).values(kept_at=LONG_AGO))


def forget_unnamed(moment: dt.datetime) -> int:
    """Forget the files that no row names and that nobody kept for a day; return how many. The caller commits.

    The day is for what is named by an address only, such as a table that is looked over before it is imported, and for
    transactions that are still open. Bytes go before the commit: without one their row stays, and whoever keeps them
    writes them anew.
    """
    before = moment - UNNAMED_KEPT
    named = union(*(select(column).where(column.is_not(None)) for column in references()))
    gone = db.session.scalars(delete(StoredFile).where(StoredFile.kept_at < before, StoredFile.digest.not_in(named)).returning(
        StoredFile.digest).execution_options(synchronize_session=False)).all()
    for digest in gone:
        _path(digest).unlink(missing_ok=True)
    _forget_leftovers(before)
    return len(gone)


def _forget_leftovers(before: dt.datetime) -> None:
    """Remove what was written for a transaction that was never committed."""
    known = set(db.session.scalars(select(StoredFile.digest)))
    for path in _folder().glob("??/*"):
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def read(digest: str) -> bytes:
    """Return the bytes kept under `digest`.

    Raises:
        FileNotFoundError: nothing is kept under it.
    """
    return path_of(digest).read_bytes()


def path_of(digest: str) -> Path:
    """Return where the file kept under `digest` lies, to be sent as it is.

    Raises:
        FileNotFoundError: nothing is kept under it.
    """
    if len(digest) != 64 or not all(c in "0123456789abcdef" for c in digest) or not _path(digest).is_file():
        raise FileNotFoundError(digest)
    return _path(digest)
