"""Checking files on disk: one line per finding, touchpoints resolved within a pack only."""

import pytest

from cxtrain.roleplay.packs import check_path, pack_of, scenario_files
from tests.roleplay.stories import LATE_CHECK_IN

TOUCHPOINTS = """\
format: 1
touchpoints:
  - slug: front-desk-check-in
    title: {zh: 前台入住, en: Check-in}
    stage: purchase
    kind: offline
    moment_of_truth: {zh: 等, en: Waiting}
    standard: {zh: 快, en: Quick}
    expectation: {tangibles: 6, reliability: 6, responsiveness: 6, assurance: 6, empathy: 6}
"""


@pytest.fixture
def pack(tmp_path):
    """A pack with one scenario."""
    folder = tmp_path / "hotel" / "scenarios"
    folder.mkdir(parents=True)
    (tmp_path / "hotel" / "pack.yaml").write_text("format: 1\nslug: hotel\n")
    (tmp_path / "hotel" / "touchpoints.yaml").write_text(TOUCHPOINTS)
    (folder / "late.yaml").write_text(LATE_CHECK_IN)
    return tmp_path / "hotel"


def errors(path):
    """Return the lines of the errors below a path, with the path cut off."""
    return [str(finding).removeprefix(str(path)) for finding in check_path(path) if finding.is_error]


def test_a_line_says_file_line_column_and_sentence(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(LATE_CHECK_IN.replace("start: arrival", "start: nowhere"))
    assert str(check_path(file)[0]) == f'{file}:9:8: There is no scene "nowhere".'


def test_a_warning_says_that_it_is_one(tmp_path):
    file = tmp_path / "right.yaml"
    file.write_text(LATE_CHECK_IN)
    lines = [str(finding) for finding in check_path(file)]
    assert lines and all(": warning: " in line for line in lines)


def test_a_touchpoint_is_resolved_in_a_pack_and_nowhere_else(pack, tmp_path):
    assert errors(pack) == []
    lost = LATE_CHECK_IN.replace("touchpoint: front-desk-check-in", "touchpoint: front-desk")
    (pack / "scenarios" / "late.yaml").write_text(lost)
    (tmp_path / "loose.yaml").write_text(lost)
    assert errors(pack) == [
        '/scenarios/late.yaml:4:13: The pack has no touchpoint "front-desk"; it has front-desk-check-in.']
    assert errors(tmp_path / "loose.yaml") == []


def test_a_pack_whose_touchpoints_cannot_be_read_says_so(pack):
    (pack / "touchpoints.yaml").unlink()
    assert errors(pack / "scenarios" / "late.yaml") == [
        ":4:13: The pack's touchpoints.yaml cannot be read, so the touchpoint cannot be resolved."]


def test_two_scenarios_of_a_pack_cannot_have_the_same_slug(pack):
    (pack / "scenarios" / "later.yaml").write_text(LATE_CHECK_IN)
    assert errors(pack) == [
        '/scenarios/later.yaml:3:7: Another scenario of this pack has the slug "late-check-in" already: late.yaml.']


def test_only_scenarios_of_packs_are_looked_at_where_there_are_packs(pack, tmp_path):
    (tmp_path / "actions.yaml").write_text("something else")
    (pack / "quizzes").mkdir()
    (pack / "quizzes" / "q.yaml").write_text("something else")
    assert scenario_files(tmp_path) == scenario_files(pack) == [pack / "scenarios" / "late.yaml"]


def test_a_folder_without_packs_holds_scenarios(tmp_path):
    (tmp_path / "a.yaml").write_text(LATE_CHECK_IN)
    (tmp_path / "b.yml").write_text("format: 2")
    assert [path.name for path in scenario_files(tmp_path)] == ["a.yaml", "b.yml"]
    assert pack_of(tmp_path / "a.yaml") is None


def test_what_cannot_be_read_is_a_finding(tmp_path):
    assert errors(tmp_path / "none.yaml") == [":1:1: The file cannot be read (No such file or directory)."]
    assert errors(tmp_path) == [":1:1: No scenario file (*.yaml) lies in this folder."]


def test_a_file_that_is_not_text_or_too_large_is_a_finding(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "b.yaml").write_bytes(b"#" * 1_000_001)
    assert ["UTF-8" in line or "1000 kB" in line for line in errors(tmp_path)] == [True, True]
