"""`cxtrain content check`: reading times, and languages that drifted apart since a text was published."""

import json
import shutil
from pathlib import Path

import pytest

from cxtrain.content import publish
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay.operations import publish_scenario
from tests.roleplay.stories import LATE_CHECK_IN
from tests.roleplay.test_packs import TOUCHPOINTS

HOTEL = Path(__file__).parents[2] / "scenarios" / "hotel"
CHANGED = LATE_CHECK_IN.replace("请出示一下证件", "麻烦出示护照")
SENTENCE = "The Chinese was changed since the published version"


@pytest.fixture
def file(tmp_path):
    """The short story with one text changed in Chinese."""
    path = tmp_path / "late.yaml"
    path.write_text(CHANGED)
    return path


@pytest.fixture
def published(db):
    """The short story as it was, published."""
    publish_touchpoints(TOUCHPOINTS)
    publish_scenario(LATE_CHECK_IN)
    db.session.commit()


def test_a_language_left_behind_is_named_against_what_is_published(run, file, published):
    told = run("content", "check", file, "--published")
    line = next(at for at, text in enumerate(CHANGED.splitlines(), 1) if "麻烦出示护照" in text)
    assert told.exit_code == 0 and f"{file}:{line}:" in told.stdout and f"warning: {SENTENCE}" in told.stdout
    found = json.loads(run("content", "check", file, "--published", "--json").stdout)["findings"]
    assert [(each["line"], each["level"]) for each in found if SENTENCE in each["message"]] == [(line, "warning")]


def test_files_alone_say_nothing_of_it(run, file, published):
    assert SENTENCE not in run("content", "check", file).stdout


def test_what_was_never_published_is_compared_with_nothing(run, file):
    told = run("content", "check", file, "--published")
    assert told.exit_code == 0 and SENTENCE not in told.stdout


def test_a_broken_file_is_compared_with_nothing(run, file, published):
    file.write_text("slug: [")
    told = run("content", "check", file, "--published", "--reading")
    assert told.exit_code == 1 and SENTENCE not in told.stdout


def test_reading_times_are_told_where_they_are_asked_for(run, file):
    told = json.loads(run("content", "check", file, "--reading", "--json").stdout)["reading"]
    assert [each["scene"] for each in told] == ["arrival", "search", "goodbye", "kept", "broken", "happy", "calm", "lost"]
    assert (told[0]["line"], told[0]["column"]) == (11, 3) and 10 < told[0]["seconds_zh"] < 60
    assert f"{file}:11:3: arrival: {told[0]['seconds_zh']} s zh, {told[0]['seconds_en']} s en" in run(
        "content", "check", file, "--reading").stdout
    assert "reading" not in json.loads(run("content", "check", file, "--json").stdout)


@pytest.fixture
def pack(db, tmp_path):
    """A copy of the hotel pack, published; its folder."""
    shutil.copytree(HOTEL, tmp_path / "hotel")
    shutil.copytree(HOTEL.parent / "instruments", tmp_path / "instruments")
    publish(tmp_path / "hotel")
    db.session.commit()
    return tmp_path / "hotel"


def left_behind(run, path):
    """Return the files and lines at which one language is said to have been left behind."""
    found = json.loads(run("content", "check", path, "--published", "--json").stdout)["findings"]
    return [(Path(each["file"]).name, each["line"]) for each in found if "since the published version" in each["message"]]


@pytest.mark.parametrize(("folder", "old", "new"), [
    ("quizzes", "zh: ", "zh: 现在"), ("courses", "zh: ", "zh: 现在"), ("scenarios", "zh: ", "zh: 现在"), ("lessons", "# ", "# 现在")])
def test_each_kind_of_content_is_compared_with_what_is_published(run, pack, folder, old, new):
    assert left_behind(run, pack) == []
    path = sorted((pack / folder).iterdir())[-1]
    assert folder != "lessons" or path.name.endswith(".zh.md")
    path.write_text(path.read_text().replace(old, new, 1))
    other = path.name.replace(".zh.md", ".en.md")
    for named in (pack, path):
        assert [name for name, _ in left_behind(run, named)] == [other]
