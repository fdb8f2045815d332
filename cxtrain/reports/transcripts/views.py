"""Transcripts: one's own and, for those who see the team, of people in reach; as a page, a PDF and tables."""

from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.queries import sealed_before
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_employee_for
from cxtrain.reports.auditors.queries import links_with
from cxtrain.reports.transcripts.queries import transcript_of
from cxtrain.reports.transcripts.sheet import KINDS, Transcript
from cxtrain.reports.transcripts.tables import NOTES, as_csv, as_xlsx
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale

bp = Blueprint("transcripts", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = ("pdf", "xlsx", "csv")


@bp.route("/me/transcript")
@requires(Can.SEE_OWN)
def my_transcript():
    """Show one's own transcript."""
    transcript = _of(_myself())
    files = {ending: url_for(".my_transcript_file", ending=ending) for ending in ENDINGS}
    return render_template("reports/show_transcript.html", t=transcript, own=True, files=files, kinds=KINDS, notes=NOTES,
                           shown_by=links_with(current_user.employee_id))


@bp.route("/me/transcript.<any(pdf, xlsx, csv):ending>")
@requires(Can.SEE_OWN)
def my_transcript_file(ending: str):
    """Send one's own transcript as a file."""
    return _file(_of(_myself()), ending)


@bp.route("/employees/<int:employee_id>/transcript")
@requires(Can.SEE_TEAM)
def show_transcript(employee_id: int):
    """Show the transcript of somebody in reach, also of one who left."""
    transcript = _of(get_employee_for(current_user, Can.SEE_TEAM, employee_id))
    files = {ending: url_for(".transcript_file", employee_id=employee_id, ending=ending) for ending in ENDINGS}
    return render_template("reports/show_transcript.html", t=transcript, own=False, files=files, kinds=KINDS, notes=NOTES,
                           employee_id=employee_id)


@bp.route("/employees/<int:employee_id>/transcript.<any(pdf, xlsx, csv):ending>")
@requires(Can.SEE_TEAM)
def transcript_file(employee_id: int, ending: str):
    """Send the transcript of somebody in reach as a file."""
    return _file(_of(get_employee_for(current_user, Can.SEE_TEAM, employee_id)), ending)


def _myself() -> Employee:
    return db.session.get_one(Employee, current_user.employee_id)


def _of(person: Employee) -> Transcript:
    return transcript_of(person, today(person.unit.zone))


def _file(transcript: Transcript, ending: str) -> Response:
    """Return the transcript as a PDF to look at, or as a table to keep."""
    made = {"pdf": _printed, "xlsx": as_xlsx, "csv": as_csv}[ending](transcript)
    kind = {"pdf": "application/pdf", "xlsx": XLSX, "csv": "text/csv"}[ending]
    return send_file(BytesIO(made), kind, ending != "pdf", f"transcript-{transcript.number}.{ending}")


def _printed(transcript: Transcript) -> bytes:
    maker = {"zh": current_user.name, "en": current_user.name_en or current_user.name}
    sealed = sealed_before(today("UTC"))
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        return pdf.render("reports/transcript.pdf.html", locale=reader_locale(), t=transcript, maker=maker, kinds=KINDS,
                          notes=NOTES, sealed=sealed)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed) as fault:
        current_app.logger.warning("transcript %s: %s", transcript.number, fault)
        abort(503, _("It could not be printed just now. The page and the tables can be had all the same."))
