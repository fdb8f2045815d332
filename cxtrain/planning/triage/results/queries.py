"""Reading what people reached in their latest attempt at each quiz and role-play since a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.planning.triage.practice import Tallies, Tally
from cxtrain.quizzes.marking import Given
from cxtrain.quizzes.models import Answer, HandMark, QuizAttempt
from cxtrain.quizzes.queries import keys_now, marked
from cxtrain.roleplay.models import Attempt, Scenario

MOST_ATTEMPTS = 400  # the latest; a team has fewer


def quizzes_of(employee_ids: Sequence[int], since: dt.date, until: dt.date | None = None) -> dict[int, Tallies]:
    """Return what each earned at the questions of the latest attempt at each quiz, by what the questions are tied to.

    Attempts from `since` to `until` count, to this day by default.
    """
    rows = db.session.scalars(
        select(QuizAttempt).where(QuizAttempt.employee_id.in_(employee_ids), QuizAttempt.score.is_not(None),
                                  QuizAttempt.submitted_at.between(_start(since), _end(until)))
        .order_by(QuizAttempt.submitted_at.desc(), QuizAttempt.id.desc()).limit(MOST_ATTEMPTS))
    latest: dict[tuple[int, int], QuizAttempt] = {}
    for attempt in rows:
        latest.setdefault((attempt.employee_id, attempt.quiz_id), attempt)
    if not latest:
        return {}
    ids = [attempt.id for attempt in latest.values()]
    answers, by_hand, keys = _answers(ids), _by_hand(ids), keys_now()
    found: dict[int, dict[tuple[str, str], Tally]] = defaultdict(dict)
    for attempt in latest.values():
        result = marked(attempt, answers.get(attempt.id, {}), by_hand.get(attempt.id, {}), keys)
        for mark in result.marks:
            if mark.asks and mark.points is not None:
                tie = mark.question.touchpoint or "", mark.question.dimension or ""
                _add(found[attempt.employee_id], tie, Tally(float(mark.earned), float(mark.question.worth), 1))
    return dict(found)


def plays_of(employee_ids: Sequence[int], since: dt.date, until: dt.date | None = None) -> dict[int, Tallies]:
    """Return what each reached in the last play of each scenario, by its touchpoint and the dimensions it gives points for."""
    rows = db.session.execute(
        select(Attempt.employee_id, Attempt.scenario_id, Attempt.score, Attempt.result, Touchpoint.slug)
        .join(Scenario, Scenario.id == Attempt.scenario_id).join(Touchpoint, Touchpoint.id == Scenario.touchpoint_id)
        .where(Attempt.employee_id.in_(employee_ids), Attempt.score.is_not(None), Attempt.carried.is_(None),
               Attempt.finished_at.between(_start(since), _end(until)))
        .order_by(Attempt.finished_at.desc(), Attempt.id.desc()).limit(MOST_ATTEMPTS))
    seen: set[tuple[int, int]] = set()
    found: dict[int, dict[tuple[str, str], Tally]] = defaultdict(dict)
    for employee_id, scenario_id, score, result, touchpoint in rows:
        if (employee_id, scenario_id) not in seen:
            seen.add((employee_id, scenario_id))
            for dimension, percent in _percents(score, result).items():
                _add(found[employee_id], (touchpoint, dimension), Tally(percent, 100.0, 1))
    return dict(found)


def _percents(score: float, result: Mapping[str, Mapping[str, Mapping[str, float | None]]] | None) -> dict[str, float]:
    """Return the percents of a play by dimension; the whole score where it gives points for none."""
    marks = (result or {}).get("dimensions", {})
    found = {name: mark["percent"] for name, mark in marks.items()}
    return {name: percent for name, percent in found.items() if percent is not None} or {"": score}


def _add(tallies: dict[tuple[str, str], Tally], tie: tuple[str, str], more: Tally) -> None:
    tallies[tie] = tallies.get(tie, Tally()) + more


def _start(since: dt.date) -> dt.datetime:
    return dt.datetime.combine(since, dt.time(), dt.UTC)


def _end(until: dt.date | None) -> dt.datetime:
    """Return the end of a day, wherever it is; the end of time for None."""
    return _start(until + dt.timedelta(1)) if until else dt.datetime.max.replace(tzinfo=dt.UTC)


def _answers(attempt_ids: Sequence[int]) -> dict[int, dict[str, Given]]:
    rows = db.session.execute(select(Answer.attempt_id, Answer.question_id, Answer.given, Answer.certainty)
                              .where(Answer.attempt_id.in_(attempt_ids)))
    found: dict[int, dict[str, Given]] = defaultdict(dict)
    for attempt_id, question_id, given, certainty in rows:
        if given:
            found[attempt_id][question_id] = Given(given, certainty)
    return found


def _by_hand(attempt_ids: Sequence[int]) -> dict[int, dict[str, list[int]]]:
    rows = db.session.execute(select(HandMark.attempt_id, HandMark.question_id, HandMark.points)
                              .where(HandMark.attempt_id.in_(attempt_ids)))
    found: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for attempt_id, question_id, points in rows:
        found[attempt_id][question_id] = points
    return found
