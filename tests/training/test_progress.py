"""How far somebody is in a course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.course import Course, Step, StepKind
from cxtrain.training.progress import State, Tries, is_passed_by, not_started, progress
from cxtrain.web.bilingual import Bilingual

WORD = Bilingual("字", "word")
LESSON = Step(StepKind.LESSON, "welcome", 5)
EXAM = Step(StepKind.SCENARIO, "late", 6, "exam", 60)
PRACTICE = Step(StepKind.SCENARIO, "early", 6, "practice")
QUIZ = Step(StepKind.QUIZ, "desk", 10)


def course_of(*steps):
    return Course("c", WORD, WORD, 4, (), steps, None)


@st.composite
def cases(draw):
    kinds = draw(st.lists(st.sampled_from(StepKind), min_size=1, max_size=10))
    modes = {StepKind.SCENARIO: "exam"}
    steps = tuple(Step(kind, f"s{n}", n + 1, modes.get(kind)) for n, kind in enumerate(kinds))
    read = {step.slug for step in steps if step.kind is StepKind.LESSON and draw(st.booleans())}
    tried = {step.key: Tries(draw(st.integers(1, 5)), draw(st.floats(0, 100)), draw(st.booleans()))
             for step in steps if step.kind is not StepKind.LESSON and draw(st.booleans())}
    return course_of(*steps), read, tried


def test_the_next_step_is_the_first_that_is_not_done():
    # The quiz was passed before the exam was played: the exam comes next all the same.
    found = progress(course_of(LESSON, EXAM, QUIZ), read={"welcome"}, tried={"quiz:desk": Tries(1, 90, True)})
    assert [entry.state for entry in found.steps] == [State.DONE, State.NEXT, State.DONE]
    assert (found.next, found.done, found.percent, found.passed, found.minutes_left) == (EXAM, 2, 66, False, 6)


def test_a_failed_attempt_leaves_the_step_to_be_done_and_is_kept():
    found = progress(course_of(QUIZ), read=(), tried={"quiz:desk": Tries(2, 55, False)})
    assert (found.next, found.steps[0].tries.best, found.passed) == (QUIZ, 55, False)


def test_a_course_not_started_has_no_next_step():
    found = not_started(course_of(LESSON, QUIZ))
    assert (found.next, found.done, found.minutes_left) == (None, 0, 15)


@pytest.mark.parametrize("step, mode, score, passed, settled", [
    (QUIZ, None, 40, True, True),
    (QUIZ, None, 90, False, False),
    (EXAM, "exam", 60, False, True),
    (EXAM, "exam", 59.9, False, False),
    (EXAM, "practice", 100, False, False),
    (EXAM, "exam", None, False, False),
    (PRACTICE, "practice", None, False, True),
    (PRACTICE, "exam", 10, False, True),
])
def test_what_settles_a_step(step, mode, score, passed, settled):
    assert is_passed_by(step, mode=mode, score=score, passed=passed) is settled


@given(cases())
def test_states_numbers_and_passing_agree(case):
    course, read, tried = case
    found = progress(course, read=read, tried=tried)
    states = [entry.state for entry in found.steps]
    assert states.count(State.NEXT) == (0 if found.passed else 1)
    assert State.OPEN not in states[:states.index(State.NEXT)] if State.NEXT in states else set(states) == {State.DONE}
    assert (found.percent == 100) == found.passed == (found.next is None)
    assert found.done + states.count(State.NEXT) + states.count(State.OPEN) == found.total


@given(cases(), st.data())
def test_doing_more_never_sets_anybody_back(case, data):
    course, read, tried = case
    before = progress(course, read=read, tried=tried)
    step = data.draw(st.sampled_from(course.steps))
    if step.kind is StepKind.LESSON:
        after = progress(course, read=read | {step.slug}, tried=tried)
    else:
        after = progress(course, read=read, tried=tried | {step.key: Tries(9, 100, True)})
    assert after.done >= before.done and after.minutes_left <= before.minutes_left


@given(cases())
def test_what_belongs_to_other_courses_changes_nothing(case):
    course, read, tried = case
    other = progress(course, read=read | {"elsewhere"}, tried=tried | {"quiz:elsewhere": Tries(1, 100, True)})
    assert other == progress(course, read=read, tried=tried)
