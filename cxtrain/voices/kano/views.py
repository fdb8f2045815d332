"""Kano studies: which there are, what they found, and taking a category over for a touchpoint."""

from io import BytesIO
from typing import Any

from flask import Blueprint, abort, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import get_touchpoint, list_touchpoints
from cxtrain.measures.kano import TABLES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.kano import operations, plane, queries, table
from cxtrain.voices.kano.forms import TakeForm
from cxtrain.voices.kano.making.views import bp as making
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.results import EVERYBODY
from cxtrain.voices.kano.sheets.views import XLSX
from cxtrain.voices.kano.sheets.views import bp as sheets
from cxtrain.voices.kano.study import ANSWERS, CATEGORIES, MEANINGS, TABLE_NAMES
from cxtrain.web.pages import done, reader_locale, said
from cxtrain.web.tables import csv_bytes, xlsx_bytes

bp = Blueprint("kano", __name__, url_prefix="/voices/kano")
blueprints = (bp, making, sheets)


def _words() -> dict[str, Any]:
    """Return what pages call things; categories in the reader's language already."""
    return {"words": {letter: _(word) for letter, word in CATEGORIES.items()}, "meanings": MEANINGS,
            "table_names": TABLE_NAMES, "answers": ANSWERS}


def _may_make(study: KanoStudy) -> bool:
    return current_user.may_in(Can.RUN_SURVEYS, study.unit.path)


@bp.route("")
@requires(Can.SEE_VOICES)
def list_studies() -> ResponseReturnValue:
    """Show the studies, and which categories count for which touchpoints."""
    studies = queries.list_studies(current_user)
    return render_template(
        "voices/kano/list_studies.html", studies=studies, answered=queries.answered([each.id for each in studies]),
        in_force=queries.categories_on(today(current_user.zone)),
        touchpoints={each.id: each for each in list_touchpoints()}, may_make=current_user.may(Can.RUN_SURVEYS), **_words())


@bp.route("/<int:study_id>")
@requires(Can.SEE_VOICES)
def show_study(study_id: int) -> ResponseReturnValue:
    """Show what a study found: each feature's category with its certainty, both planes, and who sees it differently."""
    study = queries.get_study_for(current_user, study_id)
    found, group = queries.found_in(study), request.args.get("group", EVERYBODY)
    readings, locale = found.of(group), reader_locale()
    return render_template(
        "voices/kano/show_study.html", study=study, found=found, readings=readings, group=group,
        better=plane.coefficients(readings, locale), scores=plane.continuous(readings, locale), may_make=_may_make(study),
        taken={each.feature: each for each in queries.taken_from(study.id)}, tables=TABLES, **_words())


@bp.route("/<int:study_id>/table", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def choose_table(study_id: int) -> ResponseReturnValue:
    """Read the answers by the other table."""
    study = queries.get_own_study_for(current_user, study_id)
    chosen = request.form.get("value", "")
    if chosen not in TABLES:
        abort(400)
    operations.read_by(study, chosen)
    answer = done(url_for(".show_study", study_id=study.id), _("The answers are read by the other table now."))
    db.session.commit()
    return answer


@bp.route("/<int:study_id>/take/<feature>", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def take_over(study_id: int, feature: str) -> ResponseReturnValue:
    """Take a feature's category over for a touchpoint, so that its plans weigh it."""
    study = queries.get_own_study_for(current_user, study_id)
    reading = queries.found_in(study).reading(feature) or abort(404)
    form = TakeForm(touchpoints=[(each.id, said(each.title)) for each in list_touchpoints()],
                    data={"touchpoint_id": study.touchpoint_id})
    if form.is_submitted_and_valid():
        try:
            operations.take_over(current_user, study, reading, touchpoint_id=form.touchpoint_id.data,
                                 reason=form.reason.data or "", day=today(study.unit.zone))
        except operations.Refused as refusal:
            form.reason.errors = [_(str(refusal))]
        else:
            answer = done(url_for(".show_category", touchpoint_id=form.touchpoint_id.data),
                          _("Taken over. Plans for this touchpoint weigh it from today."))
            db.session.commit()
            return answer
    return render_template("voices/kano/take_over.html", study=study, reading=reading, form=form,
                           in_force=queries.categories_on(today(study.unit.zone)), **_words()), 400 if form.errors else 200


@bp.route("/touchpoints/<int:touchpoint_id>")
@requires(Can.SEE_VOICES)
def show_category(touchpoint_id: int) -> ResponseReturnValue:
    """Show which category counts for a touchpoint, who took it over and on what, and those before it."""
    touchpoint = get_touchpoint(touchpoint_id)
    return render_template("voices/kano/show_category.html", touchpoint=touchpoint, may_end=current_user.may(Can.RUN_SURVEYS),
                           history=queries.history_of(touchpoint.id), today=today(current_user.zone), **_words())


@bp.route("/categories/<int:category_id>/end", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def end_category(category_id: int) -> ResponseReturnValue:
    """Let a category count no longer."""
    taken = queries.get_category(category_id)
    try:
        operations.end_category(current_user, taken, today(current_user.zone))
    except operations.Refused:
        abort(409)
    answer = done(url_for(".show_category", touchpoint_id=taken.touchpoint_id), _("It counts no longer."))
    db.session.commit()
    return answer


@bp.route("/<int:study_id>/export", methods=["POST"])
@requires(Can.SEE_VOICES)
def export_study(study_id: int) -> ResponseReturnValue:
    """Send what a study found as a file, with how often each pair of answers was given; the ledger keeps who took it."""
    study = queries.get_study_for(current_user, study_id)
    found, ending = queries.found_in(study), request.form.get("ending", "")
    rows = table.rows(found, _, said)
    if ending == "csv":
        content, mimetype = csv_bytes([str(cell) for cell in rows[0]], rows[1:]), "text/csv"
    elif ending == "xlsx":
        content, mimetype = xlsx_bytes({
            _("Features"): rows, _("Pairs of answers"): table.answer_rows(found, _, said),
            _("Definitions"): [[_(word), _(text)] for word, text in table.DEFINITIONS]}), XLSX
    else:
        abort(400)
    return send_file(BytesIO(content), mimetype, True, f"kano-{study.id}.{ending}")
