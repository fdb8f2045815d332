"""What is late: the list, and the same as a file."""

from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import get_unit_for
from cxtrain.people.staff.views import unit_choices
from cxtrain.training.assignments.lateness import queries
from cxtrain.training.assignments.queries import list_courses
from cxtrain.web.cells import Value
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import said, shown_day
from cxtrain.web.tables import csv_bytes, xlsx_bytes

bp = Blueprint("lateness", __name__, url_prefix="/training/overdue")
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def _search() -> queries.Search:
    unit_id, order = asked_id("unit"), request.args.get("order", "late")
    least = request.args.get("least", 1, type=int)
    return queries.Search(
        unit=get_unit_for(current_user, Can.ASSIGN_TRAINING, unit_id) if unit_id else None, course_id=asked_id("course"),
        text=request.args.get("q", "")[:60], least=min(max(least, 1), 3650),
        order=order if order in queries.ORDERS else "late")


@bp.route("")
@requires(Can.ASSIGN_TRAINING)
def list_overdue():
    """Show what is late, fifty lines to a page, with a text for the group that names nobody."""
    search, page = _search(), min(max(1, request.args.get("page", 1, type=int)), 100_000)
    asked = {name: value for name, value in request.args.items() if name != "page" and value}
    return render_template(
        "training/list_overdue.html", search=search, page=page, asked=asked, size=queries.PAGE,
        lines=queries.list_overdue(current_user, search, page=page), total=queries.count_overdue(current_user, search),
        text=_for_the_group(search), today=today(current_user.zone), courses=list_courses(),
        units=unit_choices(Can.ASSIGN_TRAINING))


def _for_the_group(search: queries.Search) -> str:
    """Return the counts by course with their last day and the way to one's own courses; empty where nothing is late."""
    lines = [_("“%(course)s”: %(done)s done, %(open)s to do, %(overdue)s of them overdue. Last day: %(day)s.",
               course=said(line.title), done=line.done, open=line.open, overdue=line.overdue, day=shown_day(line.day))
             for line in queries.courses_late(current_user, search)]
    return "\n".join([*lines, url_for("training.list_courses", _external=True)]) if lines else ""


@bp.route("/file")
@requires(Can.ASSIGN_TRAINING)
def export_overdue():
    """Send what is late as CSV or XLSX, narrowed as the list was."""
    kind = request.args.get("as", "xlsx")
    if kind not in FILES:
        abort(404)
    lines = queries.list_overdue(current_user, _search(), size=queries.MOST)
    head = (_("Staff number"), _("Name"), _("Unit code"), _("Unit"), _("Post"), _("Course"), _("Due on"), _("Days late"),
            _("Time"))
    rows = [_row(line) for line in lines]
    body = csv_bytes(head, rows) if kind == "csv" else xlsx_bytes({_("Overdue"): [head, *rows]})
    name = f"{_('overdue')}-{today(current_user.zone)}.{kind}"
    return send_file(BytesIO(body), FILES[kind], as_attachment=True, download_name=name)


def _row(line: queries.Line) -> tuple[Value, ...]:
    person = line.employee
    time = _("Counts as working time") if line.assignment.working_time else _("Voluntary")
    return (person.number, said(person.label), person.unit.code, said(person.unit.label), person.post, said(line.title),
            line.assignment.due_on, line.days, time)
