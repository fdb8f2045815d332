"""A pack's touchpoints file: where customers meet the firm, and what is expected there. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Part, Text, Tree, fault_at, in_order, read, warning_at

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Level = Annotated[float, Field(ge=1, le=7, allow_inf_nan=False)]
Weight = Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]
MEAN_WEIGHT, SLACK = 1.0, 0.05  # Weights are read as "more or less than its share", so their mean should be 1.

STAGES = {
    "awareness": N_("Awareness"),
    "purchase": N_("Purchase"),
    "use": N_("Use"),
    "feedback": N_("Feedback"),
}
KINDS = {"online": N_("Online"), "offline": N_("Offline"), "product": N_("Product"), "internal": N_("Internal")}
CHANNELS = {  # how customers meet it; "" where nobody has said
    "store": N_("On site"),
    "phone": N_("Phone"),
    "website": N_("Website"),
    "app": N_("App"),
    "wechat": N_("WeChat"),
    "platform": N_("Booking or delivery platform"),
    "social": N_("Social media"),
    "mail": N_("Mail and messages"),
    "courier": N_("Courier"),
    "goods": N_("The product itself"),
    "colleagues": N_("Between colleagues"),
}
Channel = Literal["store", "phone", "website", "app", "wechat", "platform", "social", "mail", "courier", "goods", "colleagues"]
DIMENSION_NAMES = {
    "tangibles": N_("Tangibles"),
    "reliability": N_("Reliability"),
    "responsiveness": N_("Responsiveness"),
    "assurance": N_("Assurance"),
    "empathy": N_("Empathy"),
}


class Expectation(Part):
    """The standard per dimension, in points of the 1..7 scale: what management asks for, not what customers said."""

    tangibles: Level
    reliability: Level
    responsiveness: Level
    assurance: Level
    empathy: Level

    def as_dict(self) -> dict[str, float]:
        """Return the points by dimension, in the fixed order."""
        return {dimension: getattr(self, dimension) for dimension in DIMENSIONS}


class TouchpointPart(Part):
    """One touchpoint of the file."""

    slug: Slug
    title: Text
    stage: Literal["awareness", "purchase", "use", "feedback"]
    kind: Literal["online", "offline", "product", "internal"]
    channel: Channel | None = None
    moment_of_truth: Text
    standard: Text
    expectation: Expectation
    weight: Weight = 1.0


class TouchpointsFile(Part):
    """All touchpoints of a pack, in the order of the journey."""

    format: Literal[1]
    touchpoints: Annotated[tuple[TouchpointPart, ...], Field(min_length=1, max_length=60)]


@dataclass(frozen=True)
class Checked:
    """What a touchpoints file came to: no `touchpoints` where an error was found; warnings let them through."""

    touchpoints: tuple[TouchpointPart, ...] | None
    faults: tuple[Fault, ...]


def read_touchpoints(text: str | bytes) -> Checked:
    """Return the touchpoints of a file, with all its faults in the order of lines."""
    document = read(text, TouchpointsFile)
    if document.value is None or document.tree is None:
        return Checked(None, document.faults)
    faults = in_order(_faults(document.value, document.tree))
    wrong = any(fault.level == "error" for fault in faults)
    return Checked(None if wrong else document.value.touchpoints, faults)


def _faults(file: TouchpointsFile, tree: Tree) -> Iterator[Fault]:
    slugs = [touchpoint.slug for touchpoint in file.touchpoints]
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            place = tree.place(("touchpoints", index, "slug"))
            yield fault_at(place, N_('Two touchpoints are called "%(slug)s".'), slug=slug)
    mean = sum(touchpoint.weight for touchpoint in file.touchpoints) / len(file.touchpoints)
    if abs(mean - MEAN_WEIGHT) > SLACK:
        message = N_("The weights average %(mean)s; they are read as if it were 1.")
        yield warning_at(tree.key_place(("touchpoints",)), message, mean=f"{mean:.2f}")
