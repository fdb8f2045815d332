"""The file of a class: ask for it, see how far it is, fetch it."""

from flask import Blueprint, abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files.operations import path_of
from cxtrain.jobs.queries import worker_lives
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.reports.class_archives import operations, queries
from cxtrain.reports.class_archives.forms import ArchiveForm
from cxtrain.training.classes.papers.documents import LANGUAGES
from cxtrain.training.classes.papers.facts import class_code
from cxtrain.web.pages import done

bp = Blueprint("class_archives", __name__, url_prefix="/training/classes")


@bp.route("/<int:class_id>/archive", methods=["GET", "POST"])
@requires(Can.RUN_CLASSES)
def show_archive(class_id: int) -> ResponseReturnValue:
    """Ask for the file of a class, and show those that were made."""
    class_ = queries.get_archived_class(current_user, class_id)
    form = ArchiveForm()
    if form.is_submitted_and_valid():
        try:
            operations.ask(current_user, class_, form.language.data, form.what_for)
        except operations.NotClosed:
            abort(409, _(operations.OPEN))
        answer = done(url_for(".show_archive", class_id=class_.id), _("The file of the class is being made."))
        db.session.commit()
        return answer
    archives = queries.archives_of(class_.id)
    return render_template(
        "reports/class_archives/show_archive.html", class_=class_, code=class_code(class_.id), form=form, archives=archives,
        languages=LANGUAGES, worker=worker_lives(), told=operations.OPEN), 400 if form.errors else 200


@bp.route("/<int:class_id>/archive/<int:archive_id>.zip")
@requires(Can.RUN_CLASSES)
def archive_file(class_id: int, archive_id: int) -> ResponseReturnValue:
    """Send a file of a class."""
    class_ = queries.get_archived_class(current_user, class_id)
    archive = queries.get_archive(class_, archive_id)
    if archive.digest is None:
        abort(404)
    return send_file(path_of(archive.digest), "application/zip", True, f"{class_code(class_id)}.zip")
