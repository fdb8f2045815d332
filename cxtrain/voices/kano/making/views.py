"""Making a study: its heads, its features one by one, and having it asked."""

from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.people.queries import list_units
from cxtrain.voices.kano.making import operations
from cxtrain.voices.kano.making.forms import FeatureForm, StudyForm
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.operations import Refused
from cxtrain.voices.kano.queries import get_own_study_for
from cxtrain.voices.kano.study import Feature, Grouping
from cxtrain.web.pages import conflict, done, said

bp = Blueprint("kano_making", __name__, url_prefix="/voices/kano")


def _form(**data: Any) -> StudyForm:
    return StudyForm(touchpoints=[(each.id, said(each.title)) for each in list_touchpoints()],
                     units=[(each.id, said(each.label)) for each in list_units(current_user, Can.RUN_SURVEYS)], data=data)


def _typed(study: KanoStudy) -> dict[str, Any]:
    grouping = Grouping.of(study.grouping)
    texts = {f"{key}_{language}": text for key, words in (("title", study.title), ("purpose", study.purpose),
                                                          ("question", grouping.question.as_dict()))
             for language, text in words.items()}
    return {**texts, "touchpoint_id": study.touchpoint_id, "unit_id": study.unit_id, "draws": study.draws,
            "reading": study.reading, "groups": grouping.lines, "version": study.version}


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def new_study() -> ResponseReturnValue:
    """Begin a study: about which touchpoint, where, and who the customers are."""
    form = _form()
    if form.is_submitted_and_valid():
        study = operations.make_study(current_user, form.heads)
        answer = done(url_for(".edit_study", study_id=study.id), _("Study begun. Now add its features."))
        db.session.commit()
        return answer
    return render_template("voices/kano/new_study.html", form=form), 400 if form.errors else 200


@bp.route("/<int:study_id>/edit", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def edit_study(study_id: int) -> ResponseReturnValue:
    """Show a draft with its features, and change what it says."""
    study = _draft(study_id)
    form = _form(**_typed(study))
    page = {"study": study, "form": form, "features": [Feature.of(each) for each in study.features]}
    if form.is_submitted_and_valid():
        if form.version.data != study.version:
            form.version.raw_data, form.version.data = None, study.version
            return conflict("voices/kano/edit_study.html", theirs=_typed(study), **page)
        operations.change_study(study, form.heads)
        answer = done(url_for(".edit_study", study_id=study.id), _("Saved."))
        db.session.commit()
        return answer
    return render_template("voices/kano/edit_study.html", theirs=None, **page), 400 if form.errors else 200


@bp.route("/<int:study_id>/features/new", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def add_feature(study_id: int) -> ResponseReturnValue:
    """Write one more feature."""
    return _feature(_draft(study_id), None)


@bp.route("/<int:study_id>/features/<feature>", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def edit_feature(study_id: int, feature: str) -> ResponseReturnValue:
    """Change one feature's name and questions."""
    study = _draft(study_id)
    found = next((Feature.of(each) for each in study.features if each["id"] == feature), None)
    return _feature(study, found or abort(404))


def _feature(study: KanoStudy, feature: Feature | None) -> ResponseReturnValue:
    kept = feature.as_dict() if feature else {}
    form = FeatureForm(data={f"{key}_{language}": text for key in ("name", "there", "missing")
                             for language, text in kept.get(key, {}).items()})
    refused = ""
    if form.is_submitted_and_valid():
        try:
            operations.put_feature(study, feature.id if feature else None, **form.texts)
        except Refused as refusal:
            refused = _(str(refusal))
        else:
            answer = done(url_for(".edit_study", study_id=study.id), _("Feature saved."))
            db.session.commit()
            return answer
    return render_template("voices/kano/edit_feature.html", study=study, feature=feature, form=form,
                           refused=refused), 409 if refused else 400 if form.errors else 200


@bp.route("/<int:study_id>/features/<feature>/drop", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def drop_feature(study_id: int, feature: str) -> ResponseReturnValue:
    """Take a feature out of a draft."""
    study = _draft(study_id)
    operations.drop_feature(study, feature)
    answer = done(url_for(".edit_study", study_id=study.id), _("Feature taken out."))
    db.session.commit()
    return answer


@bp.route("/<int:study_id>/ask", methods=["POST"])
@requires(Can.RUN_SURVEYS)
def ask_study(study_id: int) -> ResponseReturnValue:
    """Have the study asked: its questions are fixed, and its campaign is made."""
    study = _draft(study_id)
    try:
        operations.ask(current_user, study, today(study.unit.zone))
    except Refused as refusal:
        return render_template("voices/kano/edit_study.html", theirs=None, study=study, form=_form(**_typed(study)),
                               features=[], refused=_(str(refusal))), 409
    answer = done(url_for("kano.show_study", study_id=study.id),
                  _("The questions are fixed. Open the campaign, or enter answers from paper."))
    db.session.commit()
    return answer


def _draft(study_id: int) -> KanoStudy:
    study = get_own_study_for(current_user, study_id)
    if study.campaign_id is not None:
        abort(409)
    return study
