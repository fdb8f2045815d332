"""One planned visit: who goes, calling it off, drawing it again; beginning its scorecard, also from paper."""

from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.forms import NoPhoto
from cxtrain.quality.models import Visit
from cxtrain.quality.photos.operations import keep_photo
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import queries as plans
from cxtrain.quality.schedule.briefs.brief import window
from cxtrain.quality.schedule.fulfilment import START_WITHIN, STATUS_WORDS, may_start
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.schedule.stops import operations, queries
from cxtrain.quality.schedule.stops.forms import PaperForm, ReasonForm, SendForm
from cxtrain.web.pages import done, said

bp = Blueprint("stops", __name__)


@bp.app_context_processor
def assigned() -> dict[str, Any]:
    """Give templates assigned_visits(): what the reader is sent to and has not begun, with when it can be begun."""
    return {"assigned_visits": _assigned, "window": window}


def _assigned() -> list[dict[str, Any]]:
    day = today(current_user.zone)
    lines = plans.assigned_to(current_user, day - START_WITHIN) if current_user.may(Can.SHOP) else []
    return [{"planned": line.planned, "days": (line.planned.day - day).days, "missed": line.planned.day < day,
             "startable": may_start(line.planned.state, line.planned.day, day), "until": line.planned.day + START_WITHIN}
            for line in lines]


@bp.route("/quality/planned/<int:planned_id>", methods=["GET", "POST"])
@requires(Can.PLAN_VISITS)
def show_planned(planned_id: int) -> ResponseReturnValue:
    """Show a planned visit with who could go and why others cannot; send somebody."""
    planned = queries.get_planned_for(current_user, planned_id)
    people = queries.candidates(planned)
    form = SendForm(people=[(str(one.member.account_id), said(one.member.name)) for one in people],
                    data={"account_id": str(planned.account_id or "")})
    refused = ""
    if form.is_submitted_and_valid():
        try:
            operations.send(queries.get_planned_for(current_user, planned_id, lock=True), form.chosen)
        except operations.Conflicting as why:
            name = next(said(one.member.name) for one in people if one.member.account_id == form.chosen)
            refused = _("%(name)s cannot go: %(why)s.", name=name, why=_(why.sentence, **why.values))
        except Refused as refusal:
            refused = _(refusal.sentence)
        else:
            return _ended(planned, _("Saved."))
    status = 409 if refused else 400 if form.errors else 200
    return render_template("quality/show_planned.html", **_facts(planned), form=form, people=people, refused=refused), status


def _facts(planned: PlannedVisit) -> dict[str, Any]:
    return {"planned": planned, "line": queries.line_of(planned), "words": STATUS_WORDS, "reason": ReasonForm(),
            "again": queries.replacement_of(planned)}


def _ended(planned: PlannedVisit, message: str) -> ResponseReturnValue:
    answer = done(url_for(".show_planned", planned_id=planned.id), message)
    db.session.commit()
    return answer


@bp.route("/quality/planned/<int:planned_id>/cancel", methods=["POST"])
@requires(Can.PLAN_VISITS)
def cancel_planned(planned_id: int) -> ResponseReturnValue:
    """Call a visit off, with a reason."""
    planned, form = queries.get_planned_for(current_user, planned_id, lock=True), ReasonForm()
    if not form.is_submitted_and_valid():
        abort(400, _("Say why."))
    try:
        operations.cancel(planned, form.reason.data)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    return _ended(planned, _("The visit is called off."))


@bp.route("/quality/planned/<int:planned_id>/redraw", methods=["POST"])
@requires(Can.PLAN_VISITS)
def redraw_planned(planned_id: int) -> ResponseReturnValue:
    """Draw another day for a missed visit, with a reason."""
    planned, form = queries.get_planned_for(current_user, planned_id, lock=True), ReasonForm()
    if not form.is_submitted_and_valid():
        abort(400, _("Say why."))
    try:
        made = operations.redraw(planned, form.reason.data)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    return _ended(made, _("Another day is drawn. Send somebody."))


@bp.route("/quality/planned/<int:planned_id>/start", methods=["POST"])
@requires(Can.SHOP)
def start_planned(planned_id: int) -> ResponseReturnValue:
    """Begin the scorecard of a visit to which the reader is sent, by one tap."""
    planned = queries.get_assigned_for(current_user, planned_id, lock=True)
    try:
        visit = operations.start(current_user, planned)
    except Refused as refusal:
        abort(409, _(refusal.sentence))
    answer = done(url_for("quality.enter_scorecard", visit_id=visit.id))
    db.session.commit()
    return answer


@bp.route("/quality/planned/paper", methods=["GET", "POST"])
@requires(Can.ENTER_SCORECARDS)
def key_in_planned() -> ResponseReturnValue:
    """Key in the paper form of a planned visit, found by the code on it."""
    form = PaperForm()
    if form.is_submitted_and_valid():
        try:
            visit = _keyed_in(form)
        except NoPhoto:
            form.paper.errors = [_("This is not a photo that can be read. Take it again as JPEG or PNG.")]
        except Refused as refusal:
            form.code.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id))
            db.session.commit()
            return answer
    return render_template("quality/key_in_planned.html", form=form), 400 if form.errors else 200


def _keyed_in(form: PaperForm) -> Visit:
    digest = keep_photo(form.paper.data.read())
    planned = queries.planned_by_code(form.code.data)
    if planned is None:
        raise Refused(operations.NO_CODE)
    return operations.key_in(current_user, planned, shopper=form.shopper.data or "", paper_digest=digest)
