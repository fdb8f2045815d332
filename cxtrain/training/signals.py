"""News of training to higher packages, and what training hears from role-plays and quizzes.

This module and `operations` name each other, so each takes the other as a module and looks into it only when called.
"""

from typing import Any

from blinker import Namespace
from flask import url_for
from flask_babel import gettext as _

from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.signals import Onward, asked_where_next, quiz_corrected, quiz_finished
from cxtrain.quizzes.signals import asked_uses as quiz_asked_uses
from cxtrain.roleplay.models import Attempt, Scenario
from cxtrain.roleplay.signals import asked_uses, scenario_finished
from cxtrain.roleplay.signals import asked_where_next as scenario_asked_where_next
from cxtrain.training import operations, queries
from cxtrain.training.course import StepKind
from cxtrain.web.pages import said

course_passed = Namespace().signal("course-passed")
"""Sent with the Enrolment that has just been passed, inside the transaction in which it was."""


def connect() -> None:
    """Listen to the packages below. Connecting again changes nothing."""
    quiz_finished.connect(_on_quiz)
    quiz_corrected.connect(_on_correction)
    scenario_finished.connect(_on_scenario)
    asked_where_next.connect(_after_quiz)
    scenario_asked_where_next.connect(_after_scenario)
    asked_uses.connect(_uses)
    quiz_asked_uses.connect(_quiz_uses)


def _on_quiz(attempt: QuizAttempt, **_more: Any) -> None:
    made = operations.Try(StepKind.QUIZ, attempt.version.slug, attempt.id, attempt.score, passed=bool(attempt.passed))
    operations.note_try(attempt.employee_id, made)


def _on_correction(attempt: QuizAttempt, **_more: Any) -> None:
    made = operations.Try(StepKind.QUIZ, attempt.version.slug, attempt.id, attempt.score, passed=bool(attempt.passed))
    operations.note_correction(attempt.employee_id, made)


def _on_scenario(attempt: Attempt, **_more: Any) -> None:
    slug = attempt.version.slug
    made = operations.Try(StepKind.SCENARIO, slug, attempt.id, attempt.score, mode=attempt.mode)
    operations.note_try(attempt.employee_id, made)


def _after_quiz(attempt: QuizAttempt, **_more: Any) -> Onward | None:
    return _onward(attempt.employee_id, StepKind.QUIZ, attempt.version.slug)


def _after_scenario(attempt: Attempt, **_more: Any) -> Onward | None:
    return _onward(attempt.employee_id, StepKind.SCENARIO, attempt.version.slug)


def _uses(scenario: Scenario, **_more: Any) -> list[str]:
    return [said(course.title) for course in queries.courses_with_step(StepKind.SCENARIO, scenario.slug)]


def _quiz_uses(slugs: tuple[str, ...], **_more: Any) -> dict[str, list[dict[str, str]]]:
    found = {slug: {course.slug: course.title.as_dict() for course in queries.courses_with_step(StepKind.QUIZ, slug)}
             for slug in slugs}
    return {slug: list(titles.values()) for slug, titles in found.items()}


def _onward(employee_id: int, kind: StepKind, slug: str) -> Onward | None:
    """Return the way back to the course for whose sake somebody plays or is tested, None where there is none."""
    course = queries.course_with_step(employee_id, kind, slug)
    if course is None:
        return None
    url, title = url_for("training.show_course", slug=course.slug), said(course.title)
    return Onward(url, _("Back to “%(course)s”", course=title))
