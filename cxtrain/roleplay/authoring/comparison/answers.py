"""What was changed in the choices of a scene. Pure; any plain data may be compared."""

from collections.abc import Iterator, Mapping

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.roleplay.authoring.comparison.changes import (
    ABSENT,
    Compare,
    Difference,
    Given,
    Spot,
    Words,
    flag,
    in_both,
    known,
    same,
    text,
    value,
    within,
    worded,
)
from cxtrain.roleplay.authoring.comparison.conditions import shown, spoken
from cxtrain.roleplay.authoring.comparison.pairing import paired
from cxtrain.roleplay.authoring.comparison.sayings import BOTH, THEN, Saying, linked, saying
from cxtrain.roleplay.authoring.problems import TEXTS
from cxtrain.roleplay.words import STEPS
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Data

ADDED, REMOVED = N_("The answer was added."), N_("The answer was removed.")
RENAMED = N_("It was called “%(former)s” before.")
MOVED = N_("It was moved from place %(former)s to place %(place)s.")
INSTEAD = N_("It leads to “%(now)s” instead of “%(was)s”.")
OTHERWISE_LED = N_("It leads on in another way.")
TO, WHEN, ELSE = N_("to “%(to)s”"), N_("to “%(to)s” where %(condition)s"), N_("otherwise to “%(to)s”")
OFFERED = N_("It is offered under another condition.")
POINTS, EFFECT = N_("Points for %(dimension)s"), N_("Effect on “%(name)s”")
WHY, NO_WHY = N_("The player must say why now."), N_("The player need not say why any more.")
SILENCE = N_("Seconds of silence after which it is taken")
NAME = N_("Short name of the answer")


def answers(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    """Yield what was changed in the choices of the scene at `spot`."""
    one, other = ([] if given is ABSENT else given for given in (before, after))
    found = list(_between(spot, one, other)) if isinstance(one, list) and isinstance(other, list) else []
    yield from found or value(spot, part, before, after)


def _between(spot: Spot, before: list[Data], after: list[Data]) -> Iterator[Difference]:
    pairing = paired(before, after, key=_id, alike=_is_alike)
    for place in pairing.gone:
        there = Spot(spot.scene, name_of(before[place], place))
        yield there.tell(Saying(REMOVED), before=_words(before[place]))
    fresh = dict.fromkeys(pairing.fresh)
    former = {new: old for old, new in pairing.pairs}
    for place, item in enumerate(after):
        there = Spot(spot.scene, name_of(item, place))
        if place in fresh:
            yield there.tell(Saying(ADDED), after=_words(item))
        else:
            yield from _choice(there, before[former[place]], item, was=name_of(before[former[place]], former[place]))
            if (former[place], place) in pairing.moved:
                yield there.tell(saying(MOVED, former=former[place] + 1, place=place + 1))


def _id(item: Data) -> str | None:
    own = item.get("id") if isinstance(item, dict) else None
    return own if isinstance(own, str) else None


def name_of(item: Data, place: int) -> str:
    """Return what a choice goes by: its id, or its place from 1."""
    return _id(item) or str(place + 1)


def _is_alike(one: Data, other: Data) -> bool:
    """Whether two choices may be the same one under another name: all else is equal, or neither has a name."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return same(one, other)
    return same({**one, "id": None}, {**other, "id": None}) or (_id(one) is None and _id(other) is None)


def _words(item: Data) -> str | None:
    return in_both(item.get("say")) if isinstance(item, dict) else None


def _choice(spot: Spot, before: Data, after: Data, *, was: str) -> Iterator[Difference]:
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict) and _id(before) and _id(after) and _id(before) != _id(after):
        yield spot.tell(saying(RENAMED, former=was))
        before = {**before, "id": after["id"]}
    if not same(before, after):
        yield from within(known(FIELDS))(spot, saying(NAME), before, after)


def _named(word: str, key: str, words: Mapping[str, str]) -> Compare:
    """Return a comparison key by key, each called by the template `word` with its name as `key`."""

    def find(_part: Saying, name: str) -> tuple[Saying, Compare]:
        return saying(word, **{key: Saying(words[name]) if name in words else name}), value

    return within(find)


def condition(sentence: str) -> Compare:
    """Return a comparison of two conditions, told by `sentence` and both in words."""

    def compare(spot: Spot, _part: Saying, before: Given, after: Given) -> Iterator[Difference]:
        yield spot.tell(Saying(sentence), _if(before), _if(after))

    return compare


def _if(when: Given) -> Words | None:
    """Return a condition in words."""
    if isinstance(when, dict) and when:
        return linked(spoken(when), BOTH)
    return None if when is ABSENT else shown(when)


def _way(spot: Spot, _part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    if isinstance(before, str) and isinstance(after, str):
        yield spot.tell(saying(INSTEAD, was=before, now=after))
    else:
        yield spot.tell(Saying(OTHERWISE_LED), _ways(before), _ways(after))


def _ways(given: Given) -> Words | None:
    if isinstance(given, str):
        return saying(TO, to=given)
    if isinstance(given, list) and given and all(isinstance(branch, dict) for branch in given):
        return linked([_branch(branch) for branch in given if isinstance(branch, dict)], THEN)
    return None if given is ABSENT else shown(given)


def _branch(branch: Mapping[str, Data]) -> Saying:
    to, when = shown(branch.get("to")), branch.get("when")
    condition = _if(when) if when is not None else None
    return saying(ELSE, to=to) if condition is None else saying(WHEN, to=to, condition=condition)


FIELDS: Mapping[str, tuple[str, Compare]] = {
    "id": (NAME, value),
    **{key: (TEXTS[key], text) for key in ("say", "reaction", "coaching")},
    "step": (TEXTS["step"], worded(STEPS)),
    "when": (TEXTS["when"], condition(OFFERED)),
    "effects": (TEXTS["effects"], _named(EFFECT, "name", {})),
    "points": (TEXTS["points"], _named(POINTS, "dimension", DIMENSION_NAMES)),
    "reason": (WHY, flag(WHY, NO_WHY)),
    "after": (SILENCE, value),
    "next": (TEXTS["next"], _way),
}
