"""Writing one finished round of calibration: most shoppers agree with the key, one only roughly. The caller commits."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from sqlalchemy import insert, update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration.agreement import GOOD, TENTATIVE, WithKey, with_key
from cxtrain.quality.calibration.cases.case import keyed_items
from cxtrain.quality.calibration.cases.queries import case_of, current_cases, form_of
from cxtrain.quality.calibration.models import CalibrationRound, CaseRating, GoldCase, RoundCase, Trial
from cxtrain.quality.calibration.queries import given_in, key_of

MONTH = 10  # in which the round was held
CASES = 3
DAYS = 14
UNNOTICED = 0.04  # share of answers that a shopper did not notice
OPENER = "0001"
Answers = dict[int, dict[str, Answer]]


def write_calibration(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write a round that everybody who observes took part in."""
    cases, people = current_cases()[:CASES], [person.number for person in staff.company.supervisors if person.status == "active"]
    if len(cases) < CASES or not people:
        return
    db.session.execute(update(GoldCase).values(published_at=moment(staff.company.year.start, 8)))
    opened = staff.company.year.first_day(MONTH)
    _open(staff, chronicle, cases, opened, len(people))
    rough = random.choice(people)
    for number, person in enumerate(people, 1):
        write_trial(number, (staff.accounts[person], staff.employees[person]), opened, chronicle, random=random,
                    verdict=TENTATIVE if person == rough else GOOD)


def write_trial(number: int, who: tuple[int, int], opened: dt.date, chronicle: Chronicle, *, random: Random,
                verdict: str = GOOD) -> None:
    """Write what a shopper, (account, employee), scored in the round that was opened on a day."""
    cases = current_cases()[:CASES]
    answers, found = _scored(cases, verdict, random)
    at = moment(opened + dt.timedelta(days=random.randint(1, DAYS - 2)), random.randint(9, 18))
    db.session.execute(insert(Trial), [_trial(number, who[0], moment(opened, 9), at, found)])
    db.session.execute(insert(CaseRating), [
        {"trial_id": number, "case_id": case_id, "item": item, "value": answer.value, "missing": answer.missing, "note": ""}
        for case_id, own in answers.items() for item, answer in own.items()])
    chronicle.note(at, "calibration submitted", ("trial", number), unit_id=None, actor_id=who[1],
                   verdict=found.verdict, alpha=found.alpha.value)


def _open(staff: Staff, chronicle: Chronicle, cases: Sequence[GoldCase], day: dt.date, asked: int) -> None:
    due, opener = day + dt.timedelta(days=DAYS), staff.employees[OPENER]
    db.session.execute(insert(CalibrationRound), [{
        "id": 1, "kind": "quarter", "opened_by": staff.accounts[OPENER], "opened_at": moment(day, 9), "due_on": due,
        "closed_at": moment(due, 18)}])
    db.session.execute(insert(RoundCase), [{"round_id": 1, "position": place, "case_id": case.id}
                                           for place, case in enumerate(cases, 1)])
    facts = {"unit_id": None, "actor_id": opener, "due_on": due.isoformat()}
    chronicle.note(moment(day, 9), "calibration round opened", ("calibration_round", 1), **facts, kind="quarter",
                   cases=[case.slug for case in cases], asked=asked)
    chronicle.note(moment(due, 18), "calibration round closed", ("calibration_round", 1), **facts)


def _trial(number: int, account: int, asked: dt.datetime, at: dt.datetime, found: WithKey) -> dict[str, Any]:
    bounds = found.alpha.interval
    return {"id": number, "round_id": 1, "account_id": account, "asked_at": asked, "saved_at": at, "submitted_at": at,
            "verdict": found.verdict, "alpha": found.alpha.value, "alpha_low": bounds.low if bounds else None,
            "alpha_high": bounds.high if bounds else None, "severity": found.severity.value, "compared": found.severity.n}


def _scored(cases: Sequence[GoldCase], verdict: str, random: Random) -> tuple[Answers, WithKey]:
    """Return a shopper's answers and what they come to: drawn anew until the verdict is the wanted one."""
    key, spread = key_of(cases), 0.7 if verdict == GOOD else 1.6
    while True:
        mild = random.gauss(0, 0.3)
        answers = {case.id: _answers(case, mild, spread, random) for case in cases}
        given = given_in(cases, answers)
        if with_key(key, given, resamples=1).verdict == verdict:
            return answers, with_key(key, given)


def _answers(gold: GoldCase, mild: float, spread: float, random: Random) -> dict[str, Answer]:
    case, form, found = case_of(gold), form_of(gold), dict[str, Answer]()
    for item in keyed_items(form):
        right, scale = case.answer(item.id), form.scale_of(item)
        if right.value is None or random.random() < UNNOTICED:
            found[item.id] = Answer(missing=right.missing or "unnoticed")
        else:
            seen = right.value + round(random.gauss(mild, spread))
            found[item.id] = Answer(min(scale.max, max(scale.min, seen)))
    return found
