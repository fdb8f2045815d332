"""People who take the quiz of tests/quizzes/conftest.py, one after the other, through the operations that pages use."""

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import operations
from cxtrain.quizzes.models import Quiz
from tests.quizzes.conftest import RIGHT, WRONG

ANALYSIS = "/authoring/quizzes/desk/analysis"
HALF = {**RIGHT, "canary-q2": ["canary-a"], "canary-q3": ["true"]}


def taker_of(employee_id):
    """Return the actor that a person is who has no account."""
    person = database.session.get(Employee, employee_id)
    unit = database.session.get(Unit, person.unit_id)
    return Actor(account_id=0, employee_id=person.id, number=person.number, name=person.name, name_en=person.name_en, locale="en",
                 unit_id=unit.id, unit_path=unit.path, unit_name=unit.name, zone=unit.zone)


class Crowd:
    """New people of a unit who take quizzes."""

    def __init__(self, unit_id):
        self.unit_id = unit_id

    def join(self):
        """Return the id of a new person."""
        number = f"N{database.session.query(Employee).count()}"
        person = Employee(number=number, name=f"无名{number}", name_en=f"Nameless {number}", unit_id=self.unit_id)
        database.session.add(person)
        database.session.flush()
        return person.id

    def sit(self, *answers, slug="desk", person=None):
        """Let somebody take a quiz once for each of `answers` (texts by question id); return their attempts."""
        quiz, found = database.session.scalars(select(Quiz).where(Quiz.slug == slug)).one(), []
        me = taker_of(person or self.join())
        for given in answers:
            attempt = operations.start_attempt(me, quiz)
            operations.save_answers(attempt, {name: operations.Draft(list(texts)) for name, texts in given.items()})
            operations.submit_attempt(me, attempt)
            found.append(attempt)
        database.session.commit()
        return found


@pytest.fixture
def crowd(db, cast):
    """People of 静安店."""
    return Crowd(cast.jingan)


@pytest.fixture
def taken(crowd, quiz):
    """The quiz, taken by eighteen people: nine right, three half right, six wrong, two of these a second time."""
    for answers in [RIGHT] * 9 + [HALF] * 3 + [WRONG] * 4:
        crowd.sit(answers)
    for _ in range(2):
        crowd.sit(WRONG, RIGHT)
    return quiz
