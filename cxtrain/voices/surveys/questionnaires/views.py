"""Questionnaires as HR reads and writes them; the same as the files, version by version."""

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.voices.models import QuestionnaireVersion
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.queries import current_questionnaires, questionnaire_of
from cxtrain.voices.questionnaire import MOST_ASKED, SCALES
from cxtrain.voices.questionnaire_file import written
from cxtrain.voices.questionnaire_rules import number_asked, seconds
from cxtrain.voices.surveys.questionnaires import queries
from cxtrain.voices.surveys.questionnaires.forms import QuestionnaireForm
from cxtrain.voices.surveys.questionnaires.manuscript import KINDS, blocks_of, slug_from
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import done

bp = Blueprint("questionnaires", __name__, url_prefix="/voices/questionnaires")
bp.context_processor(lambda: {"kinds": KINDS, "scales": SCALES, "dimension_names": DIMENSION_NAMES, "seconds": seconds,
                              "number_asked": number_asked})


@bp.route("")
@requires(Can.RUN_SURVEYS)
def list_questionnaires() -> ResponseReturnValue:
    """Show what can be asked."""
    found = [(version, questionnaire_of(version)) for version in current_questionnaires()]
    return render_template("voices/surveys/list_questionnaires.html", found=found, campaigns=queries.campaigns_by_version())


@bp.route("/<slug>")
@requires(Can.RUN_SURVEYS)
def show_questionnaire(slug: str) -> ResponseReturnValue:
    """Show a questionnaire as it is asked, in both languages: the version in use, or the one that ?version= names."""
    version = _version(slug)
    return render_template("voices/surveys/show_questionnaire.html", version=version, asked=questionnaire_of(version),
                           versions=queries.versions_of(slug))


def _version(slug: str) -> QuestionnaireVersion:
    found = queries.versions_of(slug)
    asked = asked_id("version")
    chosen = [each for each in found if (each.id == asked if asked else each.current)]
    return chosen[0] if chosen else abort(404)


@bp.route("/<slug>.yaml")
@requires(Can.RUN_SURVEYS)
def questionnaire_file(slug: str) -> ResponseReturnValue:
    """Send a questionnaire as a file, to be changed and published again."""
    return Response(written(questionnaire_of(_version(slug))), mimetype="application/yaml",
                    headers={"Content-Disposition": f'attachment; filename="{slug}.yaml"'})


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def new_questionnaire() -> ResponseReturnValue:
    """Write a questionnaire; it can be looked at before it is published."""
    form = QuestionnaireForm(data={"questions": [{"position": n + 1} for n in range(MOST_ASKED)]})
    return _written(form, slug_from(form.title_en.data or "", queries.slugs()), None)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@requires(Can.RUN_SURVEYS)
def edit_questionnaire(slug: str) -> ResponseReturnValue:
    """Write the next version; surveys that run keep theirs."""
    version = _version(slug)
    asked = questionnaire_of(version)
    if asked.kind == "kano" or len(asked.questions) > MOST_ASKED:
        abort(404)
    return _written(QuestionnaireForm(data={"title_zh": asked.title.zh, "title_en": asked.title.en, "kind": asked.kind,
                                            "digest": version.digest, "questions": blocks_of(asked)}), slug, version)


def _written(form: QuestionnaireForm, slug: str, version: QuestionnaireVersion | None) -> ResponseReturnValue:
    used = {question.id: question.kind for question in questionnaire_of(version).questions} if version else {}
    asked = form.read(slug, used) if form.is_submitted_and_valid() else None
    late = bool(asked and version and form.digest.data != version.digest)
    if asked and not late and "look" not in request.form:
        keep_questionnaire(asked)
        answer = done(url_for(".show_questionnaire", slug=asked.slug), _("Published. New surveys can ask it."))
        db.session.commit()
        return answer
    if late and version:
        form.digest.raw_data, form.digest.data = None, version.digest
    form.submission_key.data = form.submission_key.default()
    wrong = request.method == "POST" and asked is None
    return render_template("voices/surveys/edit_questionnaire.html", form=form, version=version, asked=asked,
                           late=late), 409 if late else 400 if wrong else 200
