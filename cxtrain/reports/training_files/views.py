"""Training files: one's own, of people in reach, and those of a whole unit made by a worker."""

import datetime as dt

from flask import Blueprint, Response, abort, current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.files.operations import path_of
from cxtrain.jobs.queries import worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for, get_unit_for, within
from cxtrain.people.staff.views import unit_choices
from cxtrain.reports.training_files import operations
from cxtrain.reports.training_files.forms import OUTPUTS, FilesForm
from cxtrain.reports.training_files.making.queries import file_of
from cxtrain.reports.training_files.models import TrainingFileBundle
from cxtrain.training.classes.papers.documents import LANGUAGES, LOCALES
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import done, reader_locale
from cxtrain.web.pdf import PrintFailed

bp = Blueprint("training_files", __name__)
YEARS_BACK = 6


@bp.route("/me/training-file.pdf")
@requires(Can.SEE_OWN)
def my_file() -> ResponseReturnValue:
    """Send one's own training file: ?year=, ?language=zh, en or both."""
    return _sent(db.session.get_one(Employee, current_user.employee_id))


@bp.route("/employees/<int:employee_id>/training-file.pdf")
@requires(Can.SEE_TEAM)
def person_file(employee_id: int) -> ResponseReturnValue:
    """Send the training file of somebody in reach, also of one who left; ?copy=auditor is without results of visits."""
    return _sent(get_employee_for(current_user, Can.SEE_TEAM, employee_id))


@bp.route("/training-files", methods=["GET", "POST"])
@requires(Can.SEE_HR_REPORTS)
def list_files() -> ResponseReturnValue:
    """Have the training files of a unit made, and fetch those that were."""
    this_year = today(current_user.zone).year
    years = range(this_year, this_year - YEARS_BACK, -1)
    form = FilesForm(units=unit_choices(Can.SEE_HR_REPORTS), years=years)
    if form.is_submitted_and_valid():
        unit = get_unit_for(current_user, Can.SEE_HR_REPORTS, form.unit.data)
        people = len(operations.people_of(unit))
        if 1 <= people <= operations.MOST_PEOPLE:
            order = operations.Order(unit, form.year.data or None, form.language.data, form.output.data,
                                     form.what_for)
            operations.ask(current_user, order, people)
            answer = done(url_for(".list_files"), _("The training files are being made."))
            db.session.commit()
            return answer
        form.unit.errors = [_("%(n)s people work there; a file holds 1 to %(most)s.", n=people, most=operations.MOST_PEOPLE)]
    page = render_template("reports/training_files/list_files.html", form=form, bundles=_bundles(), languages=LANGUAGES,
                           outputs=OUTPUTS, worker=worker_lives())
    return page, 400 if form.errors else 200


@bp.route("/training-files/<int:bundle_id>")
@requires(Can.SEE_HR_REPORTS)
def bundle_file(bundle_id: int) -> ResponseReturnValue:
    """Send training files of many that one had made, while their unit is in one's reach."""
    bundle = next((each for each in _bundles() if each.id == bundle_id and each.digest), None) or abort(404)
    kind, ending = {"zip": ("application/zip", "zip"), "merged": ("application/pdf", "pdf")}[bundle.output]
    return send_file(path_of(bundle.digest), kind, True, f"training-files-{bundle.unit.code}-{bundle.year or 'all'}.{ending}")


def _bundles() -> list[TrainingFileBundle]:
    """Return one's own bundles of units that are in one's reach, the latest first."""
    query = select(TrainingFileBundle).join(Unit, Unit.id == TrainingFileBundle.unit_id).where(
        TrainingFileBundle.asked_by == current_user.employee_id, within(current_user, Can.SEE_HR_REPORTS))
    return list(db.session.scalars(query.order_by(TrainingFileBundle.id.desc()).limit(50)))


def _sent(person: Employee) -> Response:
    asked, auditors = request.args.get("language", ""), request.args.get("copy") == "auditor"
    language = asked if asked in LOCALES else "en" if reader_locale() == "en" else "zh"
    file = file_of(person, today(person.unit.zone), _year(), observed=not auditors)
    maker = {"zh": current_user.name, "en": current_user.name_en or current_user.name}
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        body = operations.printed(file, language, maker, auditors=auditors)
    except (MissingFont, MissingGlyphs, PrintFailed, ValueError) as fault:
        current_app.logger.warning("training file %s: %s", file.number, fault)
        abort(503, _("It could not be printed just now."))
    disposition = f'inline; filename="training-file-{file.number}.pdf"'
    return Response(body, mimetype="application/pdf", headers={"Content-Disposition": disposition})


def _year() -> int | None:
    asked = request.args.get("year", type=int)
    return asked if asked and dt.MINYEAR <= asked <= dt.MAXYEAR else None
