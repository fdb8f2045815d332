"""Quiz files: how trainers write them, and the records everything else works with. Pure.

```yaml
format: 1
slug: front-desk
title: {zh: 前台, en: Front desk}
brief: {zh: …, en: …}
pass_mark: 80                 # percent
attempts: 3                   # without this line: as many as one likes
shuffle: true                 # questions and options in another order for each attempt
marking: all_or_nothing       # or partial; for questions with several right answers, see Marking
pages: one_by_one             # or all_on_one
questions:
  - id: q1
    kind: single              # or multiple
    touchpoint: check-in      # optional, as are dimension, feedback and explanation
    dimension: empathy
    text: {zh: …, en: …}
    options: [{id: a, text: {zh: …, en: …}, correct: true, feedback: {zh: …, en: …}}, …]
    explanation: {zh: …, en: …}
  - id: q2
    kind: true_false
    text: {zh: …, en: …}
    answer: false
    feedback: {right: {zh: …, en: …}, wrong: {zh: …, en: …}}
```
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import Fault, Part, Place, Text, Tree, fault_at, read, warning_at

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
MOST_QUESTIONS, MOST_OPTIONS = 100, 10
UNKNOWN_TOUCHPOINT = N_('There is no touchpoint "%(name)s".')
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]


class Kind(StrEnum):
    """What kind of answer a question takes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


class Marking(StrEnum):
    """How a question with several right answers is marked.

    ALL_OR_NOTHING, the default: the point is earned by all right options and no other, as 多选题 are marked on
    paper; one sentence explains it to everybody. PARTIAL: each right option earns its share of the point, each
    wrong one loses its share (1 / number of wrong options), and the sum is at least 0, as Moodle does it.
    """

    ALL_OR_NOTHING = "all_or_nothing"
    PARTIAL = "partial"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `feedback` is shown after the attempt to those who chose it."""

    id: str
    text: Bilingual
    correct: bool
    feedback: Bilingual | None


@dataclass(frozen=True)
class Question:
    """One question. A true_false question has the options "true" and "false", in this order."""

    id: str
    kind: Kind
    touchpoint: str | None  # slug
    dimension: str | None
    text: Bilingual
    options: tuple[Option, ...]
    explanation: Bilingual | None


@dataclass(frozen=True)
class Quiz:
    """A quiz as its file says."""

    slug: str
    title: Bilingual
    brief: Bilingual
    pass_mark: int  # percent, 1..100
    attempts: int | None  # at least 1; None: as many as one likes
    shuffle: bool
    marking: Marking
    one_by_one: bool  # one question a page, else all on one
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Parsed:
    """What was read: `quiz` is None exactly when a fault is an error."""

    quiz: Quiz | None
    faults: tuple[Fault, ...]
    tree: Tree | None  # None where the YAML itself is broken


class OptionPart(Part):
    """An option as written."""

    id: Slug
    text: Text
    correct: bool = False
    feedback: Text | None = None


class QuestionPart(Part):
    """What all questions have as written."""

    id: Slug
    touchpoint: Slug | None = None
    dimension: Dimension | None = None
    text: Text
    explanation: Text | None = None


class ChoicePart(QuestionPart):
    """A question with options as written."""

    kind: Literal["single", "multiple"]
    options: tuple[OptionPart, ...]


class FeedbackPart(Part):
    """Feedback on a true or false question as written."""

    right: Text
    wrong: Text


class TrueFalsePart(QuestionPart):
    """A true or false question as written."""

    kind: Literal["true_false"]
    answer: bool
    feedback: FeedbackPart | None = None


AnyQuestion = Annotated[ChoicePart | TrueFalsePart, Field(discriminator="kind")]


class QuizFile(Part):
    """A quiz file as written."""

    format: Literal[1]
    slug: Slug
    title: Text
    brief: Text
    pass_mark: Annotated[int, Field(ge=1, le=100)] = 80
    attempts: Annotated[int, Field(ge=1, le=20)] | None = None
    shuffle: bool = True
    marking: Literal["all_or_nothing", "partial"] = "all_or_nothing"
    pages: Literal["one_by_one", "all_on_one"] = "one_by_one"
    questions: tuple[AnyQuestion, ...]


TRUE, FALSE = Bilingual("正确", "True"), Bilingual("错误", "False")


def parse(text: str | bytes) -> Parsed:
    """Return the quiz that `text` describes, or every fault in it. Never raises for any text."""
    document = read(text, QuizFile)
    if document.value is None or document.tree is None:
        return Parsed(None, document.faults, document.tree)
    faults = (*document.faults, *_faults(document.value, document.tree))
    wrong = any(fault.level == "error" for fault in faults)
    return Parsed(None if wrong else _quiz(document.value), faults, document.tree)


def unknown_touchpoints(parsed: Parsed, known: Collection[str]) -> tuple[Fault, ...]:
    """Return a warning for each question whose touchpoint is none of `known`; its answers would count nowhere."""
    if parsed.quiz is None or parsed.tree is None:
        return ()
    return tuple(
        warning_at(parsed.tree.place(("questions", index, "touchpoint")), UNKNOWN_TOUCHPOINT, name=question.touchpoint)
        for index, question in enumerate(parsed.quiz.questions) if question.touchpoint not in (None, *known))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a quiz file, for editors that complete and check while one types."""
    return QuizFile.model_json_schema()


def _faults(file: QuizFile, tree: Tree) -> Iterator[Fault]:
    # Lengths are counted here, because pydantic leaves items with faults out and then says that there are too few.
    if not 1 <= len(file.questions) <= MOST_QUESTIONS:
        yield fault_at(tree.place(("questions",)), N_("A quiz has 1 to %(most)s questions."), most=MOST_QUESTIONS)
    seen: set[str] = set()
    for index, question in enumerate(file.questions):
        if question.id in seen:
            yield fault_at(tree.place(("questions", index, "id")), N_('The id "%(id)s" is used twice.'), id=question.id)
        seen.add(question.id)
        if isinstance(question, ChoicePart):
            yield from _choice_faults(question, tree, index)


def _choice_faults(question: ChoicePart, tree: Tree, index: int) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, option in enumerate(question.options):
        if option.id in seen:
            place = tree.place(("questions", index, "options", number, "id"))
            yield fault_at(place, N_('The id "%(id)s" is used twice.'), id=option.id)
        seen.add(option.id)
    yield from _count_faults(question, tree.place(("questions", index, "options")))


def _count_faults(question: ChoicePart, place: Place) -> Iterator[Fault]:
    right = sum(option.correct for option in question.options)
    if not 2 <= len(question.options) <= MOST_OPTIONS:
        yield fault_at(place, N_('"%(id)s" needs 2 to %(most)s options.'), id=question.id, most=MOST_OPTIONS)
    if right == 0:
        yield fault_at(place, N_('No option of "%(id)s" is marked correct: true.'), id=question.id)
    elif right > 1 and question.kind == "single":
        message = N_('"%(id)s" is a single choice, but %(count)s options are marked correct.')
        yield fault_at(place, message, id=question.id, count=right)
    elif right == 1 and question.kind == "multiple":
        message = N_('Only one option of "%(id)s" is correct; players will look for a second.')
        yield warning_at(place, message, id=question.id)


def _quiz(file: QuizFile) -> Quiz:
    return Quiz(
        slug=file.slug, title=file.title.said, brief=file.brief.said, pass_mark=file.pass_mark, attempts=file.attempts,
        shuffle=file.shuffle, marking=Marking(file.marking), one_by_one=file.pages == "one_by_one",
        questions=tuple(_question(part) for part in file.questions),
    )


def _question(part: ChoicePart | TrueFalsePart) -> Question:
    options = _true_or_false(part) if isinstance(part, TrueFalsePart) else tuple(
        Option(option.id, option.text.said, option.correct, _said(option.feedback)) for option in part.options
    )
    return Question(
        id=part.id, kind=Kind(part.kind), touchpoint=part.touchpoint, dimension=part.dimension,
        text=part.text.said, options=options, explanation=_said(part.explanation),
    )


def _true_or_false(part: TrueFalsePart) -> tuple[Option, ...]:
    when_right, when_wrong = (part.feedback.right, part.feedback.wrong) if part.feedback else (None, None)
    return tuple(
        Option(name, text, right, _said(when_right if right else when_wrong))
        for name, text, right in (("true", TRUE, part.answer), ("false", FALSE, not part.answer))
    )


def _said(text: Text | None) -> Bilingual | None:
    return text.said if text else None
