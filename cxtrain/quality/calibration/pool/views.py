"""Visits that are looked at again: the list, one of them, and all of a shopper who passed."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quality.calibration.pairs.queries import names_of
from cxtrain.quality.calibration.pool import operations, queries
from cxtrain.quality.calibration.pool.forms import LiftAllForm, LiftForm
from cxtrain.quality.queries import answers_of, instrument_of
from cxtrain.quality.refusal import Refused
from cxtrain.web.pages import done

bp = Blueprint("pool", __name__, url_prefix="/quality/calibration")


@bp.app_context_processor
def told() -> dict[str, Any]:
    """Give pages what is told of visits that are looked at again: to the person observed, and of units."""
    return {"looked_again": lambda: queries.told_person(current_user.employee_id),
            "looked_again_of": queries.told_person, "looked_again_in": lambda *unit_ids: queries.told_units(unit_ids)}


@bp.route("/checks", methods=["GET"])
@requires(Can.CALIBRATE)
def list_checks() -> ResponseReturnValue:
    """Show the visits that count nowhere until somebody has looked, by shopper."""
    checks = queries.open_checks(current_user)
    people = {check.visit.observed_by: None for check in checks}
    return render_template("quality/list_checks.html", people=list(people), checks=checks, names=names_of(set(people)),
                           counts=queries.open_counts(current_user), passed={
                               account: queries.passed_since(account or 0, max(
                                   check.put_at for check in checks if check.visit.observed_by == account))
                               for account in people})


@bp.route("/checks/<int:visit_id>", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def lift_check(visit_id: int) -> ResponseReturnValue:
    """Read one visit again and decide whether it may count."""
    check, form = queries.get_check_for(current_user, visit_id), LiftForm()
    if form.is_submitted_and_valid():
        try:
            operations.lift(current_user, check, how=form.how.data, reason=form.reason.data)
        except Refused as refusal:
            db.session.rollback()
            form.how.errors = [_(refusal.sentence)]
            check = queries.get_check_for(current_user, visit_id)
        else:
            answer = done(url_for(".list_checks"), _("The visit is void.") if form.how.data == "void" else _(
                "The visit counts again."))
            db.session.commit()
            return answer
    visit = check.visit
    return render_template("quality/lift_check.html", check=check, visit=visit, form=form, answers=answers_of(visit.id),
                           instrument=instrument_of(visit.instrument),
                           passed=queries.passed_since(visit.observed_by or 0, check.put_at),
                           doubled=queries.was_doubled(visit.id)), 400 if form.errors else 200


@bp.route("/shoppers/<int:account_id>/lift", methods=["GET", "POST"])
@requires(Can.CALIBRATE)
def lift_checks(account_id: int) -> ResponseReturnValue:
    """Let all visits of a shopper count again, who has passed since."""
    form, checks = LiftAllForm(), queries.open_checks(current_user, account_id)
    if form.is_submitted_and_valid():
        try:
            n = operations.lift_all(current_user, account_id, form.reason.data)
        except Refused as refusal:
            form.reason.errors = [_(refusal.sentence)]
        else:
            answer = done(url_for(".list_checks"), _("%(n)s visits count again.", n=n))
            db.session.commit()
            return answer
    return render_template("quality/lift_checks.html", form=form, n=len(checks), account_id=account_id,
                           names=names_of({account_id})), 400 if form.errors else 200
