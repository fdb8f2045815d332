"""Coaching observations: 李想 of 静安店 with 王喆."""

import pytest

from cxtrain.clock import today
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.coaching.operations import share, start_coaching
from cxtrain.quality.scoring import review
from cxtrain.quality.sheet import Sheet
from tests.quality.conftest import SCENARIOS, actor

CANARY, WORDS = "金丝雀听见了", "您说的我记下了"


@pytest.fixture
def coached(db, cast, hotel):
    """Makes an observation: a draft, or shared; returns its id."""
    operations.publish_instrument((SCENARIOS / "instruments" / "coaching-observation.yaml").read_bytes())
    db.session.commit()

    def make(*, shared=True, person=None):
        li = actor(db, cast.li, Role.SUPERVISOR)
        visit = start_coaching(li, db.session.get(Employee, person or cast.wang), db.session.get(Touchpoint, hotel.desk),
                               today("Asia/Shanghai"))
        if shared:
            items = queries.instrument_of(visit.instrument).items
            operations.save_scorecard(visit, answers={item.id: Answer(1, note=CANARY) for item in items}, sheet=Sheet(praise=CANARY))
            answers = queries.answers_of(visit.id)
            share(visit, answers, review(queries.instrument_of(visit.instrument), answers))
        db.session.commit()
        return visit.id
    return make
