"""cxtrain questions convert and template, as a trainer at a desk runs them."""

import json

import pytest

PASTED = "1. 先做什么？\nA. 问候\nB. 报价\n答案：A\n\n2. 没有答案？\nA. 一\nB. 二\n\n3. 先做什么？\nA. 报价\nB. 问候\n答案：B\n"


@pytest.fixture
def pasted(tmp_path):
    """A file with two questions that ask the same, and one without an answer."""
    file = tmp_path / "questions.txt"
    file.write_text(PASTED)
    return file


def test_the_questions_go_to_standard_output_and_every_verdict_to_standard_error(run, pasted):
    told = run("questions", "convert", pasted, "--from", "text", "--to", "gift")
    assert told.exit_code == 0 and told.stdout.startswith("先做什么？{\n\t=问候\n\t~报价\n}")
    assert told.stderr.splitlines() == [
        "line 1: will import: single: 先做什么？", "line 6: refused: The question has no answer.",
        "line 10: duplicate: single: 先做什么？", "    The question in line 1 asks the same.",
        "2 of 3 questions were read (2 single); 0 with a warning, 1 duplicates, 1 refused."]


def test_the_report_goes_to_standard_output_with_json_and_has_these_keys(run, pasted, tmp_path):
    told = run("questions", "convert", pasted, "--from", "text", "--to", "yaml", "--json", "-o", tmp_path / "q.yaml")
    report = json.loads(told.stdout)
    assert told.exit_code == 0 and list(report) == ["questions", "counts", "warnings", "refused"]
    assert report["questions"][0] == {
        "type": "single", "name": "先做什么？", "stem": "先做什么？", "id_number": None, "tags": [], "category": None, "feedback": "",
        "answers": [{"text": "问候", "weight": 100, "feedback": ""}, {"text": "报价", "weight": 0, "feedback": ""}]}
    assert report["counts"] == {"single": 2}
    assert report["warnings"] == [{"line": 10, "message": "The question in line 1 asks the same."}]
    assert report["refused"] == [{"line": 6, "message": "The question has no answer.", "text": "2. 没有答案？\nA. 一\nB. 二"}]
    assert (tmp_path / "q.yaml").read_text().startswith("format: 1\nquestions:\n")


def test_it_fails_where_no_question_was_read(run, tmp_path):
    file = tmp_path / "q.gift"
    file.write_text("What? {")
    for more in ((), ("--json",)):
        told = run("questions", "convert", file, "--from", "gift", *more)
        assert told.exit_code == 1 and "no question was read" in told.stderr
    assert run("questions", "convert", tmp_path / "none.gift", "--from", "gift").exit_code == 1


def test_standard_input_and_the_language_are_taken_as_said(run):
    told = run("questions", "convert", "-", "--from", "gift", "--lang", "zh", stdin="::OK::OK? {T}")
    assert told.exit_code == 0 and "text: {zh: 'OK?'}" in told.stdout


def test_the_menu_begins_with_what_people_paste(run):
    assert "[text|xlsx|gift|aiken|moodle-xml|yaml]" in run("questions", "convert", "--help").output


def test_the_template_can_be_converted_as_it_stands(run, tmp_path):
    assert run("questions", "template", "-o", tmp_path / "t.xlsx").exit_code == 0
    told = run("questions", "convert", tmp_path / "t.xlsx", "--from", "xlsx", "--to", "moodle-xml", "--json")
    assert sum(json.loads(told.stdout)["counts"].values()) == 10
