"""Random plays of the six packs, put into the database the way a player's clicks are."""

from dataclasses import replace
from pathlib import Path

from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.permissions import Actor
from cxtrain.roleplay.operations import give_up, publish_scenario, record_choice, start_attempt
from cxtrain.roleplay.queries import play_of

SCENARIOS = Path(__file__).parents[2] / "scenarios"
FILES = sorted(SCENARIOS.glob("*/scenarios/*.yaml"))


def publish_packs(files=FILES):
    """Publish scenarios, those of all packs by default, and return them."""
    for folder in sorted({path.parent.parent for path in files}):
        publish_touchpoints((folder / "touchpoints.yaml").read_bytes(), pack=folder.name)
    return [publish_scenario(path.read_bytes()).scenario for path in files]


def actor_of(person):
    """Return somebody as operations know them."""
    return Actor(0, person.id, person.number, person.name, "", "en", person.unit_id, "/", "", "Asia/Shanghai")


def play_at_random(actor, scenario, *, mode, chance, most=None):
    """Play a scenario at random to its end, or `most` choices of it, and return the attempt."""
    attempt = start_attempt(actor, scenario, mode=mode)
    play = play_of(attempt)
    while play.position.offered and (most is None or len(play.made) < most):
        choice = chance.choice(play.position.offered)
        position = record_choice(actor, play, choice.id, reason="Because." if choice.needs_reason else None)
        play = replace(play, made=(*play.made, choice.id), position=position)
    return attempt


def many_plays(people, scenarios, count, chance):
    """Play so many attempts at random, all scenarios, people and modes among them; one in ten stays open or is given up."""
    for number in range(count):
        actor, scenario = actor_of(chance.choice(people)), scenarios[number % len(scenarios)]
        left = number % 10 == 9
        attempt = play_at_random(
            actor, scenario, mode=("practice", "exam")[number // len(scenarios) % 2], chance=chance, most=2 if left else None)
        if left and attempt.finished_at is None and (number < count - 100):
            give_up(actor, attempt)
