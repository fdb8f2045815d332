"""HR's way to import numbers: a template, a file, a look at what it would change and what is wrong, then the import."""

import hashlib
import json
from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import InputRequired, Length

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.files import operations as files
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.intake import operations
from cxtrain.voices.indicators.intake.headings import find_header, headings
from cxtrain.voices.indicators.intake.table import NO_HEADER
from cxtrain.voices.indicators.sheet import entered
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, reader_locale
from cxtrain.web.tables import TableError, read_sheets, xlsx_bytes

bp = Blueprint("indicator_intake", __name__, url_prefix="/indicators/import")
MEDIA_TYPE = "application/vnd.cxtrain.indicators+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 100  # lines of each list; all are imported


class UploadForm(PageForm):
    """A table of numbers."""

    file = FileField(_l("File"), description=_l("XLSX or CSV, a row for each store and month"),
                     validators=[FileRequired(_l("Choose a file"))], render_kw={"accept": ".xlsx,.csv,.txt,.tsv"})


class ImportForm(PageForm):
    """The import of what was shown: `shown` is the plan's fingerprint."""

    shown = HiddenField(validators=[InputRequired(), Length(max=64)])


@bp.route("", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def upload_indicators() -> ResponseReturnValue:
    """Take a table and keep it for the preview."""
    form = UploadForm()
    if form.is_submitted_and_valid():
        known = entered(list(queries.definitions().values()))
        db.session.rollback()  # reading a large file takes a while; nobody should wait for it
        body = _readable(form, known)
        if body:
            answer = done(url_for(".preview_indicators", digest=files.keep(body, MEDIA_TYPE)))
            db.session.commit()
            return answer
    return render_template("voices/indicators/intake/upload_indicators.html", form=form), 400 if form.errors else 200


def _readable(form: UploadForm, known: Sequence[Definition]) -> bytes | None:
    data = form.file.data.read()
    try:
        sheets = [sheet.rows for sheet in read_sheets(data)]
    except TableError as fault:
        form.file.errors = [_(fault.message, **fault.values)]
        return None
    rows = next((rows for rows in sheets if find_header(rows, known)), None)
    if rows is None:
        form.file.errors = [_(NO_HEADER)]
        return None
    facts = [(form.file.data.filename or "")[:150], current_user.account_id, hashlib.sha256(data).hexdigest(), rows]
    return json.dumps(facts, ensure_ascii=False).encode()


def _kept(digest: str) -> tuple[str, str, list[list[str]]]:
    """Return name, digest and rows of the reader's own upload; somebody else's and a missing one are the same 404."""
    try:
        name, account_id, original, rows = json.loads(files.read(digest))
    except (FileNotFoundError, ValueError, TypeError):
        abort(404)
    return (name, original, rows) if account_id == current_user.account_id else abort(404)


def _plan(rows: list[list[str]]) -> operations.Plan:
    return operations.plan(rows, list_units(current_user, Can.EDIT_INDICATORS), f"{today(current_user.zone):%Y-%m}")


@bp.route("/<digest>", methods=["GET", "POST"])
@requires(Can.EDIT_INDICATORS)
def preview_indicators(digest: str) -> ResponseReturnValue:
    """Show what the table would change and what is wrong with it; import it whole or not at all."""
    name, original, rows = _kept(digest)
    plan, form = _plan(rows), ImportForm()
    if not form.is_submitted_and_valid():
        return _page(name, plan), 400 if form.errors else 200
    if plan.faults:
        return _page(name, plan), 400
    if form.shown.data != plan.fingerprint:
        return _page(name, plan, _("Numbers have changed since this page was made. Look at it again.")), 409
    count = operations.carry_out(plan, actor=current_user, filename=name, digest=original)
    answer = done(url_for("indicators.show_indicators"),
                  ngettext("%(num)s number imported.", "%(num)s numbers imported.", count))
    db.session.commit()
    return answer


def _page(name: str, plan: operations.Plan, trouble: str = "") -> str:
    units: dict[int, Unit] = {unit.id: unit for unit in list_units(current_user, Can.EDIT_INDICATORS)}
    form = ImportForm(formdata=None, shown=plan.fingerprint)
    return render_template("voices/indicators/intake/preview_indicators.html", form=form, name=name, plan=plan,
                           trouble=trouble, known=queries.definitions(), units=units, most=SHOWN)


@bp.route("/template.xlsx")
@requires(Can.EDIT_INDICATORS)
def indicator_template() -> ResponseReturnValue:
    """Send an empty table with a row for each store of the last month, ready to be filled in."""
    language = "en" if reader_locale() == "en" else "zh"
    known = entered(list(queries.definitions().values()))
    head = [*(("Store code", "Store", "Month") if language == "en" else ("门店编码", "店名", "月份")),
            *(heading for each in known for heading in headings(each, language))]
    month = queries.last_month(today(current_user.zone))
    stores = [[unit.code, unit.label[language], month] for unit in list_units(current_user, Can.EDIT_INDICATORS, "store")]
    answer = Response(xlsx_bytes({"Numbers" if language == "en" else "数字": [head, *stores]}), mimetype=XLSX)
    answer.headers["Content-Disposition"] = f"attachment; filename=indicators-{month}.xlsx"
    return answer
