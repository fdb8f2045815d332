"""A form on paper: blank, or for one visit with its number and a code that leads to it."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality import queries
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.paper.layout import Occasion, laid_out, scale_line
from cxtrain.quality.paper.wording import FAIR, KINDS, PHRASES
from cxtrain.quality.schedule.stops.queries import get_briefed_for
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale

bp = Blueprint("paper", __name__)
LANGUAGES = ("zh", "en", "both")


@bp.route("/quality/forms/<slug>/sheet.pdf")
@requires(Can.ENTER_SCORECARDS, Can.PLAN_VISITS, Can.EDIT_INSTRUMENTS)
def score_sheet(slug: str) -> ResponseReturnValue:
    """Send a form, to be printed and filled in with a pen: the version in use, or the one that ?version=DIGEST names."""
    return _printed(queries.form_version(slug, request.args.get("version", "")) or abort(404), Occasion())


@bp.route("/quality/visits/<int:visit_id>/sheet.pdf")
@requires(Can.ENTER_SCORECARDS, Can.SHOP)
def visit_sheet(visit_id: int) -> ResponseReturnValue:
    """Send the form of a visit that the reader enters, with its number and the code that leads to its scorecard."""
    visit = queries.get_entered_for(current_user, visit_id)
    there = Occasion(
        number=str(visit.id), unit=visit.unit.label, touchpoint=visit.touchpoint.title,
        day=visit.visited_on.isoformat(), names=visit.people != "none",
        url=url_for("quality.enter_scorecard", visit_id=visit.id, _external=True))
    return _printed(visit.instrument, there)


@bp.route("/quality/planned/<int:planned_id>/sheet.pdf")
@requires(Can.SHOP, Can.PLAN_VISITS)
def planned_sheet(planned_id: int) -> ResponseReturnValue:
    """Send the form of a planned visit, with the code by which it is keyed in."""
    planned = get_briefed_for(current_user, planned_id)
    there = Occasion(
        number=planned.code, unit=planned.unit.label, touchpoint=planned.touchpoint.title, day=planned.day.isoformat(),
        names=planned.unit.people != "none", url=url_for("briefs.show_brief", planned_id=planned.id, _external=True))
    return _printed(queries.current_form(planned.touchpoint.slug) or abort(404), there)


def _printed(version: InstrumentVersion, there: Occasion) -> ResponseReturnValue:
    form, language = queries.instrument_of(version), _language()
    facts: dict[str, Any] = {
        "language": language, "kind": KINDS[form.kind].as_dict(), "fair": FAIR[form.kind].as_dict(), "of": form.kind,
        "title": form.title.said.as_dict(), "blocks": laid_out(form), "scale": scale_line(form),
        "there": there, "code": f"{form.slug} · {version.digest[:8]}",
        "t": {name: words.as_dict() for name, words in PHRASES.items()}}
    name = f"{form.slug}{'-' + there.number if there.number else ''}.pdf"
    db.session.rollback()  # printing takes half a second and more; no transaction should be open for it
    try:
        body = pdf.render("quality/score_sheet.pdf.html", locale="en" if language == "en" else "zh_Hans", **facts)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("form %s: %s", version.id, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else "en" if reader_locale() == "en" else "zh"
