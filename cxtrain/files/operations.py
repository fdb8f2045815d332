"""Keeping and reading files by the hash of their content."""

import hashlib
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from flask import current_app

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.models import StoredFile


def _path(digest: str) -> Path:
    return Path(current_app.config["CX"].instance).resolve() / "files" / digest[:2] / digest


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
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        stream.seek(0)
        with os.fdopen(handle, "wb") as out:
            shutil.copyfileobj(stream, out)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    if db.session.get(StoredFile, digest) is None:
        db.session.add(StoredFile(digest=digest, media_type=media_type, size=size, kept_at=now()))
        db.session.flush()
    return digest


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
