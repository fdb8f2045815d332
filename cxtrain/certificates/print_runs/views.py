"""Print runs for HR: choose, look at one, have all printed, fetch the files."""

import datetime as dt
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from cxtrain.certificates.form.queries import current_seal
from cxtrain.certificates.operations import Unprintable, unprintable, worded
from cxtrain.certificates.print_runs import operations, queries
from cxtrain.certificates.print_runs.forms import ConfirmForm, PrintForm
from cxtrain.certificates.print_runs.lists.operations import spreadsheet
from cxtrain.certificates.print_runs.lists.sign_list import run_number
from cxtrain.certificates.print_runs.making.operations import sample
from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.certificates.print_runs.queries import Candidate
from cxtrain.certificates.queries import course_choices
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import path_of
from cxtrain.jobs.queries import worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import done, said
from cxtrain.web.pdf import PrintFailed
from cxtrain.web.qr import qr_code

bp = Blueprint("print_runs", __name__)
USUAL = {"arranged": "pinyin", "output": "merged", "paper": "one"}
USUAL_DAYS = 31  # What HR prints is mostly what was earned lately.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {"merged": ("application/pdf", "pdf"), "zip": ("application/zip", "zip")}


@bp.app_context_processor
def _copies() -> dict[str, Any]:
    """Give every template printed_copies(certificate_id): who printed it, when, and why again."""
    return {"printed_copies": queries.copies_of}


@dataclass(frozen=True)
class Choice:
    """What a form chose: what can be printed, in its order, and what cannot."""

    fit: list[Candidate] = field(default_factory=list)
    faulty: list[Unprintable] = field(default_factory=list)

    @property
    def again(self) -> int:
        """How many were printed before."""
        return sum(each.again for each in self.fit)


def _form() -> PrintForm:
    """Return the form as asked for: by address while choosing, by post when ordering; at first the last month."""
    courses = [(slug, said(title)) for slug, title in course_choices()]
    usual = MultiDict({"since": (today(current_user.zone) - dt.timedelta(days=USUAL_DAYS)).isoformat()})
    given = request.form if request.method == "POST" else request.args or usual
    whole = USUAL | {name: value for name, value in given.items() if value}
    return PrintForm(MultiDict(whole), meta={"csrf": False}, units=unit_choices(Can.PRINT_CERTIFICATES), courses=courses)


def _chosen(form: PrintForm) -> Choice:
    if not form.validate():
        return Choice()
    found = queries.candidates(current_user, form.selection, today(current_user.zone))
    faulty = unprintable([each.certificate for each in found])
    left_out = {each.certificate.id for each in faulty}
    fit = [each for each in found if each.certificate.id not in left_out]
    return Choice(operations.in_order(fit, form.manner.arranged), faulty)


def _sealable(form: PrintForm) -> bool:
    """Return whether the picture of the seal may be asked for: on paper only, never in a file for each person."""
    return form.manner.drawn and form.manner.output == "merged" and current_seal() is not None


def _base() -> str:
    return str(current_app.config["CX"].public_url or request.url_root).rstrip("/")


@bp.route("/certificates/print", methods=["GET", "POST"])
@requires(Can.PRINT_CERTIFICATES)
def print_certificates():
    """Choose certificates, look at the first, and have all of them printed."""
    form, confirm = _form(), ConfirmForm(request.form if request.method == "POST" else None)
    choice = _chosen(form)
    if request.method == "POST" and choice.fit and confirm.validate():
        sealed = confirm.seal.data and _sealable(form)
        order = operations.Order(form.selection, form.manner, _base(), confirm.reason.data, sealed)
        try:
            run = operations.ask(current_user, choice.fit, order)
        except operations.ReasonMissing:
            confirm.reason.errors = [_("Say why: some of them were printed before.")]
        else:
            answer = done(url_for(".show_print_run", run_id=run.id), _("The print run has begun."))
            db.session.commit()
            return answer
    first = worded(choice.fit[0].certificate, _base()) if choice.fit else None
    return render_template(
        "certificates/print_certificates.html", form=form, confirm=confirm, choice=choice, c=first,
        qr=qr_code(first.url) if first else None, sealable=_sealable(form),
    ), 400 if form.errors or confirm.errors else 200  # fmt: skip


@bp.route("/certificates/print/sample.pdf")
@requires(Can.PRINT_CERTIFICATES)
def print_sample():
    """Send the first sheet of what would be printed, exactly as the printer would get it."""
    form = _form()
    rows = [each.certificate for each in _chosen(form).fit]
    if not rows:
        abort(404)
    try:
        body = sample(rows, form.manner, _base())
    except (MissingFont, MissingGlyphs, PrintFailed):
        abort(503, _("It could not be printed just now."))
    return send_file(BytesIO(body), "application/pdf", False, "sample.pdf")


@bp.route("/certificates/print/runs")
@requires(Can.PRINT_CERTIFICATES)
def list_print_runs():
    """List one's print runs, with what was printed again and why."""
    return render_template("certificates/list_print_runs.html", runs=queries.runs_of(current_user), run_number=run_number)


@bp.route("/certificates/print/<int:run_id>")
@requires(Can.PRINT_CERTIFICATES)
def show_print_run(run_id: int):
    """Show how far a print run is, and its files when it is done."""
    run = queries.get_run_for(current_user, run_id)
    return render_template(
        "certificates/show_print_run.html", run=run, job=run.job, state=operations.state_of(run), left=_left(run),
        worker=worker_lives(), number=run_number(run.id), again=queries.printed_again(run.id),
    )  # fmt: skip


def _left(run: PrintRun) -> int | None:
    """Return the seconds that a run still needs at its present pace; None before there is a pace."""
    job = run.job
    if job is None or job.state != "running" or not run.begun_at or not run.begun_from < job.progress < job.total:
        return None
    return round((now() - run.begun_at).total_seconds() / (job.progress - run.begun_from) * (job.total - job.progress)) + 1


@bp.route("/certificates/print/<int:run_id>/cancel", methods=["POST"])
@requires(Can.PRINT_CERTIFICATES)
def cancel_print_run(run_id: int):
    """Stop a run; nothing of it counts as printed."""
    run = queries.get_run_for(current_user, run_id)
    stopped = operations.cancel(current_user, run)
    answer = done(url_for(".show_print_run", run_id=run.id),
                  _("The print run is cancelled.") if stopped else _("It was too late to cancel."))
    db.session.commit()
    return answer


@bp.route("/certificates/print/<int:run_id>/carry-on", methods=["POST"])
@requires(Can.PRINT_CERTIFICATES)
def carry_on_print_run(run_id: int):
    """Let a run that failed go on from where it was."""
    run = queries.get_run_for(current_user, run_id)
    operations.carry_on(run)
    answer = done(url_for(".show_print_run", run_id=run.id), _("The print run goes on."))
    db.session.commit()
    return answer


@bp.route("/certificates/print/<int:run_id>/certificates")
@requires(Can.PRINT_CERTIFICATES)
def print_run_file(run_id: int):
    """Send the file of a print run."""
    run = queries.get_run_for(current_user, run_id)
    if run.digest is None or run.is_gone:
        abort(404)
    kind, ending = ENDINGS[run.output]
    return send_file(path_of(run.digest), kind, True, f"{run_number(run.id)}.{ending}")


@bp.route("/certificates/print/<int:run_id>/list.pdf")
@requires(Can.PRINT_CERTIFICATES)
def print_run_list(run_id: int):
    """Send the list of a finished run, for the files and to be signed."""
    run = queries.get_run_for(current_user, run_id)
    if run.list_digest is None:
        abort(404)
    return send_file(path_of(run.list_digest), "application/pdf", True, f"{run_number(run.id)}-list.pdf")


@bp.route("/certificates/print/<int:run_id>/list.xlsx")
@requires(Can.PRINT_CERTIFICATES)
def print_run_sheet(run_id: int):
    """Send the same list as a spreadsheet."""
    run = queries.get_run_for(current_user, run_id)
    if run.finished_at is None:
        abort(404)
    return send_file(BytesIO(spreadsheet(run)), XLSX, True, f"{run_number(run.id)}-list.xlsx")
