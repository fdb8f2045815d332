"""Print runs for HR: choose, look at one, have all printed, fetch the file."""

import datetime as dt
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from cxtrain.certificates import queries
from cxtrain.certificates.operations import unprintable, worded
from cxtrain.certificates.print_runs import operations
from cxtrain.certificates.print_runs.forms import PrintForm
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import read as read_file
from cxtrain.jobs.models import Job
from cxtrain.jobs.queries import get_job_for, worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.staff.views import unit_choices
from cxtrain.web.pages import done, said
from cxtrain.web.qr import qr_code

bp = Blueprint("print_runs", __name__)
USUAL_DAYS = 31  # What HR prints is mostly what was earned lately.


def _form() -> PrintForm:
    """Return the form as asked for: by address while choosing, by post when ordering; at first the last month."""
    courses = [(slug, said(title)) for slug, title in queries.course_choices()]
    choices: dict[str, Any] = {"units": unit_choices(Can.PRINT_CERTIFICATES), "courses": courses}
    if request.method == "POST":
        return PrintForm(request.form, **choices)
    usual = MultiDict({"since": (today(current_user.zone) - dt.timedelta(days=USUAL_DAYS)).isoformat()})
    return PrintForm(request.args or usual, meta={"csrf": False}, **choices)


@bp.route("/certificates/print", methods=["GET", "POST"])
@requires(Can.PRINT_CERTIFICATES)
def print_certificates():
    """Choose certificates, look at the first, and have all of them printed into one file."""
    form = _form()
    chosen: list[Any] = []
    if form.validate():
        selection = queries.Selection(form.unit.data, form.course.data, form.since.data, form.until.data)
        chosen = queries.certificates_to_print(current_user, selection)
    faulty = unprintable(chosen)
    fit = [certificate for certificate in chosen if certificate not in [fault.certificate for fault in faulty]]
    base = str(current_app.config["CX"].public_url or request.url_root).rstrip("/")
    if request.method == "POST" and fit:
        job = operations.ask(current_user, fit, base_url=base, key=form.submission_key.data)
        answer = done(url_for(".show_print_run", job_id=job.id), _("The print run has begun."))
        db.session.commit()
        return answer
    first = worded(fit[0], base) if fit else None
    return render_template(
        "certificates/print_certificates.html", form=form, count=len(fit), faulty=faulty, c=first,
        qr=qr_code(first.url) if first else None, units=len({certificate.unit_id for certificate in fit}),
    ), 400 if form.errors else 200  # fmt: skip


def _run(job_id: int) -> Job:
    job = get_job_for(current_user, job_id)
    return job if job.kind == operations.KIND else abort(404)


@bp.route("/certificates/print/<int:job_id>")
@requires(Can.PRINT_CERTIFICATES)
def show_print_run(job_id: int):
    """Show how far a print run is, and its file when it is done."""
    job = _run(job_id)
    count = len(job.args["ids"])
    return render_template(
        "certificates/show_print_run.html", job=job, count=count, worker=worker_lives(), left=_left(job)
    )


def _left(job: Job) -> int | None:
    """Return the seconds that a running job still needs at its present pace; None before there is a pace."""
    if job.state != "running" or not job.started_at or not 0 < job.progress < job.total:
        return None
    return round((now() - job.started_at).total_seconds() / job.progress * (job.total - job.progress)) + 1


@bp.route("/certificates/print/<int:job_id>/certificates.pdf")
@requires(Can.PRINT_CERTIFICATES)
def print_run_file(job_id: int):
    """Send the file of a print run."""
    job = _run(job_id)
    if job.state != "done" or not job.result:
        abort(404)
    return send_file(BytesIO(read_file(job.result)), "application/pdf", True, f"certificates-{job.id}.pdf")
