"""Each submit is done once: its key is stored with the answer, and the same key gets the same answer again."""

import hashlib

from flask import abort, flash, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.web.models import Submission
from cxtrain.web.transactions import SAFE, reading

REFUSALS = frozenset({400, 403, 404, 409})  # what a view says of a thing that its twin has just changed
UNCOUNTED = frozenset({"csrf_token", "submission_key"})


def _digest() -> str:
    parts = [f"{name}={value}" for name, value in request.form.items(multi=True) if name not in UNCOUNTED]
    return hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()


def _key() -> str:
    return request.form.get("submission_key", "")[:36]


def _account() -> int:
    return getattr(current_user, "account_id", 0)


def answer_again() -> Response | None:
    """Answer a submit that was done already as it was answered then; runs before each request.

    A key that comes again with other content, from another account or for another page is a 409.
    """
    if request.method in SAFE or not _key():
        return None
    settled = db.session.get(Submission, _key())
    if settled is None:
        return None
    if not _is_this(settled):
        abort(409)
    return redirect(settled.location, 303)


def answer_as_twin(refusal: Response) -> Response:
    """Answer the second half of a double click as its twin was answered; runs after each request.

    On PostgreSQL it waits for a row that its twin has locked, long after its own key was looked for in vain, and then
    finds the thing changed, done or gone.
    """
    if request.method in SAFE or refusal.status_code not in REFUSALS or not _key():
        return refusal
    db.session.rollback()
    with reading():
        settled = db.session.get(Submission, _key())
        answer = redirect(settled.location, 303) if settled and _is_this(settled) else refusal
        db.session.rollback()
    return answer


def _is_this(settled: Submission) -> bool:
    """Whether the submit is the same as this request, by the same account."""
    return (settled.account_id, settled.path, settled.digest) == (_account(), request.path, _digest())


def done(location: str, message: str | None = None) -> Response:
    """Return the redirect that ends a submit, and note it under the submit's key; the caller commits."""
    if _key():
        db.session.add(Submission(key=_key(), account_id=_account(), path=request.path[:300], digest=_digest(),
                                  location=location[:400], at=now()))
    if message:
        flash(message)
    return redirect(location, 303)
