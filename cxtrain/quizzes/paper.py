"""The paper of one attempt: its order, its tokens, and the only view of a question that may reach a player. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.quizzes.quiz import Kind, Option, Question, Quiz
from cxtrain.web.bilingual import Bilingual

SHUFFLED = frozenset({Kind.SINGLE, Kind.MULTIPLE})  # true and false keep their places, as on paper


class UnknownOption(ValueError):
    """A token that this attempt never gave out for this question, or more tokens than the question takes."""


@dataclass(frozen=True)
class ShownOption:
    """What a player sees of an option. Nothing is to be added here that tells right from wrong."""

    token: str
    text: Bilingual


@dataclass(frozen=True)
class ShownQuestion:
    """What a player sees of a question before handing in: a list of what is allowed, not of what is hidden."""

    position: int  # 1-based, in this attempt's order
    several: bool  # several options may be chosen
    text: Bilingual
    options: tuple[ShownOption, ...]


@dataclass(frozen=True)
class Sheet:
    """A question as it lies in one attempt. It knows the answer and therefore stays on the server."""

    position: int  # 1-based
    question: Question
    options: tuple[tuple[str, Option], ...]  # (token, option) in the order shown

    def shown(self) -> ShownQuestion:
        """Return what the player may see.

        Raises:
            KeyError: the question's kind has no such view yet.
        """
        several = {Kind.SINGLE: False, Kind.MULTIPLE: True, Kind.TRUE_FALSE: False}[self.question.kind]
        options = tuple(ShownOption(token, option.text) for token, option in self.options)
        return ShownQuestion(self.position, several, self.question.text, options)

    def ids_of(self, tokens: Iterable[str]) -> list[str]:
        """Return the option ids behind `tokens`, in the file's order and each once.

        Raises:
            UnknownOption: a token is none of this sheet's, or there are several where the question takes one.
        """
        known = {token: option.id for token, option in self.options}
        wanted = set(tokens)
        if not wanted <= known.keys() or (len(wanted) > 1 and self.question.kind is not Kind.MULTIPLE):
            raise UnknownOption(f"question {self.position} has no such answer")
        chosen = {known[token] for token in wanted}
        return [option.id for option in self.question.options if option.id in chosen]

    def tokens_of(self, ids: Iterable[str]) -> list[str]:
        """Return the tokens of the option ids `ids`, in the order shown."""
        wanted = set(ids)
        return [token for token, option in self.options if option.id in wanted]


def lay_out(quiz: Quiz, seed: int) -> tuple[Sheet, ...]:
    """Return the sheets of an attempt with `seed` (0 .. 2**63 - 1), in the order in which they are shown.

    The order and the tokens hang on the seed alone, so an attempt looks the same on every device and at every visit,
    and a token of one attempt says nothing about another. Hashing rather than `random` keeps them the same in every
    version of Python.
    """
    key = seed.to_bytes(8, "big")
    questions = quiz.questions
    if quiz.shuffle:
        questions = tuple(sorted(questions, key=lambda question: _token(key, question.id)))
    return tuple(_sheet(key, position, question, quiz.shuffle) for position, question in enumerate(questions, 1))


def _sheet(key: bytes, position: int, question: Question, shuffle: bool) -> Sheet:
    options = [(_token(key, question.id, option.id), option) for option in question.options]
    if shuffle and question.kind in SHUFFLED:
        options.sort(key=lambda pair: pair[0])
    return Sheet(position, question, tuple(options))


def _token(key: bytes, *names: str) -> str:
    return hashlib.blake2b("\0".join(names).encode(), key=key, digest_size=6).hexdigest()
