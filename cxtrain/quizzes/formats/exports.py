"""What the writers share: one language where a format holds one, and a note on all that a format cannot hold. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from cxtrain.quizzes.formats.results import Note, Written
from cxtrain.quizzes.kinds.choice import Choice, Option
from cxtrain.quizzes.question import Question, Wording
from cxtrain.web.bilingual import N_

LOST = N_("“%(id)s”: %(format)s cannot hold everything; not written: %(what)s.")
LEFT_OUT = N_("“%(id)s” was left out: %(format)s cannot hold it (%(what)s).")
SHARED = N_("“%(id)s” earns its mark by all right options together; written with equal shares, which %(format)s adds up.")


class NotHeld(ValueError):
    """A question that a format cannot hold; the text says which part of it."""


def language_for(question: Question, language: str | None) -> str:
    """Return the language in which a question is written: the one asked for where it has it, else the one that it has."""
    if language and getattr(question.text, language):
        return language
    return "zh" if question.text.zh else "en"


def say(text: Wording | None, language: str) -> str:
    """Return a text in a language, or in the other one where it is missing."""
    return (getattr(text, language) or text.zh or text.en) if text else ""


def missing(question: Question, keys: Iterable[str]) -> Iterator[str]:
    """Yield those of `keys` that a question has and a format has no place for, and the other language."""
    if not question.text.lacks:
        yield "en" if question.text.zh else "zh"
    for key in keys:
        if getattr(question, key, None) not in (None, (), False, Decimal(1) if key == "marks" else None):
            yield key


def shares(question: Choice) -> list[tuple[Option, Decimal]]:
    """Return the options with what each earns in per cent; of a question without weights, equal shares of the mark.

    Right options then share 100, and each wrong one takes as much as undoes all right ones together, or where partial
    marks are given, its share of them.
    """
    if question.weighted or question.kind == "single":
        return [(option, option.weight if option.weight is not None else Decimal(100 if option.correct else 0))
                for option in question.options]
    right = sum(option.correct for option in question.options)
    wrong = max(1, len(question.options) - right) if getattr(question, "marking", None) == "partial" else 1
    return [(option, _share(right) if option.correct else -_share(wrong)) for option in question.options]


def _share(count: int) -> Decimal:
    return Decimal(100) if count == 1 else (Decimal(100) / count).quantize(Decimal("0.00001")).normalize()


def written(questions: Sequence[Question], form: str, write: Callable[[Question, list[Note], int], str | None]) -> Written:
    """Return what `write` makes of each question, one after the other; None and NotHeld leave a question out."""
    parts: list[str] = []
    notes: list[Note] = []
    for number, question in enumerate(questions, 1):
        try:
            part = write(question, notes, number)
        except NotHeld as fault:
            notes.append(Note(number, LEFT_OUT, {"id": question.id, "format": form, "what": str(fault)}))
            continue
        if part is None:
            notes.append(Note(number, LEFT_OUT, {"id": question.id, "format": form, "what": question.kind}))
        else:
            parts.append(part)
    return Written("".join(parts), len(parts), tuple(notes))


def note_losses(notes: list[Note], number: int, question: Question, form: str, lost: Iterable[str]) -> None:
    """Add a note where anything of a question is not written."""
    if what := ", ".join(dict.fromkeys(lost)):
        notes.append(Note(number, LOST, {"id": question.id, "format": form, "what": what}))
