"""The report of a visit as a PDF."""

from flask import Blueprint, Response, abort, current_app, request
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.decisions.queries import get_scorecard_for
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import answers_of, instrument_of, sheet_of
from cxtrain.quality.report.paper import About, visit_paper
from cxtrain.quality.scoring import review
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale

bp = Blueprint("visit_report", __name__)
TEMPLATE = "quality/report.pdf.html"
LANGUAGES = {"zh": "zh_Hans", "en": "en", "both": "both"}


@bp.route("/quality/scorecards/<int:visit_id>/report.pdf")
@requires(Can.SEE_OWN)
def visit_pdf(visit_id: int) -> Response:
    """Send a released visit as a PDF: ?language=zh, en or both; the person observed gets it in words."""
    visit = get_scorecard_for(current_user, visit_id)
    answers, instrument, card = answers_of(visit.id), instrument_of(visit.instrument), sheet_of(visit)
    own = visit.employee_id == current_user.employee_id
    paper = visit_paper(_about(visit), instrument, answers, found=review(instrument, answers),
                        card=(card.times, card.praise), with_scores=not own)
    db.session.rollback()  # printing takes a moment; no transaction should be open for it
    locale = LANGUAGES.get(request.args.get("language", "")) or reader_locale()
    name = f"visit-{visit_id}.pdf"
    try:
        body = pdf.render(TEMPLATE, locale=locale, visit=paper)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("%s: %s", name, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _about(visit: Visit) -> About:
    instrument = instrument_of(visit.instrument)
    return About(
        f"V-{visit.visited_on:%Y}-{visit.id:04d}", visit.unit.label, visit.unit.code, visit.touchpoint.title,
        visit.visited_on, instrument.title.said.as_dict(), visit.employee.label if visit.employee else None, visit.state,
        visit.reason if visit.state == "void" else "", bool(visit.under_review or visit.appeals_open))
