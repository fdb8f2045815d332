"""Conditions and values of the file, such as {mood: ">= 2", told: true}, in words. Pure."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction

from cxtrain.roleplay.authoring.comparison.sayings import Saying, saying
from cxtrain.roleplay.conditions import comparisons_in
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Data

IS = N_("“%(name)s” is %(value)s")
RELATIONS = {
    "=": IS,
    "==": IS,
    "!=": N_("“%(name)s” is not %(value)s"),
    ">=": N_("“%(name)s” is at least %(value)s"),
    "<=": N_("“%(name)s” is at most %(value)s"),
    ">": N_("“%(name)s” is more than %(value)s"),
    "<": N_("“%(name)s” is less than %(value)s"),
}
YES, NO, NOTHING = N_("yes"), N_("no"), N_("nothing")
LONGEST = 200  # letters of a value that is neither text nor number


def spoken(when: Mapping[str, Data]) -> tuple[Saying, ...]:
    """Return what must hold, a saying (template, values) for each comparison; what is no condition is told as it stands."""
    return tuple(one for name, wanted in when.items() for one in _spoken(name, wanted))


def _spoken(name: str, wanted: Data) -> Iterator[Saying]:
    found = comparisons_in(wanted) if isinstance(wanted, str) else None
    if found is None:
        yield saying(IS, name=name, value=shown(wanted))
    for sign, bound in found or ():
        yield saying(RELATIONS[sign], name=name, value=str(float(bound)) if isinstance(bound, Fraction) else str(bound))


def shown(value: Data) -> str | Saying:
    """Return a value of the file in words."""
    if isinstance(value, bool):
        return Saying(YES if value else NO)
    if value is None:
        return Saying(NOTHING)
    if isinstance(value, str):
        return value
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"
