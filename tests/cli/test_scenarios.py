"""cxtrain content import, export and template, as a trainer at a desk runs them."""

import json
from pathlib import Path

from cxtrain.roleplay.scenario import parse

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "tests" / "roleplay" / "late_check_in.yaml"


def test_the_template_can_be_imported_and_passes_the_check(run, tmp_path):
    assert run("content", "template", "-o", tmp_path / "t.xlsx").exit_code == 0
    told = run("content", "import", tmp_path / "t.xlsx", "-o", tmp_path / "t.yaml")
    assert told.exit_code == 0 and "89 of 89 cells" in told.stderr and "The scenario is complete." in told.stderr
    assert run("content", "check", tmp_path / "t.yaml").exit_code == 0


def test_a_scenario_goes_to_twee_and_back(run, tmp_path):
    assert run("content", "export", SCENARIO, "--to", "twee", "-o", tmp_path / "a.twee").exit_code == 0
    assert run("content", "import", tmp_path / "a.twee", "-o", tmp_path / "a.yaml").exit_code == 0
    assert parse((tmp_path / "a.yaml").read_bytes()).tree.data == parse(SCENARIO.read_bytes()).tree.data


def test_a_draft_is_no_error_and_its_gaps_are_listed(run, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("场景编号,客户说,应对,下一场景\n1,多久？,我查。,2\n2,,,\n")
    told = run("content", "import", file, "--json")
    facts = json.loads(told.stdout)
    assert told.exit_code == 0 and facts["ok"] and not facts["complete"] and facts["held"] == {"cells": 9}
    assert {"The English text (en) is missing."} <= {gap["message"] for gap in facts["gaps"]}
    assert run("content", "import", file).stdout == facts["draft"]


def test_what_cannot_become_a_draft_is_refused_with_a_sentence(run, tmp_path):
    file = tmp_path / "a.ink"
    file.write_text("=== knot ===\n* [go]\n")
    told = run("content", "import", file)
    assert told.exit_code == 1 and "This is an Ink story." in told.stderr
    assert run("content", "import", tmp_path / "none.csv").exit_code == 1


def test_a_faulty_scenario_is_not_exported(run, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(SCENARIO.read_text().replace("slug: ", "slag: "))
    told = run("content", "export", file, "--to", "twee")
    assert told.exit_code == 1 and f"{file}:" in told.stderr
    assert json.loads(run("content", "export", file, "--to", "twee", "--json").stdout)["findings"]
