"""Marks lists (成绩单) on a page, as a PDF and as a workbook."""

import datetime as dt
from io import BytesIO

from flask import Blueprint, abort, current_app, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.papers.exams.forms import LANGUAGES
from cxtrain.training.marks_lists import queries
from cxtrain.training.marks_lists.forms import AskForm
from cxtrain.training.marks_lists.listing import FORMS, KINDS, MarksList
from cxtrain.training.marks_lists.operations import as_xlsx, counted, days_of
from cxtrain.web import pdf
from cxtrain.web.fonts import MissingFont, MissingGlyphs
from cxtrain.web.pages import reader_locale, said

bp = Blueprint("marks_lists", __name__, url_prefix="/marks")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOCALES = {"zh": "zh_Hans", "en": "en", "both": "both"}


@bp.route("")
@requires(Can.TRAIN)
def show_marks() -> ResponseReturnValue:
    """Ask of what and for whom, and show the list. Trainers have their classes; who has neither these nor units is kept out."""
    form, found = _asked()
    return render_template("training/show_marks.html", form=form, found=found, kinds=KINDS, forms=FORMS, languages=LANGUAGES,
                           counted=counted, days_of=days_of, asked=request.args.to_dict()), 400 if form.errors else 200


@bp.route("/list.pdf")
@requires(Can.TRAIN)
def marks_pdf() -> ResponseReturnValue:
    """Send the list on paper: ?of=quiz-1&place=unit-2&since=…&until=…&language=zh, en or both."""
    found = _asked()[1] or abort(400, _("Choose an exam and for whom first."))
    return send_file(BytesIO(_printed(found)), "application/pdf", False, f"{found.code}.pdf")


@bp.route("/list.xlsx")
@requires(Can.TRAIN)
def marks_book() -> ResponseReturnValue:
    """Send the list as a workbook: asked for like `marks_pdf`, in the reader's language."""
    found = _asked()[1] or abort(400, _("Choose an exam and for whom first."))
    made = as_xlsx(found, maker=said(_maker()), day=today(current_user.zone).isoformat())
    return send_file(BytesIO(made), XLSX, True, f"{found.code}.xlsx")


def _asked() -> tuple[AskForm, MarksList | None]:
    """Return what is asked, and the list where it is asked rightly; otherwise None."""
    places = {place.value: place for place in queries.places_for(current_user)} or abort(403)
    things = {thing.value: thing for thing in queries.things()}
    of, place = request.args.get("of", ""), request.args.get("place", "")
    if of.startswith(("exam-", "site-")):
        things[of] = queries.one_exam(of)
    day = today(current_user.zone)
    form = AskForm(request.args or None, things={value: said(one.title) for value, one in things.items()},
                   places={value: said(one.label) for value, one in places.items()},
                   data={"place": place})
    if place and place not in places:
        abort(404)
    _put_usual_days(form, day)
    if not (of and place) or not form.validate():
        return form, None
    return form, queries.marks_list(things[of], places[place], *form.days())


def _put_usual_days(form: AskForm, day: dt.date) -> None:
    """Put the last year where no days were sent, so that a link may leave them out."""
    for field, usual in ((form.since, day - dt.timedelta(365)), (form.until, day)):
        if not request.args.get(field.name):
            field.data, field.raw_data = usual, [usual.isoformat()]


def _maker() -> dict[str, str]:
    return {"zh": current_user.name, "en": current_user.name_en or current_user.name}


def _printed(found: MarksList) -> bytes:
    asked, maker, day = request.args.get("language", ""), _maker(), today(current_user.zone)
    locale = LOCALES.get(asked) or str(reader_locale())
    db.session.rollback()  # printing takes half a second; no transaction should be open for it
    try:
        return pdf.render("training/marks_list.pdf.html", locale=locale, found=found.plain(), maker=maker, today=day,
                          kinds=KINDS, forms=FORMS)
    except (MissingFont, MissingGlyphs, pdf.PrintFailed, ValueError) as fault:
        current_app.logger.warning("marks list %s: %s", found.code, fault)
        abort(503, _("It could not be printed just now."))
