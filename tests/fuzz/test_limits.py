"""Files made to hurt: each is refused in a sentence, soon, in little memory, and nothing of it is written anywhere."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.bombs import all_of_them

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 5.0, 256  # of processor time; of the whole process, all modules included
HARMLESS = {  # files that are only many or long: what they hold is read, within the same bounds
    "workbook deep": "0 rows", "workbook many rows": "100000 rows"}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What a process of its own said of each hostile file: {name: (seconds, megabytes, sentences)}; it had an empty folder to write to."""
    folder, empty = tmp_path_factory.mktemp("bombs"), tmp_path_factory.mktemp("empty")
    for target, name, data in all_of_them():
        (folder / f"{target} {name}".replace("/", "∕")).write_bytes(data)
    before = set(folder.iterdir())
    done = subprocess.run([sys.executable, "-m", "tests.fuzz.measure", str(folder)], cwd=empty, capture_output=True, text=True, check=False,
                          env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(empty)})
    assert done.returncode == 0, done.stderr
    assert set(folder.rglob("*")) == before and list(empty.iterdir()) == [], "something was written"
    return {name: told for name, *told in map(json.loads, done.stdout.splitlines())}


def test_no_hostile_file_takes_long_or_much_memory(answers):
    assert len(answers) >= 60
    assert {name: told[:2] for name, told in answers.items() if told[0] > SECONDS or told[1] > MEGABYTES} == {}


def test_each_is_refused_in_a_sentence(answers):
    for name, (_, _, said) in answers.items():
        if name in HARMLESS:
            assert said == [HARMLESS[name]]
        elif name.startswith("picture"):
            assert said == ["refused", "refused"]
        else:
            assert said and all(sentence.endswith((".", "…>.")) for sentence in said), (name, said)


def test_it_is_the_bound_that_refuses_and_not_an_accident(answers):
    said = {name: " ".join(told[2]) for name, told in answers.items()}
    assert "too large" in said["archive sheet of spaces"] and "10 MB" in said["archive story of spaces"]
    assert "leads out of the package" in said["archive out of the package: ..∕..∕evil"]
    assert all("document type" in said[f"moodle {name}"] for name in ("entities", "a file of the server"))
    assert all("40 deep" in said[name] for name in ("moodle deep", "scenario deep", "content deep"))
    assert "1000 at most" in said["story many passages"] and "20000 questions" in said["gift many"]
    assert all("60000 texts and numbers" in said[f"{form} {name}"] for form in ("scenario", "content") for name in ("many", "many keys"))
    assert "600000 elements" in said["moodle many"]
    assert "1000 kB" in said["scenario long"] and "password" in said["archive flag 0"]


def test_the_bombs_are_bombs():
    small = {name: data for target, name, data in all_of_them() if target == "archive"}
    assert len(small["sheet of spaces"]) < 100_000 and b"evil" in small["out of the package: ../../evil"]
    assert small["sheet that lies about its size"] != small["sheet of spaces"]
