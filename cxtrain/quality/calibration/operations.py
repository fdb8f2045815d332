"""Opening rounds, taking part, submitting; the caller commits. Each change of state writes one ledger row."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration import queries
from cxtrain.quality.calibration.agreement import WithKey, with_key
from cxtrain.quality.calibration.cases.case import keyed_items
from cxtrain.quality.calibration.cases.queries import form_of
from cxtrain.quality.calibration.models import CalibrationRound, CaseRating, GoldCase, RoundCase, Trial
from cxtrain.quality.calibration.pool.operations import follow_up
from cxtrain.quality.refusal import NOT_COMPLETE, WRONG_STATE, Refused
from cxtrain.web.bilingual import N_

FEWEST = {"quarter": 3, "retraining": 2}
MOST = 5


def open_round(actor: Actor, kind: str, cases: Sequence[GoldCase], *, due_on: dt.date,
               accounts: Collection[int]) -> CalibrationRound:
    """Ask shoppers to score the same cases by a day.

    Args:
        actor: who opens it.
        kind: "quarter" or "retraining".
        cases: three to five, two to five for a training round; in this order.
        due_on: the last day.
        accounts: who is asked.

    Raises:
        Refused: too few or too many cases, one without its whole key, a key that does not vary, nobody asked, or a
            training round with a case whose key somebody has seen.
    """
    _check_cases(kind, cases)
    asked = set(accounts) - queries.keepers_of_keys()
    if not asked:
        raise Refused(N_("Choose at least one shopper."))
    if kind == "retraining" and {case.slug for case in cases} & queries.seen_cases(asked).keys():
        raise Refused(N_("Somebody has seen the key of one of these cases; a training round needs other ones."))
    return _opened(actor, kind, cases, due_on, sorted(asked))


def _check_cases(kind: str, cases: Sequence[GoldCase]) -> None:
    if not FEWEST[kind] <= len(cases) <= MOST:
        raise Refused(N_("Choose three to five cases; for a training round two to five."))
    if not all(case.ready for case in cases):
        raise Refused(N_("One of the cases still lacks answers or reasons in its key."))
    if len({share for share in queries.key_of(cases).values() if share is not None}) < 2:
        raise Refused(N_("All right answers of these cases are the same, so agreement could not be told from habit."))


def _opened(actor: Actor, kind: str, cases: Sequence[GoldCase], due_on: dt.date, asked: list[int]) -> CalibrationRound:
    made = CalibrationRound(kind=kind, opened_by=actor.account_id, opened_at=now(), due_on=due_on)
    db.session.add(made)
    db.session.flush()
    db.session.execute(insert(RoundCase), [{"round_id": made.id, "position": place, "case_id": case.id}
                                           for place, case in enumerate(cases, 1)])
    db.session.add_all(Trial(round_id=made.id, account_id=account, asked_at=now()) for account in asked)
    db.session.flush()
    record("calibration round opened", made, unit_id=None, kind=kind, cases=[case.slug for case in cases], asked=len(asked),
           due_on=due_on.isoformat())
    return made


def change_round(made: CalibrationRound, *, due_on: dt.date | None = None, close: bool = False) -> None:
    """Move the last day of a round, or close it: those who have not scored its cases are no longer waited for.

    Raises:
        Refused: it is closed.
    """
    if made.closed_at is not None:
        raise Refused(WRONG_STATE)
    made.due_on, made.closed_at = due_on or made.due_on, now() if close else None
    db.session.flush()
    record("calibration round closed" if close else "calibration round moved", made, unit_id=None,
           due_on=made.due_on.isoformat())


def join_round(actor: Actor) -> Trial:
    """Take part in the newest round for everybody, as who is new does before the first visit.

    Raises:
        Refused: there is none, the reader takes part already, or can see the keys.
    """
    newest = queries.newest_quarter()
    taken = {trial.round_id for trial in queries.own_trials(actor)}
    if newest is None or newest.id in taken or actor.account_id in queries.keepers_of_keys():
        raise Refused(WRONG_STATE)
    db.session.add(trial := Trial(round_id=newest.id, account_id=actor.account_id, asked_at=now()))
    db.session.flush()
    record("calibration joined", trial, unit_id=None, round=newest.id)
    return trial


def save_answers(trial: Trial, gold: GoldCase, answers: Mapping[str, Answer]) -> None:
    """Store changed answers to one case. A part that is not submitted is no change of state.

    Raises:
        Refused: it was submitted meanwhile.
    """
    if trial.submitted_at is not None:
        raise Refused(WRONG_STATE)
    rows = [{"trial_id": trial.id, "case_id": gold.id, "item": item, "value": answer.value, "missing": answer.missing,
             "note": answer.note} for item, answer in answers.items()]
    if rows:
        db.session.execute(_put(db.session.get_bind().dialect.name), rows)
    trial.saved_at = now()
    db.session.flush()


@lru_cache(maxsize=2)
def _put(dialect: str) -> Any:
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(CaseRating.__table__)
    parts = {name: statement.excluded[name] for name in ("value", "missing", "note")}
    return statement.on_conflict_do_update(index_elements=["trial_id", "case_id", "item"], set_=parts)


def unanswered(cases: Sequence[GoldCase], answers: Mapping[int, Mapping[str, Answer]]) -> dict[int, int]:
    """Return how many items of each case are not answered yet; cases that are done are left out."""
    left = {gold.id: sum(not answers.get(gold.id, {}).get(item.id, Answer()).is_given for item in keyed_items(form_of(gold)))
            for gold in cases}
    return {case_id: n for case_id, n in left.items() if n}


def submit(trial: Trial) -> WithKey:
    """Compare a shopper's answers with the key, once; a result below .667 puts their visits under review (rule M2).

    Raises:
        Refused: an item is not answered, or it was submitted before.
    """
    if trial.submitted_at is not None:
        raise Refused(WRONG_STATE)
    cases, answers = queries.cases_of(trial.round_id), queries.answers_of(trial.id)
    if unanswered(cases, answers):
        raise Refused(NOT_COMPLETE)
    found = with_key(queries.key_of(cases), queries.given_in(cases, answers))
    trial.submitted_at, trial.verdict, trial.alpha = now(), found.verdict, found.alpha.value
    trial.severity, trial.compared = found.severity.value, found.severity.n
    if found.alpha.interval:
        trial.alpha_low, trial.alpha_high = found.alpha.interval.low, found.alpha.interval.high
    db.session.flush()
    record("calibration submitted", trial, unit_id=None, verdict=trial.verdict, alpha=trial.alpha)
    follow_up(trial)
    return found
