"""HR's way to import a roster: upload, look at columns, people and faults, then import whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.extensions import db
from cxtrain.files import operations as files
from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.roster import example, operations
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.fields import LABELS, Field
from cxtrain.people.roster.forms import ImportForm, UploadForm
from cxtrain.people.roster.kept import MEDIA_TYPE, Kept, fingerprint, keep_rows, kept_rows
from cxtrain.people.roster.plan import RosterPlan
from cxtrain.web.pages import done, reader_locale
from cxtrain.web.tables import TableError, read_sheets, xlsx_bytes

bp = Blueprint("roster", __name__)
SHOWN = 100  # lines of each list on the preview; all of them are imported
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Options:
    """What the reader asks of the import, from the address."""

    create_units: bool
    missing_left: bool
    chosen: Mapping[int, str]  # by column index: a field's value, or "" for a column that is not to be used

    @property
    def query(self) -> dict[str, str]:
        """The same as an address says it."""
        ticks = {"create_units": self.create_units, "missing_left": self.missing_left}
        columns = {f"c{index}": value for index, value in self.chosen.items()}
        return {name: "1" for name, ticked in ticks.items() if ticked} | columns


def _options() -> Options:
    fields = {field.value for field in Field}
    chosen = {
        int(name[1:]): value if value in fields else ""
        for name, value in request.args.items()
        if name[:1] == "c" and name[1:].isdecimal() and len(name) < 5
    }
    return Options("create_units" in request.args, "missing_left" in request.args, chosen)


@bp.route("/people/roster", methods=["GET", "POST"])
@requires(Can.IMPORT_ROSTER)
def upload_roster():
    """Take a roster file and keep it for the preview, without the columns that are not to be stored."""
    form = UploadForm()
    if form.is_submitted_and_valid():
        body = _readable(form)
        if body:
            digest = files.keep(body, MEDIA_TYPE)
            answer = done(url_for(".preview_roster", digest=digest))
            db.session.commit()
            return answer
    return render_template("people/upload_roster.html", form=form, labels=LABELS), 400 if form.errors else 200


def _readable(form: UploadForm) -> bytes | None:
    """Return what is kept of the file, or None with the reason at its field."""
    db.session.rollback()  # reading a large file takes seconds; nobody should wait for it
    data = form.file.data.read()
    try:
        sheets = [sheet.rows for sheet in read_sheets(data)]
        return keep_rows(data, form.file.data.filename or "", current_user.account_id, sheets)
    except (TableError, RosterFault) as fault:
        form.file.errors = [_(fault.message, **fault.values)]
        return None


@bp.route("/people/roster/<digest>")
@requires(Can.IMPORT_ROSTER)
def preview_roster(digest: str):
    """Show which columns were understood, what the roster would change, and what is wrong with it."""
    kept, options = _kept(digest), _options()
    plan, trouble = _planned(kept, options)
    return _page(kept, options, plan, trouble)


@bp.route("/people/roster/<digest>/import", methods=["POST"])
@requires(Can.IMPORT_ROSTER)
def import_roster(digest: str):
    """Carry out what the preview showed; where it would do something else by now, show that first."""
    kept, options = _kept(digest), _options()
    plan, trouble = _planned(kept, options)
    form = ImportForm()
    if not form.is_submitted_and_valid() and form.shown.data or trouble:
        return _page(kept, options, plan, trouble), 400
    if form.shown.data != fingerprint(plan):
        trouble = _("People or units have changed since this page was made. Look at it again.")
        return _page(kept, options, plan, trouble), 409
    plan = operations.carry_out(plan, digest=kept.digest)
    if plan.errors:
        return _page(kept, options, plan, ""), 400
    answer = done(url_for("staff.list_people"), _("The roster was imported: %(told)s.", told=_told(plan)))
    db.session.commit()
    return answer


def _page(kept: Kept, options: Options, plan: RosterPlan, trouble: str) -> str:
    form = ImportForm(formdata=None, shown=fingerprint(plan))
    return render_template(
        "people/preview_roster.html", form=form, plan=plan, kept=kept, options=options, labels=LABELS, trouble=trouble,
        employments=EMPLOYMENTS, told=_told(plan), most=SHOWN,
    )  # fmt: skip


def _kept(digest: str) -> Kept:
    """Return the reader's own upload; somebody else's and a missing one are the same 404."""
    try:
        kept = kept_rows(files.read(digest))
    except FileNotFoundError:
        abort(404)
    return kept if kept and kept.account_id == current_user.account_id else abort(404)


def _planned(kept: Kept, options: Options) -> tuple[RosterPlan, str]:
    """Return the plan, and what is wrong with the chosen columns, which are then left aside."""
    wish = {"create_units": options.create_units, "missing_left": options.missing_left, "actor": current_user}
    try:
        return operations.plan_rows([kept.rows], chosen=options.chosen, **wish), ""
    except RosterFault as fault:
        trouble = _(fault.message, **fault.values)
    try:
        return operations.plan_rows([kept.rows], **wish), trouble
    except RosterFault:
        abort(400, trouble)


def _told(plan: RosterPlan) -> str:
    """Return the counts in words, such as "12 new, 3 changed"."""
    words = {
        "new": _("%(n)s new", n=plan.counts["new"]),
        "changed": _("%(n)s changed", n=plan.counts["changed"]),
        "moved": _("%(n)s transferred", n=plan.counts["moved"]),
        "on_leave": _("%(n)s on leave", n=plan.counts["on_leave"]),
        "back": _("%(n)s back from leave", n=plan.counts["back"]),
        "left": _("%(n)s leaving", n=plan.counts["left"]),
        "returned": _("%(n)s returning", n=plan.counts["returned"]),
        "unchanged": _("%(n)s unchanged", n=plan.counts["unchanged"]),
        "new_units": _("new units: %(n)s", n=plan.counts["new_units"]),
    }
    return _(", ").join(words[name] for name in words if plan.counts[name])


@bp.route("/people/roster/example.xlsx")
@requires(Can.IMPORT_ROSTER)
def roster_example():
    """Send a roster with every column and two people, to be filled in."""
    rows = example.rows("en" if reader_locale() == "en" else "zh")
    answer = Response(xlsx_bytes({rows[0][1]: rows}), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=roster.xlsx"
    return answer
