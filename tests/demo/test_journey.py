"""Departments and obstacles of the demo company."""

from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.voices.obstacles.models import Obstacle


def test_each_touchpoint_has_an_owner(demo):
    assert database.session.scalar(select(func.count()).where(Touchpoint.owner_id.is_(None))) == 0
    assert all(lead for lead in database.session.scalars(select(Department.lead_id)))


def test_most_of_what_was_told_has_an_answer(demo):
    states = dict(database.session.execute(select(Obstacle.state, func.count()).group_by(Obstacle.state)).all())
    assert sum(states.values()) == 60 and states["open"] < 30
    assert database.session.scalar(select(func.count()).where(Obstacle.answered_at < Obstacle.at)) == 0
