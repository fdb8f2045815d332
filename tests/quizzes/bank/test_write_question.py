"""Writing questions: new ones of each kind, copies, and the next version of one."""

import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.bank.queries import list_versions, text_of
from cxtrain.quizzes.kinds.every import KIND_NAMES, as_data
from cxtrain.quizzes.models import BankQuestion
from tests.quizzes.bank.conftest import BANK, fields_of, found, page_of, plain

BOTH = {"text_zh": "题目", "text_en": "The question"}
OPTIONS = {"options-0-text_zh": "甲", "options-0-correct": "y", "options-1-text_zh": "乙"}
WRITTEN = {  # what somebody types, by kind
    "single": OPTIONS,
    "multiple": {**OPTIONS, "options-1-correct": "y", "marking": "partial"},
    "true_false": {"answer": "false", "feedback_wrong_zh": "不对"},
    "short_answer": {"answers-0-text": "酸奶", "answers-1-text": "yog*rt", "answers-1-weight": "50"},
    "gap_fill": {"text_zh": "先[[1]]，再[[2]]", "text_en": "[[1]], [[2]]", "parts-0-answers-0-text": "问", "parts-1-answers-0-text": "说"},
    "numerical": {"answers-0-value": "3", "answers-0-tolerance": "0.5"},
    "matching": {"pairs-0-text_zh": "甲", "pairs-0-match_zh": "一", "pairs-1-text_zh": "乙", "pairs-1-match_zh": "二"},
    "ordering": {"items-0-text_zh": "甲", "items-1-text_zh": "乙"},
    "judgement": {"mode": "rate", "responses-0-text_zh": "甲", "responses-1-text_zh": "乙", "responses-0-rates-0": "5",
                  "responses-1-rates-0": "2"},
    "free_text": {"sample_zh": "好答案"},
    "description": {},
}


def write(author, kind, **typed):
    """Open the page of a new question, type, and press the button that keeps it."""
    url = f"{BANK}/new/{kind}"
    return author.send(url, {**author.opened(url, "question"), "do": "save", **typed})


def test_the_kinds_are_offered_in_words(author):
    page = author.get(f"{BANK}/new").text
    for kind, name in KIND_NAMES.items():
        assert name in page
        assert f"/new/{kind}" in page
    assert author.get(f"{BANK}/new/nonsense").status_code == 404


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_question_of_each_kind_is_written_and_kept(author, db, kind):
    answer = write(author, kind, **{**BOTH, **WRITTEN[kind]}, key=f"a-{kind.replace('_', '-')}", category="前台/入住", tags="一\n二")
    assert answer.status_code == 303, plain(answer.text)
    row = found(f"a-{kind.replace('_', '-')}")
    assert (row.kind, row.category, row.current.number) == (kind, "前台/入住", 1)
    assert LedgerEntry.query.filter_by(action="question kept", subject=f"bank_question:{row.id}").count() == 1
    assert author.get(answer.location).status_code == 200
    assert author.get(f"{answer.location}/edit").status_code == 200


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_an_empty_page_is_refused_in_words_and_nothing_is_kept(author, kind):
    answer = write(author, kind, explanation_en="What I typed")
    assert answer.status_code == 400
    assert "Write this in one language at least." in answer.text
    assert "What I typed" in answer.text
    assert BankQuestion.query.filter(~BankQuestion.key.contains("/")).count() == 4


def test_a_short_name_is_made_or_taken_as_given(author, db):
    write(author, "description", text_en="Breakfast is served")
    write(author, "description", text_en="Breakfast is served")
    write(author, "description", text_zh="早餐")
    assert {"breakfast-is-served", "breakfast-is-served-2", "q-1"} <= {row.key for row in BankQuestion.query}


@pytest.mark.parametrize("key, said", [
    ("late", "Another question has this short name."), ("Late Check", "Use lower-case letters"), ("desk/q", "Use lower-case letters")])
def test_a_short_name_that_cannot_be_is_told_at_its_field(author, key, said):
    answer = write(author, "description", text_en="x", key=key)
    assert answer.status_code == 400
    assert said in answer.text
    assert f'value="{key}"' in answer.text


def test_buttons_add_and_remove_rows_without_keeping_or_losing_anything(author):
    url = f"{BANK}/new/single"
    typed = {**author.opened(url, "question"), **BOTH, **OPTIONS, "options-1-feedback_en": "Not quite", "do": "add:options"}
    more = author.send(url, typed)
    fields = fields_of(more.text, "question")
    assert more.status_code == 200
    assert fields["options-4-text_zh"] == ""
    fewer = fields_of(author.send(url, {**fields, "do": "remove:options-0"}).text, "question")
    assert (fewer["options-0-text_zh"], fewer["options-0-feedback_en"], fewer["text_en"]) == ("乙", "Not quite", "The question")
    assert "options-4-text_zh" not in fewer


def test_a_look_shows_the_question_as_players_see_it_and_keeps_nothing(author):
    answer = author.send(f"{BANK}/new/single", {**author.opened(f"{BANK}/new/single", "question"), **BOTH, **OPTIONS, "do": "look"})
    assert answer.status_code == 200
    assert "As players see it" in answer.text
    assert not BankQuestion.query.filter_by(key="the-question").count()


def test_every_fault_stands_at_its_field(author):
    answer = write(author, "single", **BOTH, **{**OPTIONS, "options-0-weight": "lots", "marks": "-1", "category": "a//b"})
    text = plain(answer.text)
    for said in ("This must be a number.", "This number must be greater than 0.", "Write a category as one or more names"):
        assert said in text


def test_a_copy_begins_with_all_that_the_question_says_and_is_a_new_one(author, db):
    url = f"{BANK}/new/single?copy={found('late').id}"
    fields = author.opened(url, "question")
    assert (fields["text_en"], fields["category"], fields["key"]) == ("What about late?", "前台/入住", "")
    author.send(url, {**fields, "do": "save", "key": "late-copy"})
    copy = as_data(text_of(found("late-copy").current_id))
    assert {**copy, "id": "late"} == as_data(text_of(found("late").current_id))


def test_a_change_is_a_new_version_with_its_note_and_its_author(author, cast):
    answer = author.fill(f"{page_of('late')}/edit", "question", text_en="What about late guests?", note="clearer", do="save")
    assert answer.status_code == 303
    assert found("late").current.number == 2
    newest, first = list_versions("late")
    assert (newest.row.number, newest.row.note, newest.row.made_by) == (2, "clearer", cast.lin)
    assert found("late").title["en"] == "What about late guests?"
    assert first.row.number == 1


def test_keeping_what_is_the_same_makes_no_version(author):
    answer = author.fill(f"{page_of('late')}/edit", "question", note="nothing", do="save")
    assert answer.status_code == 303
    assert found("late").current.number == len(list_versions("late")) == 1


def test_a_question_of_a_file_can_be_written_and_the_page_says_what_its_file_does(author):
    url = f"{page_of('desk/canary-q3')}/edit"
    assert "when that file is published again" in author.get(url).text
    author.fill(url, "question", text_en="Saying sorry first is always best.", do="save")
    assert found("desk/canary-q3").current.number == 2
    assert text_of(found("desk/canary-q3").current_id).id == "canary-q3"


def test_of_two_authors_the_second_sees_both_texts_and_loses_nothing(author, other):
    url = f"{page_of('late')}/edit"
    mine = author.opened(url, "question")
    other.fill(url, "question", text_en="Theirs", do="save")
    answer = author.send(url, {**mine, "text_en": "Mine", "do": "save"})
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    fields = fields_of(answer.text, "question")
    assert fields["text_en"] == "Mine"
    assert author.send(url, {**fields, "do": "save"}).status_code == 303
    assert text_of(found("late").current_id).text.en == "Mine"
    assert len(list_versions("late")) == 3


def test_whoever_writes_no_content_finds_nothing(staff, bank):
    assert staff.get(f"{page_of('late')}/edit").status_code in (403, 404)
    assert staff.get(BANK).status_code in (403, 404)
