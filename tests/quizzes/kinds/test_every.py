"""What holds for questions of every kind."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cxtrain.quizzes.kinds.every import KIND_NAMES, as_data, digest_of, from_data
from cxtrain.quizzes.marking import Given, mark_paper
from cxtrain.quizzes.paper import lay_out
from cxtrain.quizzes.question import BadAnswer, Marking, Shape
from cxtrain.quizzes.quiz import Quiz
from cxtrain.quizzes.review import lines_of
from cxtrain.web.bilingual import Bilingual
from tests.quizzes.kinds.conftest import PARTS, questions

WORD = Bilingual("字", "word")


def quiz(certainty=False):
    return Quiz("s", WORD, WORD, 60, None, True, Marking.ALL_OR_NOTHING, True, (), certainty=certainty)


@st.composite
def answered(draw):
    """A question and something that was given to it, mostly of the right shape."""
    question = from_data(draw(questions()))
    count = len(question.stems) or len(question.gaps) or len(question.choices) or 1
    pieces = st.sampled_from(["", "1", "2", "5", "a", "b", "true", "提议", "MOT", "2.5", "x" * 600, *[n for n, _ in question.choices]])
    return question, draw(st.lists(pieces, max_size=count))


def test_each_kind_has_a_name_and_a_strategy():
    assert KIND_NAMES.keys() == PARTS.keys() and len(PARTS) == 11


@given(questions())
def test_plain_data_and_back_is_the_same_question(data):
    question = from_data(data)
    assert from_data(as_data(question)) == question
    assert as_data(from_data(as_data(question))) == as_data(question)


@given(questions())
def test_the_digest_changes_with_what_is_asked_and_not_with_the_id(data):
    question = from_data(data)
    assert digest_of(from_data({**data, "id": "other"})) == digest_of(question)
    assert digest_of(from_data({**data, "category": "elsewhere"})) != digest_of(question)


@given(answered(), st.booleans())
def test_an_answer_is_refused_or_earns_at_most_the_whole_mark(case, certainty):
    question, texts = case
    try:
        kept = question.checked(texts)
    except BadAnswer:
        return
    assert question.checked(kept) == kept
    result = mark_paper(quiz(certainty), (question,), {question.id: Given(kept, 3)})
    mark = result.marks[0]
    if mark.points is None:
        assert (result.score, result.passed) == (None, None)
    else:
        assert -1 <= mark.points <= 1 and 0 <= result.score <= 100
    assert all(line.given is None or line.given for line in lines_of(mark))


@given(questions())
def test_no_answer_earns_nothing_and_shows_its_parts(data):
    question = from_data(data)
    mark = mark_paper(quiz(), (question,), {}).marks[0]
    assert (mark.points, mark.given) == (0, ())
    assert question.shape is Shape.NONE or lines_of(mark)


@given(answered(), st.integers(0, 2**63 - 1))
def test_what_a_page_shows_of_an_answer_is_what_it_sends_back(case, seed):
    question, texts = case
    try:
        kept = question.checked(texts)
    except BadAnswer:
        return
    sheet = lay_out(quiz(), seed, [question])[0]
    assert sheet.read(MultiDict(sheet.values_of(kept))) == list(kept)


@given(questions(), st.integers(0, 2**63 - 1))
def test_a_player_is_shown_no_weight_no_feedback_and_no_id(data, seed):
    # Canaries: every text of these keys, and every id, is replaced before it is laid out.
    marked = _with_canaries(data)
    shown = repr(lay_out(quiz(), seed, [from_data(marked)])[0].shown())
    assert "canary" not in shown


def _with_canaries(data):
    if isinstance(data, list):
        return [_with_canaries(each) for each in data]
    if not isinstance(data, dict):
        return data
    hidden = {"zh": "canary", "en": "canary"}
    out = {key: _with_canaries(value) for key, value in data.items()}
    out |= {key: hidden for key in ("explanation", "sample") if key in data}
    if "feedback" in data:
        out["feedback"] = {"right": hidden, "wrong": hidden} if "answer" in data else hidden
    if "answers" in data and not data.get("choose") and "value" not in data["answers"][0] and "low" not in data["answers"][0]:
        out["answers"] = [{**answer, "text": "canary"} for answer in data["answers"]]
    if "id" in data and data["id"] in list("abcdefgh"):
        out["id"] = f"canary-{data['id']}"
    if "points" in data:
        out["text"] = hidden
    return out


def test_marks_weigh_in_the_score():
    # 2 of 3 marks: 66.6 of 100, rounded down.
    heavy = from_data({"id": "a", "kind": "true_false", "text": {"en": "x"}, "answer": True, "marks": 2})
    light = from_data({"id": "b", "kind": "true_false", "text": {"en": "y"}, "answer": True})
    result = mark_paper(quiz(), (heavy, light), {"a": Given(["true"]), "b": Given(["false"])})
    assert (result.score, result.passed) == (66.6, True)


def test_certainty_earns_and_costs_as_gardner_medwin_has_it():
    # Of three points a question: right 1, 2, 3 and wrong 0, -2, -6; so of one mark a third of these.
    question = from_data({"id": "a", "kind": "true_false", "text": {"en": "x"}, "answer": True})
    found = [mark_paper(quiz(certainty=True), (question,), {"a": Given([text], sure)}).marks[0].earned
             for text in ("true", "false") for sure in (1, 2, 3)]
    assert found == [Fraction(1, 3), Fraction(2, 3), 1, 0, Fraction(-2, 3), -2]


def test_a_score_with_certainty_is_never_below_nothing():
    question = from_data({"id": "a", "kind": "true_false", "text": {"en": "x"}, "answer": True})
    assert mark_paper(quiz(certainty=True), (question,), {"a": Given(["false"], 3)}).score == 0


def test_a_written_answer_waits_for_a_person_and_takes_what_they_give():
    question = from_data({"id": "a", "kind": "free_text", "text": {"en": "x"}})
    assert mark_paper(quiz(), (question,), {"a": Given(["words"])}).waits
    assert mark_paper(quiz(), (question,), {"a": Given(["words"], None, Fraction(3, 5))}).score == 60.0
    assert mark_paper(quiz(), (question,), {}).score == 0
