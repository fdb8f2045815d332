"""What a scorecard is worth: dimension scores, the visit's score, critical rules, and what is still missing. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures.servqual import DIMENSIONS, Score, dimension_score
from cxtrain.measures.visit_score import CriticalRule, Fired, Mark, MarkedSection, VisitScore, visit_score
from cxtrain.quality.answers import Answer, is_answered
from cxtrain.quality.instrument import FormItem, Instrument, Scale, Section
from cxtrain.web.bilingual import N_

LOWEST, HIGHEST = 1, 7  # the scale of dimension means, whatever the scale of a form or an item
FEWEST_ITEMS = 2  # A single item is shown as that item, never as a dimension.
SINGLE_ITEM = N_("The form asks a single item of this dimension, so it is shown as that item.")


@dataclass(frozen=True)
class DimensionScore:
    """One dimension in one visit."""

    dimension: str
    mean: float | None  # points of 1..7; None where too few items are asked or were answered
    answered: int
    asked: int
    reason: str | None = None  # why there is no mean, in English for the catalogue


@dataclass(frozen=True)
class SectionScore:
    """One section of the visit."""

    section: Section
    score: float | None  # 0..100; None where nothing was answered
    answered: int  # of the items that enter the score
    asked: int


@dataclass(frozen=True)
class Critical:
    """A critical item that failed, and what its rule does."""

    item: FormItem
    value: int
    effect: str  # zero, cap or flag
    limit: float | None  # 0..100, for cap


@dataclass(frozen=True)
class Facts:
    """How many of the yes/no items and numbers with limits are as they should be."""

    met: int
    answered: int
    asked: int


@dataclass(frozen=True)
class Review:
    """All that a scorecard's review page says."""

    sections: tuple[SectionScore, ...]
    before: float | None  # 0..100, before critical rules
    after: float | None  # 0..100, after them
    critical: tuple[Critical, ...]
    unit: tuple[DimensionScore, ...]  # all rating items
    person: tuple[DimensionScore, ...]  # rating items about the person only
    facts: Facts
    unanswered: tuple[FormItem, ...]
    notes_owed: tuple[FormItem, ...]
    photos_owed: tuple[FormItem, ...]
    not_applicable: int
    unnoticed: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing that submitting needs."""
        return not (self.unanswered or self.notes_owed or self.photos_owed)


def dimension_scores(
    instrument: Instrument, answers: Mapping[str, Answer], *, person_only: bool = False
) -> tuple[DimensionScore, ...]:
    """Return the five dimensions of one visit, in their fixed order, in points of 1..7.

    Ratings on another scale L..U are first put on 1..7 in a straight line, x -> 1 + 6 (x - L) / (U - L), so that forms of
    1-5 and of 1-7 may stand in one mean. Yes/no items, numbers, texts and photos never enter.

    Args:
        instrument: the form that was used; only the ratings it asks count, by their dimension.
        answers: by item id; missing items and both missing answers leave numerator and denominator.
        person_only: only items about the employee, the ones that may enter a number about a person.
    """
    asked = [item for item in instrument.items if item.kind == "rating" and (item.of == "person" or not person_only)]
    values = {item.id: _on_seven(answers.get(item.id), instrument.scale_of(item)) for item in asked}
    return tuple(_dimension(name, [values[i.id] for i in asked if i.dimension == name]) for name in DIMENSIONS)


def _dimension(name: str, values: Sequence[float | None]) -> DimensionScore:
    score = dimension_score(values)
    if 0 < len(values) < FEWEST_ITEMS:
        score = Score(None, score.n, score.asked, SINGLE_ITEM)
    return DimensionScore(name, score.value, score.n, score.asked, score.reason)


def _on_seven(answer: Answer | None, scale: Scale) -> float | None:
    if answer is None or answer.value is None:
        return None
    return LOWEST + (HIGHEST - LOWEST) * (answer.value - scale.min) / (scale.max - scale.min)


def worth(instrument: Instrument, answers: Mapping[str, Answer]) -> VisitScore:
    """Return the visit's score 0..100 before and after the critical rules, with its sections in the form's order.

    A rating counts by its share of its scale, a yes/no item or a number with limits as 1 where it is as it should be, else
    0; each by its weight, then each section by its weight. What was not answered, or did not apply, leaves both sums.
    """
    return visit_score([
        MarkedSection(section.slug, [_mark(instrument, item, answers.get(item.id)) for item in section.items
                                     if item.is_judged], section.weight)
        for section in instrument.sections])


def _mark(instrument: Instrument, item: FormItem, answer: Answer | None) -> Mark:
    share = instrument.share(item, answer.value if answer else None)
    return Mark(item.id, share, item.weight, _rule(instrument, item))


def _rule(instrument: Instrument, item: FormItem) -> CriticalRule | None:
    rule = item.critical
    if rule is None:
        return None
    limit = instrument.scale_of(item).percent(rule.cap) if rule.cap is not None else None
    at = instrument.share(item, rule.at_or_below) if item.kind == "rating" else 0.0
    return CriticalRule(rule.effect, limit, at or 0.0)


def _failed(instrument: Instrument, answers: Mapping[str, Answer], fired: Sequence[Fired]) -> tuple[Critical, ...]:
    items = {item.id: item for item in instrument.items}
    return tuple(Critical(items[each.item], answers[each.item].value or 0, each.rule.effect, each.rule.limit)
                 for each in fired)


def review(instrument: Instrument, answers: Mapping[str, Answer], photographed: Collection[str] = ()) -> Review:
    """Return what will be counted, the score before and after critical rules, and what is missing.

    Args:
        instrument: the form that was used.
        answers: by item id; others than the form's are not looked at.
        photographed: ids of the items that have a photo.
    """
    score = worth(instrument, answers)
    given = [answers[item.id] for item in instrument.items if item.id in answers]
    return Review(
        sections=tuple(SectionScore(section, each.score, each.n, each.asked)
                       for section, each in zip(instrument.sections, score.sections, strict=True)),
        before=score.before, after=score.after, critical=_failed(instrument, answers, score.fired),
        unit=dimension_scores(instrument, answers), person=dimension_scores(instrument, answers, person_only=True),
        facts=_facts(instrument, answers),
        unanswered=tuple(i for i in instrument.items if not is_answered(i, answers.get(i.id), photographed)),
        notes_owed=tuple(i for i in instrument.items if owes_note(instrument, i, answers.get(i.id))),
        photos_owed=tuple(i for i in instrument.items if i.id not in photographed
                          and instrument.owes_photo(i, answers.get(i.id, Answer()).value)),
        not_applicable=sum(answer.missing == "na" for answer in given),
        unnoticed=sum(answer.missing == "unnoticed" for answer in given),
    )


def _facts(instrument: Instrument, answers: Mapping[str, Answer]) -> Facts:
    asked = [item for item in instrument.items if item.is_fact]
    shares = [instrument.share(item, answers.get(item.id, Answer()).value) for item in asked]
    return Facts(sum(share == 1 for share in shares), sum(share is not None for share in shares), len(asked))


def owes_note(instrument: Instrument, item: FormItem, answer: Answer | None) -> bool:
    """Return whether `answer` is so low that it needs words, and has none."""
    return answer is not None and not answer.note.strip() and instrument.owes_words(item, answer.value)
