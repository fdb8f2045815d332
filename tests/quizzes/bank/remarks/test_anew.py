"""Marking an answer by another version's key."""

from hypothesis import assume, given
from hypothesis import strategies as st

from cxtrain.quizzes.bank.remarks.anew import Key, anew, is_comparable, marked_anew, translated
from cxtrain.quizzes.bank.remarks.passing import Sat, passed_again
from cxtrain.quizzes.kinds.every import as_data, from_data
from cxtrain.quizzes.marking import Given, mark_paper
from cxtrain.quizzes.question import BadAnswer, Marking
from cxtrain.quizzes.quiz import Counting, Quiz
from cxtrain.web.bilingual import Bilingual
from tests.quizzes.kinds.conftest import asked
from tests.quizzes.kinds.test_every import answered

WORD = Bilingual("字", "word")
QUIZ = Quiz("s", WORD, WORD, 60, None, True, Marking.ALL_OR_NOTHING, True, ())


def choice(*right):
    """Return a choice of a, b and c with these right options."""
    return asked("multiple", options=[{"id": name, "text": {"zh": name}, "correct": name in right} for name in "abc"])


def mark(question, *given, certainty=None):
    """Return the mark of an answer."""
    quiz = QUIZ if certainty is None else Quiz("s", WORD, WORD, 60, None, True, Marking.ALL_OR_NOTHING, True, (), certainty=True)
    return mark_paper(quiz, [question], {"q": Given(given, certainty)}).marks[0]


@given(answered(), st.booleans())
def test_by_its_own_key_nothing_changes(case, keeps_better):
    question, texts = case
    try:
        before = mark(question, *question.checked(texts))
    except BadAnswer:
        return
    assume(is_comparable(question, question))
    after = marked_anew(before, Key(question, keeps_better), QUIZ)
    assert (after.earned, after.given) == (before.earned, before.given)


@given(answered())
def test_nobody_loses_where_the_better_counts_and_everybody_gets_the_whole_where_all_do(case):
    question, texts = case
    try:
        before = mark(question, *question.checked(texts))
    except BadAnswer:
        return
    assume(before.points is not None)
    assert marked_anew(before, Key(None), QUIZ).earned == question.worth
    if is_comparable(question, question):
        assert marked_anew(before, Key(question), QUIZ).earned >= before.earned


def test_a_right_option_that_was_not_marked_so_counts():
    old, new = choice("a", "b"), choice("a", "c")
    assert marked_anew(mark(old, "a", "c"), Key(new), QUIZ).points == 1
    assert marked_anew(mark(old, "a", "b"), Key(new), QUIZ).points == 1
    assert marked_anew(mark(old, "a", "b"), Key(new, keeps_better=False), QUIZ).points == 0


def test_the_whole_mark_is_given_however_sure_somebody_was():
    before = mark(choice("a", "b"), "c", certainty=3)
    assert before.earned == -2
    assert marked_anew(before, Key(None), QUIZ).earned == 1


def test_an_order_is_marked_by_the_other_order_of_the_same_things():
    one, other, third = ({"id": name, "text": {"zh": name}} for name in "abc")
    old, new = asked("ordering", items=[one, other, third]), asked("ordering", items=[third, other, one])
    assert is_comparable(old, new)
    assert translated(old, new, ("3", "2", "1")) == ("1", "2", "3")
    assert marked_anew(mark(old, "3", "2", "1"), Key(new), QUIZ).points == 1


def test_matches_are_known_by_their_text():
    def pairs(first, second):
        return asked("matching", pairs=[{"id": "a", "text": {"zh": "甲"}, "match": {"zh": first}},
                                        {"id": "b", "text": {"zh": "乙"}, "match": {"zh": second}}])
    old, new = pairs("一", "二"), pairs("二", "一")
    assert is_comparable(old, new)
    assert marked_anew(mark(old, "b", "a"), Key(new), QUIZ).points == 1
    assert not is_comparable(old, pairs("一", "三"))


def test_other_options_or_another_kind_cannot_be_compared():
    assert not is_comparable(choice("a", "b"), asked("multiple", options=[
        {"id": name, "text": {"zh": name}, "correct": True} for name in "abd"]))
    assert not is_comparable(choice("a"), asked("true_false", answer=True))
    assert not is_comparable(asked("free_text"), asked("free_text"))


@given(answered())
def test_an_answer_means_the_same_in_whatever_order_a_version_has_its_rows(case):
    old, texts = case
    try:
        kept = old.checked(texts)
    except BadAnswer:
        return
    data = as_data(old)
    turned = {key: value[::-1] if key in ("options", "items", "responses", "pairs") else value for key, value in data.items()}
    if "experts" in turned:
        turned["experts"] = [said[::-1] for said in turned["experts"]]
    new = from_data(turned)
    assume(is_comparable(old, new))
    given_ = new.checked(translated(old, new, kept))
    assert old.checked(translated(new, old, given_)) == kept  # several choices are kept in the order of their version
    if old.kind != "ordering":  # of which the order is the key
        assert new.points(given_, Marking.PARTIAL) == old.points(kept, Marking.PARTIAL)


def test_a_paper_is_scored_anew_and_waits_where_it_waited():
    old, new = choice("a"), choice("b")
    result = mark_paper(QUIZ, [old], {"q": Given(["b"])})
    assert (result.score, anew(result, [7], {7: Key(new)}, QUIZ).score, anew(result, [8], {7: Key(new)}, QUIZ).score) == (0, 100, 0)
    waits = mark_paper(QUIZ, [old, asked("free_text").model_copy(update={"id": "w"})], {"q": Given(["b"]), "w": Given(["text"])})
    assert anew(waits, [7, 8], {7: Key(new)}, QUIZ).score is None


def sat(number, score, *, passed=False, counts=Counting.BEST):
    """Return an attempt; 60 passes."""
    return Sat(number, score, passed, counts, 60)


def test_an_attempt_that_reaches_the_mark_passes_and_a_pass_is_never_taken_back():
    assert [each.passed for each in passed_again([sat(1, 40), sat(2, 60)])] == [False, True]
    found = passed_again([sat(1, 40, passed=True)])[0]
    assert (found.passed, found.would) == (True, False)


def test_the_mean_counts_anew_after_a_pass_and_after_a_renewal():
    mean = [sat(number, score, counts=Counting.MEAN) for number, score in enumerate((20, 100, 50, 70), 1)]
    assert [each.passed for each in passed_again(mean)] == [False, True, False, True]
    assert [each.passed for each in passed_again([*mean[:1], sat(2, 60, counts=Counting.MEAN)], renewed=[1])] == [False, True]


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=1, max_size=6), st.sampled_from(Counting))
def test_scores_that_only_rise_never_fail_anybody(scores, counts):
    before = [sat(number, score, passed=passed, counts=counts) for number, (score, passed) in enumerate(scores, 1)]
    assert all(not old.passed or new.passed for old, new in zip(before, passed_again(before), strict=True))
