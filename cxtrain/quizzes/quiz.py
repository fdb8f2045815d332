"""Quiz files: how trainers write them, and the records everything else works with. Pure.

```yaml
format: 1
slug: front-desk
title: {zh: 前台, en: Front desk}
brief: {zh: …, en: …}
pass_mark: 80                 # percent
attempts: 3                   # without this line: as many as one likes
counts: best                  # or last, first, mean: which attempts decide about passing
shuffle: true                 # questions and options in another order for each attempt
marking: all_or_nothing       # or partial; for questions with several right options, see Marking
certainty: false              # true: each answer is given with how sure one is, and that changes what it earns
pages: one_by_one             # or all_on_one
time_limit: 20                # minutes; without this line: as long as one likes
opens: 2026-12-01 09:00       # in the time of the player's unit
closes: 2026-12-05 18:00
on_site: true                 # begins only with a code that somebody gives on site; without this line: anywhere
review: {score: at_once, feedback: at_once, answers: settled}   # see When
questions:
  - id: q1                    # a question in full: see `question.py` and `kinds/`
    kind: single
    text: {zh: …, en: …}
    options: [{id: a, text: {zh: …, en: …}, correct: true, feedback: {zh: …, en: …}}, …]
  - bank: late-check-in       # a question of the bank, by its key
  - draw: 3                   # three of the bank, other ones for each attempt
    category: 前台            # with what lies below it
    tags: [night shift]       # all of them
    difficulty: easy
```
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from cxtrain.quizzes import question as questions
from cxtrain.quizzes.kinds.every import AnyQuestion
from cxtrain.quizzes.question import Category, Difficulty, Marking, Question, Slug
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import NEEDS_LANGUAGE, Fault, Part, Path, Text, Tree, fault_at, read, warning_at

MOST_QUESTIONS, MOST_MINUTES = 100, 600
UNKNOWN_TOUCHPOINT = N_('There is no touchpoint "%(name)s".')
COUNT = N_("A quiz has 1 to %(most)s questions.")
CLOSED_FIRST = N_("The quiz would close before it opens.")
NOT_IN_BANK = N_('There is no question "%(key)s" in the bank.')
TOO_FEW = N_("%(count)s questions are to be drawn here, but the bank has only %(there)s such.")
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)?$", max_length=121)]


class Counting(StrEnum):
    """Which of somebody's attempts decide whether they have passed."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    MEAN = "mean"


class When(StrEnum):
    """When somebody is shown a part of their result.

    AT_ONCE: after handing in. SETTLED: after passing, or after the last attempt. CLOSED: when the quiz has closed.
    """

    AT_ONCE = "at_once"
    SETTLED = "settled"
    CLOSED = "closed"
    NEVER = "never"


@dataclass(frozen=True)
class Review:
    """When somebody is shown their score, what is said to their answers, and which answers are right."""

    score: When = When.AT_ONCE
    feedback: When = When.AT_ONCE
    answers: When = When.SETTLED


@dataclass(frozen=True)
class Fixed:
    """A question of the bank, by its key. One that stands in the file has the key "slug/id"."""

    key: str


@dataclass(frozen=True)
class Draw:
    """Questions drawn from the bank: `count` of those in the category, with all the tags, of the difficulty."""

    count: int
    category: str | None
    tags: tuple[str, ...]
    difficulty: str | None


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
    questions: tuple[Question, ...]  # those that stand in the file
    slots: tuple[Fixed | Draw, ...] = ()
    counts: Counting = Counting.BEST
    certainty: bool = False
    time_limit: int | None = None  # minutes, at least 1
    opens: dt.datetime | None = None  # without a zone: the time of the player's unit
    closes: dt.datetime | None = None
    review: Review = Review()
    on_site: bool = False  # an attempt begins only with a code given on site

    @property
    def size(self) -> int:
        """How many questions an attempt has."""
        return sum(slot.count if isinstance(slot, Draw) else 1 for slot in self.slots)


@dataclass(frozen=True)
class Parsed:
    """What was read: `quiz` is None exactly when a fault is an error."""

    quiz: Quiz | None
    faults: tuple[Fault, ...]
    tree: Tree | None  # None where the YAML itself is broken


class BankPart(Part):
    """A question of the bank as written."""

    bank: Key


class DrawPart(Part):
    """Questions to draw as written."""

    draw: Annotated[int, Field(ge=1, le=MOST_QUESTIONS)]
    category: Category | None = None
    tags: tuple[questions.Tag, ...] = ()
    difficulty: Difficulty | None = None


class ReviewPart(Part):
    """When somebody is shown what, as written."""

    score: Literal["at_once", "closed", "never"] = "at_once"
    feedback: Literal["at_once", "settled", "closed", "never"] = "at_once"
    answers: Literal["at_once", "settled", "closed", "never"] = "settled"


def _form_of(entry: object) -> str:
    return next((form for form in ("bank", "draw") if isinstance(entry, dict) and form in entry), "question")


Entry = Annotated[
    Annotated[BankPart, Tag("bank")] | Annotated[DrawPart, Tag("draw")] | Annotated[AnyQuestion, Tag("question")],
    Discriminator(_form_of)]


class QuizFile(Part):
    """A quiz file as written."""

    format: Literal[1]
    slug: Slug
    title: Text
    brief: Text
    pass_mark: Annotated[int, Field(ge=1, le=100)] = 80
    attempts: Annotated[int, Field(ge=1, le=20)] | None = None
    counts: Literal["best", "last", "first", "mean"] = "best"
    shuffle: bool = True
    marking: Literal["all_or_nothing", "partial"] = "all_or_nothing"
    certainty: bool = False
    pages: Literal["one_by_one", "all_on_one"] = "one_by_one"
    time_limit: Annotated[int, Field(ge=1, le=MOST_MINUTES)] | None = None
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None
    on_site: bool = False
    review: ReviewPart = ReviewPart()
    questions: tuple[Entry, ...]


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
        warning_at(parsed.tree.place((*path, "touchpoint")), UNKNOWN_TOUCHPOINT, name=question.touchpoint)
        for path, question in _written(parsed.tree, parsed.quiz.questions) if question.touchpoint not in (None, *known))


def missing_from_bank(parsed: Parsed, *, known: Collection[str], pools: Mapping[Draw, Collection[str]]) -> tuple[Fault, ...]:
    """Return a fault for each question that is not `known` by its key, and for each draw from a pool that is too small."""
    assert parsed.quiz is not None and parsed.tree is not None
    fixed = {slot.key for slot in parsed.quiz.slots if isinstance(slot, Fixed)}
    faults = []
    for index, slot in enumerate(parsed.quiz.slots):
        place = parsed.tree.place(("questions", index))
        if isinstance(slot, Fixed) and slot.key not in known:
            faults.append(fault_at(place, NOT_IN_BANK, key=slot.key))
        elif isinstance(slot, Draw) and len(set(pools[slot]) - fixed) < slot.count:
            faults.append(fault_at(place, TOO_FEW, count=slot.count, there=len(set(pools[slot]) - fixed)))
    return tuple(faults)


def _written(tree: Tree, found: tuple[Question, ...]) -> Iterator[tuple[Path, Question]]:
    """Yield the questions that stand in the file in full, with their places."""
    entries = tree.at(("questions",))
    assert isinstance(entries, list)
    indexes = [index for index, entry in enumerate(entries) if _form_of(entry) == "question"]
    yield from ((("questions", index), question) for index, question in zip(indexes, found, strict=True))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a quiz file, for editors that complete and check while one types."""
    return QuizFile.model_json_schema()


def _faults(file: QuizFile, tree: Tree) -> Iterator[Fault]:
    # Lengths are counted here, because pydantic leaves items with faults out and then says that there are too few.
    size = sum(entry.draw if isinstance(entry, DrawPart) else 1 for entry in file.questions)
    if not 1 <= size <= MOST_QUESTIONS:
        yield fault_at(tree.place(("questions",)), COUNT, most=MOST_QUESTIONS)
    if file.opens and file.closes and file.closes <= file.opens:
        yield fault_at(tree.place(("closes",)), CLOSED_FIRST)
    seen: set[str] = set()
    for index, entry in enumerate(file.questions):
        key, name = ("bank", entry.bank) if isinstance(entry, BankPart) else ("id", getattr(entry, "id", None))
        if name in seen:
            yield fault_at(tree.place(("questions", index, key)), questions.TWICE, id=name)
        if name is not None:
            seen.add(name)
        if isinstance(entry, Question):
            yield from question_faults(entry, tree, ("questions", index))


def question_faults(question: Question, tree: Tree, path: Path) -> Iterator[Fault]:
    """Yield what is wrong inside a question that stands at `path` of a file, a missing language included."""
    for complaint in question.complaints():
        place = tree.place((*path, *complaint.path))
        say = fault_at if complaint.level == "error" else warning_at
        yield say(place, complaint.message, **complaint.values)
    for at, language in _lacking(tree.at(path), path):
        yield fault_at(tree.place(at), NEEDS_LANGUAGE[language])


def _lacking(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the places of texts that lack a language, with the language."""
    if isinstance(data, dict) and data and data.keys() <= {"zh", "en"}:
        yield from ((path, language) for language in ("zh", "en") if not str(data.get(language) or "").strip())
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _lacking(value, (*path, key))


def _quiz(file: QuizFile) -> Quiz:
    return Quiz(
        slug=file.slug, title=file.title.said, brief=file.brief.said, pass_mark=file.pass_mark, attempts=file.attempts,
        shuffle=file.shuffle, marking=Marking(file.marking), one_by_one=file.pages == "one_by_one",
        questions=tuple(entry for entry in file.questions if isinstance(entry, Question)),
        slots=tuple(_slot(file.slug, entry) for entry in file.questions), counts=Counting(file.counts),
        certainty=file.certainty, time_limit=file.time_limit, opens=file.opens, closes=file.closes,
        review=Review(*map(When, (file.review.score, file.review.feedback, file.review.answers))), on_site=file.on_site)


def _slot(slug: str, entry: Question | BankPart | DrawPart) -> Fixed | Draw:
    if isinstance(entry, DrawPart):
        return Draw(entry.draw, entry.category, entry.tags, entry.difficulty)
    return Fixed(entry.bank if isinstance(entry, BankPart) else f"{slug}/{entry.id}")
