"""The form of a month: two fields for each indicator, what was typed into them, and what is wrong with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.numbers import NotANumber, Number, as_typed, number

PART, WHOLE, SEEN = "part", "whole", "seen"


@dataclass(frozen=True)
class Line:
    """One indicator of the form. `faults` are sentences for the catalogue with their values, by field."""

    definition: Definition
    part: str
    whole: str
    seen: int = 0  # the id of the entry that was on the page; 0: none
    number: Number | None = None
    faults: Mapping[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The indicator's short name."""
        return self.definition.slug


def standing(definition: Definition, kept: Number | None, seen: int) -> Line:
    """Return the line as it stands."""
    return Line(definition, *as_typed(definition, kept), seen, kept)


def posted(definition: Definition, values: Mapping[str, str]) -> Line:
    """Return the line as it was sent; fields are named part-<slug>, whole-<slug> and seen-<slug>."""
    part, whole, seen = (values.get(f"{name}-{definition.slug}", "").strip()[:40] for name in (PART, WHOLE, SEEN))
    known = int(seen) if seen.isdecimal() and seen.isascii() and len(seen) < 10 else 0
    try:
        return Line(definition, part, whole, known, number(definition, part, whole))
    except NotANumber as fault:
        return Line(definition, part, whole, known, faults={fault.field: (fault.message, fault.values)})


def entered(definitions: Sequence[Definition]) -> list[Definition]:
    """Return those of the indicators that are entered."""
    return [each for each in definitions if not each.is_derived and not each.ended]
