"""The library from which plans are drafted: dimensions, causes, sentences and actions, in both languages. Pure.

It ships as one file, scenarios/actions.yaml; trainers change its actions in the browser (`remedies`). Sentences hold
%(names)s that the draft fills in; a name that the draft does not know is a fault of the file and is found when it is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints, field_validator, model_validator

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.planning.causes import Cause
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import Document, Fault, Part, Text, Tree, fault_at, in_order, read, refuse

Kind = Literal["train", "coach", "process", "collect"]
Audience = Literal["person", "team"]
Stage = Literal["awareness", "purchase", "use", "feedback"]
Channel = Literal["online", "offline", "product", "internal"]
Dimension = Literal["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
ObservationKind = Literal["mystery_shop", "announced_check"]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
KINDS: tuple[str, ...] = get_args(Kind)
AUDIENCES: tuple[str, ...] = get_args(Audience)
STAGES: tuple[str, ...] = get_args(Stage)
CHANNELS: tuple[str, ...] = get_args(Channel)
MOST_WORDS = 600  # characters of what is done; 300 of how it is checked
LONGEST_DAYS = 365

NAMES = frozenset({
    "period", "unit", "touchpoint", "dimension", "plain", "n", "visits", "mean", "standard", "gap", "due", "baseline",
    "target", "per_side", "behaviour", "months",
})
ONLY_PRACTICE = N_("Only practice takes a course.")
TWICE = N_('Two actions are called "%(name)s".')
UNKNOWN_NAME = N_('The name "%(given)s" is not known to plans.')
ONE_OF_EACH = N_("Each of these is needed here: %(expected)s.")


class Sentence(Text):
    """A text with %(names)s to be filled in."""

    @field_validator("zh", "en", mode="after")
    @classmethod
    def _knows_its_names(cls, text: str) -> str:
        unknown = set(re.findall(r"%\((\w*)\)s", text)) - NAMES
        if unknown or "%" in re.sub(r"%\(\w*\)s", "", text):
            raise refuse(UNKNOWN_NAME, given=", ".join(sorted(unknown)) or "%")
        return text

    def filled(self, zh: dict[str, str], en: dict[str, str]) -> Bilingual:
        """Return the sentence with its names filled in, by language."""
        return Bilingual(self.zh % zh, self.en % en)


class Sentences(Part):
    """The sentences of a draft."""

    period: Sentence
    finding_unit: Sentence
    finding_person: Sentence
    goal_unit: Sentence
    goal_unit_direction: Sentence  # where the visits until the due date cannot give a firm answer
    goal_person: Sentence
    indicator_unit: Sentence
    indicator_person: Sentence


class DimensionWords(Part):
    """How a dimension is called, and what doing it well looks like."""

    name: Text
    plain: Text
    behaviour: Text


class Action(Part):
    """One action that a plan may propose. An empty list means: for any."""

    id: Slug
    kind: Kind
    audience: tuple[Audience, ...] = Field(alias="for", min_length=1)
    dimensions: tuple[Dimension, ...] = ()
    stages: tuple[Stage, ...] = ()
    channels: tuple[Channel, ...] = ()
    causes: tuple[Cause, ...] = ()
    days: int = Field(ge=1, le=LONGEST_DAYS)  # from the draft to the due date
    what: Text
    check: Text | None = None  # how one sees that it helped
    course: Slug | None = None  # that is assigned; without one, a course of the touchpoint

    @model_validator(mode="after")
    def _takes_a_course(self) -> "Action":
        if self.course and self.kind != "train":
            raise refuse(ONLY_PRACTICE)
        return self

    def fits(self, audience: str, dimension: str, *, stage: str, channel: str, cause: Cause) -> bool:
        """Whether the action may be proposed there."""
        wanted = ((self.dimensions, dimension), (self.stages, stage), (self.channels, channel), (self.causes, cause))
        return audience in self.audience and all(not allowed or value in allowed for allowed, value in wanted)

    @property
    def particularity(self) -> int:
        """How many conditions the action names; a cause counts before all others."""
        return 4 * bool(self.causes) + bool(self.dimensions) + bool(self.stages) + bool(self.channels)


class Library(Part):
    """The whole file."""

    format: Literal[1]
    dimensions: dict[Dimension, DimensionWords]
    kinds: dict[ObservationKind, Text]
    causes: dict[Cause, Text]
    sentences: Sentences
    actions: tuple[Action, ...]

    def with_actions(self, changes: Mapping[str, Action | None]) -> "Library":
        """Return the library with actions changed or added, by id, and taken out where None."""
        kept = [changes.get(action.id, action) for action in self.actions]
        known = {action.id for action in self.actions}
        added = [action for slug, action in changes.items() if slug not in known]
        return self.model_copy(update={"actions": tuple(action for action in (*kept, *added) if action)})

    def fitting(self, audience: str, dimension: str, *, stage: str, channel: str, cause: Cause) -> tuple[Action, ...]:
        """Return the actions that may be proposed there, the most particular first, else in the library's order."""
        found = [action for action in self.actions
                 if action.fits(audience, dimension, stage=stage, channel=channel, cause=cause)]
        return tuple(sorted(found, key=lambda action: -action.particularity))

    def dimension(self, slug: str) -> dict[str, str]:
        """Return a dimension's name in both languages."""
        return self.dimensions[slug].name.said.as_dict()  # type: ignore[index]

    def observation(self, slug: str) -> dict[str, str]:
        """Return how a kind of observation is called, in both languages."""
        return self.kinds[slug].said.as_dict()  # type: ignore[index]

    @field_validator("dimensions")
    @classmethod
    def _has_five(cls, given: dict[str, DimensionWords]) -> dict[str, DimensionWords]:
        return _complete(given, DIMENSIONS)

    @field_validator("causes")
    @classmethod
    def _has_causes(cls, given: dict[Cause, Text]) -> dict[Cause, Text]:
        return _complete(given, tuple(Cause))

    @field_validator("kinds")
    @classmethod
    def _has_kinds(cls, given: dict[str, Text]) -> dict[str, Text]:
        return _complete(given, ("mystery_shop", "announced_check"))


def _complete(given: dict, expected: tuple) -> dict:  # type: ignore[type-arg]
    if set(given) != set(expected):
        raise refuse(ONE_OF_EACH, expected=", ".join(expected))
    return given


def read_library(text: str | bytes) -> Document[Library]:
    """Return the library, or every fault of the file with its line and column."""
    document = read(text, Library)
    if document.value is None or document.tree is None:
        return document
    faults = in_order(_twice(document.value.actions, document.tree))
    return Document(None if faults else document.value, faults, document.tree)


def _twice(actions: Iterable[Action], tree: Tree) -> Iterator[Fault]:
    seen = set[str]()
    for index, action in enumerate(actions):
        if action.id in seen:
            yield fault_at(tree.place(("actions", index, "id")), TWICE, name=action.id)
        seen.add(action.id)
