"""Plans on paper, in one language or both."""

from typing import Any

from flask import Blueprint, abort, current_app, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.queries import sealed_before
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.documents import queries
from cxtrain.planning.documents.paper import LANGUAGES
from cxtrain.planning.models import Plan
from cxtrain.planning.queries import get_plan_for, library, names_of
from cxtrain.web import pdf
from cxtrain.web.converters import asked_id
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale

bp = Blueprint("plan_documents", __name__, url_prefix="/planning")


@bp.route("/plans/<int:plan_id>/plan.pdf")
@requires(Can.SEE_OWN)
def plan_pdf(plan_id: int) -> Response:
    """Send the plan as a PDF: ?language=zh, en or both; without it, in the reader's."""
    return _printed(get_plan_for(current_user, plan_id), "planning/plan.pdf.html", "")


@bp.route("/plans/<int:plan_id>/talk.pdf")
@requires(Can.SEE_OWN)
def talk_sheet(plan_id: int) -> Response:
    """Send the sheet for a talk about the plan, to fill in with a pen, or ?talk= as it was held; languages as of the plan."""
    plan, asked = get_plan_for(current_user, plan_id), asked_id("talk")
    held = next((talk for talk in plan.talks if talk.id == asked), None)
    if asked and held is None:
        abort(404)
    return _printed(plan, "planning/talk_sheet.pdf.html", "-GROW", talk=queries.talk_lines(held) if held else None)


def _printed(plan: Plan, template: str, suffix: str, **more: Any) -> Response:
    locale = LANGUAGES.get(request.args.get("language", "")) or reader_locale()
    facts: dict[str, Any] = {
        **more, "sealed": sealed_before(today("UTC")),
        "plan": plan.on_paper(names_of([plan.drafted_by, plan.approved_by, plan.closed_by]), library()),
        "around": queries.around(plan, library(), locale=locale, today=today(plan.unit.zone))}
    name = f"{plan.number}{suffix}.pdf"
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        body = pdf.render(template, locale=locale, **facts)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", name, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
