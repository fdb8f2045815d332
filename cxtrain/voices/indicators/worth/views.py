"""What a customer is worth in a unit, and what it is computed with."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.definition import CHURN
from cxtrain.voices.indicators.views import asked
from cxtrain.voices.indicators.worth.forms import TIMINGS, AssumptionForm, typed
from cxtrain.voices.indicators.worth.value import MONTHS, Terms, basis, worth
from cxtrain.web.pages import done

bp = Blueprint("customer_value", __name__, url_prefix="/indicators")
USED = (CHURN, "revenue-per-customer", "cost-per-customer")


@bp.route("/value")
@requires(Can.SEE_INDICATORS)
def show_value() -> ResponseReturnValue:
    """Show a customer's value in a unit, with every number that it comes from."""
    wish, known = asked(), queries.definitions()
    months = queries.months_of(queries.last_month(today(wish.unit.zone)), MONTHS)
    found = queries.figures_of(wish.unit, months, {slug: known[slug] for slug in USED})
    seen, assumed = basis(*(found[slug] for slug in USED)), queries.assumption_of(wish.unit)
    made = None
    if seen and assumed:
        made = worth(seen, Terms(assumed.margin, assumed.discount, assumed.timing, assumed.acquisition, assumed.months))
    return render_template("voices/indicators/worth/show_value.html", asked=wish, basis=seen, assumed=assumed,
                           worth=made, timings=TIMINGS, unit=known["revenue"].unit)


@bp.route("/units/<int:unit_id>/assumptions", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def set_assumptions(unit_id: int) -> ResponseReturnValue:
    """Say what a customer's value is computed with in a unit and those below it; what was assumed before is kept."""
    unit = get_unit_for(current_user, Can.EDIT_INDICATORS, unit_id)
    standing = queries.assumption_of(unit)
    form = AssumptionForm(request.form, data=typed(standing) if standing else None)
    if form.is_submitted_and_valid():
        operations.assume(unit, form.assumed, actor=current_user)
        answer = done(url_for(".show_value", unit=unit.id), _("The assumptions are saved."))
        db.session.commit()
        return answer
    return render_template("voices/indicators/worth/set_assumptions.html", form=form, unit=unit, timings=TIMINGS,
                           history=queries.assumptions(unit.id)), 400 if form.errors else 200
