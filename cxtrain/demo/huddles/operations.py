"""Writing huddles that the demo's supervisors led, with what their groups chose. The caller commits."""

import datetime as dt
from random import Random

from sqlalchemy import select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.roleplay.models import Scenario
from cxtrain.roleplay.play import Position, advance, opening
from cxtrain.roleplay.queries import scenario_of
from cxtrain.roleplay.score import score
from cxtrain.training.huddles.codes import CODES, code_of
from cxtrain.training.huddles.models import Huddle, HuddleCount, HuddleStep

HUDDLES = (  # who led it, the scenario, days ago, people
    ("0101", "late-check-in", 16, 7),
    ("0101", "breakfast-complaint", 9, 6),
    ("0201", "late-check-in", 5, 8),
    ("0101", "airport-car", 2, 8),
)


def write_huddles(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write each huddle as it ended; a group is not of one mind, and mostly plays what most are for."""
    stories = {row.slug: row for row in db.session.scalars(select(Scenario))}
    for number, slug, days, people in HUDDLES:
        if slug in stories:
            at = moment(staff.company.year.before(days), 8)
            _write(staff, stories[slug], chronicle, random, led=(number, at, people))


def _write(staff: Staff, row: Scenario, chronicle: Chronicle, random: Random, *, led: tuple[str, dt.datetime, int]) -> None:
    number, at, people = led
    unit_id, leader = staff.units[staff.company.by_number[number].unit], staff.employees[number]
    huddle = Huddle(unit_id=unit_id, version_id=row.current_id, leader_id=leader, code=code_of(random.randrange(CODES)),
                    seed=f"{random.getrandbits(128):032x}", stage="ended", started_at=at, people=people,
                    ended_at=at + dt.timedelta(minutes=11))
    db.session.add(huddle)
    db.session.flush()
    position = _played(huddle, row, random)
    huddle.position, huddle.outcome = len(position.trail), position.outcome
    huddle.score = score(scenario_of(row.current), position).overall.percent
    db.session.flush()
    chronicle.note(at, "huddle started", ("huddle", huddle.id), unit_id=unit_id, actor_id=leader, scenario=row.slug)
    chronicle.note(huddle.ended_at, "huddle ended", ("huddle", huddle.id), unit_id=unit_id, actor_id=leader, scenario=row.slug,
                   people=people, choices=huddle.position, outcome=huddle.outcome, score=huddle.score)


def _played(huddle: Huddle, row: Scenario, random: Random) -> Position:
    story = scenario_of(row.current)
    position = opening(story)
    while position.outcome is None:
        worth = [1 + 3 * max(sum(choice.points.values()), 0) for choice in position.answers]
        chosen = random.choices([choice.id for choice in position.answers], [float(each) for each in worth], k=huddle.people)
        most = max(sorted(set(chosen)), key=chosen.count)
        at = len(position.trail)
        db.session.add(HuddleStep(huddle_id=huddle.id, position=at, choice_id=most))
        db.session.add_all(HuddleCount(huddle_id=huddle.id, position=at, choice_id=one, phones=chosen.count(one), hands=0)
                           for one in sorted(set(chosen)))
        position = advance(story, position, most)
    return position
