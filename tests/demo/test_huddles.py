"""The demo's huddles are what their steps replay to, with counts that fit, and nobody's vote."""

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.queries import scenario_of
from cxtrain.roleplay.score import score
from cxtrain.training.huddles.models import Huddle, HuddleCount, HuddlePhone, HuddleStep, HuddleVote
from cxtrain.training.huddles.queries import last_huddle


def test_each_huddle_is_what_its_steps_replay_to(typical):
    found = db.session.scalars(select(Huddle)).all()
    assert len(found) == 4 and {huddle.stage for huddle in found} == {"ended"}
    for huddle in found:
        made = list(db.session.scalars(select(HuddleStep.choice_id).where(HuddleStep.huddle_id == huddle.id).order_by(HuddleStep.position)))
        story = scenario_of(huddle.version)
        reached = replay(story, made)
        assert (huddle.position, huddle.outcome, huddle.score) == (len(made), reached.outcome, score(story, reached).overall.percent)
        counts = db.session.execute(select(HuddleCount.position, func.sum(HuddleCount.phones + HuddleCount.hands)).where(
            HuddleCount.huddle_id == huddle.id).group_by(HuddleCount.position))
        assert dict(counts.tuples().all()) == dict.fromkeys(range(len(made)), huddle.people)
    assert [db.session.scalar(select(func.count()).select_from(model)) for model in (HuddleVote, HuddlePhone)] == [0, 0]
    assert last_huddle(found[0].unit_id).people == 8
