"""Making a study and changing it until it is asked; the caller commits."""

import datetime as dt
from dataclasses import dataclass

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.operations import Refused
from cxtrain.voices.kano.study import MOST_FEATURES, NO_FEATURES, Feature, Grouping, questionnaire_of, slug_of
from cxtrain.voices.models import Campaign
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.surveys.operations import Plan, new_campaign
from cxtrain.web.bilingual import N_, Bilingual

TARGET_EACH = 40  # answers that each feature should get: 30 are needed, and some contradict themselves
ASKED_ALREADY = N_("The study is being asked: its questions stay as they are.")


@dataclass(frozen=True)
class Heads:
    """What a study says beside its features."""

    title: Bilingual
    unit_id: int
    touchpoint_id: int
    purpose: Bilingual
    reading: str
    draws: int | None
    grouping: Grouping


def make_study(actor: Actor, heads: Heads) -> KanoStudy:
    """Begin a study without features."""
    study = KanoStudy(features=[], made_by=actor.employee_id, made_at=now(), **_columns(heads))
    db.session.add(study)
    db.session.flush()
    record("Kano study begun", study, unit_id=study.unit_id, title=study.title)
    return study


def change_study(study: KanoStudy, heads: Heads) -> None:
    """Change what a study says.

    Raises:
        Refused: it is being asked already.
    """
    _refuse_asked(study)
    for name, value in _columns(heads).items():
        setattr(study, name, value)
    record("Kano study changed", study, unit_id=study.unit_id, title=study.title)


def _columns(heads: Heads) -> dict[str, object]:
    return {"title": heads.title.as_dict(), "unit_id": heads.unit_id, "touchpoint_id": heads.touchpoint_id,
            "purpose": heads.purpose.as_dict(), "reading": heads.reading, "draws": heads.draws,
            "grouping": heads.grouping.as_dict()}


def put_feature(study: KanoStudy, feature_id: str | None, *, name: Bilingual, there: Bilingual, missing: Bilingual) -> Feature:
    """Add a feature at the end, or change the one of this id in its place.

    Raises:
        Refused: the study is being asked already, or has as many features as it may have.
    """
    _refuse_asked(study)
    if feature_id is None and len(study.features) >= MOST_FEATURES:
        raise Refused(N_("A study has at most 30 features."))
    feature = Feature(feature_id or slug_of(name.en, [each["id"] for each in study.features]), name, there, missing)
    kept = [feature.as_dict() if each["id"] == feature.id else each for each in study.features]
    study.features = kept if feature_id else [*kept, feature.as_dict()]
    record("Kano feature written", study, unit_id=study.unit_id, feature=feature.id)
    return feature


def drop_feature(study: KanoStudy, feature_id: str) -> None:
    """Take a feature out.

    Raises:
        Refused: the study is being asked already.
    """
    _refuse_asked(study)
    study.features = [each for each in study.features if each["id"] != feature_id]
    record("Kano feature taken out", study, unit_id=study.unit_id, feature=feature_id)


def ask(actor: Actor, study: KanoStudy, day: dt.date) -> Campaign:
    """Publish the questions and make the campaign that asks them, as a draft: its page hangs out posters and opens it.

    Raises:
        Refused: there are no features, or it was done before.
    """
    _refuse_asked(study)
    features = [Feature.of(each) for each in study.features]
    if not features:
        raise Refused(NO_FEATURES)
    version = keep_questionnaire(questionnaire_of(f"kano-{study.id}", study.title, features, Grouping.of(study.grouping),
                                                  draws=study.draws))
    each = min(study.draws or len(features), len(features))
    campaign = new_campaign(actor, Plan(
        title=study.title["zh"][:80], unit_id=study.unit_id, touchpoint_id=study.touchpoint_id, questionnaire_id=version.id,
        purpose=study.purpose, opens_on=day, target=-(-TARGET_EACH * len(features) // each)))
    study.campaign_id, study.campaign = campaign.id, campaign
    record("Kano study asked", study, unit_id=study.unit_id, campaign=campaign.id, features=len(features))
    return campaign


def _refuse_asked(study: KanoStudy) -> None:
    if study.campaign_id is not None:
        raise Refused(ASKED_ALREADY)
