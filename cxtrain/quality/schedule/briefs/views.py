"""The brief of a visit on a phone and on paper, and what HR writes for a store."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.schedule.briefs import operations, queries
from cxtrain.quality.schedule.briefs.forms import BriefForm
from cxtrain.quality.schedule.fulfilment import may_start
from cxtrain.quality.schedule.stops.queries import get_briefed_for, line_of
from cxtrain.web import pdf
from cxtrain.web.pages import conflict, done, reader_locale

bp = Blueprint("briefs", __name__)


@bp.app_context_processor
def brief() -> dict[str, Any]:
    """Give templates brief_of(visit): what its planned visit asks, or None."""
    return {"brief_of": queries.brief_of}


@bp.route("/quality/planned/<int:planned_id>/brief")
@requires(Can.SHOP, Can.PLAN_VISITS)
def show_brief(planned_id: int) -> ResponseReturnValue:
    """Show what a visit asks, and begin its scorecard by one tap."""
    planned = get_briefed_for(current_user, planned_id)
    own = planned.account_id == current_user.account_id
    fate = line_of(planned).status
    startable = own and fate in ("assigned", "missed") and may_start(planned.state, planned.day, today(planned.unit.zone))
    return render_template("quality/show_brief.html", planned=planned, brief=queries.brief_of_planned(planned), own=own,
                           startable=startable, fate=fate)


@bp.route("/quality/planned/<int:planned_id>/brief.pdf")
@requires(Can.SHOP, Can.PLAN_VISITS)
def brief_pdf(planned_id: int) -> Response:
    """Send the brief as one A4 page, in the reader's language."""
    planned = get_briefed_for(current_user, planned_id)
    sheet = queries.brief_of_planned(planned)
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    body = pdf.render("quality/brief.pdf.html", locale=reader_locale(), brief=sheet)
    return Response(body, mimetype="application/pdf",
                    headers={"Content-Disposition": f'inline; filename="{sheet.code}.pdf"', "Cache-Control": "no-store"})


@bp.route("/quality/stores/<int:unit_id>/briefs/<int:touchpoint_id>", methods=["GET", "POST"])
@requires(Can.PLAN_VISITS)
def edit_brief(unit_id: int, touchpoint_id: int) -> ResponseReturnValue:
    """Write what visits to a touchpoint of a store ask, and what is true there."""
    unit, place = queries.get_place_for(current_user, unit_id, touchpoint_id)
    kept = queries.kept_words(unit.id, place.id)
    version = kept.version if kept else 0
    form = BriefForm(data={**asdict(queries.words_of(unit.id, place.id)), "version": version})
    facts = {"unit": unit, "place": place, "form": form, "theirs": None}
    if form.is_submitted_and_valid():
        if form.version.data != version:
            form.renew(version)
            return conflict("quality/edit_brief.html", **{**facts, "theirs": queries.words_of(unit.id, place.id)})
        operations.write_words(unit, place, form.words)
        answer = done(url_for("schedule.show_plan"), _("Saved."))
        db.session.commit()
        return answer
    return render_template("quality/edit_brief.html", **facts), 400 if form.errors else 200
