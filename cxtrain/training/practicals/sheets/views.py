"""Writing sheets in the browser: one page for a sheet, a new version each time it is published, and its history."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.training.practicals.models import PracticalSheet
from cxtrain.training.practicals.queries import get_sheet, sheet_of
from cxtrain.training.practicals.sheet import parse
from cxtrain.training.practicals.sheet_text import text_of
from cxtrain.training.practicals.sheets import operations, queries
from cxtrain.training.practicals.sheets.forms import SheetForm
from cxtrain.training.practicals.sheets.manuscript import EMPTY_PART, changed, document_from, fields_of, named
from cxtrain.web.pages import conflict, done

bp = Blueprint("practical_sheets", __name__, url_prefix="/practicals/writing")


@bp.route("")
@requires(Can.EDIT_SHEETS)
def list_sheets() -> ResponseReturnValue:
    """List the sheets."""
    return render_template("training/practicals/list_sheets.html", found=queries.list_written())


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_SHEETS)
def new_sheet() -> ResponseReturnValue:
    """Write a sheet that is not there yet."""
    form = SheetForm()
    if not form.is_submitted():
        form.put({"parts": [EMPTY_PART]})
    return _edited(form, None)


@bp.route("/<slug>", methods=["GET", "POST"])
@requires(Can.EDIT_SHEETS)
def edit_sheet(slug: str) -> ResponseReturnValue:
    """Write a sheet anew; what was planned before keeps the version it has."""
    row = get_sheet(slug)
    fields = fields_of(sheet_of(row.current))
    return _edited(SheetForm(data={**fields, "base": row.current.digest}), row)


def _edited(form: SheetForm, row: PracticalSheet | None) -> ResponseReturnValue:
    """Return the page, or publish what it holds."""
    if not form.is_submitted():
        return _page(form, row)
    if form.do.data != "publish":
        form.put(changed(form.fields(), form.do.data or ""))
        return _page(form, row)
    if not form.is_submitted_and_valid():
        return _page(form, row), 400
    if row is not None and form.base.data != row.current.digest:
        form.base.raw_data, form.base.data = None, row.current.digest
        return conflict("training/practicals/edit_sheet.html", form=form, row=row, faults=(), late=True)
    return _publish(form, row)


def _publish(form: SheetForm, row: PracticalSheet | None) -> ResponseReturnValue:
    known = [item.id for item in sheet_of(row.current).items] if row else []
    slug = row.slug if row else named(form.title_en.data, queries.slugs(), "practical")
    text = text_of(document_from(slug, form.fields(), known))
    faults = parse(text).faults
    if faults:
        return _page(form, row, faults=faults), 400
    published = operations.publish_sheet(text, by=current_user.employee_id)
    message = _("Published: sittings planned from now on go by it.") if published.changed else _("Nothing had changed.")
    answer = done(url_for("practicals.show_sheet", slug=slug), message)
    db.session.commit()
    return answer


def _page(form: SheetForm, row: PracticalSheet | None, faults: Any = ()) -> str:
    return render_template("training/practicals/edit_sheet.html", form=form, row=row, faults=faults, late=False)


@bp.route("/<slug>/versions")
@requires(Can.EDIT_SHEETS)
def list_sheet_versions(slug: str) -> ResponseReturnValue:
    """List the versions of a sheet."""
    row = get_sheet(slug)
    return render_template("training/practicals/list_sheet_versions.html", row=row, versions=queries.versions_of(slug))


@bp.route("/<slug>/versions/<int:version_id>")
@requires(Can.EDIT_SHEETS)
def show_sheet_version(slug: str, version_id: int) -> ResponseReturnValue:
    """Show a sheet with points and anchors, as it stood in a version."""
    version = queries.get_version(slug, version_id)
    return render_template("training/practicals/show_sheet_version.html", row=get_sheet(slug), version=version,
                           sheet=sheet_of(version))


@bp.route("/<slug>/retire", methods=["POST"])
@requires(Can.EDIT_SHEETS)
def retire_sheet(slug: str) -> ResponseReturnValue:
    """Take a sheet out of use."""
    operations.retire_sheet(get_sheet(slug, to_change=True))
    answer = done(url_for(".list_sheets"), _("Out of use: nobody is planned for it any more."))
    db.session.commit()
    return answer


@bp.route("/<slug>/bring-back", methods=["POST"])
@requires(Can.EDIT_SHEETS)
def bring_back_sheet(slug: str) -> ResponseReturnValue:
    """Put a sheet into use again."""
    operations.bring_back_sheet(get_sheet(slug, to_change=True))
    answer = done(url_for(".list_sheets"), _("In use again."))
    db.session.commit()
    return answer
