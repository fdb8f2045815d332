"""An instrument: the items that a shopper's form asks in one visit, with everything written out. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from cxtrain.measures.servqual import percent_of_scale
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Part, Text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ItemId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$", max_length=8)]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
ItemKind = Literal["rating", "yes_no", "number", "text", "photo"]
ObservationKind = Literal["mystery_shop", "announced_check", "coaching"]  # never mixed in one mean
Step = Literal["explore", "offer", "act", "confirm"]  # 探索-提议-行动-确认, of a coaching observation
Weight = Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]


class Anchors(Part):
    """What the two ends of the scale mean."""

    low: Text
    high: Text


class Scale(Part):
    """The points of a rating."""

    min: int
    max: int
    anchors: Anchors

    @property
    def values(self) -> range:
        """Every point, lowest first."""
        return range(self.min, self.max + 1)

    def percent(self, value: float) -> float:
        """Return `value` as 0..100 of the way from the low end to the high end."""
        return percent_of_scale(value, self.min, self.max)


class Item(Part):
    """One statement: what a customer is asked, and what a shopper judges in one visit."""

    id: ItemId
    number: Annotated[int, Field(ge=1, le=999)]
    dimension: Dimension
    of: Literal["place", "process", "person"]  # Only person items enter a number about a person.
    see: Literal["visit", "scripted", "customers"]  # One visit shows it; only the script brings it up; never asked.
    customer: Text
    shopper: Text


class Critical(Part):
    """What happens when an item is rated at or below a limit."""

    effect: Literal["zero", "cap", "flag"]
    at_or_below: int = 0  # scale points of a rating; 0 for a yes/no item or a number: when it is not as it should be
    cap: int | None = None  # scale points: the visit is worth at most what this rating is worth


class TestQuestion(Part):
    """Something that the shopper asks, with the right answer."""

    __test__ = False  # so that test collectors do not take it for one
    ask: Text
    answer: Text


class Limits(Part):
    """Which numbers are as they should be, both ends included; without limits a number is noted and never counted."""

    at_least: int | None = None
    at_most: int | None = None

    def holds(self, value: int) -> bool:
        """Return whether `value` lies within."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)


class FormItem(Part):
    """An item as a form asks it: one of a survey, or the form's own.

    Ratings alone enter dimension means. Yes/no items and numbers with limits enter the visit's score 0..100 and their
    own shares; texts and photos enter nothing.
    """

    id: ItemId
    number: int | None = None  # of the survey's item; None for the form's own
    kind: ItemKind = "rating"
    dimension: Dimension | None = None
    step: Step | None = None
    of: Literal["place", "process", "person"]  # Only person items enter a number about a person.
    see: Literal["visit", "scripted"] = "visit"
    customer: Text | None = None
    shopper: Text
    scale: Scale | None = None  # of this item; None: the form's
    unit: Literal["seconds", "minutes", "count"] | None = None  # of a number
    limits: Limits | None = None  # of a number
    good: Literal["yes", "no"] = "yes"  # which answer to a yes/no item is as it should be
    na: bool = True  # whether 不适用 may be chosen; 没留意到 always may
    note_below: int | None = None  # rated below this, the item owes words; None: the form's; 0: never; 1 for facts: if bad
    photo_below: int | None = None  # rated below this, the item owes a photo; None: never; 1 for facts: if bad
    critical: Critical | None = None
    weight: float = 1.0

    @property
    def label(self) -> Bilingual:
        """The shopper's statement."""
        return self.shopper.said

    @property
    def is_fact(self) -> bool:
        """Whether its answer either is as it should be or is not: yes/no, or a number with limits."""
        return self.kind == "yes_no" or (self.kind == "number" and self.limits is not None)

    @property
    def is_judged(self) -> bool:
        """Whether its answer enters the visit's score."""
        return self.kind == "rating" or self.is_fact


class Section(Part):
    """One part of the visit, with its items in full."""

    slug: str
    title: Text
    weight: float
    items: tuple[FormItem, ...]

    @property
    def label(self) -> Bilingual:
        """The section's title."""
        return self.title.said


class Instrument(Part):
    """A shopper's form with everything it needs written out."""

    slug: str
    kind: ObservationKind
    touchpoint: str  # "": for any touchpoint
    title: Text
    scale: Scale
    persona: Text | None = None
    script: tuple[Text, ...] = ()
    test_questions: tuple[TestQuestion, ...] = ()
    note_below: int
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The items in the order of the form."""
        return tuple(item for section in self.sections for item in section.items)

    def scale_of(self, item: FormItem) -> Scale:
        """Return the scale on which a rating item is judged."""
        return item.scale or self.scale

    def share(self, item: FormItem, value: int | None) -> float | None:
        """Return how good `value` is, 0..1: a rating's way up its scale, a fact's 1 or 0; None where nothing is judged."""
        if value is None or not item.is_judged:
            return None
        if item.kind == "rating":
            return self.scale_of(item).percent(value) / 100
        if item.limits is not None:
            return float(item.limits.holds(value))
        return float((value == 1) == (item.good == "yes"))

    def owes_words(self, item: FormItem, value: int | None) -> bool:
        """Return whether `value` is so low that the item needs words."""
        if item.note_below is None:
            return item.kind == "rating" and value is not None and (
                self.scale_of(item).percent(value) < self.scale.percent(self.note_below))
        return self._is_below(item, value, item.note_below)

    def owes_photo(self, item: FormItem, value: int | None) -> bool:
        """Return whether `value` is so low that the item needs a photo."""
        return item.photo_below is not None and self._is_below(item, value, item.photo_below)

    def _is_below(self, item: FormItem, value: int | None, limit: int) -> bool:
        share = self.share(item, value)
        if share is None or value is None:
            return False
        return value < limit if item.kind == "rating" else share < limit


class Survey(Part):
    """The items that customers are asked, from which the forms of shoppers are made."""

    slug: Slug
    kind: Literal["customer_survey"]
    title: Text
    scale: Scale
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=60)]


def stored(value: Instrument | Survey) -> str:
    """Return the text under which a version is kept: JSON, the same for the same instrument."""
    return value.model_dump_json()


def recalled(source: str) -> Instrument:
    """Return the instrument kept as `source`."""
    return Instrument.model_validate_json(source)


def recalled_survey(source: str) -> Survey:
    """Return the survey kept as `source`."""
    return Survey.model_validate_json(source)
