"""What was changed in the other customers of a story. Pure; any plain data may be compared."""

import json
from collections.abc import Iterator

from cxtrain.roleplay.authoring.comparison.changes import (
    ABSENT,
    OTHER_OF,
    Compare,
    Difference,
    Given,
    Spot,
    same,
    text,
    value,
    within,
)
from cxtrain.roleplay.authoring.comparison.pairing import paired
from cxtrain.roleplay.authoring.comparison.sayings import Saying, saying
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Data

VARIANT = N_("Other customer %(number)s")
KIND, WORDS = N_("%(part)s, kind"), N_("%(part)s, words of their own")
SAYS = N_("What the other customer %(number)s says here")
MOVED = N_("The other customers stand in another order.")


def variants(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    """Yield what was changed in the other customers, counted from 1; what they say is told at its scene."""
    one, other = ([] if given is ABSENT else given for given in (before, after))
    found = list(_between(spot, one, other)) if isinstance(one, list) and isinstance(other, list) else []
    yield from found or value(spot, part, before, after)


def _between(spot: Spot, before: list[Data], after: list[Data]) -> Iterator[Difference]:
    pairing = paired(before, after, key=_customer, alike=lambda one, other: True)
    if pairing.moved:
        yield spot.tell(Saying(MOVED))
    for place in pairing.gone:
        yield from _variant(spot, place, before[place], ABSENT)
    former = {new: old for old, new in pairing.pairs}
    for place, item in enumerate(after):
        was = before[former[place]] if place in former else ABSENT
        if not same(was, item):
            yield from _variant(spot, place, was, item)


def _customer(variant: Data) -> str | None:
    """Return what tells a variant from others: its customer's name."""
    customer = variant.get("customer") if isinstance(variant, dict) else None
    name = customer.get("name") if isinstance(customer, dict) else None
    return None if name is None else json.dumps(name, sort_keys=True)


def _variant(spot: Spot, place: int, before: Given, after: Given) -> Iterator[Difference]:
    def parts(part: Saying, key: str) -> tuple[Saying, Compare]:
        if key == "customer":
            return part, within(_customer_part)
        return (saying(WORDS, part=part), within(says)) if key == "says" else (saying(OTHER_OF, part=part, key=key), value)

    def says(_part: Saying, name: str) -> tuple[Saying, Compare]:
        return saying(SAYS, number=place + 1), lambda _, said, was, now: text(Spot(name), said, was, now)

    yield from within(parts)(spot, saying(VARIANT, number=place + 1), before, after)


def _customer_part(part: Saying, key: str) -> tuple[Saying, Compare]:
    if key == "name":
        return part, text
    return saying(KIND, part=part) if key == "kind" else saying(OTHER_OF, part=part, key=key), value
