"""From counts to figures: what is shown of how many people, equal to the same made from rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.distractors import analyse_options
from cxtrain.measures.item_analysis import analyse_quiz
from cxtrain.quizzes.marking import Given, mark_paper
from cxtrain.quizzes.quiz import parse
from cxtrain.quizzes.statistics.counting import Tally, Typed, differences, digest_of, is_drawn, wrong_text
from cxtrain.quizzes.statistics.figures import FEWEST, MOST_TEXTS, Subject, analysis_of, figures_of, wrong_texts
from cxtrain.quizzes.statistics.tables import QUESTION_HEAD, option_rows, question_rows, quiz_rows, short
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG
from tests.quizzes.statistics.test_operations import DRAWN

WRITTEN = parse(QUIZ + "marking: partial\n").quiz
SUBJECTS = [Subject(place, f"desk/{question.id}", 1, question) for place, question in enumerate(WRITTEN.questions, 1)]
answers = st.fixed_dictionaries({
    "canary-q1": st.sampled_from([[], ["canary-a"], ["canary-b"]]),
    "canary-q2": st.lists(st.sampled_from(["canary-a", "canary-b", "canary-c"]), unique=True),
    "canary-q3": st.sampled_from([[], ["true"], ["false"]])})


def marks_of(given):
    return mark_paper(WRITTEN, WRITTEN.questions, {name: Given(texts) for name, texts in given.items() if texts}).marks


def tally_of(*attempts, first=True):
    tally = Tally()
    for one in attempts:
        tally.add(1, [1, 2, 3], marks_of(one), is_first=first)
    return tally


def analysis(tally, **options):
    options = {"drawn": False, "only_first": True} | options
    return analysis_of(SUBJECTS, list(tally.items.items()), list(tally.totals.items()), **options)


def near(value):
    return value if value is None else pytest.approx(value, rel=1e-4, abs=1e-3)  # thirds of a mark are rounded to 1/100000


@given(st.lists(answers, min_size=FEWEST, max_size=20))
def test_they_are_what_the_measures_make_of_rows(attempts):
    rows = [[float(mark.earned) for mark in marks_of(given)] for given in attempts]
    found, whole = analysis(tally_of(*attempts)), analyse_quiz(rows, [1, 1, 1])
    assert (found.people, found.attempts, found.most) == (len(attempts), len(attempts), 3)
    assert found.quiz.mean == near(whole.mean) and found.quiz.consistency == near(whole.consistency)
    for figures, item in zip(found.questions, whole.items, strict=True):
        assert (figures.item.n, figures.item.facility, figures.item.discrimination) == (item.n, near(item.facility), near(item.discrimination))
    chosen = [given["canary-q2"] for given in attempts]
    table = analyse_options(["canary-a", "canary-b", "canary-c"], ["canary-a", "canary-b"], chosen, [round(sum(row) - row[1], 5) for row in rows])
    shown = found.questions[1].options
    assert (shown.n, shown.unanswered, shown.upper, shown.lower) == (table.n, table.unanswered, table.upper, table.lower)
    assert [(o.chosen, o.upper, o.lower) for o in shown.options] == [(o.chosen, o.upper, o.lower) for o in table.options]


@given(st.lists(answers, max_size=8), st.lists(answers, max_size=8))
def test_nothing_is_shown_of_fewer_than_five_people(firsts, later):
    tally, again = tally_of(*firsts), tally_of(*later, first=False)
    tally.items += again.items
    tally.totals += again.totals
    for only_first in (True, False):
        found = analysis(tally, only_first=only_first)
        assert found.shown == (len(firsts) >= FEWEST)
        assert found.attempts == (0 if not found.shown else len(firsts) if only_first else len(firsts) + len(later))
        assert bool(found.questions) is found.shown


def test_a_drawn_question_that_few_had_shows_nothing_and_the_others_do():
    tally = tally_of(*[RIGHT, WRONG] * 4)
    rows = [(item, n) for item, n in tally.items.items() if item.version_id != 3 or item.earned]
    found = analysis_of(SUBJECTS, rows, list(tally.totals.items()), drawn=True, only_first=True)
    assert found.quiz is None and [each.people for each in found.questions] == [8, 8, 4]
    assert found.questions[2].item is None and found.questions[2].notices == () and found.questions[0].item.facility == 50


def test_thirds_are_shown_from_fifteen_people_on():
    fourteen = analysis(tally_of(*[RIGHT, WRONG] * 7)).questions[0]
    fifteen = analysis(tally_of(*[RIGHT, WRONG] * 7, RIGHT)).questions[0]
    assert (fourteen.has_thirds, fifteen.has_thirds) == (False, True)
    assert not figures_of(SUBJECTS[0], [], only_first=True).has_thirds


def test_the_questions_to_look_at_come_by_urgency():
    turned = [{**RIGHT, "canary-q3": ["true"]}] * 20 + [{**WRONG, "canary-q3": ["false"]}] * 20
    found = analysis(tally_of(*turned))
    assert found.to_look_at[0].subject.version_id == 3 and found.to_look_at[0].notices[0].urgency == 0


def test_wrong_texts_are_those_of_five_people_the_most_frequent_first():
    rows = [(Typed(1, 1, True, "a"), 5), (Typed(2, 1, True, "b"), 4), (Typed(1, 1, True, "b"), 3), (Typed(1, 1, True, "c"), 4),
            (Typed(1, 1, False, "c"), 90), (Typed(1, 1, False, "a"), 9)]
    assert [(each.text, each.n, each.share) for each in wrong_texts(rows, 20, only_first=True)] == [("b", 7, 0.35), ("a", 5, 0.25)]
    assert [(each.text, each.n) for each in wrong_texts(rows, 120, only_first=False)] == [("a", 14), ("b", 7)]
    many = [(Typed(1, 1, True, f"{n:02}"), 5) for n in range(30)]
    assert len(wrong_texts(many, 150, only_first=True)) == MOST_TEXTS


def test_a_digest_tells_papers_and_ways_of_marking_apart():
    drawn = parse(DRAWN).quiz
    assert is_drawn(drawn) and not is_drawn(WRITTEN)
    assert digest_of(drawn, [1, 2]) == digest_of(drawn, [3, 4])
    assert len({digest_of(WRITTEN, [1, 2]), digest_of(WRITTEN, [2, 1]), digest_of(parse(QUIZ).quiz, [1, 2])}) == 3


def test_only_typed_answers_that_earned_nothing_are_kept_and_shortened():
    question = parse(QUIZ.replace(QUIZ[QUIZ.index("  - id: canary-q1"):], """\
  - {id: w, kind: short_answer, case: true, text: {zh: 题, en: Q}, answers: [{text: Tea}, {text: tee, weight: 50}]}
  - {id: n, kind: numerical, text: {zh: 题, en: Q}, answers: [{value: 3}]}
""")).quiz.questions
    def texts(*given):
        marks = mark_paper(WRITTEN, question, {"w": Given([given[0]]), "n": Given([given[1]])}).marks
        return tuple(map(wrong_text, marks))
    assert texts("Tea", "3.0") == ("", "") and texts("tee", "３") == ("", "")
    assert texts("TEA 。", " 4O") == ("TEA", "4o") and texts("\0x", "4") == ("x", "4")
    assert len(texts("x" * 300, "4")[0]) == 100


def test_differences_name_the_row_and_both_counts():
    one, other = tally_of(RIGHT, WRONG), tally_of(RIGHT)
    assert differences(one, one) == ()
    found = differences(one, other)
    assert len(found) == 4 and {(each.kept, each.counted) for each in found} == {(1, 0)}
    one.items[next(iter(one.items))] = 0
    assert len(differences(one, tally_of(RIGHT, WRONG))) == 1


def test_tables_have_a_row_for_each_thing_and_hide_what_may_not_be_shown():
    said, told = (lambda text: text.en), (lambda message: message)
    found = analysis(tally_of(*[RIGHT, WRONG] * 4))
    rows = question_rows(found, said, told)
    assert rows[0] == QUESTION_HEAD and {len(row) for row in rows} == {len(QUESTION_HEAD)}
    assert rows[1][:6] == (1, "desk/canary-q1", 1, "The guest is tired. What do you say first?", 8, 8)
    options = option_rows(found.questions, said, told)
    assert {len(row) for row in options} == {13} and len(options) == 8 and options[1][10:12] == (None, None)
    assert dict(quiz_rows(found, told)[1:])["Mean, marks"] == 1.5
    few = analysis_of(SUBJECTS, [], list(tally_of(*[RIGHT] * 5).totals.items()), drawn=True, only_first=True)
    assert [row[5:] for row in question_rows(few, said, told)[1:]] == [(None,) * 9] * 3 and len(option_rows(few.questions, said, told)) == 1
    assert (short("a\n b", 5), short("abcdef", 5)) == ("a b", "abcd…")
