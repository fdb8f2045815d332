"""A file named - is standard input, read as what its text says it is."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TOUCHPOINTS = SCENARIOS / "hotel" / "touchpoints.yaml"
ROSTER = "工号,姓名,部门,岗位\nN0001,周宁,静安店,前台\n"


@pytest.mark.parametrize("file", [
    TOUCHPOINTS, SCENARIOS / "hotel" / "scenarios" / "late-check-in.yaml", SCENARIOS / "instruments" / "servqual-22.yaml",
    SCENARIOS / "instruments" / "hotel-breakfast.yaml", *(SCENARIOS / "hotel" / "quizzes").glob("*.yaml"),
    *(SCENARIOS / "hotel" / "courses").glob("*.yaml")], ids=lambda file: file.stem)
def test_a_file_of_each_kind_is_checked_as_what_it_is(run, file):
    told = run("content", "check", "-", "--json", stdin=file.read_bytes())
    assert told.exit_code == 0 and json.loads(told.stdout)["ok"], told.output


def test_a_fault_is_named_by_line_and_column_of_what_came_in(run):
    broken = TOUCHPOINTS.read_text().replace("stage: ", "stage: nowhere-", 1)
    line = broken[:broken.index("nowhere-")].count("\n") + 1
    told = run("content", "check", "-", stdin=broken)
    assert told.exit_code == 1 and told.stdout.startswith(f"-:{line}:")


def test_what_is_published_from_standard_input_is_on_the_site(run, db):
    told = run("content", "publish", "-", stdin=TOUCHPOINTS.read_bytes())
    assert (told.exit_code, told.stdout) == (0, "1 files are published.\n")
    assert db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "breakfast"))


def test_nothing_at_all_is_no_content(run, db):
    for command in ("check", "publish"):
        told = run("content", command, "-", stdin="")
        assert told.exit_code == 1 and told.output.startswith("-:1:1: ")


def test_a_file_and_standard_input_go_together_but_not_standard_input_twice(run):
    together = run("content", "check", TOUCHPOINTS, "-", stdin=TOUCHPOINTS.read_bytes())
    assert together.exit_code == 0
    twice = run("content", "check", "-", "-", stdin=TOUCHPOINTS.read_bytes())
    assert twice.exit_code == 1 and "only once" in twice.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_roster_comes_through_a_pipe(run, cast, db, encoding):
    told = run("roster", "import", "-", stdin=ROSTER.encode(encoding))
    assert told.exit_code == 0 and told.stdout.startswith("-: imported"), told.output
    person = db.session.scalar(select(Employee).where(Employee.number == "N0001"))
    assert (person.name, person.unit_id) == ("周宁", cast.jingan)


def test_an_empty_roster_is_refused_with_a_sentence(run, cast):
    told = run("roster", "import", "-", "--json", stdin="")
    assert (told.exit_code, told.stdout, told.stderr) == (1, "", "Error: -: The file is empty.\n")
