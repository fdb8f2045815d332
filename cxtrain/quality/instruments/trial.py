"""What a form would have given: past visits scored by it beside what they were worth. Pure; nothing is stored.

An answer counts for an item of the draft where the form that was used asked the item of the same id, on the same scale.
What is new has no answers in the past, so it does not count in what is compared, and is named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, mean_of
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument
from cxtrain.quality.scoring import Review, review
from cxtrain.web.bilingual import N_

FEWEST = 5  # visits; of fewer, a mean would tell of a single one
PRIVATE = N_("Coaching observations are between two people and enter no number, so there is nothing to compare.")
TOO_FEW = N_("Fewer than five released visits have been made with this form, so there is nothing to compare yet.")


@dataclass(frozen=True)
class Past:
    """A released visit: the form it was made with, and what was answered."""

    form: Instrument
    answers: Mapping[str, Answer]


@dataclass(frozen=True)
class Change:
    """A mean as it was and as it would have been, over the visits that have both."""

    before: float | None
    after: float | None
    change: Estimate  # of after - before, with its interval

    @property
    def n(self) -> int:
        """How many visits have both."""
        return self.change.n


@dataclass(frozen=True)
class Items:
    """The items that make the comparison less than whole."""

    new: tuple[FormItem, ...] = ()  # asked by the draft, and in none of the visits
    changed: tuple[FormItem, ...] = ()  # asked in some of the visits otherwise: another kind, scale or unit
    reworded: tuple[FormItem, ...] = ()  # their past answers were to other words, and count
    dropped: tuple[FormItem, ...] = ()  # asked in the latest of the visits, and not by the draft


@dataclass(frozen=True)
class Trial:
    """What the comparison says. `reason` is set, and nothing else is, where there are too few visits."""

    visits: int
    reason: str | None = None
    plain: Change | None = None  # visit scores 0..100 before critical rules
    score: Change | None = None  # after them
    dimensions: tuple[tuple[str, Change], ...] = ()  # 1..7 points; those that either form has
    newly_failing: int = 0  # visits in which a critical rule of the draft holds, and none of the form's held
    no_longer_failing: int = 0
    failing_before: int = 0
    failing_after: int = 0
    items: Items = Items()


def trial(draft: Instrument, past: Sequence[Past]) -> Trial:
    """Return how the visits, newest first, would have been scored by the draft."""
    if len(past) < FEWEST:
        return Trial(len(past), reason=TOO_FEW)
    pairs = [(review(each.form, each.answers), review(draft, comparable(draft, each))) for each in past]
    failed = [(bool(was.critical), bool(now.critical)) for was, now in pairs]
    return Trial(
        visits=len(past), plain=_change((was.before, now.before) for was, now in pairs),
        score=_change((was.after, now.after) for was, now in pairs), dimensions=tuple(_dimensions(pairs)),
        newly_failing=sum(now and not was for was, now in failed),
        no_longer_failing=sum(was and not now for was, now in failed),
        failing_before=sum(was for was, _ in failed), failing_after=sum(now for _, now in failed), items=_items(draft, past))


def comparable(draft: Instrument, past: Past) -> dict[str, Answer]:
    """Return those answers of a visit that are answers to the draft's items."""
    asked = {item.id: item for item in past.form.items}
    return {item.id: past.answers[item.id] for item in draft.items
            if item.id in past.answers and item.id in asked
            and measures(draft, item) == measures(past.form, asked[item.id])}


def measures(form: Instrument, item: FormItem) -> tuple[object, ...]:
    """Return what an item's answers mean: its kind, and the scale or the unit they are in."""
    scale = form.scale_of(item)
    return item.kind, *((scale.min, scale.max) if item.kind == "rating" else ()), *(
        (item.unit,) if item.kind == "number" else ())


def _change(pairs: Iterable[tuple[float | None, float | None]]) -> Change:
    both = [(was, now) for was, now in pairs if was is not None and now is not None]
    if len(both) < FEWEST:
        return Change(None, None, Estimate(None, len(both), reason=TOO_FEW))
    return Change(mean_of(was for was, _ in both).value, mean_of(now for _, now in both).value,
                  mean_of(now - was for was, now in both))


def _dimensions(pairs: Sequence[tuple[Review, Review]]) -> Iterator[tuple[str, Change]]:
    for at, name in enumerate(DIMENSIONS):
        sides = [(was.unit[at].mean, now.unit[at].mean) for was, now in pairs]
        if any(value is not None for side in sides for value in side):
            yield name, _change(sides)


def _items(draft: Instrument, past: Sequence[Past]) -> Items:
    forms = {id(each.form): each.form for each in past}.values()
    asked = [(item.id, measures(form, item), item.shopper) for form in forms for item in form.items]
    ids, meant = {each[0] for each in asked}, {each[:2] for each in asked}
    worded, kept = {(each[0], each[2]) for each in asked}, {item.id for item in draft.items}
    known = [item for item in draft.items if item.id in ids]
    return Items(
        new=tuple(item for item in draft.items if item.id not in ids),
        changed=tuple(item for item in known if (item.id, measures(draft, item)) not in meant),
        reworded=tuple(item for item in known if (item.id, item.shopper) not in worded),
        dropped=tuple(item for item in past[0].form.items if item.id not in kept))
