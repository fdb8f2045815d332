"""What one customer is asked, and what was posted in answer. Pure.

A question's field is named `q-<id>`, the second number of a pair `q-<id>-other`, the reason of a score `q-<id>-why`.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from cxtrain.voices.questionnaire import SCALES, Question, Questionnaire
from cxtrain.voices.tally import Answer
from cxtrain.web.bilingual import N_

LONGEST = 1000  # characters of a comment
MISSING = N_("Please choose an answer.")
HALF = N_("Please answer both parts, or neither.")
EMPTY = N_("Please answer at least one question.")
BESIDE = ("nps", "csat", "ces2")  # which score is noted beside a comment, the first that was given


@dataclass(frozen=True)
class Said:
    """Words under a question, and what was ticked beside them ("nps 3"), or nothing."""

    question: str
    words: str
    score: str = ""


@dataclass(frozen=True)
class Filled:
    """A filled page. `faults` by question id, "" for the whole page; an answer is kept only when there are none."""

    answers: tuple[Answer, ...] = ()
    said: tuple[Said, ...] = ()
    segment: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


def asked(questionnaire: Questionnaire, key: str) -> tuple[Question, ...]:
    """Return the questions for the page with this key: of many features of a Kano study a few, drawn by lot.

    The same key draws the same ones, so that what is posted is read against what was asked.
    """
    pairs = [question for question in questionnaire.questions if question.kind == "kano"]
    if questionnaire.draws is None or questionnaire.draws >= len(pairs):
        return questionnaire.questions
    drawn = {question.id for question in random.Random(key).sample(pairs, questionnaire.draws)}  # noqa: S311  a lot, no secret
    return tuple(each for each in questionnaire.questions if each.kind != "kano" or each.id in drawn)


def read(questionnaire: Questionnaire, key: str, form: Mapping[str, str]) -> Filled:
    """Return what was posted; a number that is not on its question's scale counts as not given."""
    questions = asked(questionnaire, key)
    answers = tuple(found for each in questions if (found := _answer(questionnaire, each, form)))
    said, segment = _said(questions, answers, form), _segment(questions, form)
    faults = {each.id: fault for each in questions if (fault := _fault(each, form))}
    if not (answers or said or faults):
        faults[""] = EMPTY
    return Filled(answers, said, segment, faults)


def _number(question: Question, form: Mapping[str, str], part: str = "") -> int | None:
    typed = form.get(f"q-{question.id}{part}", "")
    value = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else -1
    return value if value in SCALES.get(question.kind, ()) else None


def _answer(questionnaire: Questionnaire, question: Question, form: Mapping[str, str]) -> Answer | None:
    value = _number(question, form)
    other = _number(question, form, "-other") if question.is_pair else None
    if value is None or (question.is_pair and other is None):
        return None
    return Answer(question.id, question.kind, value, other, questionnaire.subject(question))


def _words(form: Mapping[str, str], name: str) -> str:
    typed = "".join(c for c in form.get(name, "") if c == "\n" or c.isprintable())
    return typed.strip()[:LONGEST]


def _said(questions: tuple[Question, ...], answers: tuple[Answer, ...], form: Mapping[str, str]) -> tuple[Said, ...]:
    given = {answer.question: f"{answer.kind} {answer.value}" for answer in answers}
    first = next((f"{a.kind} {a.value}" for kind in BESIDE for a in answers if a.kind == kind), "")
    reasons = [Said(each.id, _words(form, f"q-{each.id}-why"), given.get(each.id, "")) for each in questions if each.why]
    free = [Said(each.id, _words(form, f"q-{each.id}"), first) for each in questions if each.kind == "comment"]
    return tuple(each for each in (*reasons, *free) if each.words)


def _segment(questions: tuple[Question, ...], form: Mapping[str, str]) -> str:
    """Return who somebody says to be; the choices are those of the questionnaire."""
    typed = [(each, form.get(f"q-{each.id}", "")) for each in questions if each.kind == "segment"]
    return next((chosen for each, chosen in typed if chosen in {choice.id for choice in each.choices}), "")


def _fault(question: Question, form: Mapping[str, str]) -> str:
    if question.kind == "comment":
        return MISSING if question.required and not _words(form, f"q-{question.id}") else ""
    if question.kind == "segment":
        return MISSING if question.required and not _segment((question,), form) else ""
    one = _number(question, form) is not None
    both = one if not question.is_pair else _number(question, form, "-other") is not None
    if one != both:
        return HALF
    return MISSING if question.required and not one else ""
