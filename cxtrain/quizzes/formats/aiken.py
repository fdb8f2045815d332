"""Aiken: a question on its lines, options A) or A., and ANSWER: with the letter. One right answer, no feedback. Pure.

Source: moodle/moodle question/format/aiken/format.php.
"""

import re
from dataclasses import dataclass, field
from functools import partial

from cxtrain.quizzes.formats.bounds import Unreadable
from cxtrain.quizzes.formats.drafts import Collector, Draft
from cxtrain.quizzes.formats.encodings import decoded
from cxtrain.quizzes.formats.markup import Said
from cxtrain.quizzes.formats.parts import options
from cxtrain.quizzes.formats.results import Read
from cxtrain.web.bilingual import N_

OPTION = re.compile(r"\s*([A-Z])[).]\s*(.*)")
ANSWER = re.compile(r"\s*ANSWER:\s*(.*)", re.IGNORECASE)
TOO_FEW = N_("The question has fewer than two options.")
NO_STEM = N_("An option stands here, but no question has begun.")
NO_QUESTION = N_("An answer stands here, but no question has begun.")
UNFINISHED = N_("The question has no line ANSWER: with a letter.")
NO_OPTION = N_("The answer is %(letter)s, but the question has no such option.")


@dataclass
class _Open:
    """A question while its lines are read."""

    line: int
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, str]] = field(default_factory=list)
    source: list[str] = field(default_factory=list)


def read_aiken(data: bytes, language: str | None = None) -> Read:
    """Return the questions of an Aiken file.

    Raises:
        WholeFileRefused: nothing of it can be read.
    """
    text, notes = decoded(data)
    reader = _Reader(Collector("aiken", language, notes))
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line)
    reader.close()
    return reader.collector.result()


class _Reader:
    """Goes through the lines once."""

    def __init__(self, collector: Collector) -> None:
        """Begin before the first line."""
        self.collector = collector
        self._now: _Open | None = None

    def take(self, number: int, line: str) -> None:
        """Take one line."""
        option, answer = OPTION.match(line), ANSWER.match(line)
        if not line.strip():
            return
        if answer:
            self._answer(number, line, answer[1].strip())
        elif option:
            self._option(number, line, option)
        else:
            if self._now and self._now.options:
                self.close()
            self._now = self._now or _Open(number)
            self._now.stem.append(line.strip())
            self._now.source.append(line)

    def close(self) -> None:
        """Refuse a question that has begun and has no answer."""
        if self._now:
            self.collector.refuse(self._now.line, "\n".join(self._now.source), UNFINISHED)
        self._now = None

    def _option(self, number: int, line: str, option: re.Match[str]) -> None:
        if self._now is None:
            self.collector.refuse(number, line, NO_STEM)
            return
        self._now.options.append((option[1], option[2].strip()))
        self._now.source.append(line)

    def _answer(self, number: int, line: str, answer: str) -> None:
        now, self._now = self._now, None
        if now is None:
            self.collector.refuse(number, line, NO_QUESTION)
        else:
            source = "\n".join([*now.source, line])
            self.collector.read(now.line, source, partial(_draft, now, source, answer))


def _draft(now: _Open, source: str, answer: str) -> Draft:
    if len(now.options) < 2:
        raise Unreadable(TOO_FEW)
    letters = [letter for letter, _ in now.options]
    if answer.upper() not in letters:
        raise Unreadable(NO_OPTION, letter=answer[:20] or "—")
    right = letters.index(answer.upper())
    parts = options([Said(text) for _, text in now.options])
    parts[right]["correct"] = True
    return Draft(now.line, source, "single", Said("\n".join(now.stem)), {"options": parts})
