"""Taking matters over: a table of another system, or a customer's own words."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for, list_units
from cxtrain.voices.feedback import operations, queries, wording
from cxtrain.voices.feedback.forms import FiledForm
from cxtrain.voices.feedback.imports.forms import ImportForm
from cxtrain.voices.feedback.imports.operations import take_in
from cxtrain.voices.feedback.imports.rows import COLUMNS, Known, Matter, RowFault, example, read
from cxtrain.voices.feedback.refusal import TAKEN_OVER, Refused
from cxtrain.voices.models import CustomerComment
from cxtrain.web.pages import done, said
from cxtrain.web.tables import TableError, read_sheets, xlsx_bytes

bp = Blueprint("feedback_imports", __name__)
bp.context_processor(lambda: {"wording": wording})
MOST_FAULTS = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/feedback/import", methods=["GET", "POST"])
@requires(Can.IMPORT_VOICES)
def import_feedback() -> ResponseReturnValue:
    """Take in a table of matters: all of it, or none and what is wrong, row by row."""
    form, faults = ImportForm(), list[RowFault]()
    if form.is_submitted_and_valid():
        matters, faults = _read(form)
        if not faults:
            taken = take_in(current_user, matters)
            message = _("%(kept)s taken in; %(known)s had come before.", kept=taken.kept, known=taken.known)
            answer = done(url_for("feedback.list_feedback"), message)
            db.session.commit()
            return answer
    return render_template("voices/feedback/import_feedback.html", form=form, faults=faults[:MOST_FAULTS], all=len(faults),
                           columns=COLUMNS), 400 if form.errors or faults else 200


def _read(form: ImportForm) -> tuple[list[Matter], list[RowFault]]:
    places = list_touchpoints()
    names = {name.casefold(): each.id for each in places for name in (each.slug, *each.title.values())}
    units = {unit.code.casefold(): unit.id for unit in list_units(current_user, Can.IMPORT_VOICES)}
    try:
        sheet = read_sheets(form.file.data.read())[0]
    except TableError as fault:
        return [], [RowFault(0, fault.message, fault.values)]
    return read(sheet.rows, Known(units, names, today(current_user.zone)))


@bp.route("/feedback/import/example.xlsx")
@requires(Can.IMPORT_VOICES)
def import_example() -> ResponseReturnValue:
    """Send a table to be filled in."""
    language = "en" if str(get_locale()) == "en" else "zh"
    answer = Response(xlsx_bytes({"1": example(language)}), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=feedback.xlsx"
    return answer


def _comment(comment_id: int) -> CustomerComment:
    """Return a customer's words that the reader may read and handle; else 404."""
    comment = db.session.get(CustomerComment, comment_id) or abort(404)
    get_unit_for(current_user, Can.HANDLE_FEEDBACK, comment.unit_id)
    return comment if queries.may_read(current_user, comment) else abort(404)


@bp.route("/feedback/from-comment/<int:comment_id>", methods=["GET", "POST"])
@requires(Can.HANDLE_FEEDBACK)
def take_comment(comment_id: int) -> ResponseReturnValue:
    """Make a matter of what a customer wrote: the words stay where they are, under their own audience."""
    comment = _comment(comment_id)
    form = FiledForm(touchpoints=[(point.id, said(point.title)) for point in list_touchpoints()],
                     people=[(person.id, said(person.label)) for person in queries.colleagues(comment.unit)],
                     data={"kind": "complaint", "touchpoint_id": comment.touchpoint_id, "reachable": request.method == "POST"})
    refused = None
    if form.is_submitted_and_valid():
        try:
            feedback_id = _take(form, comment)
        except Refused as refusal:
            db.session.rollback()
            refused = _(refusal.sentence)
        else:
            answer = done(url_for("feedback.show_feedback", feedback_id=feedback_id), _("Taken over. Its clock runs now."))
            db.session.commit()
            return answer
    return render_template("voices/feedback/take_comment.html", form=form, comment=comment, refused=refused), \
        400 if form.errors or refused else 200


def _take(form: FiledForm, comment: CustomerComment) -> int:
    if queries.of_comment(comment.id) is not None:
        raise Refused(TAKEN_OVER)
    about = db.session.get(Employee, form.about_id.data) if form.about_id.data else None
    told = operations.Told(form.kind.data, comment.unit, form.touchpoint_id.data, about=about, severity=form.severity.data,
                           reachable=form.reachable.data, comment=comment)
    return operations.tell(current_user, told).id
