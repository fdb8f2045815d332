"""The papers of a class: a page that lists them, and each as a PDF in Chinese, English or both."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.classes.papers import queries
from cxtrain.training.classes.papers.documents import DOCUMENTS, LANGUAGES, LOCALES
from cxtrain.training.classes.papers.facts import class_code
from cxtrain.training.classes.papers.operations import printed
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale
from cxtrain.web.pdf import PrintFailed

bp = Blueprint("class_papers", __name__, url_prefix="/training/classes")


@bp.route("/<int:class_id>/papers")
@requires(Can.SEE_OWN)
def list_papers(class_id: int) -> ResponseReturnValue:
    """List the papers of a class, to whoever runs it."""
    class_ = queries.get_class_for(current_user, class_id)
    return render_template(
        "training/classes/papers/list_papers.html", class_=class_, code=class_code(class_.id), documents=DOCUMENTS,
        languages=LANGUAGES, sheets=queries.sheets_of(class_), archives=current_user.may_in(Can.RUN_CLASSES, class_.unit.path))


@bp.route("/<int:class_id>/papers/<any(notice, plan, roster, sign_in, evaluation, marks, evaluated, summary):paper>.pdf")
@requires(Can.SEE_OWN)
def class_paper(class_id: int, paper: str) -> ResponseReturnValue:
    """Send a paper of a class: ?language=zh, en or both; without it, in the reader's."""
    class_ = queries.get_class_for(current_user, class_id)
    facts = queries.facts_of(class_, [paper], url=_page(class_id))[paper]
    return sent(paper, f"{class_code(class_id)}-{paper}.pdf", facts)


@bp.route("/<int:class_id>/papers/practical/<slug>.pdf")
@requires(Can.SEE_OWN)
def practical_paper(class_id: int, slug: str) -> ResponseReturnValue:
    """Send the assessment sheets of those on the roster: ?blank=1 for one without a name, ?language= as of `class_paper`."""
    class_ = queries.get_class_for(current_user, class_id)
    blank = request.args.get("blank") == "1"
    facts = queries.practical_facts(class_, slug, blank=blank, reader=current_user.employee_id) or abort(404)
    return sent("practical", f"{class_code(class_id)}-{slug}.pdf", facts)


def sent(name: str, file: str, facts: dict[str, Any]) -> Response:
    """Return the paper as an answer; 503 where it cannot be printed just now."""
    asked = request.args.get("language", "")
    language = asked if asked in LOCALES else "en" if reader_locale() == "en" else "zh"
    maker = {"zh": current_user.name, "en": current_user.name_en or current_user.name}
    signed = {"maker": maker, "today": today(current_user.zone)}
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        body = printed(name, language, {**facts, **signed})
    except (MissingFont, MissingGlyphs, PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", file, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{file}"'})


def _page(class_id: int) -> str:
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    return f"{base}{url_for('classes.show_class', class_id=class_id)}"
