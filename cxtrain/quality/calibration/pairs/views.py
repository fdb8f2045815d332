"""Visits that two shoppers scored: how far they agree, pairing, asking for a second visit, parting."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.calibration.models import VisitPair
from cxtrain.quality.calibration.pairs import operations, queries
from cxtrain.quality.calibration.pairs.forms import PairForm, UndoForm
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import instrument_of
from cxtrain.quality.refusal import Refused
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said, shown_day

bp = Blueprint("pairs", __name__, url_prefix="/quality/calibration")


@bp.route("/pairs")
@requires(Can.CALIBRATE)
def list_pairs() -> ResponseReturnValue:
    """Show the pairs with their agreement, and the visits that could get a second scoring."""
    pairs = queries.open_pairs(current_user)
    found = queries.compared(pairs)
    people = {each for pair in pairs for each in (pair.first.observed_by, pair.shopper_id or (
        pair.second.observed_by if pair.second else None))}
    return render_template("quality/list_pairs.html", pairs=pairs, found=found, names=queries.names_of(people),
                           alpha=queries.agreement_of(found), visits=queries.recent_visits(current_user))


@bp.route("/pairs/new/<int:visit_id>", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def pair_visit(visit_id: int) -> ResponseReturnValue:
    """Choose the second visit, or ask another shopper for one."""
    first = queries.get_first_for(current_user, visit_id)
    seconds, others = queries.candidates(first), queries.others(first)
    visits = [(str(each.id), f"{shown_day(each.visited_on)} · {said(each.touchpoint.title)}") for each in seconds]
    form = PairForm(visits=visits,
                    shoppers=[(str(each.id), said(each.employee.label)) for each in others], today=today(first.unit.zone))
    if form.is_submitted_and_valid():
        try:
            _pair(first, form)
        except Refused as refusal:
            form.action.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".list_pairs"), _("Paired. Only the first of the two counts."))
            db.session.commit()
            return answer
    return render_template("quality/pair_visit.html", first=first, form=form), 400 if form.errors else 200


def _pair(first: Visit, form: PairForm) -> VisitPair:
    if form.action.data == "link":
        return operations.link(current_user, first, db.session.get_one(Visit, int(form.second.data)))
    return operations.ask(current_user, first, int(form.shopper.data), form.due_on.data)


@bp.route("/pairs/<int:pair_id>", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def show_pair(pair_id: int) -> ResponseReturnValue:
    """Show two scorecards side by side, item by item; part them."""
    pair, form = queries.get_pair_for(current_user, pair_id), UndoForm()
    if form.is_submitted_and_valid():
        try:
            operations.undo(pair, form.reason.data)
        except Refused as refusal:
            form.reason.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".list_pairs"), _("They no longer belong together; each counts by itself."))
            db.session.commit()
            return answer
    form_of_first = instrument_of(pair.first.instrument)
    return render_template("quality/show_pair.html", pair=pair, form=form, found=queries.compared([pair]).get(pair.id),
                           items={item.id: item for item in form_of_first.items}), 400 if form.errors else 200


@bp.route("/second/<int:pair_id>", methods=["GET", "POST"])
@requires(Can.SHOP)
def begin_second(pair_id: int) -> ResponseReturnValue:
    """Begin a visit that is asked of the reader; nothing says that it is a second one."""
    pair, form, refused = queries.get_asked_of(current_user, pair_id), PageForm(), None
    if form.is_submitted_and_valid():
        try:
            visit = operations.begin(current_user, pair)
        except Refused as refusal:
            db.session.rollback()
            pair, refused = queries.get_asked_of(current_user, pair_id), _(refusal.sentence)
        else:
            answer = done(url_for("quality.enter_scorecard", visit_id=visit.id))
            db.session.commit()
            return answer
    return render_template("quality/begin_second.html", pair=pair, form=form, refused=refused), 409 if refused else 200
