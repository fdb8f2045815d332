"""How people of the demo company play: they answer, the skilled ones best, and say why where they are asked."""

from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from cxtrain.demo.learning.skills import play
from cxtrain.extensions import db as database
from cxtrain.roleplay.models import Attempt, Scenario, Step
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.queries import scenario_of
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.score import score

AIRPORT = Path(__file__).parents[2] / "scenarios" / "hotel" / "scenarios" / "airport-car.yaml"


@pytest.fixture(scope="module")
def story():
    """A story in which a customer may lose patience."""
    return parse(AIRPORT.read_bytes()).scenario


def test_nobody_falls_silent(story):
    assert story.has_silences
    for seed in range(50):
        trail = replay(story, play(story, 0.3, Random(seed))).trail
        assert trail and not any(beat.choice.is_silence for beat in trail)


def test_full_skill_earns_everything(story):
    assert score(story, replay(story, play(story, 1.0, Random(1)))).overall.percent == 100


def test_whoever_is_asked_why_has_said_it(made):
    demo = made("typical")
    with demo.app.app_context():
        rows = database.session.execute(
            select(Scenario, Attempt.id).join(Attempt, Attempt.scenario_id == Scenario.id)
            .where(Scenario.slug == "breakfast-complaint", Attempt.finished_at.is_not(None))).all()
        asked = 0
        for scenario, attempt_id in rows:
            steps = database.session.scalars(select(Step).where(Step.attempt_id == attempt_id).order_by(Step.position)).all()
            trail = replay(scenario_of(scenario.current), [step.choice_id for step in steps]).trail
            wanted = [beat.choice.needs_reason for beat in trail]
            assert [bool(step.reason) for step in steps] == wanted
            asked += sum(wanted)
        assert asked
        database.session.remove()
