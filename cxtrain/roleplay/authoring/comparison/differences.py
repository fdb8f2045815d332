"""What is different between two versions of a scenario, in words for an author who never saw the file. Pure.

Both may be incomplete drafts: any plain data may be compared. Equal data differ in nothing, and nothing else is silent.
"""

from collections.abc import Iterator, Mapping

from cxtrain.roleplay.authoring.comparison.answers import answers, condition
from cxtrain.roleplay.authoring.comparison.changes import (
    ABSENT,
    OTHER_OF,
    Compare,
    Difference,
    Given,
    Spot,
    flag,
    in_both,
    known,
    same,
    text,
    value,
    within,
    worded,
)
from cxtrain.roleplay.authoring.comparison.renaming import renamed, scenes_in, with_names
from cxtrain.roleplay.authoring.comparison.sayings import Saying, saying
from cxtrain.roleplay.authoring.comparison.variants import variants
from cxtrain.roleplay.authoring.problems import TEXTS
from cxtrain.roleplay.words import OUTCOMES
from cxtrain.web.bilingual import N_
from cxtrain.web.yaml_tree import Data

__all__ = ["Difference", "differences"]

WHOLE, SCENES, SCENE = N_("The whole text"), N_("The scenes"), N_("The scene")
SCENE_ADDED, SCENE_REMOVED = N_("The scene was added."), N_("The scene was removed.")
SCENE_RENAMED = N_("It was called “%(former)s” before.")
COMES, OTHERWISE = N_("The story comes here under another condition."), N_("Where the story goes otherwise")
MOMENT_OF_TRUTH = N_("Moment of truth")
MOMENT, NO_MOMENT = N_("It is a moment of truth now."), N_("It is no moment of truth any more.")
ANSWERS, SHORT_NAME, KIND = N_("The answers"), N_("Short name"), N_("Kind of customer")
GAUGE = N_("The state “%(name)s”")
GAUGE_PARTS = {
    "start": N_("%(gauge)s, to begin with"),
    "min": N_("%(gauge)s, the least it can be"),
    "max": N_("%(gauge)s, the most it can be"),
    "words": N_("%(gauge)s, the words it can be"),
}


def differences(before: Data, after: Data) -> tuple[Difference, ...]:
    """Return what is different: first in the whole, then scene by scene in the order of `after`, removed scenes last.

    A scene that has another name and is else the same is told in one sentence, and so is all that leads to it.
    """
    names = renamed(before, after)
    renamings = [Spot(name).tell(saying(SCENE_RENAMED, former=former)) for former, name in names.items()]
    former = with_names(before, names)
    found = [] if same(former, after) else within(known(WHOLE_PARTS))(Spot(), Saying(WHOLE), former, after)
    order = {None: -1} | {name: at for at, name in enumerate(scenes_in(after))}
    return tuple(sorted([*renamings, *found], key=lambda one: order.get(one.scene, len(order))))


def _scenes(_spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    def parts(_part: Saying, name: str) -> tuple[Saying, Compare]:
        return Saying(SCENE), lambda _, said, was, now: _scene(Spot(name), said, was, now)

    yield from within(parts)(Spot(), part, before, after)


def _scene(spot: Spot, part: Saying, before: Given, after: Given) -> Iterator[Difference]:
    if before is ABSENT:
        yield spot.tell(Saying(SCENE_ADDED), after=_summary(after))
    elif after is ABSENT:
        yield spot.tell(Saying(SCENE_REMOVED), before=_summary(before))
    else:
        yield from within(known(SCENE_PARTS))(spot, part, before, after)


def _summary(scene: Given) -> str | None:
    """Return what a scene is about: the customer's words, or the title of the ending."""
    if not isinstance(scene, dict):
        return None
    ending = scene.get("ending")
    return in_both(scene.get("says")) or (in_both(ending.get("title")) if isinstance(ending, dict) else None)


def _gauges(_part: Saying, name: str) -> tuple[Saying, Compare]:
    return saying(GAUGE, name=name), within(_gauge)


def _gauge(part: Saying, key: str) -> tuple[Saying, Compare]:
    word = GAUGE_PARTS.get(key)
    return (saying(word, gauge=part) if word else saying(OTHER_OF, part=part, key=key)), value


SCENE_PARTS: Mapping[str, tuple[str, Compare]] = {
    "moment_of_truth": (MOMENT_OF_TRUTH, flag(MOMENT, NO_MOMENT)),
    **{key: (TEXTS[key], text) for key in ("sees", "says", "hint")},
    "when": (COMES, condition(COMES)),
    "otherwise": (OTHERWISE, value),
    "choices": (ANSWERS, answers),
    "ending": (TEXTS["ending"], within(known({
        "outcome": (TEXTS["outcome"], worded(OUTCOMES)),
        **{key: (TEXTS[key], text) for key in ("title", "debrief")},
    }))),
}
WHOLE_PARTS: Mapping[str, tuple[str, Compare]] = {
    **{key: (TEXTS[key], text) for key in ("title", "brief")},
    "customer": (TEXTS["customer"], within(known({"name": (TEXTS["customer"], text), "kind": (KIND, value)}))),
    "touchpoint": (TEXTS["touchpoint"], value),
    "slug": (SHORT_NAME, value),
    "state": (TEXTS["state"], within(_gauges)),
    "start": (TEXTS["start"], value),
    "scenes": (SCENES, _scenes),
    "variants": (TEXTS["variants"], variants),
}
