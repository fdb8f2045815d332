"""An instrument: the items that a shopper's form asks in one visit, with everything written out. Pure."""

from typing import Annotated, Literal

from pydantic import Field

from cxtrain.measures.servqual import percent_of_scale
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Part, Text

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ItemId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*$", max_length=8)]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
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
    at_or_below: int
    cap: int | None = None  # scale points: the visit is worth at most what this rating is worth


class TestQuestion(Part):
    """Something that the shopper asks, with the right answer."""

    __test__ = False  # so that test collectors do not take it for one
    ask: Text
    answer: Text


class FormItem(Item):
    """An item as a form asks it."""

    critical: Critical | None = None
    weight: float = 1.0

    @property
    def label(self) -> Bilingual:
        """The shopper's statement."""
        return self.shopper.said


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
    kind: Literal["mystery_shop"]
    touchpoint: str
    title: Text
    scale: Scale
    persona: Text
    script: tuple[Text, ...]
    test_questions: tuple[TestQuestion, ...]
    note_below: int
    sections: tuple[Section, ...]

    @property
    def items(self) -> tuple[FormItem, ...]:
        """The items in the order of the form."""
        return tuple(item for section in self.sections for item in section.items)


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
