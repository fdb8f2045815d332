"""Touchpoints files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.journey.touchpoint import read_touchpoints

PACKS = Path(__file__).parents[2] / "scenarios"
FILE = """\
format: 1
touchpoints:
  - slug: desk
    title: {zh: 前台, en: Desk}
    stage: purchase
    kind: offline
    moment_of_truth: {zh: 抬头, en: Looking up}
    standard: {zh: 十秒内招呼, en: A greeting within ten seconds}
    expectation: {tangibles: 5, reliability: 6.0, responsiveness: 6.2, assurance: 6.1, empathy: 5.9}
    weight: 1.2
  - slug: room
    title: {zh: 客房, en: Room}
    stage: use
    kind: product
    moment_of_truth: {zh: 开门, en: The door opens}
    standard: {zh: 干净, en: Clean}
    expectation: {tangibles: 6, reliability: 6, responsiveness: 6, assurance: 6, empathy: 5}
    weight: 0.8
"""


@pytest.mark.parametrize("path", sorted(PACKS.glob("*/touchpoints.yaml")), ids=lambda path: path.parent.name)
def test_each_pack_we_ship_is_complete(path):
    checked = read_touchpoints(path.read_bytes())
    assert checked.faults == ()
    assert {point.stage for point in checked.touchpoints} <= {"awareness", "purchase", "use", "feedback"}


def test_it_reads_touchpoints_in_the_order_of_the_journey():
    checked = read_touchpoints(FILE)
    assert [point.slug for point in checked.touchpoints] == ["desk", "room"]
    assert checked.touchpoints[0].expectation.as_dict() == {
        "tangibles": 5.0, "reliability": 6.0, "responsiveness": 6.2, "assurance": 6.1, "empathy": 5.9}
    assert checked.faults == ()


@pytest.mark.parametrize(("old", "new", "line", "start"), [
    ("slug: room", "slug: desk", 11, 'Two touchpoints are called "desk".'),
    ("stage: use", "stage: using", 13, '"using" is not known here'),
    ("reliability: 6.0", "reliability: 7.5", 9, "This number must be 7"),
    (", empathy: 5}", "}", 17, 'The key "empathy" is missing.'),
    ("en: Clean", "en: ' '", 16, "The English text (en) is missing."),
    ("weight: 0.8", "weight: .nan", 18, "This must be a number."),
    ("weight: 0.8", "wieght: 0.8", 18, 'The key "wieght" is not known here; did you mean "weight"?'),
])
def test_it_names_line_and_fault(old, new, line, start, ):
    checked = read_touchpoints(FILE.replace(old, new))
    assert checked.touchpoints is None
    assert [(fault.line, fault.sentence.startswith(start)) for fault in checked.faults] == [(line, True)]


def test_it_warns_when_weights_do_not_average_one():
    # (1.2 + 2.8) / 2 = 2
    checked = read_touchpoints(FILE.replace("weight: 0.8", "weight: 2.8"))
    assert checked.touchpoints is not None
    assert [(fault.line, fault.level, fault.sentence) for fault in checked.faults] == [
        (2, "warning", "The weights average 2.00; they are read as if it were 1.")]


@given(cut=st.integers(0, len(FILE)), put=st.text(max_size=6))
def test_any_damage_gives_faults_or_touchpoints_and_never_raises(cut, put):
    checked = read_touchpoints(FILE[:cut] + put + FILE[cut + 3:])
    assert (checked.touchpoints is None) == any(fault.level == "error" for fault in checked.faults)
