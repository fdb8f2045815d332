"""What a scorecard is worth: dimension scores, the visit's score, critical rules, and what is still missing. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures.servqual import DIMENSIONS, Score, dimension_score
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument, Section
from cxtrain.web.bilingual import N_

FEWEST_ITEMS = 2  # A single item is shown as that item, never as a dimension.
SINGLE_ITEM = N_("The form asks a single item of this dimension, so it is shown as that item.")


@dataclass(frozen=True)
class DimensionScore:
    """One dimension in one visit."""

    dimension: str
    mean: float | None  # scale points; None where too few items are asked or were answered
    answered: int
    asked: int
    reason: str | None = None  # why there is no mean, in English for the catalogue


@dataclass(frozen=True)
class SectionScore:
    """One section of the visit."""

    section: Section
    score: float | None  # 0..100; None where nothing was answered
    answered: int
    asked: int


@dataclass(frozen=True)
class Critical:
    """A critical item that failed, and what its rule does."""

    item: FormItem
    value: int
    effect: str  # zero, cap or flag
    limit: float | None  # 0..100, for cap


@dataclass(frozen=True)
class Review:
    """All that a scorecard's review page says."""

    sections: tuple[SectionScore, ...]
    before: float | None  # 0..100, before critical rules
    after: float | None  # 0..100, after them
    critical: tuple[Critical, ...]
    unit: tuple[DimensionScore, ...]  # all items
    person: tuple[DimensionScore, ...]  # person items only
    unanswered: tuple[FormItem, ...]
    notes_owed: tuple[FormItem, ...]
    not_applicable: int
    unnoticed: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing that submitting needs."""
        return not self.unanswered and not self.notes_owed


def dimension_scores(
    instrument: Instrument, answers: Mapping[str, Answer], *, person_only: bool = False
) -> tuple[DimensionScore, ...]:
    """Return the five dimensions of one visit, in their fixed order.

    Args:
        instrument: the form that was used; only the items it asks count, by their dimension.
        answers: by item id; missing items and both missing answers leave numerator and denominator.
        person_only: only items about the employee, the ones that may enter a number about a person.
    """
    asked = [item for item in instrument.items if item.of == "person" or not person_only]
    return tuple(_dimension(name, [i for i in asked if i.dimension == name], answers) for name in DIMENSIONS)


def _dimension(name: str, items: Sequence[FormItem], answers: Mapping[str, Answer]) -> DimensionScore:
    score = dimension_score([_value(answers.get(item.id)) for item in items])
    if 0 < len(items) < FEWEST_ITEMS:
        score = Score(None, score.n, score.asked, SINGLE_ITEM)
    return DimensionScore(name, score.value, score.n, score.asked, score.reason)


def _value(answer: Answer | None) -> int | None:
    return None if answer is None else answer.value


def section_scores(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[SectionScore, ...]:
    """Return each section's score, 100 (x - L) / (U - L) of its weighted mean x on a scale L..U."""
    return tuple(_section(instrument, section, answers) for section in instrument.sections)


def _section(instrument: Instrument, section: Section, answers: Mapping[str, Answer]) -> SectionScore:
    pairs = [(item.weight, answers[item.id].value) for item in section.items if item.id in answers]
    rated = [(weight, value) for weight, value in pairs if value is not None]
    total = sum(weight for weight, _ in rated)
    mean = sum(weight * value for weight, value in rated) / total if total else None
    return SectionScore(section, None if mean is None else instrument.scale.percent(mean), len(rated),
                        len(section.items))


def visit_score(sections: Iterable[SectionScore]) -> float | None:
    """Return the visit's score 0..100 before critical rules; None where no item was rated.

    Each section counts by its weight; a section without a rated item leaves both sums.
    """
    scored = [(entry.section.weight, entry.score) for entry in sections if entry.score is not None]
    total = sum(weight for weight, _ in scored)
    return sum(weight * score for weight, score in scored) / total if total else None


def failed_critical(instrument: Instrument, answers: Mapping[str, Answer]) -> tuple[Critical, ...]:
    """Return the critical items whose rating is at or below their limit, in the order of the form."""
    failed = []
    for item in instrument.items:
        rule, answer = item.critical, answers.get(item.id)
        if rule is None or answer is None or answer.value is None or answer.value > rule.at_or_below:
            continue
        limit = None if rule.cap is None else instrument.scale.percent(rule.cap)
        failed.append(Critical(item, answer.value, rule.effect, limit))
    return tuple(failed)


def after_critical(score: float | None, failed: Iterable[Critical]) -> float | None:
    """Return the score after critical rules: zero makes it 0, cap limits it, flag leaves it."""
    if score is None:
        return None
    for entry in failed:
        if entry.effect == "zero":
            return 0.0
        if entry.effect == "cap" and entry.limit is not None:
            score = min(score, entry.limit)
    return score


def review(instrument: Instrument, answers: Mapping[str, Answer]) -> Review:
    """Return what will be counted, the score before and after critical rules, and what is missing."""
    sections = section_scores(instrument, answers)
    failed = failed_critical(instrument, answers)
    before = visit_score(sections)
    given = [answers[item.id] for item in instrument.items if item.id in answers]
    return Review(
        sections=sections, before=before, after=after_critical(before, failed), critical=failed,
        unit=dimension_scores(instrument, answers),
        person=dimension_scores(instrument, answers, person_only=True),
        unanswered=tuple(item for item in instrument.items if not _is_answered(answers.get(item.id))),
        notes_owed=tuple(item for item in instrument.items if owes_note(instrument, answers.get(item.id))),
        not_applicable=sum(answer.missing == "na" for answer in given),
        unnoticed=sum(answer.missing == "unnoticed" for answer in given),
    )


def _is_answered(answer: Answer | None) -> bool:
    return answer is not None and answer.is_given


def owes_note(instrument: Instrument, answer: Answer | None) -> bool:
    """Return whether `answer` is so low that it needs words, and has none."""
    return (answer is not None and answer.value is not None and answer.value < instrument.note_below
            and not answer.note.strip())
