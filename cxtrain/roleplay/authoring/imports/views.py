"""Taking a story from a file: the trainers' table, Twee, Twine, H5P or the scenario's own YAML."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files import operations as files
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.roleplay.authoring import operations, queries
from cxtrain.roleplay.authoring.forms import FileForm
from cxtrain.roleplay.authoring.imports.report import FORMATS, MEDIA_TYPE, Report, kept, report_of
from cxtrain.roleplay.authoring.manuscript import Document, read
from cxtrain.roleplay.formats.drafts import slug_of
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.formats.results import Result
from cxtrain.web.documents import Fault
from cxtrain.web.pages import done, said

bp = Blueprint("imports", __name__, url_prefix="/authoring/scenarios")
NEW = "/new"


@bp.route("/import", methods=["GET", "POST"])
@requires(Can.EDIT_CONTENT)
def import_draft() -> ResponseReturnValue:
    """Make a draft of a file, and say what of it could not be taken over."""
    form = FileForm(slugs={listed.slug: said(listed.title) or listed.slug for listed in queries.list_scenarios()})
    if not form.is_submitted_and_valid():
        return render_template("roleplay/import_draft.html", form=form, result=None, faults=()), 400 if form.errors else 200
    name = form.file.data.filename or "file"
    result, document, faults = _read(form.file.data.read(), name)
    slug = _slug(form, document) if document is not None else None
    if document is None or slug is None:
        return render_template("roleplay/import_draft.html", form=form, result=result, faults=faults), 400
    _put(slug, document)
    digest = files.keep(kept(result, file_name=name, slug=slug), MEDIA_TYPE)
    answer = done(url_for(".show_import", digest=digest))
    db.session.commit()
    return answer


def _read(data: bytes, name: str) -> tuple[Result, Document | None, tuple[Fault, ...]]:
    """Return what a file holds: the result, the document where there is one, and else the faults of a scenario file."""
    db.session.rollback()  # reading a large file takes seconds; nobody should wait for it
    result = import_file(data, name)
    if result.format == "scenario":
        document, faults = read(data)
        scenes = len(document.get("scenes", {})) if document else 0
        return replace(result, format="yaml", refused=(), imported={"scenes": scenes}), document, faults
    document, faults = read(result.text) if result.text is not None else (None, ())
    return result, document, faults


def _slug(form: FileForm, document: Document) -> str | None:
    """Return the short name that the file's scenario gets, None where the author must say first what is meant."""
    own = document.get("slug") or slug_of(*document.get("title", {}).values()) or "scenario"
    if form.into.data == NEW:
        return queries.free_slug(own)
    if form.into.data:
        return str(form.into.data)
    if queries.is_taken(own):
        form.into.errors = [_("There is a scenario “%(slug)s” already. Say below whether the file replaces what its draft says "
                              "(the former saves are kept), or becomes a new scenario.", slug=own)]
        return None
    return str(own)


def _put(slug: str, document: Document) -> None:
    """Make a document the draft of a scenario, or the latest save of the draft that there is."""
    scenario, own = queries.find_scenario(slug), {**document, "slug": slug}
    try:
        if queries.find_draft(slug):
            operations.save(current_user, queries.get_work(slug, to_change=True).draft, own)
        else:
            operations.begin(current_user, own, based_on_id=scenario.current_id if scenario else None)
    except operations.Refused as fault:
        abort(400, _(fault.message, **fault.values))


@bp.route("/imports/<digest>")
@requires(Can.EDIT_CONTENT)
def show_import(digest: str) -> ResponseReturnValue:
    """Say what of a file was taken over, what was not and why, and what the draft still lacks."""
    report = _report(digest)
    return render_template("roleplay/show_import.html", report=report, formats=FORMATS)


def _report(digest: str) -> Report:
    try:
        return report_of(files.read(digest)) or abort(404)
    except FileNotFoundError:
        abort(404)


@bp.context_processor
def words() -> dict[str, Any]:
    """Give the package's templates its words."""
    return {"formats": FORMATS}
