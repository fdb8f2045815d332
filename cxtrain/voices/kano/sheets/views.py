"""Entering answers from paper: a sheet at a time, or a file of them; and taking one out again."""

import datetime as dt
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.queries import get_own_study_for, get_sheet, last_sheets
from cxtrain.voices.kano.sheets import entry, operations
from cxtrain.voices.kano.sheets.forms import FileForm
from cxtrain.voices.kano.study import ANSWERS, Feature, Grouping
from cxtrain.web.forms import PageForm
from cxtrain.web.pages import done, said
from cxtrain.web.tables import TableError, read_sheets, xlsx_bytes

bp = Blueprint("kano_sheets", __name__, url_prefix="/voices/kano")
YEAR = dt.timedelta(days=365)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked(study_id: int) -> KanoStudy:
    study = get_own_study_for(current_user, study_id)
    return study if study.campaign is not None else abort(409)


def _stores(study: KanoStudy) -> list[Unit]:
    stores = list_units(current_user, Can.RUN_SURVEYS, "store")
    return [each for each in stores if each.path.startswith(study.unit.path)]


def _known(study: KanoStudy) -> entry.Known:
    if study.campaign is None:
        abort(409)
    return entry.Known([Feature.of(each) for each in study.features], Grouping.of(study.grouping).groups,
                       {each.code: each.id for each in _stores(study)}, study.campaign.opens_on - YEAR, today(study.unit.zone))


@bp.route("/<int:study_id>/sheets", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def enter_sheet(study_id: int) -> ResponseReturnValue:
    """Enter one sheet of paper, and see which were entered last."""
    study, form, typed = _asked(study_id), PageForm(), request.form.to_dict()
    known, faults = _known(study), []
    if form.is_submitted_and_valid():
        read, faults = entry.read_one(typed, known)
        if read is not None:
            taken, before = operations.enter(study, [read])
            faults = [entry.Fault(entry.SHEET, entry.THERE) for _each in before]
            if taken:
                again = url_for(".enter_sheet", study_id=study.id, store=typed.get(entry.STORE), day=typed.get(entry.DAY))
                answer = done(again, _("Sheet %(number)s is entered.", number=read.sheet))
                db.session.commit()
                return answer
    return _page(study, known, typed={**request.args, **typed}, faults=faults), 400 if faults else 200


def _page(study: KanoStudy, known: entry.Known, **facts: Any) -> str:
    stores = {each.code: said(each.label) for each in _stores(study)}
    page: dict[str, Any] = {"typed": {}, "faults": [], "upload": None, "read": None, "before": [], **facts}
    page["wrong"] = {fault.column: _(fault.sentence, **fault.values) for fault in page["faults"]}
    return render_template("voices/kano/enter_sheet.html", study=study, known=known, stores=stores, answers=ANSWERS,
                           last=last_sheets(study), today=today(study.unit.zone), **page)


@bp.route("/<int:study_id>/sheets/file", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def import_sheets(study_id: int) -> ResponseReturnValue:
    """Take the answers of a file: rows that are right are kept, the others are named; the same file twice counts once."""
    study, form = _asked(study_id), FileForm()
    known = _known(study)
    if not form.is_submitted_and_valid():
        return _page(study, known, upload=form), 400
    try:
        sheets = read_sheets(form.file.data.read())
    except TableError as error:
        form.file.errors = [_(error.message, **error.values)]
        return _page(study, known, upload=form), 400
    read = entry.read_sheet(sheets[0], known)
    taken, before = operations.enter(study, [each for _row, each in read.entries])
    if not read.faults:
        answer = done(url_for(".enter_sheet", study_id=study.id), _(
            "%(taken)s sheets entered; %(before)s were there already.", taken=taken, before=len(before)))
        db.session.commit()
        return answer
    page = _page(study, known, upload=form, read=read, taken=taken, before=before)
    db.session.commit()
    return page


@bp.route("/<int:study_id>/sheets/template.xlsx")
@requires(Can.RUN_SURVEYS)
def sheet_template(study_id: int) -> ResponseReturnValue:
    """Send an empty spreadsheet with the study's columns, and what they mean."""
    study = _asked(study_id)
    known = _known(study)
    head = entry.columns(known.features)
    meaning = [[_("Column"), _("What to write")], [entry.SHEET, _("A number of the sheet of paper, each once")],
               [entry.DAY, "2026-05-06"], [entry.STORE, ", ".join(known.stores)],
               [entry.GROUP, ", ".join(said(each.name) for each in known.groups)]]
    for each in known.features:
        meaning += [[entry.there(each.id), said(each.there)], [entry.missing(each.id), said(each.missing)]]
    meaning += [[str(number), _(words)] for number, words in ANSWERS.items()]
    book = xlsx_bytes({_("Sheets of paper"): [head], _("Columns"): meaning})
    return send_file(BytesIO(book), XLSX, True, f"kano-{study.id}.xlsx")


@bp.route("/<int:study_id>/sheets/<int:response_id>/remove", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def remove_sheet(study_id: int, response_id: int) -> ResponseReturnValue:
    """Take a sheet out again."""
    study = _asked(study_id)
    operations.take_out(study, get_sheet(study, response_id))
    answer = done(url_for(".enter_sheet", study_id=study.id), _("The sheet is taken out; its number may be entered anew."))
    db.session.commit()
    return answer
