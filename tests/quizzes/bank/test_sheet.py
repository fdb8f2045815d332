"""A question as the fields of a page, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.bank.writing.faults import judged
from cxtrain.quizzes.bank.writing.forms import FORMS
from cxtrain.quizzes.bank.writing.layout import BODIES
from cxtrain.quizzes.bank.writing.rows import arranged
from cxtrain.quizzes.bank.writing.sheet import blank, filled, read
from cxtrain.quizzes.kinds.every import KIND_NAMES, as_data, from_data
from tests.quizzes.kinds.conftest import questions

WISHES = st.tuples(st.sampled_from(["add", "remove", "up", "down"]), st.sampled_from(
    ["options", "options-0", "answers-1", "parts", "parts-0-answers", "parts-0-answers-1", "pairs-1", "extra", "items-2", "responses",
     "responses-1", "experts", "experts-0", "experts-7", "rubric", "units-0", "text_zh", "name-3", "", "options-99", "-", "parts-x"]))


def messages(wrongs):
    """Return what is wrong, as (field, sentence)."""
    return [(wrong.field, wrong.message % wrong.values) for wrong in wrongs]


def test_each_kind_has_a_sheet_and_a_form():
    assert BODIES.keys() == FORMS.keys() == KIND_NAMES.keys()


@given(questions())
def test_a_question_of_any_kind_comes_back_equal_from_its_fields(data):
    question = from_data(data)
    written = read(filled(as_data(question)), question.kind, own=question.id)
    assert from_data(written.data) == question


@given(questions(), st.lists(WISHES, max_size=6))
def test_whatever_buttons_are_pressed_no_fault_is_without_a_field(data, wishes):
    sheet = filled(as_data(from_data(data)))
    for verb, place in wishes:
        sheet = arranged(sheet, f"{verb}:{place}")
    question, wrongs = judged(read(sheet, data["kind"], own="q"))
    assert question is not None or any(wrong.is_error for wrong in wrongs)
    assert all(wrong.field for wrong in wrongs)


@given(questions())
def test_a_row_that_is_added_and_left_empty_changes_nothing(data):
    question = from_data(data)
    sheet = filled(as_data(question))
    for name in ("options", "answers", "parts", "units", "pairs", "extra", "items", "responses", "rubric", "experts"):
        sheet = arranged(sheet, f"add:{name}")
    assert from_data(read(sheet, question.kind, own=question.id).data) == question


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_an_empty_sheet_says_at_its_fields_what_is_needed(kind):
    question, wrongs = judged(read(blank(kind), kind, own="q"))
    assert question is None
    assert ("text_zh", "Write this in one language at least.") in messages(wrongs)


def test_an_option_that_moves_keeps_its_name_and_a_new_one_gets_one_that_no_version_had():
    sheet = filled({"id": "q", "kind": "single", "text": {"zh": "题"}, "options": [
        {"id": "a", "text": {"zh": "甲"}, "correct": True}, {"id": "b", "text": {"zh": "乙"}}]})
    sheet = arranged(arranged(sheet, "down:options-0"), "add:options")
    sheet["options"][2]["text_en"] = "third"
    data = read(sheet, "single", own="q", used={"c", "d"}).data
    assert [option["id"] for option in data["options"]] == ["b", "a", "e"]


def test_what_experts_say_goes_with_its_response():
    sheet = filled({"id": "q", "kind": "judgement", "mode": "rate", "text": {"zh": "题"}, "experts": [[1, 5], [2, 4]],
                    "responses": [{"id": "a", "text": {"zh": "甲"}}, {"id": "b", "text": {"zh": "乙"}}]})
    assert read(arranged(sheet, "up:responses-1"), "judgement", own="q").data["experts"] == [[5, 1], [4, 2]]
    assert read(arranged(sheet, "remove:experts-0"), "judgement", own="q").data["experts"] == [[2, 4]]


def test_a_missing_rate_is_told_where_it_is_missing():
    sheet = filled({"id": "q", "kind": "judgement", "mode": "rate", "text": {"zh": "题"}, "experts": [[1, 5]],
                    "responses": [{"id": "a", "text": {"zh": "甲"}}, {"id": "b", "text": {"zh": "乙"}}]})
    sheet["responses"][1]["rates"] = [""]
    assert messages(judged(read(sheet, "judgement", own="q"))[1]) == [("responses-1-rates-0", "This must be a whole number.")]


def test_figures_and_spaces_may_be_of_any_width():
    sheet = blank("numerical") | {"text_zh": "几分钟？", "answers": [{"value": "１０ ", "weight": "100 %"}]}
    question, _wrongs = judged(read(sheet, "numerical", own="q"))
    assert question.points(["10"], None) == 1


def test_what_a_question_says_of_itself_stands_at_its_field():
    sheet = blank("single") | {"text_zh": "题", "options": [{"text_zh": "甲", "correct": True, "weight": "50"}, {"text_zh": "乙"}]}
    found = dict(messages(judged(read(sheet, "single", own="q"))[1]))
    assert found["options-0"] == "A tick or a number of per cent: one of them is enough."


def test_a_carriage_return_of_a_browser_is_no_change():
    data = {"id": "q", "kind": "description", "text": {"zh": "一\n二"}}
    sheet = filled(data) | {"text_zh": "一\r\n二\r\n"}
    assert read(sheet, "description", own="q").data["text"] == data["text"]
