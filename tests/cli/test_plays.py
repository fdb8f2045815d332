"""`cxtrain plays verify`: what is kept of a play is exactly what its choices give; a thousand random plays, and tampered ones."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.roleplay.audit import queries
from cxtrain.roleplay.audit.queries import Kept, Mismatch, Stored, mismatch_of, verify_plays
from cxtrain.roleplay.models import Attempt, ScenarioVersion, Step
from cxtrain.roleplay.operations import publish_scenario, result_of
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.queries import scenario_by_digest
from cxtrain.roleplay.score import score
from tests.roleplay.random_plays import FILES, many_plays, publish_packs

COUNT = 1_000


def people(cast):
    """Return five people of both stores."""
    return [database.session.get(Employee, each) for each in (cast.wang, cast.zhao, cast.sun, cast.li, cast.chen)]


def test_a_thousand_random_plays_of_the_six_packs_keep_what_their_replay_gives(db, cast, run):
    many_plays(people(cast), publish_packs(), COUNT, random.Random(2026))
    db.session.commit()
    attempts = db.session.scalars(select(Attempt)).all()
    steps = Counter(db.session.scalars(select(Step.attempt_id)))
    assert len({each.scenario_id for each in attempts}) == len(FILES) == 18
    ended = [each for each in attempts if each.outcome]
    assert len({each.employee_id for each in ended}) == 5 and {each.mode for each in ended} == {"practice", "exam"}
    assert {each.outcome for each in ended} == {"delighted", "satisfied", "indifferent", "lost"}
    assert len(ended) >= 0.85 * COUNT and min(steps[each.id] for each in ended) >= 2
    for attempt in ended:
        made = db.session.scalars(select(Step.choice_id).where(Step.attempt_id == attempt.id).order_by(Step.position))
        scenario = scenario_by_digest(attempt.version.digest)
        position = replay(scenario, made)
        earned = score(scenario, position)
        assert (attempt.outcome, attempt.score, attempt.result) == (
            position.outcome, earned.overall.percent, result_of(earned))
    told = run("plays", "verify", "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"plays": len(attempts), "ok": True, "mismatches": []})
    assert run("plays", "verify").stdout == f"{len(attempts)} plays equal what their choices give.\n"


@pytest.fixture
def played(db, cast):
    """The ids of some plays, in the database."""
    many_plays(people(cast)[:2], publish_packs(FILES[:3]), 40, random.Random(4))
    db.session.commit()
    return list(db.session.scalars(select(Attempt.id).where(Attempt.outcome.is_not(None)).order_by(Attempt.id)))


def tampered(model, wanted, **values):
    """Change rows behind the program's back."""
    database.session.execute(update(model).where(wanted).values(**values))
    database.session.commit()


@pytest.mark.parametrize(("what", "values"), [
    ("score", {"score": 99.9}), ("score", {"score": None}), ("outcome", {"outcome": "lost"}),
    ("result", {"result": {"overall": {}}}), ("finished", {"finished_at": None, "outcome": None, "score": None, "result": None}),
])
def test_a_changed_attempt_is_named_by_its_id_and_by_what_was_changed(run, played, what, values):
    wanted = Attempt.outcome != "lost" if what == "outcome" else Attempt.score != 99.9
    target = database.session.scalar(select(Attempt.id).where(wanted, Attempt.id.in_(played)).limit(1))
    tampered(Attempt, Attempt.id == target, **values)
    told = run("plays", "verify", "--json")
    facts = json.loads(told.stdout)
    assert told.exit_code == 1 and not facts["ok"]
    assert [(each["attempt_id"], each["what"]) for each in facts["mismatches"]] == [(target, what)]
    assert run("plays", "verify").stdout.startswith(f"attempt {target}: {what} is ")


def test_a_changed_choice_a_lost_one_and_a_changed_text_are_named(played):
    first, second, third = played[0], played[1], played[-1]
    tampered(Step, (Step.attempt_id == first) & (Step.position == 0), choice_id="nowhere")
    database.session.execute(Step.__table__.delete().where(Step.attempt_id == second, Step.position == 0))
    version = database.session.get(Attempt, third).version_id
    of_version = set(database.session.scalars(select(Attempt.id).where(Attempt.version_id == version)))
    assert not {first, second} & of_version
    tampered(ScenarioVersion, ScenarioVersion.id == version, source="slug: changed")
    scenario_by_digest.cache_clear()
    found = {each.attempt_id: each.what for each in verify_plays()[1]}
    assert found == {first: "choices", second: "choices", **dict.fromkeys(of_version, "text")}
    scenario_by_digest.cache_clear()


def test_the_whole_database_is_read_in_batches(played, monkeypatch):
    every = database.session.scalar(select(func.count(Attempt.id)))
    asked, answer = [], database.session.execute
    monkeypatch.setattr(queries, "BATCH", 7)
    monkeypatch.setattr(database.session, "execute", lambda statement, values: asked.append(values) or answer(statement, values))
    assert verify_plays() == (every, [])
    assert len(asked) == -(-every // 7) + 1 and all(values["most"] == 7 for values in asked)


def test_a_play_that_goes_on_or_was_given_up_keeps_nothing(db, played):
    scenario = publish_scenario(FILES[0].read_bytes()).scenario
    still = Stored(1, scenario.current.digest, Kept(False, None, None, None), ())
    assert mismatch_of(still) is None and mismatch_of(replace(still, kept=Kept(True, None, None, None))) is None
    early = replace(still, kept=Kept(True, "lost", None, None))
    assert mismatch_of(early) == Mismatch(1, "outcome", "lost", None)


def test_an_empty_database_has_no_plays(run):
    told = run("plays", "verify")
    assert (told.exit_code, told.stdout) == (0, "0 plays equal what their choices give.\n")
