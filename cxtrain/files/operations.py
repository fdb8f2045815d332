"""Keeping and reading files by the hash of their content."""

import hashlib
import os
import tempfile
from pathlib import Path

from flask import current_app

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.models import StoredFile


def _path(digest: str) -> Path:
    return Path(current_app.config["CX"].instance).resolve() / "files" / digest[:2] / digest


def keep(body: bytes, media_type: str) -> str:
    """Keep `body` and return its digest; the caller commits. The same bytes are kept once."""
    digest = hashlib.sha256(body).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    if db.session.get(StoredFile, digest) is None:
        db.session.add(StoredFile(digest=digest, media_type=media_type, size=len(body), kept_at=now()))
        db.session.flush()
    return digest


def read(digest: str) -> bytes:
    """Return the bytes kept under `digest`.

    Raises:
        FileNotFoundError: nothing is kept under it.
    """
    if len(digest) != 64 or not all(c in "0123456789abcdef" for c in digest):
        raise FileNotFoundError(digest)
    return _path(digest).read_bytes()
