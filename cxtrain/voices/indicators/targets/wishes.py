"""The form of a year's targets: one field for each indicator, read as people write it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.numbers import NO_PERCENT, OVER_HUNDRED, NotANumber, read, typed


@dataclass(frozen=True)
class Wish:
    """One indicator of the form; `fault` is a sentence for the catalogue with its values."""

    definition: Definition
    text: str
    value: float | None = None
    fault: tuple[str, Mapping[str, object]] | None = None


def standing(definitions: Iterable[Definition], targets: Mapping[str, float]) -> list[Wish]:
    """Return the form as it stands."""
    return [Wish(each, typed(targets.get(each.slug), percent=each.is_share) if each.slug in targets else "",
                 targets.get(each.slug)) for each in definitions]


def posted(definitions: Iterable[Definition], values: Mapping[str, str]) -> list[Wish]:
    """Return the form as it was sent; fields are named target-<slug>. A share may be written as 95% or 95."""
    return [_posted(each, values.get(f"target-{each.slug}", "").strip()[:40]) for each in definitions]


def _posted(definition: Definition, text: str) -> Wish:
    try:
        found = read(text)
        if found is None:
            return Wish(definition, "")
        if not definition.is_share:
            if found.percent:
                raise NotANumber(NO_PERCENT)
            return Wish(definition, text, found.value)
        share = found.value if found.percent else read(f"{text}%")
        value = share if isinstance(share, float) else share.value if share else 0.0
        if not 0 <= value <= 1:
            raise NotANumber(OVER_HUNDRED)
        return Wish(definition, text, value)
    except NotANumber as fault:
        return Wish(definition, text, fault=(fault.message, fault.values))
