"""What reading a file of questions gives: the questions, each with its line and warnings, and all that was refused. Pure.

Questions and refusals together are what the file holds. Nothing falls between the two.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from cxtrain.quizzes.formats.listing import listed
from cxtrain.quizzes.question import Question

NO_VALUES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Note:
    """Something to be known about a line. `message` is an English template for `values`; a page translates it first."""

    line: int  # in the file, from 1; of a spreadsheet its row
    message: str
    values: Mapping[str, object] = field(default_factory=lambda: NO_VALUES)

    @property
    def sentence(self) -> str:
        """The note in English."""
        return self.message % self.values


@dataclass(frozen=True)
class Refused(Note):
    """A question that was not taken over, and why."""

    text: str = ""  # as it stands in the file, perhaps shortened


@dataclass(frozen=True)
class Taken:
    """A question that was read."""

    line: int
    question: Question
    warnings: tuple[Note, ...] = ()
    duplicate_of: int | None = None  # the line of the first question that asks the same
    has_stem: bool = True  # whether it has a text of its own; otherwise its text is its name or "…"

    @property
    def verdict(self) -> str:
        """duplicate, warning or clean."""
        return "duplicate" if self.duplicate_of is not None else "warning" if self.warnings else "clean"


@dataclass(frozen=True)
class Read:
    """A file that was read. Never is it an exception: a file that cannot be read at all is one refusal."""

    format: str  # text, xlsx, gift, aiken, moodle-xml, yaml
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...] = ()  # about the file, not about one question

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in the file's order."""
        return tuple(each.question for each in self.taken)

    @property
    def held(self) -> int:
        """How many questions the file holds."""
        return len(self.taken) + len(self.refused)

    @property
    def counts(self) -> dict[str, int]:
        """How many questions of each kind were read, by the kind's name."""
        return dict(sorted(Counter(question.kind for question in self.questions).items()))

    def warnings(self) -> Iterator[Note]:
        """Yield every note, those about the file first."""
        yield from self.notes
        for each in self.taken:
            yield from each.warnings

    def report(self) -> dict[str, Any]:
        """Return everything as plain data, sentences in English."""
        return {
            "questions": [listed(each.question, has_stem=each.has_stem) for each in self.taken],
            "counts": self.counts,
            "warnings": [{"line": note.line, "message": note.sentence} for note in self.warnings()],
            "refused": [{"line": each.line, "message": each.sentence, "text": each.text} for each in self.refused],
        }


@dataclass(frozen=True)
class Written:
    """Questions in another format: the text, how many it holds, and what of them it could not hold."""

    text: str
    count: int
    notes: tuple[Note, ...] = ()  # the line is the question's number, from 1


def plain_number(number: Decimal) -> str:
    """Return a number without an exponent and without zeros at its end."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
