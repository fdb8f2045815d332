"""The paper of an attempt: what is drawn, its order and tokens, and the only view of a question that reaches a player. Pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from cxtrain.quizzes.question import BadAnswer, Gap, Question, Shape, Wording
from cxtrain.quizzes.quiz import Draw, Fixed, Quiz
from cxtrain.web.bilingual import Bilingual

RATE_NAMES = ("1", "2", "3", "4", "5")


class UnknownOption(BadAnswer):
    """A token that this attempt never gave out for this question, or more tokens than the question takes."""


class NotEnough(ValueError):
    """The bank has fewer questions than a quiz is to draw, or one that it names is missing."""


class Fields(Protocol):
    """What a page sent: every value of a field, by its name."""

    def getlist(self, key: str) -> list[str]:
        """Return the values of a field, none where it is missing."""


@dataclass(frozen=True)
class ShownOption:
    """What a player sees of an option. Nothing is to be added here that tells right from wrong."""

    token: str
    text: Wording | Bilingual


@dataclass(frozen=True)
class ShownQuestion:
    """What a player sees of a question before handing in: a list of what is allowed, not of what is hidden."""

    position: int  # 1-based, in this attempt's order
    shape: Shape
    markup: str
    text: Wording
    options: tuple[ShownOption, ...]
    stems: tuple[Wording, ...]
    gaps: tuple[Gap, ...]
    units: tuple[str, ...]
    most: int | None  # characters of a long text
    lines: int | None


@dataclass(frozen=True)
class Sheet:
    """A question as it lies in one attempt. It knows the answer and therefore stays on the server."""

    position: int  # 1-based
    question: Question
    options: tuple[tuple[str, str], ...]  # (token, choice id) in the order shown
    gaps: tuple[Gap, ...] = ()  # in the sentence's order, what they offer in the order shown

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"q{self.position}"

    def shown(self) -> ShownQuestion:
        """Return what the player may see."""
        question, texts = self.question, dict(self.question.choices)
        return ShownQuestion(
            self.position, question.shape, question.markup, question.text,
            tuple(ShownOption(token, texts[name]) for token, name in self.options), tuple(question.stems), self.gaps,
            tuple(question.units), getattr(question, "most", None), getattr(question, "lines", None))

    def field_names(self) -> tuple[str, ...]:
        """Return the names of the fields that its answer is sent in, in the order in which it is kept."""
        match self.question.shape:
            case Shape.TABLE | Shape.GAPS:
                count = len(self.question.stems) or len(self.gaps)
                return tuple(f"{self.name}-{number}" for number in range(1, count + 1))
            case Shape.ORDER | Shape.RATES:
                tokens = {name: token for token, name in self.options}
                return tuple(f"{self.name}-{tokens[name]}" for name, _text in self.question.choices)
            case _:
                return (self.name,)

    def read(self, sent: Fields) -> list[str]:
        """Return the answer in `sent` as it is kept, empty where nothing was answered.

        Raises:
            BadAnswer: it is one that the question does not take.
        """
        values = [sent.getlist(name) for name in self.field_names()]
        if self.question.shape in (Shape.ONE, Shape.SEVERAL):
            given = self._ids(values[0])
        else:
            given = [texts[0] if texts else "" for texts in values]
            given = [self._ids([token])[0] if token else "" for token in given] if self.question.shape is Shape.TABLE else given
        return list(self.question.checked(given if any(given) else ()))

    def values_of(self, given: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return what stands in each field when `given` was answered: the reverse of `read`."""
        names = self.field_names()
        tokens = {name: token for token, name in self.options}
        if self.question.shape in (Shape.ONE, Shape.SEVERAL):
            return {self.name: tuple(tokens[each] for each in given if each in tokens)}
        if self.question.shape is Shape.TABLE:
            given = [tokens.get(each, "") for each in given]
        return {name: (text,) for name, text in zip(names, given, strict=False) if text}

    def _ids(self, tokens: Iterable[str]) -> list[str]:
        known = dict(self.options)
        try:
            return [known[token] for token in tokens]
        except KeyError as unknown:
            raise UnknownOption(f"question {self.position} has no such answer") from unknown


def draw_paper(quiz: Quiz, seed: int, pools: Mapping[Draw, Sequence[str]]) -> tuple[str, ...]:
    """Return the keys of the questions of an attempt, each once, in the quiz's order.

    Args:
        quiz: the quiz as it is now.
        seed: the attempt's, 0 .. 2**63 - 1; the same seed and pools give the same paper.
        pools: for each draw, the keys in the bank that it may take.

    Raises:
        NotEnough: a draw finds fewer questions than it needs beside those already taken.
    """
    key, taken = seed.to_bytes(8, "big"), {slot.key for slot in quiz.slots if isinstance(slot, Fixed)}
    paper: list[str] = []
    for place, slot in enumerate(quiz.slots):
        if isinstance(slot, Fixed):
            paper.append(slot.key)
            continue
        free = sorted(set(pools[slot]) - taken, key=partial(_token, key, "draw", str(place)))
        if len(free) < slot.count:
            raise NotEnough(f"{slot.count} questions are to be drawn, and {len(free)} are there")
        paper += free[:slot.count]
        taken.update(free[:slot.count])
    return tuple(paper)


def lay_out(quiz: Quiz, seed: int, questions: Sequence[Question] | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of an attempt with `seed` (0 .. 2**63 - 1), in the order in which they are shown.

    The order and the tokens hang on the seed alone, so an attempt looks the same on every device and at every visit,
    and a token of one attempt says nothing about another. Hashing rather than `random` keeps them the same in every
    version of Python. Where a description stands before questions, nothing is shuffled, because it belongs to them.
    Without `questions` the paper is what stands in the quiz's file.
    """
    key = seed.to_bytes(8, "big")
    paper = tuple(quiz.questions if questions is None else questions)
    if quiz.shuffle and not any(question.shape is Shape.NONE for question in paper):
        paper = tuple(sorted(paper, key=lambda question: _token(key, question.id)))
    return tuple(_sheet(key, position, question, quiz.shuffle) for position, question in enumerate(paper, 1))


def lay_out_one(question: Question, seed: int) -> Sheet:
    """Return the sheet of a question that is asked by itself, shuffled by `seed` (0 .. 2**63 - 1)."""
    return _sheet(seed.to_bytes(8, "big"), 1, question, True)


def _sheet(key: bytes, position: int, question: Question, shuffle: bool) -> Sheet:
    options = [(_token(key, question.id, name), name) for name, _text in question.choices]
    # What is to be put in order or together is always shuffled: in the file it stands as it is right.
    if question.shuffles and (shuffle or question.shape in (Shape.ORDER, Shape.TABLE)):
        options.sort()
    gaps = tuple(Gap(tuple(sorted(gap.offered, key=lambda text: _token(key, question.id, text)))) for gap in question.gaps)
    return Sheet(position, question, tuple(options), gaps)


def _token(key: bytes, *names: str) -> str:
    return hashlib.blake2b("\0".join(names).encode(), key=key, digest_size=6).hexdigest()
