"""From which numbers on the visits call for a plan: for everybody to read, for HR to set."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.thresholds import operations, queries
from cxtrain.planning.thresholds.forms import ThresholdsForm
from cxtrain.planning.thresholds.numbers import DEFAULTS, GROUPS, SPECS, changed, read, thresholds_from
from cxtrain.web.pages import done

bp = Blueprint("thresholds", __name__, url_prefix="/planning/thresholds")


@bp.route("")
@requires(Can.SEE_OWN)
def show_thresholds() -> ResponseReturnValue:
    """Show the thresholds that hold, and every change of them with who, when and why."""
    rows = queries.history()
    sets = [*(thresholds_from(row.numbers) for row in rows), DEFAULTS]
    changes = [(row, [(SPECS[name], getattr(before, name), getattr(after, name)) for name in changed(before, after)])
               for row, after, before in zip(rows, sets, sets[1:], strict=False)]
    return render_template("planning/thresholds/show_thresholds.html", groups=GROUPS, now=sets[0], defaults=DEFAULTS,
                           changes=changes, may_set=queries.may_set(current_user))


@bp.route("/set", methods=["GET", "POST"])
@requires(Can.SET_THRESHOLDS)
def set_thresholds() -> ResponseReturnValue:
    """Set them anew, with a reason; the one who comes second sees both."""
    if not queries.may_set(current_user):
        abort(403)
    row, stand = queries.newest(), {name: spec.shown(getattr(queries.current(), name)) for name, spec in SPECS.items()}
    form = ThresholdsForm(data={"after": row.id if row else 0})
    if not form.is_submitted():
        return _page(form, stand)
    typed = {name: request.form.get(name, "")[:20] for name in SPECS}
    numbers, faults = read(typed)
    if not form.is_submitted_and_valid() or faults:
        return _page(form, typed, faults=faults), 400
    if row and form.after.data != row.id:
        form.against(row.id)
        return _page(form, typed, theirs=stand), 409
    try:
        operations.set_thresholds(numbers, form.reason.data, actor=current_user)
    except operations.NothingChanged:
        return _page(form, typed, nothing=True), 400
    answer = done(url_for(".show_thresholds"), _("The thresholds hold from now on."))
    db.session.commit()
    return answer


def _page(form: ThresholdsForm, typed: dict[str, str], **more: Any) -> str:
    facts = {"faults": {}, "nothing": False, "theirs": None, **more}
    return render_template("planning/thresholds/set_thresholds.html", form=form, groups=GROUPS, typed=typed, **facts)
