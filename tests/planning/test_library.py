from collections import Counter

import pytest

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.paths import resource_dir
from cxtrain.planning.causes import Cause
from cxtrain.planning.findings import PERSON_DIMENSIONS
from cxtrain.planning.library import read_library

SOURCE = (resource_dir("scenarios") / "actions.yaml").read_text(encoding="utf-8")


def test_the_library_that_we_ship_has_no_fault():
    document = read_library(SOURCE)
    assert document.faults == ()
    assert len({action.id for action in document.value.actions}) == len(document.value.actions)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_a_process_a_coaching_and_a_training_action_for_a_team(dimension):
    fitting = read_library(SOURCE).value.fitting("team", dimension, stage="use", channel="offline", cause=Cause.OPEN)
    kinds = Counter(action.kind for action in fitting if action.dimensions or action.kind == "collect")
    assert kinds["train"] >= 2 and kinds["process"] >= 2 and kinds["coach"] and kinds["collect"]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_something_to_practise_and_something_to_coach_for_a_person(dimension):
    fitting = read_library(SOURCE).value.fitting("person", dimension, stage="use", channel="offline", cause=Cause.OPEN)
    assert {action.kind for action in fitting if action.dimensions} == {"train", "coach"}


# What a touchpoint's stage and channel ask for first, measures 6.2.
@pytest.mark.parametrize(("dimension", "stage", "channel"), [
    ("tangibles", "awareness", "offline"), ("reliability", "awareness", "offline"), ("assurance", "awareness", "offline"),
    ("responsiveness", "purchase", "offline"), ("assurance", "purchase", "offline"), ("reliability", "use", "offline"),
    ("empathy", "feedback", "offline"), ("responsiveness", "feedback", "offline"), ("responsiveness", "use", "online"),
    ("assurance", "use", "online"), ("tangibles", "use", "online"), ("reliability", "use", "product"),
    ("reliability", "use", "internal"),
])
def test_stage_and_channel_bring_their_own_process(dimension, stage, channel):
    fitting = read_library(SOURCE).value.fitting("team", dimension, stage=stage, channel=channel, cause=Cause.OPEN)
    first = next(action for action in fitting if action.kind == "process")
    assert first.stages or first.channels, first.id


def test_every_action_says_how_it_is_checked():
    assert [action.id for action in read_library(SOURCE).value.actions if action.check is None] == []


@pytest.mark.parametrize("dimension", PERSON_DIMENSIONS)
def test_a_person_is_never_given_a_process_to_mend(dimension):
    kinds = {action.kind for action in read_library(SOURCE).value.actions
             if action.fits("person", dimension, stage="use", channel="offline", cause=Cause.OPEN)}
    assert kinds == {"train", "coach", "collect"}


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("%(due)s", "%(dew)s", "is not known to plans"),
        ("3 次做到", "3 次 % 做到", "is not known to plans"),
        ("  load:", "  lazy:", "may be"),
        ("kind: collect", "kind: punish", "may be"),
        ("days: 10", "days: 0", "1 or more"),
        ("  empathy:\n    name", "  sympathy:\n    name", "may be"),
    ],
)
def test_a_fault_is_named_with_its_line(old, new, sentence):
    faults = read_library(SOURCE.replace(old, new, 1)).faults
    line = 1 + SOURCE[: SOURCE.index(old)].count("\n")
    assert any(sentence in fault.sentence and abs(fault.line - line) <= 1 for fault in faults)


def test_two_actions_of_one_name_and_a_course_for_what_is_no_practice_are_faults():
    twice = read_library(SOURCE.replace("- id: five-whys", "- id: look-again", 1))
    assert [fault.sentence for fault in twice.faults] == ['Two actions are called "look-again".']
    course = read_library(SOURCE.replace("    days: 45\n", "    days: 45\n    course: some-course\n", 1))
    assert ["Only practice" in fault.sentence for fault in course.faults] == [True]


def test_changes_replace_add_and_take_out():
    library = read_library(SOURCE).value
    first, second, *_ = library.actions
    changed, own = first.model_copy(update={"days": 7}), second.model_copy(update={"id": "own-1"})
    merged = library.with_actions({first.id: changed, second.id: None, "own-1": own})
    assert merged.actions == (changed, *library.actions[2:], own)


def test_a_missing_dimension_is_refused():
    start, end = SOURCE.index("  empathy:\n"), SOURCE.index("kinds:")
    faults = read_library(SOURCE[:start] + SOURCE[end:]).faults
    assert ["Each of these" in fault.sentence for fault in faults] == [True]
