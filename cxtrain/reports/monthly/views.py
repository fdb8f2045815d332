"""The monthly reports of a unit: the list, one report as page, PDF and workbook, and having one made."""

from collections.abc import Sequence
from io import BytesIO
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.queries import sealed_before
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.planning.documents.paper import LANGUAGES
from cxtrain.reports.monthly import operations, queries
from cxtrain.reports.monthly.forms import MakeForm
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.reports.monthly.paper import Made, MonthlyPaper, paper_of
from cxtrain.reports.monthly.spans import last_month, months_until
from cxtrain.reports.monthly.tables import as_xlsx
from cxtrain.reports.transcripts.views import XLSX
from cxtrain.web import pdf
from cxtrain.web.converters import asked_id
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import done, reader_locale

bp = Blueprint("monthly", __name__)
MAKEABLE = 24  # months back that can be made


@bp.route("/monthly")
@requires(Can.SEE_MONTHLY)
def list_reports() -> ResponseReturnValue:
    """Show a unit's reports, and let one be made."""
    units = list_units(current_user, Can.SEE_MONTHLY) or abort(404)
    unit = _asked(units)
    page = min(asked_id("page") or 1, 10_000)
    reports = queries.list_reports(unit.id, page)
    return _listed(unit, units, MakeForm(months=_months(unit)), reports=reports, page=page)


@bp.route("/monthly/units/<int:unit_id>/make", methods=["POST"])
@requires(Can.SEE_MONTHLY)
def make_report(unit_id: int) -> ResponseReturnValue:
    """Have a month that is over made, or made again."""
    unit = get_unit_for(current_user, Can.SEE_MONTHLY, unit_id)
    form = MakeForm(request.form, months=_months(unit))
    if form.is_submitted_and_valid():
        operations.ask(unit, form.month.data, actor=current_user)
        answer = done(url_for(".list_reports", unit=unit.id),
                      _("The report of %(month)s is being made.", month=form.month.data))
        db.session.commit()
        return answer
    units = list_units(current_user, Can.SEE_MONTHLY)
    return _listed(unit, units, form, reports=queries.list_reports(unit.id)), 400


def _listed(unit: Unit, units: Sequence[Unit], form: MakeForm, *, reports: Sequence[MonthlyReport], page: int = 1) -> str:
    months = _months(unit)
    jobs = {month: job for month in months[:2] if (job := queries.last_job(unit.id, month))}
    newest = {report.month: report for report in reversed(reports)}
    return render_template(
        "reports/monthly/list_reports.html", unit=unit, units=units, form=form, reports=reports[:queries.PAGE], page=page,
        more=len(reports) > queries.PAGE, jobs=jobs, newest=newest, running=[m for m, job in jobs.items()
                                                                            if queries.is_under_way(job)],
        year=today(unit.zone).year, may_set=current_user.may_in(Can.EDIT_INDICATORS, unit.path))


@bp.route("/monthly/<int:report_id>")
@requires(Can.SEE_MONTHLY)
def show_report(report_id: int) -> ResponseReturnValue:
    """Show a report."""
    report = queries.get_report_for(current_user, report_id)
    newest = queries.latest_of(report.unit_id, report.month)
    return render_template("reports/monthly/show_report.html", report=report, paper=_paper(report),
                           newest=newest if newest and newest.id != report.id else None)


@bp.route("/monthly/<int:report_id>/report.pdf")
@requires(Can.SEE_MONTHLY)
def report_pdf(report_id: int) -> Response:
    """Send a report on paper: ?language=zh, en or both."""
    report = queries.get_report_for(current_user, report_id)
    paper, sealed = _paper(report), sealed_before(report.made_at.date())
    db.session.rollback()  # printing takes a moment; no transaction should be open for it
    locale = LANGUAGES.get(request.args.get("language", "")) or reader_locale()
    try:
        body = pdf.render("reports/monthly/report.pdf.html", locale=locale, paper=paper, sealed=sealed)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("monthly report %s: %s", paper.number, fault)
        abort(503, _("It could not be printed just now."))
    return Response(body, mimetype="application/pdf",
                    headers={"Content-Disposition": f'inline; filename="monthly-{report_id}.pdf"'})


@bp.route("/monthly/<int:report_id>/report.xlsx")
@requires(Can.SEE_MONTHLY)
def report_xlsx(report_id: int) -> Response:
    """Send a report as a workbook."""
    report = queries.get_report_for(current_user, report_id)
    name = f"monthly-{report.month}-{report.id}.xlsx"
    paper, facts = _paper(report), queries.facts_in(report)
    db.session.rollback()
    return send_file(BytesIO(as_xlsx(paper, facts)), XLSX, True, name)


def _paper(report: MonthlyReport) -> MonthlyPaper:
    on = report.made_at.astimezone(ZoneInfo(report.unit.zone)).date()
    return paper_of(queries.facts_in(report), Made(report.number, on, report.maker.label if report.maker else None))


def _asked(units: Sequence[Unit]) -> Unit:
    """Return the unit that was asked for, by default the widest in reach; another one is a 404."""
    if request.args.get("unit"):
        return next((unit for unit in units if unit.id == asked_id("unit")), None) or abort(404)
    return min(units, key=lambda unit: (len(unit.path), unit.code))


def _months(unit: Unit) -> list[str]:
    """Return the months that can be made, the latest first: only those that are over where the unit is."""
    return months_until(last_month(today(unit.zone)), MAKEABLE)
