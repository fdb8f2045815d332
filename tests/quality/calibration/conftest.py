"""Cases with keys that vary, a round, and shoppers who score it as well as a test wants."""

import datetime as dt
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.people.models import Account
from cxtrain.quality.answers import Answer
from cxtrain.quality.calibration import operations, queries
from cxtrain.quality.calibration.cases import operations as cases
from cxtrain.quality.calibration.cases.case import Case, KeyAnswer, Reason, keyed_items
from cxtrain.quality.calibration.models import GoldCase, Trial
from cxtrain.quality.models import InstrumentVersion
from cxtrain.quality.queries import instrument_of
from cxtrain.web.documents import Text
from tests.quality.conftest import Desk

FORM = "hotel-front-desk-check-in"


def write_case(db, number: int, **changes) -> GoldCase:
    """A case of the front desk's form; its right answers run through the scale."""
    version = db.session.scalars(select(InstrumentVersion).where(InstrumentVersion.slug == FORM)).first()
    because = Reason(zh=f"理由{number}", en=f"KEY-REASON-{number}")
    key = {item.id: KeyAnswer(value=(2 * place + 3 * number) % 7 + 1, because=because)
           for place, item in enumerate(keyed_items(instrument_of(version)))}
    both = {name: Text(zh=f"{name}第{number}个", en=f"{name} {number}") for name in ("title", "description", "happened")}
    return cases.keep_case(Case(**{"slug": f"case-{number}", "form": version.digest, "key": key, **both, **changes}))


def answers_off(gold: GoldCase, by: int = 0, *, every: int = 1) -> dict[str, Answer]:
    """The key's answers, every nth of them `by` points away, within the scale."""
    from cxtrain.quality.calibration.cases.queries import case_of, form_of
    found = {}
    for place, item in enumerate(keyed_items(form_of(gold))):
        right = case_of(gold).answer(item.id).value
        found[item.id] = Answer(min(7, max(1, right + (by if place % every == 0 else 0))))
    return found


def reversed_answers(gold: GoldCase) -> dict[str, Answer]:
    """The opposite of the key: 1 for 7, 2 for 6 …"""
    return {item: Answer(8 - answer.value) for item, answer in answers_off(gold).items()}


@dataclass
class Calibration:
    """Rounds as 何姐 opens them; 陈晨 and 李想 score."""

    desk: Desk

    @property
    def db(self):
        """The database."""
        return self.desk.db

    def cases(self, *numbers: int) -> list[GoldCase]:
        """Cases by number, written."""
        found = [write_case(self.db, number) for number in numbers or (1, 2, 3)]
        self.db.session.commit()
        return found

    def account(self, employee_id: int) -> int:
        """The account of an employee."""
        return self.db.session.scalar(select(Account.id).where(Account.employee_id == employee_id))

    def open(self, *, kind: str = "quarter", cases: list[GoldCase] | None = None, people: tuple[int, ...] = (),
             due_in: int = 14):
        """A round for 陈晨 and 李想, or for `people`."""
        cast = self.desk.cast
        accounts = [self.account(person) for person in people or (cast.chen, cast.li)]
        made = operations.open_round(self.desk.he, kind, cases or self.cases(), accounts=accounts,
                                     due_on=today("Asia/Shanghai") + dt.timedelta(days=due_in))
        self.db.session.commit()
        return made

    def trial(self, made, employee_id: int) -> Trial:
        """Somebody's part in a round."""
        return self.db.session.scalars(select(Trial).where(
            Trial.round_id == made.id, Trial.account_id == self.account(employee_id))).one()

    def score(self, made, employee_id: int, answer=answers_off) -> Trial:
        """Somebody's part, scored as `answer` says and submitted."""
        trial = self.trial(made, employee_id)
        for gold in queries.cases_of(made.id):
            operations.save_answers(trial, gold, answer(gold))
        operations.submit(trial)
        self.db.session.commit()
        return trial


@pytest.fixture
def calibration(desk):
    """Rounds and results."""
    return Calibration(desk)
