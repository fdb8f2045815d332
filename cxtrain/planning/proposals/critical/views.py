"""One visit's failed critical items, and what is done about them."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.planning.proposals.critical import operations, queries
from cxtrain.planning.proposals.critical.forms import STEPS, StepForm
from cxtrain.planning.thresholds.queries import current
from cxtrain.web.pages import done

bp = Blueprint("critical", __name__, url_prefix="/planning/critical")


@bp.route("/<int:visit_id>", methods=["GET", "POST"])
@requires(Can.WRITE_PLANS)
def show_critical(visit_id: int) -> ResponseReturnValue:
    """Show what a visit's failed critical items call for, and note what was done."""
    visit, form, rules, refused = queries.get_visit_for(current_user, visit_id), StepForm(), current(), ""
    calls = {call.failure.item: call for call in queries.calls_of(visit, current_user)}
    if form.is_submitted():
        call = calls.get(form.item.data or "") or abort(404)
        form.offer(call)
        if form.is_submitted_and_valid():
            try:
                operations.take_step(call, visit, form.step.data, form.words.data or "", actor=current_user, rules=rules)
                answer = done(url_for(".show_critical", visit_id=visit.id), _("Noted."))
                db.session.commit()
                return answer
            except operations.CallRefused as refusal:
                db.session.rollback()
                refused = _(str(refusal))
                visit = queries.get_visit_for(current_user, visit_id)
    return render_template(
        "planning/proposals/critical/show_critical.html", visit=visit, calls=list(calls.values()), rules=rules, form=form,
        refused=refused, steps=queries.steps_of(visit.id), said_of=STEPS, person=queries.person_of(visit),
        offered={item: _offered(call, form) for item, call in calls.items()}), 409 if refused else 400 if form.errors else 200


def _offered(call: "queries.Call", sent: StepForm) -> StepForm:
    """Return the form of one item: the one that was sent, or an empty one."""
    form = sent if sent.is_submitted() and sent.item.data == call.failure.item else StepForm(formdata=None)
    form.item.data = call.failure.item
    form.offer(call)
    return form
