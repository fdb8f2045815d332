"""A question as a report lists it: its texts as they were read, and what each answer earns. Pure."""

from decimal import Decimal
from typing import Any

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.judgement import Judgement
from cxtrain.quizzes.kinds.numerical import NumberPart, Numerical
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.kinds.written import GapFill, ShortAnswer
from cxtrain.quizzes.question import Accepted, Question, Wording
from cxtrain.web.bilingual import Bilingual

LONGEST_NAME = 80  # characters of a stem that stand for a name


def listed(question: Question, *, has_stem: bool = True) -> dict[str, Any]:
    """Return {type, name, stem, id_number, tags, category, answers, feedback}; a text in two languages gives the Chinese."""
    stem = said(question.text) if has_stem else ""
    name = question.name or " ".join(words_of(stem, question.markup).split())[:LONGEST_NAME]
    return {"type": question.kind, "name": name, "stem": stem, "id_number": question.id_number, "tags": list(question.tags),
            "category": question.category, "answers": answers_of(question), "feedback": said(question.explanation)}


def said(text: Wording | Bilingual | None) -> str:
    """Return the Chinese of a text, or its English where there is none."""
    return (text.zh or text.en) if text else ""


def answers_of(question: Question) -> list[dict[str, Any]]:
    """Return what may be answered: {text, weight, feedback}; numbers also {value, tolerance}; pairs {text, match}."""
    if isinstance(question, Choice | TrueFalse):
        return [{"text": said(option.text) if isinstance(question, Choice) else option.id,
                 "weight": _number(_weight(option.weight, option.correct)), "feedback": said(option.feedback)}
                for option in question.options]
    if isinstance(question, ShortAnswer):
        return [_accepted(answer) for answer in question.answers]
    if isinstance(question, GapFill):
        return [{"gap": number, **_accepted(each)} for number, part in enumerate(question.parts, 1) for each in part.answers]
    if isinstance(question, Numerical):
        return [_amount(answer) for answer in question.answers]
    if isinstance(question, Matching):
        pairs = [{"text": said(pair.text), "match": said(pair.match)} for pair in question.pairs]
        return pairs + [{"text": "", "match": said(extra)} for extra in question.extra]
    if isinstance(question, Ordering):
        return [{"text": said(item.text)} for item in question.items]
    if isinstance(question, Judgement):
        return [{"text": said(each.text), "feedback": said(each.feedback)} for each in question.responses]
    return [{"text": said(question.sample)}] if isinstance(question, FreeText) and question.sample else []


def _weight(weight: Decimal | None, correct: bool) -> Decimal:
    return weight if weight is not None else Decimal(100 if correct else 0)


def _accepted(answer: Accepted) -> dict[str, Any]:
    return {"text": answer.text, "weight": _number(answer.weight), "feedback": said(answer.feedback)}


def _amount(answer: NumberPart) -> dict[str, Any]:
    """Return a number with its tolerance; a range is its middle and half its width, and every other number is `*`."""
    value, tolerance = answer.value, answer.tolerance
    if answer.low is not None and answer.high is not None:
        value, tolerance = (answer.low + answer.high) / 2, (answer.high - answer.low) / 2
    return {"text": "*" if value is None else str(_number(value)), "value": None if value is None else _number(value),
            "tolerance": None if value is None else _number(tolerance), "weight": _number(answer.weight),
            "feedback": said(answer.feedback)}


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
