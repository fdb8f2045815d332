"""Do the names in a scenario file resolve, and do its scenes hang together? Read from the outline."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cxtrain.roleplay.conditions import WORD, comparisons_in
from cxtrain.roleplay.outline import BranchOutline, ChoiceOutline, Outline, SceneOutline
from cxtrain.roleplay.records import MOOD
from cxtrain.roleplay.schema import NOT_A_VALUE
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Path, fault_at
from cxtrain.web.yaml_tree import Data

EQUAL = "=="  # what a bare value in a condition means

NEEDS_MOOD = N_('The state needs "mood", the number that the customer\'s face shows.')
MOOD_IS_A_NUMBER = N_("The mood must be a number.")
FLAG_HAS_BOUNDS = N_("A yes-or-no has no min and max.")
BOUNDS_CROSS = N_("The min is greater than the max.")
START_OUTSIDE = N_("The start lies outside min and max.")
UNKNOWN_SCENE = N_('There is no scene "%(name)s".')
UNKNOWN_SCENE_NEARLY = N_('There is no scene "%(name)s"; did you mean "%(nearest)s"?')
UNKNOWN_STATE = N_('The state has no "%(name)s".')
UNKNOWN_STATE_NEARLY = N_('The state has no "%(name)s"; did you mean "%(nearest)s"?')
FLAG_WANTED = N_('"%(name)s" is a yes-or-no: write true or false.')
NUMBER_WANTED = N_('"%(name)s" is a number: true and false cannot be used.')
WORD_WANTED = N_('"%(name)s" is a word; write one of %(words)s.')
NO_WORD = N_('"%(name)s" is a number: a word cannot be used.')
NO_SUCH_START = N_("The start must be one of the words.")
WORDS_HAVE_BOUNDS = N_("A word of a list has no min and max.")
WORD_TWICE = N_("The same word stands twice in the list.")
NEEDS_BOUNDS = N_('"%(name)s" is used in a condition, so its state must have a min and a max.')
NEEDS_CHOICES = N_("This scene needs `says` and `choices`, or an `ending`.")
BOTH = N_("A scene has choices or an ending, not both.")
NEEDS_SAYS = N_('The key "says" is missing: what does the customer say?')
START_IS_ENDING = N_('The first scene "%(name)s" needs choices.')
DUPLICATE = N_('The choice "%(name)s" stands twice in this scene.')
LAST_HAS_WHEN = N_("The last of several ways on must have no `when`, so that there always is one.")
NEEDS_WHEN = N_("Only the last of several ways on may be without `when`; those after it could never be taken.")
SILENCE_HAS_WHEN = N_("Saying nothing is always possible: a choice with `after` has no `when`.")
SILENCE_HAS_REASON = N_("Nobody types a reason for saying nothing: a choice with `after` asks for none.")
SILENCE_TWICE = N_("A scene has one choice with `after` at most.")
ONLY_SILENCE = N_('The scene "%(name)s" needs a choice without `after`: something that the player can say.')
NEEDS_BOTH = N_('The scene "%(name)s" needs both `when` and `otherwise`: where it does not come here, where does the story go?')
START_HAS_WHEN = N_('The story begins with the scene "%(name)s", so it can have no condition.')
ROUND = N_('From "%(name)s" one `otherwise` leads to the next and back here, so the story could go round for ever.')
UNREACHABLE = N_('No choice ever leads to the scene "%(name)s".')
DEAD_END = N_('From the scene "%(name)s" no ending can be reached.')


def name_faults(outline: Outline) -> Iterator[Fault]:
    """Yield the faults in names, types and the shape of scenes."""
    yield from _gauge_faults(outline)
    if outline.start is not None:
        yield from _start_faults(outline, outline.start)
    for scene in outline.scenes.values():
        yield from _shape_faults(outline, scene)
        yield from _duplicates(outline, scene)
        yield from _silence_faults(outline, scene)
        yield from _condition_faults(outline, scene)
        for choice in scene.choices:
            yield from _state_faults(outline, choice)
            yield from _branch_faults(outline, choice.branches)


def road_faults(outline: Outline) -> Iterator[Fault]:
    """Yield scenes that nothing leads to and scenes that lead to no ending, whatever the state.

    Needs an outline that has every road.
    """
    onward = {scene.id: scene.targets for scene in outline.scenes.values()}
    backward: dict[str, list[str]] = {name: [] for name in onward}
    for name, targets in onward.items():
        for target in targets:
            backward[target].append(name)
    reached = _reached([outline.start] if outline.start else [], onward)
    ends = _reached([scene.id for scene in outline.scenes.values() if scene.is_ending], backward)
    for scene in outline.scenes.values():
        if scene.id not in reached:
            yield _at_key(outline, scene.path, UNREACHABLE, name=scene.id)
        elif scene.id not in ends and scene.choices:
            yield _at_key(outline, scene.path, DEAD_END, name=scene.id)


def _reached(starts: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    reached, ahead = set(starts), list(starts)
    while ahead:
        fresh = set(onward[ahead.pop()]) - reached
        reached |= fresh
        ahead.extend(fresh)
    return reached


def _at(outline: Outline, path: Path, message: str, **values: object) -> Fault:
    return fault_at(outline.tree.place(path), message, values)


def _at_key(outline: Outline, path: Path, message: str, **values: object) -> Fault:
    return fault_at(outline.tree.key_place(path), message, values)


def _gauge_faults(outline: Outline) -> Iterator[Fault]:
    if outline.gauges and MOOD not in outline.gauges:
        yield _at_key(outline, ("state",), NEEDS_MOOD)
    for name, part in outline.gauges.items():
        path: Path = ("state", name)
        start, lowest, highest = part.get("start"), part.get("min"), part.get("max")
        if isinstance(start, str) or part.get("words") is not None:
            yield from _word_gauge_faults(outline, path, part)
        elif isinstance(start, bool):
            if name == MOOD:
                yield _at(outline, (*path, "start"), MOOD_IS_A_NUMBER)
            if lowest is not None or highest is not None:
                yield _at_key(outline, path, FLAG_HAS_BOUNDS)
        elif _exceeds(lowest, highest):
            yield _at(outline, (*path, "min"), BOUNDS_CROSS)
        elif _exceeds(lowest, start) or _exceeds(start, highest):
            yield _at(outline, (*path, "start"), START_OUTSIDE)


def _word_gauge_faults(outline: Outline, path: Path, part: Mapping[str, Data]) -> Iterator[Fault]:
    start, words = part.get("start"), _words_of(part)
    if path[-1] == MOOD:
        yield _at(outline, (*path, "start"), MOOD_IS_A_NUMBER)
    elif not words:
        yield _at(outline, (*path, "start"), NOT_A_VALUE)
    elif start not in words:
        yield _at(outline, (*path, "start"), NO_SUCH_START)
    if part.get("min") is not None or part.get("max") is not None:
        yield _at_key(outline, path, WORDS_HAVE_BOUNDS)
    if len(set(words)) < len(words):
        yield _at(outline, (*path, "words"), WORD_TWICE)


def _words_of(part: Mapping[str, Data]) -> list[str]:
    given = part.get("words")
    return [word for word in given if isinstance(word, str)] if isinstance(given, list) else []


def _exceeds(one: Data, other: Data) -> bool:
    return isinstance(one, (int, float)) and isinstance(other, (int, float)) and one > other


def _start_faults(outline: Outline, start: str) -> Iterator[Fault]:
    if start not in outline.scenes:
        yield _unknown_scene(outline, ("start",), start)
    elif outline.scenes[start].is_ending:
        yield _at(outline, ("start",), START_IS_ENDING, name=start)


def _unknown_scene(outline: Outline, path: Path, name: str) -> Fault:
    nearest = outline.tree.nearest.to(name, outline.scenes)
    message = UNKNOWN_SCENE_NEARLY if nearest else UNKNOWN_SCENE
    return _at(outline, path, message, name=name, nearest=nearest)


def _shape_faults(outline: Outline, scene: SceneOutline) -> Iterator[Fault]:
    has_choices = "choices" in scene.parts
    if has_choices and scene.is_ending:
        yield _at_key(outline, scene.path, BOTH)
    elif not has_choices and not scene.is_ending:
        yield _at_key(outline, scene.path, NEEDS_CHOICES)
    elif has_choices and "says" not in scene.parts:
        yield _at_key(outline, scene.path, NEEDS_SAYS)


def _duplicates(outline: Outline, scene: SceneOutline) -> Iterator[Fault]:
    seen: set[str] = set()
    for choice in scene.choices:
        if choice.id in seen:
            yield _at(outline, (*choice.path, "id"), DUPLICATE, name=choice.id)
        if choice.id is not None:
            seen.add(choice.id)


def _silence_faults(outline: Outline, scene: SceneOutline) -> Iterator[Fault]:
    silences = [choice for choice in scene.choices if choice.is_silence]
    for choice in silences:
        if choice.when:
            yield _at_key(outline, (*choice.path, "when"), SILENCE_HAS_WHEN)
        if choice.asks_why:
            yield _at_key(outline, (*choice.path, "reason"), SILENCE_HAS_REASON)
    for choice in silences[1:]:
        yield _at_key(outline, (*choice.path, "after"), SILENCE_TWICE)
    if silences and len(silences) == len(scene.choices):
        yield _at_key(outline, scene.path, ONLY_SILENCE, name=scene.id)


def _condition_faults(outline: Outline, scene: SceneOutline) -> Iterator[Fault]:
    """Yield what is wrong with a scene's own condition."""
    yield from _when_faults(outline, (*scene.path, "when"), scene.when)
    if ("when" in scene.parts) != ("otherwise" in scene.parts):
        yield _at_key(outline, scene.path, NEEDS_BOTH, name=scene.id)
    if scene.when and scene.id == outline.start:
        yield _at_key(outline, (*scene.path, "when"), START_HAS_WHEN, name=scene.id)
    if scene.otherwise is not None and scene.otherwise not in outline.scenes:
        yield _unknown_scene(outline, (*scene.path, "otherwise"), scene.otherwise)
    here, passed = scene, set[str]()
    while here.otherwise in outline.scenes and here.id not in passed:
        passed.add(here.id)
        here = outline.scenes[here.otherwise or ""]
    if here.id in passed and here.id == scene.id:
        yield _at(outline, (*scene.path, "otherwise"), ROUND, name=scene.id)


def _state_faults(outline: Outline, choice: ChoiceOutline) -> Iterator[Fault]:
    for name, effect in choice.effects.items():
        yield from _type_faults(outline, (*choice.path, "effects", name), [effect])
    yield from _when_faults(outline, (*choice.path, "when"), choice.when)
    for branch in choice.branches:
        yield from _when_faults(outline, (*branch.path, "when"), branch.when or {})


def _when_faults(outline: Outline, path: Path, when: Mapping[str, Data]) -> Iterator[Fault]:
    for name, wanted in when.items():
        compared = comparisons_in(wanted) if isinstance(wanted, str) else ((EQUAL, wanted),)
        if compared is None:
            continue  # The schema names what is wrong with it.
        here = (*path, name)
        faults = list(_type_faults(outline, here, [bound for _sign, bound in compared]))
        yield from faults
        part = outline.gauges.get(name, {})
        is_number = not isinstance(compared[0][1], (bool, str))
        if not faults and is_number and (part.get("min") is None or part.get("max") is None):
            yield _at_key(outline, here, NEEDS_BOUNDS, name=name)


def _type_faults(outline: Outline, path: Path, given: Sequence[object]) -> Iterator[Fault]:
    """Yield a fault where the name that ends `path` is no part of the state, or is one of another type than `given`."""
    name = str(path[-1])
    if name not in outline.gauges:
        nearest = outline.tree.nearest.to(name, outline.gauges)
        message = UNKNOWN_STATE_NEARLY if nearest else UNKNOWN_STATE
        yield _at_key(outline, path, message, name=name, nearest=nearest)
        return
    message = _type_fault(outline.gauges[name], given)
    if message:
        yield _at(outline, path, message, name=name, words=", ".join(_words_of(outline.gauges[name])))


def _type_fault(part: Mapping[str, Data], given: Sequence[object]) -> str | None:
    """Return what is wrong with values for this part of the state; None where they fit, or where it is faulty itself."""
    start, words = part.get("start"), _words_of(part)
    if words:
        return None if all(one in words for one in given) else WORD_WANTED
    if isinstance(start, bool):
        return None if all(isinstance(one, bool) for one in given) else FLAG_WANTED
    if isinstance(start, (int, float)):
        return NUMBER_WANTED if any(isinstance(one, bool) for one in given) else (
            NO_WORD if any(isinstance(one, str) and re.fullmatch(WORD, one) for one in given) else None)
    return None


def _branch_faults(outline: Outline, branches: tuple[BranchOutline, ...]) -> Iterator[Fault]:
    for branch in branches:
        if branch.to is not None and branch.to not in outline.scenes:
            yield _unknown_scene(outline, branch.to_path, branch.to)
    if branches and branches[-1].when:
        yield _at(outline, branches[-1].path, LAST_HAS_WHEN)
    for branch in branches[:-1]:
        if not branch.when:
            yield _at(outline, branch.path, NEEDS_WHEN)
