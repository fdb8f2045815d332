"""What a question says, part by part, and what is different between two versions of it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.quizzes.kinds.every import DIFFICULTY_NAMES, KIND_NAMES, as_data
from cxtrain.quizzes.question import Question
from cxtrain.web.bilingual import N_

Path = tuple[str | int, ...]
LABELS: Mapping[str, str] = {  # of the last key of a part
    "kind": N_("Kind"), "name": N_("Name"), "id_number": N_("Number in another system"), "category": N_("Category"),
    "tags": N_("Tags"), "difficulty": N_("Difficulty"), "touchpoint": N_("Touchpoint"), "dimension": N_("Dimension"),
    "markup": N_("How texts are written"), "marks": N_("Marks"), "text": N_("Text"), "explanation": N_("Explanation"),
    "correct": N_("Right"), "weight": N_("Earns, in per cent"), "feedback": N_("Feedback"), "marking": N_("Marking"),
    "answer": N_("Right answer"), "right": N_("Feedback where right"), "wrong": N_("Feedback where wrong"),
    "case": N_("Capital letters matter"), "choose": N_("Chosen, not typed"), "value": N_("Number"),
    "tolerance": N_("More or less"), "low": N_("From"), "high": N_("To"), "multiplier": N_("Makes of the first unit"),
    "unit_penalty": N_("Lost without a unit"), "match": N_("Belongs to it"), "mode": N_("Asked for"),
    "experts": N_("Expert"), "sample": N_("A good answer"), "points": N_("Most points"), "most": N_("Most characters"),
    "lines": N_("Lines of the field"),
}
ROWS: Mapping[str, str] = {  # of a row of a list; %(name)s is its short name or its number
    "options": N_("Option %(name)s"), "answers": N_("Answer %(name)s"), "parts": N_("Gap %(name)s"),
    "units": N_("Unit %(name)s"), "pairs": N_("Pair %(name)s"), "extra": N_("Further match %(name)s"),
    "items": N_("Item %(name)s"), "responses": N_("Response %(name)s"), "rubric": N_("Criterion %(name)s"),
    "experts": N_("Expert %(name)s"),
}
VALUES: Mapping[str, str] = {
    **KIND_NAMES, **DIFFICULTY_NAMES, **DIMENSION_NAMES, "plain": N_("plain text"), "html": "HTML", "markdown": "Markdown",
    "all_or_nothing": N_("all or nothing"), "partial": N_("partly"), "rate": N_("a rate for each"),
    "rank": N_("a place for each"), "True": N_("yes"), "False": N_("no"),
}
TRUTH = {"True": N_("True"), "False": N_("False")}
ORDER, ORDERED = N_("Right order"), frozenset({"items"})
WORDS = frozenset({"kind", "difficulty", "markup", "marking", "mode", "correct", "case", "choose", "answer", "dimension"})


@dataclass(frozen=True)
class Part:
    """One part of a question: a text in two languages (`zh`, `en`), or one value in `plain`."""

    path: Path
    rows: tuple[tuple[str, str], ...]  # the rows that it stands in, as (template, name)
    label: str  # a message, or empty where the row says it all
    zh: str = ""
    en: str = ""
    plain: str = ""
    is_word: bool = False  # whether `plain` is a message to be translated

    @property
    def texts(self) -> tuple[str, str, str]:
        """All that it says."""
        return self.zh, self.en, self.plain


@dataclass(frozen=True)
class Change:
    """A part that differs: `before` or `after` is None where it was added or removed."""

    before: Part | None
    after: Part | None

    @property
    def part(self) -> Part:
        """Either, for its label."""
        found = self.after or self.before
        assert found is not None
        return found


def parts_of(question: Question) -> list[Part]:
    """Return what a question says, in the order of its file; its id is not in it."""
    return list(_Walker().walk({key: value for key, value in as_data(question).items() if key != "id"}))


def changes(before: Question, after: Question) -> list[Change]:
    """Return what is different, in the order of the later one. Rows are the same where their short names are."""
    old, new = ({part.path: part for part in parts_of(each)} for each in (before, after))
    found = [Change(old.get(path), part) for path, part in new.items()
             if path not in old or old[path].texts != part.texts]
    return found + [Change(part, None) for path, part in old.items() if path not in new]


@dataclass
class _Walker:
    """Goes through plain data and notes where it is."""

    path: Path = ()
    rows: tuple[tuple[str, str], ...] = ()
    found: list[Part] = field(default_factory=list)

    def walk(self, data: Mapping[str, Any]) -> Iterator[Part]:
        """Yield the parts of keys with values."""
        for key, value in data.items():
            inner = _Walker((*self.path, key), self.rows)
            if key in ROWS and isinstance(value, list):
                yield from inner.list_of(value, ROWS[key])
            elif isinstance(value, dict) and not value.keys() <= {"zh", "en"}:
                yield from inner.walk(value)
            else:
                yield inner.part(value, LABELS.get(key, key))

    def list_of(self, rows: list[Any], template: str) -> Iterator[Part]:
        """Yield the parts of rows; a row is known by its short name, else by its number."""
        if self.path[-1] in ORDERED:
            yield Part((*self.path, "order"), self.rows, ORDER, plain=", ".join(row["id"] for row in rows))
        for number, row in enumerate(rows, 1):
            own = row.get("id") if isinstance(row, dict) else None
            inner = _Walker((*self.path, own or number), (*self.rows, (template, own or str(number))))
            if isinstance(row, dict) and not row.keys() <= {"zh", "en"}:
                yield from inner.walk({key: value for key, value in row.items() if key != "id"})
            else:
                yield inner.part(row, "")

    def part(self, value: Any, label: str) -> Part:
        """Return the part that a value is."""
        if isinstance(value, dict):
            return Part(self.path, self.rows, label, value.get("zh", ""), value.get("en", ""))
        if isinstance(value, list):
            return Part(self.path, self.rows, label, plain=", ".join(map(str, value)))
        words = TRUTH if self.path[-1] == "answer" else VALUES
        is_word = self.path[-1] in WORDS and str(value) in words
        return Part(self.path, self.rows, label, plain=words[str(value)] if is_word else str(value), is_word=is_word)
