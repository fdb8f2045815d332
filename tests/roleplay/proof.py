"""The two promises about scenario files, as functions that a test or `make soak` calls with a source of chance."""

import re
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from cxtrain.content import check
from cxtrain.roleplay.debrief import debrief
from cxtrain.roleplay.formats.drafts import yaml_of
from cxtrain.roleplay.operations import result_of
from cxtrain.roleplay.play import MOST_CHOICES, advance, opening, replay
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.schema import OUTCOMES
from cxtrain.roleplay.score import score, step_marks
from tests.roleplay.mutations import mutated
from tests.roleplay.random_stories import a_story, features
from tests.roleplay.stories import written

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # what YAML takes for the end of a line


@dataclass(frozen=True)
class Played:
    """What became of one generated file."""

    valid: bool
    features: frozenset[str]
    choices: int = 0


def play_a_story(chance):
    """Generate a file; where the checker calls it valid, play it at random to an end with a score.

    Raises:
        AssertionError: the play does not end, or its score is none.
    """
    file = a_story(chance)
    parsed = parse(written(file) if chance.random() < 0.5 else yaml_of(file))
    if parsed.scenario is None:
        assert parsed.errors and all(fault.line >= 1 and fault.column >= 1 and fault.sentence for fault in parsed.findings)
        return Played(False, frozenset(features(file)))
    position = opening(parsed.scenario)
    while not position.outcome:
        assert len(position.trail) < MOST_CHOICES and position.answers, "a player stands before nothing to say"
        position = advance(parsed.scenario, position, chance.choice(position.offered).id)
    _assert_scored(parsed.scenario, position)
    return Played(True, frozenset(features(file)), len(position.trail))


def _assert_scored(scenario, position):
    assert position.outcome in OUTCOMES and len(position.trail) <= MOST_CHOICES
    got = score(scenario, position)
    for mark in (got.overall, *got.dimensions.values(), *step_marks(scenario, position).values()):
        assert mark.worst <= mark.points <= mark.best
        assert mark.percent is None if mark.best == mark.worst else isfinite(mark.percent) and 0 <= mark.percent <= 100
    again = replay(scenario, [beat.choice.id for beat in position.trail])
    assert again == position and result_of(score(scenario, again)) == result_of(got)
    debrief(scenario, position)


def pack_files():
    """Return the content files of the six packs and the instruments."""
    return [path for path in sorted(SCENARIOS.rglob("*")) if path.suffix in (".yaml", ".md") and path.name not in ("pack.yaml", "actions.yaml")]


def damage_a_file(chance, path, copy):
    """Damage the text of a content file into `copy` and check that: how many faults it has, each at a place of the text.

    Raises:
        AssertionError: a fault lies outside the text.
    """
    body = mutated(path.read_text(encoding="utf-8"), chance)
    copy.write_bytes(body)
    found = check(copy)
    lines = BREAK.split(body.decode("utf-8", "replace"))
    for finding in (each for each in found if each.path == copy):
        fault = finding.fault
        assert fault.sentence and str(finding)
        assert 1 <= fault.line <= len(lines), (fault, len(lines))
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1, (fault, lines[fault.line - 1][:200])
    return found
