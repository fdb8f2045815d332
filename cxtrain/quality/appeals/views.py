"""Appeals: open one and take it back; list, decide, and look at what came of them."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.appeals import operations, queries
from cxtrain.quality.appeals.forms import AppealForm, DecideAppealForm
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.decisions.queries import get_scorecard_for
from cxtrain.quality.forms import NoPhoto
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.quality.models import Visit
from cxtrain.quality.photos.operations import keep_photo
from cxtrain.quality.queries import answers_of, instrument_of, sheet_of
from cxtrain.quality.refusal import Refused
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("appeals", __name__)


@bp.route("/quality/scorecards/<int:visit_id>/appeal", methods=["GET", "POST"])
@requires(Can.SEE_OWN)
def appeal_line(visit_id: int) -> ResponseReturnValue:
    """Say that one line of a released scorecard was otherwise, in words and with a photo where there is one."""
    visit = get_scorecard_for(current_user, visit_id)
    lines = queries.lines_to_appeal(current_user, visit) or abort(404)
    form = AppealForm(lines=[(line.id, said(line.label)) for line in lines], data={"item": request.args.get("item", "")})
    refused, answers = None, answers_of(visit.id)
    if form.is_submitted_and_valid():
        try:
            _appeal(visit_id, form)
        except NoPhoto:
            form.photo.errors = [_("This is not a photo that can be read. Take it again as JPEG or PNG.")]
        except Refused as refusal:
            refused = _(refusal.sentence)
        else:
            answer = done(url_for("decisions.show_scorecard", visit_id=visit_id, _anchor="appeal"), _(
                "Your appeal is open. Until it is decided the visit counts nowhere about you."))
            db.session.commit()
            return answer
        db.session.rollback()
        visit = get_scorecard_for(current_user, visit_id)
    return render_template("quality/appeal_line.html", visit=visit, form=form, lines=lines, answers=answers, refused=refused,
                           instrument=instrument_of(visit.instrument), until=queries.appeal_until(current_user, visit)
                           ), 400 if form.errors or refused else 200


def _appeal(visit_id: int, form: AppealForm) -> None:
    digest = keep_photo(form.photo.data.read()) if form.photo.data else None
    visit = get_scorecard_for(current_user, visit_id)
    operations.appeal_line(current_user, visit, form.item.data, reason=form.reason.data or "", photo_digest=digest)


@bp.route("/quality/appeals/<int:appeal_id>/withdraw", methods=["POST"])
@requires(Can.SEE_OWN)
def withdraw_appeal(appeal_id: int) -> ResponseReturnValue:
    """Take one's appeal back."""
    appeal = queries.get_own_appeal(current_user, appeal_id)
    try:
        operations.withdraw(current_user, appeal)
    except Refused:
        abort(409)
    answer = done(url_for("decisions.show_scorecard", visit_id=appeal.visit_id, _anchor="appeal"), _(
        "Your appeal is taken back. The line stands as written."))
    db.session.commit()
    return answer


@bp.route("/quality/appeals/<int:appeal_id>/photo")
@requires(Can.SEE_OWN)
def show_evidence(appeal_id: int) -> ResponseReturnValue:
    """Send the photo of an appeal to who opened it, and to who may decide it."""
    answer = Response(read_file(queries.evidence_for(current_user, appeal_id)), mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@bp.route("/quality/appeals")
@requires(Can.DECIDE_APPEALS)
def list_appeals() -> ResponseReturnValue:
    """Show the open appeals by the day they are due, and what was decided."""
    before = asked_id("before")
    lists = queries.list_appeals_for(current_user, before=before)
    lines = {appeal.id: _line(appeal) for appeal in [*lists.open, *lists.decided]}
    return render_template("quality/list_appeals.html", lists=lists, lines=lines, now=now(), older=before)


def _line(appeal: Appeal) -> FormItem:
    return next(item for item in instrument_of(appeal.visit.instrument).items if item.id == appeal.item)


@bp.route("/quality/appeals/statistics")
@requires(Can.DECIDE_APPEALS)
def appeal_statistics() -> ResponseReturnValue:
    """Show which share of the decided appeals was upheld, for each line and each shopper."""
    return render_template("quality/appeal_statistics.html", items=queries.upheld_by_item(current_user),
                           shoppers=queries.upheld_by_shopper(current_user), fewest=queries.FEWEST)


@bp.route("/quality/appeals/<int:appeal_id>/decide", methods=["GET", "POST"])
@requires(Can.DECIDE_APPEALS)
def decide_appeal(appeal_id: int) -> ResponseReturnValue:
    """Uphold an appeal, with what is right instead, or not; and say why."""
    appeal = queries.get_appeal_for(current_user, appeal_id)
    form, refused = _decide_form(appeal), None
    if form.is_submitted_and_valid() and form.version.data != appeal.version:
        form.renew(appeal.version)
        return conflict("quality/decide_appeal.html", **_case(appeal, form), refused=None, clashed=True)
    if form.is_submitted() and not form.errors:
        try:
            operations.decide(current_user, appeal, operations.Verdict(form.answer.data or "", form.right))
        except Refused as refusal:
            db.session.rollback()
            appeal, refused = queries.get_appeal_for(current_user, appeal_id), _(refusal.sentence)
        else:
            answer = done(url_for(".list_appeals"), _("Decided. The person reads your words on the scorecard."))
            db.session.commit()
            return answer
    status = 400 if form.errors or refused else 200
    return render_template("quality/decide_appeal.html", **_case(appeal, form), refused=refused), status


def _decide_form(appeal: Appeal) -> DecideAppealForm:
    return DecideAppealForm(values=_values(instrument_of(appeal.visit.instrument), _line(appeal)),
                            data={"version": appeal.version})


def _values(form: Instrument, item: FormItem) -> list[tuple[str, str]]:
    """Return what a line can be instead, as posted and in words."""
    shown = {"rating": [(str(value), str(value)) for value in form.scale_of(item).values],
             "yes_no": [("1", _("Yes")), ("0", _("No"))]}
    return [*shown.get(item.kind, []), ("na", _("The line does not apply"))]


def _case(appeal: Appeal, form: DecideAppealForm) -> dict[str, Any]:
    visit: Visit = appeal.visit
    return {"appeal": appeal, "visit": visit, "form": form, "line": _line(appeal), "answers": answers_of(visit.id),
            "instrument": instrument_of(visit.instrument), "card": sheet_of(visit), "now": now(),
            "released_by_me": visit.decided_by == current_user.account_id}
