"""What a report of one visit says, as plain values. Pure; it never tells who the shopper was."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import Answer
from cxtrain.quality.highlights import highlights
from cxtrain.quality.instrument import FormItem, Instrument, Section
from cxtrain.quality.scoring import Review, SectionScore
from cxtrain.quality.timetable import Times

Words = dict[str, str]


@dataclass(frozen=True)
class Line:
    """One item with its answer."""

    label: Words
    kind: str  # rating, yes_no, number, text, photo
    unit: str  # of a number: seconds, minutes, count, or ""
    choice: str  # "6", "1"/"0", digits, "na", "unnoticed" or ""
    scale: tuple[int, int] | None  # of a rating
    note: str
    critical: bool
    of_person: bool


@dataclass(frozen=True)
class Part:
    """One part of the visit; `score` 0..100, None where too little was answered."""

    label: Words
    lines: tuple[Line, ...]
    score: float | None
    answered: int
    asked: int


@dataclass(frozen=True)
class About:
    """Which visit it was."""

    number: str
    unit: Words
    unit_code: str
    touchpoint: Words
    on: dt.date
    form: Words
    person: Words | None  # who was observed, for readers who see it on the page too
    state: str  # released or void
    reason: str  # why it was made void
    looked_at: bool  # whether it is being looked at again, or appealed


@dataclass(frozen=True)
class VisitPaper:
    """The whole report. Scores are left out of what the person observed prints."""

    about: About
    times: Times
    praise: str
    good: tuple[tuple[Words, str], ...]  # item and note
    to_try: tuple[Words, str] | None
    parts: tuple[Part, ...]
    before: float | None  # 0..100
    after: float | None
    critical: tuple[Words, ...]
    with_scores: bool


def visit_paper(
    about: About, instrument: Instrument, answers: Mapping[str, Answer], *, found: Review, card: tuple[Times, str],
    with_scores: bool
) -> VisitPaper:
    """Return a visit as it goes to paper.

    Args:
        about: which visit.
        instrument: its form.
        answers: by item id.
        found: what they come to.
        card: the times and the praise.
        with_scores: whether the reader sees numbers; the person observed reads words.
    """
    words = highlights(instrument, answers)
    scores = {entry.section.slug: entry for entry in found.sections}
    parts = tuple(_part(instrument, section, answers, scores.get(section.slug)) for section in instrument.sections)
    to_try = (words.to_try.item.label.as_dict(), words.to_try.note) if words.to_try else None
    return VisitPaper(
        about, card[0], card[1], tuple((point.item.label.as_dict(), point.note) for point in words.good), to_try, parts,
        found.before, found.after, tuple(entry.item.label.as_dict() for entry in found.critical), with_scores)


def _part(instrument: Instrument, section: Section, answers: Mapping[str, Answer], score: SectionScore | None) -> Part:
    lines = tuple(_line(instrument, item, answers.get(item.id)) for item in section.items)
    return Part(section.label.as_dict(), lines, score.score if score else None, score.answered if score else 0,
                score.asked if score else 0)


def _line(instrument: Instrument, item: FormItem, answer: Answer | None) -> Line:
    scale = instrument.scale_of(item) if item.kind == "rating" else None
    return Line(item.label.as_dict(), item.kind, item.unit or "", answer.choice if answer else "",
                (scale.min, scale.max) if scale else None, answer.note if answer else "", item.critical is not None,
                item.of == "person")
