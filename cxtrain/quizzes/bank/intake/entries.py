"""What a file holds, question by question, as it is looked over before anything is taken over; and the report of it. Pure."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cxtrain.quizzes.fingerprint import fingerprint
from cxtrain.quizzes.formats.results import Note, Read, Refused, Taken
from cxtrain.quizzes.marking import Mark
from cxtrain.quizzes.question import NOTHING, Question
from cxtrain.quizzes.review import Line, lines_of
from cxtrain.web.bilingual import N_

STATES = {"clean": N_("will be taken over"), "warning": N_("will be taken over, with a warning"),
          "duplicate": N_("is there already"), "refused": N_("cannot be taken over")}
KIND = "questions taken over"


@dataclass(frozen=True)
class Entry:
    """One question of a file."""

    index: int  # among those that were read; -1 where it was refused
    line: int
    state: str  # a key of STATES
    question: Question | None
    notes: tuple[Note, ...]
    double: Any = None  # what the bank has that asks the same, if anything
    double_line: int | None = None  # the line of the same question in the file, if any
    source: str = ""  # of a refused one, as it stands in the file

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its answers, part by part."""
        return lines_of(Mark(self.question, (), NOTHING)) if self.question else ()


def entries_of(read: Read, known: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Return all that a file holds, in its order; `known` is what the bank has, by fingerprint."""
    found = [_taken(index, taken, known) for index, taken in enumerate(read.taken)]
    found += [_refused(refused) for refused in read.refused]
    return tuple(sorted(found, key=lambda entry: entry.line))


def _taken(index: int, taken: Taken, known: Mapping[str, Any]) -> Entry:
    double = known.get(fingerprint(taken.question))
    state = "duplicate" if double is not None else taken.verdict
    return Entry(index, taken.line, state, taken.question, taken.warnings, double, taken.duplicate_of)


def _refused(refused: Refused) -> Entry:
    return Entry(-1, refused.line, "refused", None, (refused,), source=refused.text)


def usual_choice(entries: Sequence[Entry]) -> set[int]:
    """Return the indexes that are taken over where nobody says otherwise: all but duplicates."""
    return {entry.index for entry in entries if entry.state in ("clean", "warning")}


def placed(question: Question, category: str, *, all_of_them: bool) -> Question:
    """Return a question in a category, unless it has one of its own and that counts."""
    counts = category and (all_of_them or not question.category)
    return question.model_copy(update={"category": category}) if counts else question


@dataclass(frozen=True)
class Report:
    """What became of a file."""

    file_name: str
    format: str
    taken: tuple[tuple[int, int, str, str], ...]  # line, id, short name and title of each question that was taken over
    left: tuple[tuple[int, str, str], ...]  # line, state and title of each that was read and left out
    refused: tuple[tuple[int, str, Mapping[str, Any]], ...]  # line, reason and its values of each that was refused

    def as_bytes(self) -> bytes:
        """Return the report as it is kept."""
        return json.dumps({"kind": KIND, **asdict(self)}, ensure_ascii=False).encode()


def report_of(data: bytes) -> Report | None:
    """Return the report that was kept so, None where the bytes are none."""
    try:
        found = json.loads(data)
    except ValueError:
        return None
    if not isinstance(found, dict) or found.pop("kind", None) != KIND:
        return None
    rows = {key: tuple(map(tuple, value)) for key, value in found.items() if isinstance(value, list)}
    return Report(**{**found, **rows})


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Return a note's values as they can be kept."""
    return {name: value if isinstance(value, int | float) else str(value) for name, value in values.items()}


def reported(read: Read, entries: Sequence[Entry], rows: Mapping[int, Any], *, name: str,
             title: Callable[[Question], str]) -> Report:
    """Return the report on a file of which `rows` were taken over, by the index of their entry."""
    left: Collection[Entry] = [each for each in entries if each.question is not None and each.index not in rows]
    return Report(
        name, read.format,
        taken=tuple((each.line, rows[each.index].id, rows[each.index].key, title(each.question))
                    for each in entries if each.question is not None and each.index in rows),
        left=tuple((each.line, each.state, title(each.question)) for each in left if each.question is not None),
        refused=tuple((each.line, each.notes[0].message, _plain(each.notes[0].values))
                      for each in entries if each.state == "refused"))
