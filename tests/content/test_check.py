"""What `cxtrain content check` finds in quizzes and courses that lie in a pack: names that lead nowhere."""

import shutil
from pathlib import Path

import pytest

from cxtrain.content import Refusal, check, publish
from cxtrain.paths import resource_dir

HOTEL = Path(__file__).parents[2] / "scenarios" / "hotel"


@pytest.fixture
def pack(tmp_path):
    """A copy of the pack that comes with the program, and of the instruments beside it."""
    shutil.copytree(HOTEL, tmp_path / "hotel")
    shutil.copytree(HOTEL.parent / "instruments", tmp_path / "instruments")
    return tmp_path / "hotel"


def changed(folder, old, new):
    """Replace `old` in the first file of a folder that has it; return the file and the line."""
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text()
        if old in text:
            path.write_text(text.replace(old, new, 1))
            return path, text[:text.index(old)].count("\n") + 1
    raise AssertionError(f"no file in {folder} has {old}")


def test_the_pack_as_it_is_has_no_fault(pack):
    assert [str(finding) for finding in check(pack) if finding.is_error or finding.path.parent.name != "scenarios"] == []


@pytest.mark.parametrize("kind", ["lesson", "scenario", "quiz"])
def test_a_step_that_names_what_the_pack_has_not_is_an_error(pack, kind):
    path, line = changed(pack / "courses", f"- {kind}: ", f"- {kind}: no-such-")
    faults = [finding for finding in check(pack) if finding.path == path]
    assert [(finding.is_error, finding.fault.line) for finding in faults] == [(True, line)]
    assert f'the {kind} "no-such-' in str(faults[0])
    assert [str(finding) for finding in check(path)] == [str(finding) for finding in faults]  # also by itself


def test_a_course_with_an_unknown_touchpoint_gets_a_warning(pack):
    path, _ = changed(pack / "courses", "touchpoints: [", "touchpoints: [no-such-place, ")
    assert ["warning: There is no touchpoint \"no-such-place\"" in str(finding) for finding in check(path)] == [True]


def test_a_question_with_an_unknown_touchpoint_gets_a_warning(pack):
    path, line = changed(pack / "quizzes", "touchpoint: ", "touchpoint: no-such-")
    found = check(path)
    assert [(finding.is_error, finding.fault.line) for finding in found] == [(False, line)]


def test_a_file_outside_a_pack_is_checked_by_itself(pack, tmp_path):
    path, _ = changed(pack / "courses", "- quiz: ", "- quiz: no-such-")
    assert check(shutil.copy(path, tmp_path / "course.yaml")) == []


def test_an_unreadable_neighbour_is_no_crash(pack):
    next((pack / "quizzes").glob("*.yaml")).write_text("questions: [\nslug: {")
    (pack / "touchpoints.yaml").unlink()
    assert any(finding.is_error for finding in check(pack))


@pytest.mark.parametrize(("language", "body", "place", "sentence"), [
    ("zh", "# 题\n\n字".encode() + b"\xe6", (3, 2), "This byte is not UTF-8: save the file with the encoding UTF-8."),
    ("en", b"# T\nx\x00", (2, 2), "The control character U+0000 cannot stand in a text file."),
])
def test_a_lesson_that_is_no_text_is_named_where_it_is_not(pack, language, body, place, sentence):
    broken = sorted((pack / "lessons").glob(f"*.{language}.md"))[0]
    broken.write_bytes(body)
    for path in (pack, broken, broken.with_name(broken.name.replace(f".{language}.", ".zh."))):
        found = [finding for finding in check(path) if finding.path == broken]
        assert [(each.fault.line, each.fault.column, each.fault.sentence) for each in found] == [(*place, sentence)]
    with pytest.raises(Refusal) as refused:
        publish(broken)
    assert [finding.path for finding in refused.value.findings] == [broken]


def test_the_library_of_actions_is_checked_and_not_published(app, tmp_path):
    source = (resource_dir("scenarios") / "actions.yaml").read_text(encoding="utf-8")
    (tmp_path / "actions.yaml").write_text(source.replace("days: 45", "days: 0", 1), encoding="utf-8")
    [finding] = check(tmp_path / "actions.yaml")
    assert "1 or more" in str(finding)
    with pytest.raises(Refusal, match="comes with the program"):
        publish(resource_dir("scenarios") / "actions.yaml")
