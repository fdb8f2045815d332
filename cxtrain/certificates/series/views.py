"""Number series for HR: which unit has which, whether every number is accounted for."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.certificates.series import operations, queries
from cxtrain.certificates.series.forms import PrefixForm
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.pages import done, said

bp = Blueprint("series", __name__)
CAN = Can.REVOKE_CERTIFICATES


@bp.route("/certificates/series")
@requires(CAN)
def list_series():
    """Show which unit has numbers of its own, and how each series adds up."""
    units = unit_choices(CAN)
    return render_template(
        "certificates/list_series.html", units=units, own=queries.own_prefixes(), house=queries.house_prefix(),
        series=queries.list_series(current_user),
    )  # fmt: skip


@bp.route("/certificates/series/<int:unit_id>", methods=["GET", "POST"])
@requires(CAN)
def set_prefix(unit_id: int):
    """Give a unit numbers of its own, or take them back."""
    unit = get_unit_for(current_user, CAN, unit_id)
    form = PrefixForm(request.form, data={"prefix": queries.own_prefixes().get(unit.id, "")})
    if form.is_submitted_and_valid():
        try:
            row = operations.set_prefix(current_user, unit, form.prefix.data)
        except Refused as fault:
            form.prefix.errors = [_(fault.message)]
        else:
            name = said(unit.label)
            answer = done(url_for(".list_series"), _(
                "Numbers in %(unit)s begin with %(prefix)s from now on.", unit=name, prefix=row.prefix
            ) if row.prefix else _("%(unit)s goes by the unit above from now on.", unit=name))
            db.session.commit()
            return answer
    return render_template(
        "certificates/set_prefix.html", form=form, unit=unit, now=operations.prefix_of(unit), history=queries.history(unit)
    ), 400 if form.errors else 200
