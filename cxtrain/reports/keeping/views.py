"""The page on how long things are kept, and legal holds."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.keeping import operations, queries
from cxtrain.reports.keeping.forms import HoldForm
from cxtrain.reports.keeping.rules import RULES
from cxtrain.reports.privacy.entry import KEPT
from cxtrain.reports.privacy.register import CHAPTERS
from cxtrain.web.pages import done

bp = Blueprint("keeping", __name__, url_prefix="/keeping")


@bp.route("")
@requires(Can.HOLD_BACK)
def show_periods() -> ResponseReturnValue:
    """Show what ends when, how much is over today, and the legal holds."""
    day = today("UTC")
    what = {key: [entry.what for chapter in CHAPTERS for entry in chapter.entries if entry.kept == key] for key in RULES}
    months = {rule.setting: queries.months_of(rule.setting) for rule in RULES.values() if rule.setting}
    return render_template("reports/keeping/show_periods.html", rules=RULES, kept=KEPT, what=what, months=months, day=day,
                           over=queries.counts(day), holds=queries.list_holds(current_user))


@bp.route("/holds/new", methods=["GET", "POST"])
@requires(Can.HOLD_BACK)
def add_hold() -> ResponseReturnValue:
    """Forbid that somebody, or anybody, is erased for a while."""
    form = HoldForm(since=today(current_user.zone))
    if form.is_submitted_and_valid():
        person = queries.person_by_number(current_user, form.number.data or "")
        if person or not (form.number.data or "").strip():
            operations.hold_back(current_user, person, reason=form.reason.data.strip(), since=form.since.data,
                                 until=form.until.data)
            answer = done(url_for(".show_periods"), _("Nothing of that is erased until the hold ends."))
            db.session.commit()
            return answer
        form.number.errors = [_("Nobody whom you look after has this staff number.")]
    return render_template("reports/keeping/add_hold.html", form=form), 400 if form.errors else 200


@bp.route("/holds/<int:hold_id>/end", methods=["POST"])
@requires(Can.HOLD_BACK)
def end_hold(hold_id: int) -> ResponseReturnValue:
    """Let a legal hold end."""
    operations.end_hold(current_user, queries.get_hold_for(current_user, hold_id))
    answer = done(url_for(".show_periods"), _("The hold has ended."))
    db.session.commit()
    return answer
