"""Asking what for before a file about others leaves, and noting that it did. The views that make it know nothing of this."""

import re
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import DBAPIError

from cxtrain.extensions import db
from cxtrain.reports.exports.direct import operations
from cxtrain.reports.exports.direct.endpoints import PURPOSED
from cxtrain.reports.exports.direct.marking import disposition
from cxtrain.reports.exports.forms import PurposedForm
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import reading, writing

bp = Blueprint("direct_exports", __name__)
OURS = ("purpose", "words", "csrf_token")
CODE = re.compile(r"[\w.-]{0,24}", re.ASCII)


def _form() -> PurposedForm:
    return PurposedForm(request.values, meta={"csrf": False})


@bp.before_app_request
def ask_before_a_submit() -> Response | None:
    """Ask what for where the file comes by a submit, which writes: before it does. The view itself refuses whom it must."""
    if request.endpoint not in PURPOSED or request.method != "POST" or not _may():
        return None
    form = _form()
    return None if form.validate() else _asking(form)


def _may() -> bool:
    cans = getattr(current_app.view_functions[request.endpoint or ""], "cans", ())
    return bool(current_user.is_authenticated and any(current_user.may(can) for can in cans))


@bp.after_app_request
def note_what_is_taken(answer: Response) -> Response:
    """Let a file about others go once its purpose is known and noted; before, ask for it in the file's place."""
    if request.endpoint not in PURPOSED or answer.status_code not in (200, 206) or answer.mimetype == "text/html":
        return answer
    form = _form()
    if not form.validate():
        answer.close()
        db.session.rollback()
        with reading():
            return _asking(form)
    return _noted(answer, form)


def _noted(answer: Response, form: PurposedForm) -> Response:
    answer.direct_passthrough = False
    try:
        db.session.rollback()
        with writing():
            export = operations.ask(current_user, request.endpoint or "", _choice(), form.what_for)
            db.session.commit()
        body = operations.bearing(current_user, export, answer.get_data())
        db.session.rollback()
        with writing():
            operations.note(current_user, export, body, answer.mimetype or "")
            named = disposition(answer.headers.get("Content-Disposition", ""), export.id)
            db.session.commit()
    except (LockTimeout, DBAPIError, MissingFont, pdf.PrintFailed) as fault:
        current_app.logger.error("%s is withheld: it could not be marked or noted", request.path, exc_info=fault)
        db.session.rollback()
        with reading():
            return _asking(form)
    answer.set_data(body)
    answer.headers.pop("ETag", None)
    if named:
        answer.headers["Content-Disposition"] = named
    return answer


def _choice() -> dict[str, Any]:
    """Return what was chosen, as far as it is made of codes: what was searched for may be a name."""
    return {name: value for name, value in [*(request.view_args or {}).items(), *request.values.items()]
            if name not in (*OURS, "submission_key", "q") and CODE.fullmatch(str(value))}


def _asking(form: PurposedForm) -> Response:
    """Return the page that asks (428): with what is wrong where something was said, and all that was chosen."""
    fields = [(name, value) for name, value in request.values.items(multi=True) if name not in OURS]
    shown = form if "purpose" in request.values else PurposedForm(None, meta={"csrf": False})
    token = generate_csrf() if request.method == "POST" else ""
    return make_response(render_template("web/ask_purpose.html", form=shown, fields=fields, token=token,
                                         method=request.method.lower()), 428)
