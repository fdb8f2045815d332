"""GIFT: comments, escapes, categories, the order in which a type is decided, and export that comes back equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.formats.gift_export import write_gift
from cxtrain.quizzes.formats.reading import read_questions
from tests.quizzes.formats.examples import BODIES, compared, questions


def read(text):
    """Return what is read of a text."""
    return read_questions(text.encode(), "gift")


def one(text):
    """Return the only question of a text, as the report lists it."""
    found = read(text)
    assert (len(found.taken), found.refused) == (1, ())
    return found.report()["questions"][0]


@pytest.mark.parametrize(("answers", "kind"), [
    ("{}", "free_text"), ("{####why}", "free_text"), ("{#3:2}", "numerical"), ("{#0}", "numerical"), ("{~a =b}", "single"),
    ("{~%50%a ~%50%b ~c}", "multiple"), ("{=a -> b =c -> d}", "matching"), ("{~a -> b =c}", "single"), ("{T}", "true_false"),
    ("{FALSE#no}", "true_false"), ("{t}", "short_answer"), ("{=T}", "short_answer"), ("{yes}", "short_answer"), ("", "description")])
def test_the_type_is_decided_in_moodles_order(answers, kind):
    assert one(f"What?{answers}")["type"] == kind


def test_a_missing_word_leaves_a_line_in_the_text_and_the_answers_decide_the_type():
    assert one("Two plus {=two =2} equals four.") == {
        "type": "short_answer", "name": "Two plus _____ equals four.", "stem": "Two plus _____ equals four.", "id_number": None,
        "tags": [], "category": None, "feedback": "",
        "answers": [{"text": "two", "weight": 100, "feedback": ""}, {"text": "2", "weight": 100, "feedback": ""}]}
    assert one("It is {~red =blue} today.")["type"] == "single"


def test_comments_anywhere_carry_the_id_and_the_tags():
    found = one("// [id:a\\]b] [tag:x]\n::N::\nfirst\n  // [id:other] [tag:y z]\nsecond {T}\n// last")
    assert (found["id_number"], found["tags"], found["name"], found["stem"]) == ("a]b", ["x", "y z"], "N", "first second")


def test_a_category_holds_for_all_that_follows():
    found = read("$CATEGORY: $course$/top/a/b//c\n\nx{T}\n\n$CATEGORY: top/d\n\n$CATEGORY: $system$/e\ny{T}")
    assert [question.category for question in found.questions] == ["a/b／c", "e"]


def test_escapes_mean_the_character_and_a_backslash_before_anything_else_stays():
    assert one(r"a\:b \{c\} \\n \x\nnew{=\=1\~2\#3}")["stem"] == "a:b {c} \\n \\x\nnew"
    assert one(r"a{=\=1\~2\#3}")["answers"][0]["text"] == "=1~2#3"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way_and_blanks_may_hold_spaces(ending):
    assert read(f"a{{T}}{ending}  \t{ending}b{{F}}{ending}").counts == {"true_false": 2}


def test_the_first_feedback_of_true_and_false_is_for_who_answered_wrong():
    wrong, right = "wrong", "right"
    assert [(each["text"], each["weight"], each["feedback"]) for each in one("x{T#wrong#right}")["answers"]] == [
        ("true", 100, right), ("false", 0, wrong)]
    assert [each["feedback"] for each in one("x{FALSE#wrong#right####why}")["answers"]] == [wrong, right]


def test_numbers_have_tolerances_ranges_weights_and_everything_else():
    found = one("x{#=3:0.5#a =%50%-2..4#b =0 ~#c}")["answers"]
    assert [(each["value"], each["tolerance"], each["weight"], each["feedback"]) for each in found] == [
        (3, 0.5, 100, "a"), (1, 3, 50, "b"), (0, 0, 100, ""), (None, None, 0, "c")]


def test_weights_are_kept_exactly_and_also_after_an_equals_sign():
    assert [each["weight"] for each in one("x{~%33.33333%a ~%-12.5%b ~c}")["answers"]] == [33.33333, -12.5, 0]
    assert [each["weight"] for each in one("x{=%50%a ~b}")["answers"]] == [50, 0]


def test_a_pair_without_a_left_side_is_one_match_more():
    assert one("x{=a -> 1 =b -> 2 = -> 3}")["answers"] == [
        {"text": "a", "match": "1"}, {"text": "b", "match": "2"}, {"text": "", "match": "3"}]


@pytest.mark.parametrize(("text", "sentence"), [
    ("What? {", "Only one of the two braces { } is there. Write \\{ or \\} for a brace that is part of the text."),
    ("What? }=a{", "Only one of the two braces { } is there. Write \\{ or \\} for a brace that is part of the text."),
    ("What?{~a}", "A question with options needs two at least."), ("What?{=a -> b}", "A matching needs two pairs at least."),
    ("What?{=a -> b =c}", "“c” is no pair: write left -> right."),
    ("What?{#many}", "“many” is no number, no number with a tolerance such as 3:0.5, and no range such as 1..5."),
    ("What?{~a ~b}", "No option is marked as right.")])
def test_what_is_wrong_is_refused_with_its_reason(text, sentence):
    found = read(f"fine{{T}}\n\n{text}")
    assert len(found.taken) == 1 and [(each.line, each.sentence, each.text) for each in found.refused] == [(3, sentence, text)]


def test_an_empty_text_is_read_with_a_warning():
    found = read("::N::{T}")
    assert found.report()["questions"][0]["stem"] == "" and found.taken[0].warnings[0].sentence == "The question has no text."


@pytest.mark.parametrize(("text", "markup"), [
    ("a < b & c{=d ~e}", "plain"), ("a <b>c</b>{=d ~e}", "html"), ("[markdown]**a**{=b ~c}", "markdown"), ("[html]a{=b ~c}", "html"),
    ("[plain]<b>{=c ~d}", "plain"), ("a{=b ~[html]c}", "plain"), ("a{=b ~[html]<i>c</i>}", "html"), ("[odd]a{T}", "plain")])
def test_a_question_has_one_form_for_all_its_texts(text, markup):
    assert read(text).questions[0].markup == markup


def test_mixed_forms_become_html_by_escaping():
    found = one("1 < 2 [x]{=[markdown]**a** ~[html]<i>c</i>}")
    assert found["stem"] == "1 &lt; 2 [x]"
    assert [each["text"] for each in found["answers"]] == ["<strong>a</strong>", "<i>c</i>"]


def test_html_is_made_safe_and_what_is_taken_out_is_named():
    found = read("[html]<p style\\=\"x\">a<script>b()</script><img src\\=\"c.png\"><a href\\=\"javascript\\:d\">e</a></p>{T}")
    assert found.report()["questions"][0]["stem"] == "<p>a<a>e</a></p>"
    assert found.taken[0].warnings[0].sentence == (
        "Left out, because questions cannot hold it: style, script, img (c.png), href (javascript:d).")


KINDS = [kind for kind in BODIES if kind != "gap_fill"]


@given(st.lists(questions(KINDS, markups=("plain", "html", "markdown")), min_size=1, max_size=3))
def test_written_and_read_again_nothing_has_changed_but_what_is_named(asked):
    made = write_gift(asked)
    found = read_questions(b"// nothing\n" + made.text.encode(), "gift", "en")
    out = {note.line for note in made.notes if "left out" in note.message}
    told = {note.line for note in made.notes}
    held = [(number, question) for number, question in enumerate(asked, 1) if number not in out]
    assert (len(found.taken), found.refused) == (len(held), ()) and made.count == len(held)
    for (number, question), again in zip(held, found.questions, strict=True):
        assert number in told or compared(question) == compared(again)


def test_what_gift_cannot_hold_is_named():
    asked = read("x{=a ~b}").questions[0].model_copy(update={"difficulty": "hard"})
    assert write_gift([asked]).notes[0].sentence == "“q-1”: GIFT cannot hold everything; not written: difficulty."
