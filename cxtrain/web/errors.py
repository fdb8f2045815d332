"""What people read when something goes wrong: a sentence that says what, and what to do; nothing typed is lost."""

import errno
import logging

from flask import Flask, current_app, jsonify, make_response, redirect, render_template, request, session
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from cxtrain.extensions import db, login
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import SAFE, reading

log = logging.getLogger("cxtrain")
FULL = ("database or disk is full", "no space left")
BUSY = ("locked", "lock timeout", "could not obtain lock", "deadlock", "serialize", "connection", "terminat",
        "statement timeout")
PATIENCE = 256 * 1024 * 1024  # bytes of a body that is too large and still taken in, so that its sender hears why
NOT_RESENT = frozenset({"csrf_token", "password", "again"})


def _sentences(code: int) -> tuple[str, str]:
    known = {
        400: (_("That request could not be read"), _("Go back, load the page again and send it once more.")),
        401: (_("Please sign in first"), _("Your session has ended. Sign in and open the page again.")),
        403: (_("This is not yours to do"), _("Your role does not include it. Ask HR if it should.")),
        404: (_("There is nothing here"), _("The address is wrong, or the thing is not yours to see.")),
        405: (_("That cannot be done this way"), _("Open the page from its menu and try again.")),
        409: (_("This was changed or sent before"), _("Load the page again to see how it stands now.")),
        410: (_("This is no longer given out"), _("It was withdrawn after it had been made.")),
        413: (_("That is too large"), _("Send a smaller file or fewer fields.")),
        429: (_("Too many tries"), _("Wait a quarter of an hour and try again.")),
        503: (_("Somebody else is saving just now"), _("Nothing is lost. Press the button to send it again.")),
        507: (_("The disk is full"), _("Nothing was saved. Tell whoever runs the system; reading still works.")),
    }
    return known.get(code, (_("Something went wrong on our side"), _("It has been noted. Try again in a moment.")))


def page(code: int, detail: str = "", *, at_once: bool = False) -> Response:
    """Return the error page of `code`; scripts get JSON. What was typed comes back, as a form where sending it again may help.

    `at_once` says that somebody changed the same row at the same moment: sent again, the page of the thing shows both texts.
    """
    title, advice = _sentences(code)
    if at_once:
        detail = _("Somebody changed this at the same moment. Press the button to send yours again and see how it stands now.")
    if request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(error=title, advice=detail or advice), code)
    again = at_once or code == 400 or code >= 500
    answer = make_response(render_template("web/error.html", code=code, title=title, advice=detail or advice,
                                           typed=_typed(code), again=again), code)
    if code == 503:
        answer.headers["Retry-After"] = "2"
    return answer


def _typed(code: int) -> list[tuple[str, str]]:
    """Return what was sent, where somebody may want it again."""
    if request.method in SAFE or not (code in (400, 404, 409) or code >= 500):
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_RESENT]


def _page_in_trouble(code: int, *, at_once: bool = False) -> Response:
    """Return the page of `code`, or where the database does not answer for that either, one that asks it nothing."""
    try:
        _abandon()
        with reading():
            return page(code, at_once=at_once)
    except DBAPIError:
        log.exception("the page of an error failed too at %s %s", request.method, request.path)
    words = []
    for locale in ("zh_Hans", "en"):
        with force_locale(locale):
            words.append((*_sentences(code), _("Send it again")))
    template = current_app.jinja_env.get_template("web/down.html")  # by itself: what pages share asks the database
    return make_response(template.render(words=words, typed=_typed(code), token=generate_csrf()), code)


def _on_http(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    if code == 413:
        _take_in_the_rest()
    own = error.description if error.description != type(error).description else ""
    return page(code, own or "")


def _take_in_the_rest() -> None:
    """Read and forget what is still being sent: a browser cut off in the middle shows no page of ours."""
    stream, left = request.environ["wsgi.input"], min(request.content_length or 0, PATIENCE)
    while left > 0 and (piece := stream.read(min(left, 1 << 20))):
        left -= len(piece)


def _on_csrf(error: CSRFError) -> Response:
    return page(400, _("The page had been open too long or in another session. Press the button to send it again."))


def _abandon() -> None:
    db.session.rollback()
    db.session.remove()


def _on_busy(error: Exception) -> Response:
    return _page_in_trouble(503)


def _on_database(error: DBAPIError) -> Response:
    text = str(error.orig).lower()
    code = 507 if any(word in text for word in FULL) else 503 if any(word in text for word in BUSY) else 500
    log.error("database error %s at %s %s: %s", code, request.method, request.path, text, exc_info=code == 500)
    return _page_in_trouble(code)


def _on_unholdable(error: DataError) -> Response:
    """Answer what no check of a form has caught: a character or a number that a column does not take."""
    log.error("unforeseen value at %s %s: %s", request.method, request.path, error.orig)
    return _page_in_trouble(400)


def _on_conflict(error: IntegrityError | StaleDataError) -> Response:
    return _page_in_trouble(409, at_once=True)


def _on_system(error: OSError) -> Response:
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return _on_anything(error)
    log.error("the disk is full at %s %s: %s", request.method, request.path, error)
    return _page_in_trouble(507)


def _on_anything(error: Exception) -> Response:
    log.exception("unforeseen error at %s %s", request.method, request.path)
    return _page_in_trouble(500)


def stranger() -> Response:
    """Send somebody who is not signed in to the sign-in page, and remember where they wanted to go."""
    if request.method not in SAFE or request.accept_mimetypes.best == "application/json":
        return page(401)
    session["after"] = request.full_path.rstrip("?")[:300]
    return redirect("/sign-in", 302)


def answer_errors(app: Flask) -> None:
    """Have `app` answer every error with a page."""
    app.register_error_handler(CSRFError, _on_csrf)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(LockTimeout, _on_busy)
    app.register_error_handler(IntegrityError, _on_conflict)
    app.register_error_handler(DBAPIError, _on_database)
    app.register_error_handler(DataError, _on_unholdable)
    app.register_error_handler(StaleDataError, _on_conflict)
    app.register_error_handler(OSError, _on_system)
    app.register_error_handler(Exception, _on_anything)
    login.unauthorized_handler(stranger)
