"""Reading responses and questionnaires."""

import json
from collections import Counter, defaultdict
from functools import lru_cache

from flask import abort
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.voices.models import QuestionnaireVersion, Response, ResponseAnswer
from cxtrain.voices.questionnaire import Questionnaire
from cxtrain.voices.tally import Answer, Given, Key, of_response


@lru_cache(maxsize=64)
def _parsed(digest: str, source: str) -> Questionnaire:
    return Questionnaire.model_validate(json.loads(source))


@lru_cache(maxsize=64)
def _source(digest: str) -> str:
    """Return the text of a version, which never changes, so that it is read once in a process."""
    return db.session.execute(select(QuestionnaireVersion.source).where(QuestionnaireVersion.digest == digest)).scalar_one()


def questionnaire_of(version: QuestionnaireVersion) -> Questionnaire:
    """Return the questions of a version."""
    return questionnaire_by(version.digest)


def questionnaire_by(digest: str) -> Questionnaire:
    """Return the questions of the version with this digest."""
    return _parsed(digest, _source(digest))


def current_questionnaires(kind: str | None = None) -> list[QuestionnaireVersion]:
    """Return what new campaigns may ask, by slug."""
    query = select(QuestionnaireVersion).where(QuestionnaireVersion.current).order_by(QuestionnaireVersion.slug)
    return list(db.session.scalars(query if kind is None else query.where(QuestionnaireVersion.kind == kind)))


def get_questionnaire(version_id: int) -> QuestionnaireVersion:
    """Return a version, or answer 404."""
    return db.session.get(QuestionnaireVersion, version_id) or abort(404)


def answers_of(response_id: int) -> list[Answer]:
    """Return the numbers of a response, by question."""
    rows = db.session.scalars(select(ResponseAnswer).where(ResponseAnswer.response_id == response_id)
                              .order_by(ResponseAnswer.question))
    return [Answer(row.question, row.kind, row.value, row.other, row.subject) for row in rows]


def counts_of(*responses: Response) -> Counter[Key]:
    """Return what responses add to the counts as they stand; however many they are, their answers are read at once."""
    answers: dict[int, list[Answer]] = defaultdict(list)
    for row in db.session.scalars(select(ResponseAnswer).where(ResponseAnswer.response_id.in_(each.id for each in responses))):
        answers[row.response_id].append(Answer(row.question, row.kind, row.value, row.other, row.subject))
    counts: Counter[Key] = Counter()
    for each in responses:
        given = Given(each.unit.path, each.touchpoint_id, each.source, each.month, each.segment, each.counted)
        counts.update(of_response(given, answers[each.id]))
    return counts
