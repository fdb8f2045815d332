"""Reading course files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.course import Step, StepKind, missing_references, parse, unknown_touchpoints

GOOD = """\
format: 1
slug: moments
title: {zh: 关键时刻, en: Moments of truth}
summary: {zh: 四步, en: Four steps}
class_hours: 4
touchpoints: [check-in]
steps:
  - {lesson: welcome, minutes: 5}
  - {scenario: late, mode: exam, pass_mark: 60}
  - {quiz: desk}
certificate: {title: {zh: 培训合格证书, en: Certificate of training}, valid_months: 24}
"""


def sentences(text):
    return [(fault.line, fault.sentence) for fault in parse(text).faults]


def test_it_reads_steps_in_their_order():
    course = parse(GOOD).course
    assert [step.key for step in course.steps] == ["lesson:welcome", "scenario:late", "quiz:desk"]
    assert course.steps[1] == Step(StepKind.SCENARIO, "late", 6, "exam", 60)


def test_minutes_not_written_are_the_usual_ones():
    # 5 written, 6 usual for a scenario, 10 usual for a quiz.
    assert parse(GOOD).course.minutes == 5 + 6 + 10


def test_a_scenario_without_a_mode_is_for_practice():
    assert parse(GOOD.replace("mode: exam, ", "")).course.steps[1].mode == "practice"


def test_a_role_play_on_screen_is_an_exam_but_no_practical_assessment():
    course = parse(GOOD).course
    assert course.has_played_exam and not course.has_practical
    assert not parse(GOOD.replace("mode: exam, ", "")).course.has_played_exam
    assert parse(GOOD.replace("{quiz: desk}", "{practical: desk}")).course.has_practical


def test_a_class_is_to_be_attended_for_four_fifths_unless_the_file_says_otherwise():
    def classroom(words):
        return parse(GOOD.replace("{quiz: desk}", words)).course.steps[2]

    assert classroom("{classroom: day, minutes: 270}") == Step(StepKind.CLASSROOM, "day", 270, attend=80)
    assert classroom("{classroom: day, attend: 100}").attend == 100


def test_a_class_needs_not_be_published_but_a_sheet_does():
    known = {kind: {"welcome", "late", "desk"} for kind in StepKind}
    held = parse(GOOD.replace("{quiz: desk}", "{classroom: day}"))
    assert missing_references(held, known) == ()
    assert [fault.sentence for fault in missing_references(parse(GOOD.replace("{quiz: desk}", "{practical: bow}")), known)] == [
        'Step 3 names the practical "bow", which does not exist.']


@pytest.mark.parametrize("words", ["{quiz: desk, attend: 50}", "{lesson: long, minutes: 300}"])
def test_attendance_and_long_hours_belong_to_classes(words):
    assert sentences(GOOD.replace("{quiz: desk}", words)) == [(10, "attend, and more than 240 minutes, belong to classes only.")]


def test_a_course_may_lead_to_no_certificate():
    assert parse("\n".join(GOOD.splitlines()[:-1])).course.certificate is None


def test_it_refuses_a_step_that_names_two_things():
    assert sentences(GOOD.replace("{quiz: desk}", "{quiz: desk, lesson: welcome}")) == [
        (10, "A step names exactly one of lesson, scenario, quiz, classroom and practical.")]


def test_it_refuses_a_step_that_stands_there_twice():
    assert sentences(GOOD.replace("{quiz: desk}", "{lesson: welcome}")) == [
        (10, 'The step "welcome" stands in this course twice.')]


def test_it_refuses_a_pass_mark_on_a_quiz_step():
    assert [line for line, _ in sentences(GOOD.replace("{quiz: desk}", "{quiz: desk, pass_mark: 60}"))] == [10]


@pytest.mark.parametrize("title", ["国家职业资格证书", "全国合格证书"])
def test_it_refuses_a_certificate_that_looks_like_the_states(title):
    found = sentences(GOOD.replace("培训合格证书", title))
    assert found and all(line == 11 for line, _ in found)


def test_it_names_the_steps_that_lead_nowhere():
    known = {StepKind.LESSON: {"welcome"}, StepKind.SCENARIO: set(), StepKind.QUIZ: {"desk"}}
    assert [(fault.line, fault.sentence) for fault in missing_references(parse(GOOD), known)] == [
        (9, 'Step 2 names the scenario "late", which does not exist.')]


def test_it_warns_of_touchpoints_that_do_not_exist():
    parsed = parse(GOOD)
    assert unknown_touchpoints(parsed, {"check-in"}) == ()
    assert [(fault.line, fault.level) for fault in unknown_touchpoints(parsed, set())] == [(6, "warning")]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 30), st.text(max_size=20))
def test_no_mangled_file_makes_it_raise(start, length, insert):
    # Oracle: the promise of `parse`: a course, or at least one error with a place in the file.
    parsed = parse(GOOD[:start] + insert + GOOD[start + length:])
    errors = [fault for fault in parsed.faults if fault.level == "error"]
    assert (parsed.course is None) == bool(errors)
    assert all(fault.line >= 1 and fault.sentence for fault in parsed.faults)
