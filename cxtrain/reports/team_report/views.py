"""The report of a store as a PDF."""

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.queries import sealed_before
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.planning.documents.paper import LANGUAGES
from cxtrain.reports.figures import months_back
from cxtrain.reports.team_report.queries import team_paper
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale

bp = Blueprint("team_report", __name__)
SPANS = (3, 6, 12)


@bp.route("/team/<int:unit_id>/report.pdf")
@requires(Can.SEE_TEAM)
def team_pdf(unit_id: int) -> Response:
    """Send a store's report: ?span=3, 6 or 12 months, ?language=zh, en or both."""
    unit = get_unit_for(current_user, Can.SEE_TEAM, unit_id)
    asked = request.args.get("span", 12, type=int)
    months = months_back(f"{today(unit.zone):%Y-%m}", asked if asked in SPANS else 12)
    paper, sealed = team_paper(current_user, unit, months), sealed_before(today("UTC"))
    db.session.rollback()  # printing takes a moment; no transaction should be open for it
    locale = LANGUAGES.get(request.args.get("language", "")) or reader_locale()
    name = f"team-{paper.code}-{paper.last_month}.pdf"
    try:
        body = pdf.render("reports/team_report/team.pdf.html", locale=locale, team=paper, sealed=sealed)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", name, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
