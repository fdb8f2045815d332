"""Each submit is done once: its key is stored with the answer, and the same key gets the same answer again."""

import hashlib
from typing import Any

from flask import abort, flash, redirect, request
from flask_login import current_user
from sqlalchemy import Row, bindparam, insert, select
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.web.models import Submission
from cxtrain.web.transactions import SAFE, reading

REFUSALS = frozenset({400, 403, 404, 409})  # what a view says of a thing that its twin has just changed
UNCOUNTED = frozenset({"csrf_token", "submission_key"})
# Over the table, made once: every submit runs them.
_settled = Submission.__table__
_FIND = select(_settled.c.account_id, _settled.c.path, _settled.c.digest, _settled.c.location).where(
    _settled.c.key == bindparam("sought"))
_NOTE = insert(_settled)


def _digest() -> str:
    parts = [f"{name}={value}" for name, value in request.form.items(multi=True) if name not in UNCOUNTED]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()


def _key() -> str:
    return request.form.get("submission_key", "")[:36]


def _account() -> int:
    return getattr(current_user, "account_id", 0)


def answer_again() -> Response | None:
    """Answer a submit that was done already as it was answered then; runs before each request.

    A key that comes again with other content, from another account or for another page is a 409; of somebody whose
    session has ended meanwhile the guard of the page says so.
    """
    if request.method in SAFE or not _key():
        return None
    settled = _find()
    if settled is None or (settled.account_id and not _account()):
        return None
    if not _is_this(settled):
        abort(409)
    return redirect(settled.location, 303)


def answer_as_twin(refusal: Response) -> Response:
    """Answer the second half of a double click as its twin was answered; runs after each request.

    It waits for its twin's lock, long after its own key was looked for in vain, and then finds the thing changed, done
    or gone, or the key taken.
    """
    if request.method in SAFE or refusal.status_code not in REFUSALS or not _key():
        return refusal
    db.session.rollback()
    settled = _find()
    return redirect(settled.location, 303) if settled and _is_this(settled) else refusal


def _find() -> Row[Any] | None:
    """Return what is noted under the request's key; read apart, so that nobody waits for a lock meanwhile."""
    with reading(), db.engine.connect() as connection:
        return connection.execute(_FIND, {"sought": _key()}).first()


def _is_this(settled: Row[Any]) -> bool:
    """Whether the submit is the same as this request, by the same account."""
    return (settled.account_id, settled.path, settled.digest) == (_account(), request.path, _digest())


def done(location: str, message: str | None = None) -> Response:
    """Return the redirect that ends a submit, and note it under the submit's key; the caller commits."""
    if _key():
        db.session.execute(_NOTE, {"key": _key(), "account_id": _account(), "path": request.path[:300],
                                   "digest": _digest(), "location": location[:400], "at": now()})
    if message:
        flash(message)
    return redirect(location, 303)
