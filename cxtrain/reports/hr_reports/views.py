"""HR's reports: one page by unit or by person, and the filters that one keeps."""

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.reports.hr_reports import operations, queries
from cxtrain.reports.hr_reports.asked import PERIODS, Wanted, of_page, read
from cxtrain.reports.hr_reports.forms import FilterForm
from cxtrain.reports.hr_reports.tables import NOTES
from cxtrain.reports.transcripts.sheet import whole_minutes
from cxtrain.training.activity.queries import summed_until
from cxtrain.web.pages import done

bp = Blueprint("hr_reports", __name__)


@bp.route("/hr-reports")
@requires(Can.SEE_HR_REPORTS)
def show_hr_report():
    """Show completion, hours, pass rates, certificates and learning outside working time."""
    wanted, units = _wanted()
    found = queries.report(current_user, wanted)
    base = current_app.config["CX"].public_url.rstrip("/") or request.host_url.rstrip("/")
    return render_template(
        "reports/show_hr_report.html", wanted=wanted, found=found, units=units, periods=PERIODS, employments=EMPLOYMENTS,
        kept=queries.kept_filters(current_user.employee_id), notes=NOTES, minutes=whole_minutes, until=summed_until(),
        address=wanted.address(), link=base + url_for(".show_hr_report", **wanted.address()),
        pages=max(1, -(-found.count // queries.PAGE)), of_page=lambda page: of_page(wanted, page))


@bp.route("/hr-reports/keep", methods=["GET", "POST"])
@requires(Can.SEE_HR_REPORTS)
def keep_filter():
    """Keep what is chosen under a name."""
    wanted, units = _wanted()
    form = FilterForm()
    if form.is_submitted_and_valid():
        try:
            operations.keep_filter(current_user, form.name.data, wanted)
        except operations.TooMany:
            form.name.errors = [_("You keep %(most)s filters already. Remove one first.", most=operations.MOST)]
        else:
            answer = done(url_for(".show_hr_report", **wanted.address()), _("The filter was kept."))
            db.session.commit()
            return answer
    return render_template("reports/keep_filter.html", form=form, wanted=wanted, units=dict(units), periods=PERIODS,
                           employments=EMPLOYMENTS), 400 if form.errors else 200


@bp.route("/hr-reports/filters/<int:filter_id>/remove", methods=["POST"])
@requires(Can.SEE_HR_REPORTS)
def remove_filter(filter_id: int):
    """Let go of a filter of one's own."""
    kept = queries.get_filter_of(current_user, filter_id) or abort(404)
    operations.remove_filter(current_user, kept)
    answer = done(url_for(".show_hr_report"), _("The filter was removed."))
    db.session.commit()
    return answer


def _wanted() -> tuple[Wanted, list[tuple[int, str]]]:
    """Return what the address asks for, and the units to choose from. A unit that is not in reach is a 404."""
    wanted, units = read(request.args, today(current_user.zone)), unit_choices(Can.SEE_HR_REPORTS)
    if request.args.get("unit") and wanted.unit_id not in dict(units):
        abort(404)
    return wanted, units
