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
    kinds = {action.kind for action in read_library(SOURCE).value.actions
             if action.fits("team", dimension, stage="use", channel="offline", cause=Cause.OPEN)}
    assert kinds == {"train", "coach", "process", "collect"}


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


def test_a_missing_dimension_is_refused():
    start, end = SOURCE.index("  empathy:\n"), SOURCE.index("kinds:")
    faults = read_library(SOURCE[:start] + SOURCE[end:]).faults
    assert ["Each of these" in fault.sentence for fault in faults] == [True]
