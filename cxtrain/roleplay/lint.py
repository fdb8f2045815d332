"""Advice about a scenario that is right but could teach better. None of it stops a publication."""

import re
from collections.abc import Iterator

from cxtrain.roleplay.conditions import Number
from cxtrain.roleplay.reading_time import LONG, RATES, reading_times
from cxtrain.roleplay.records import MOOD, Choice, Scenario, Scene
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, Path, Tree, warning_at
from cxtrain.web.yaml_tree import Data

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")

MANY_CHOICES = N_('The scene "%(name)s" has %(count)s choices; a player can weigh two to four.')
ONE_CHOICE = N_('The scene "%(name)s" has one choice; a player learns from two to four.')
NO_MOMENT = N_("No scene is marked as a moment of truth.")
ONE_OUTCOME = N_("All endings have the same outcome; at least three different ones show what choices change.")
NO_POINTS = N_("No choice has points, so no play gets a score.")
NO_TITLE = N_('The ending "%(name)s" has no title or no debrief.')
NO_BOUNDS = N_("The mood has no min and max; the face then takes it to lie between -5 and 5.")
UNUSED = N_('Nothing changes or reads "%(name)s".')
LONGEST = N_("In %(count)s of %(scenes)s scenes the answer with most points is the longest one; players notice.")
NOT_CHINESE = N_("The Chinese text has no Chinese character.")
NOT_ENGLISH = N_("The English text has Chinese characters.")
NO_COACHING = N_('The choice "%(name)s" has no coaching yet: say in a sentence or two what it did and why.')
WORST_LOOKING = N_(
    'The choice "%(name)s" has the most points of its scene, yet the mood gains most by another: '
    "players take it for a poor one. Check its points and its effect on the mood."
)
LONG_SCENE = N_(
    'The scene "%(name)s" takes about %(zh)s s to read in Chinese and %(en)s s in English, more than %(most)s s '
    "(at %(characters)s characters a minute, our assumption, and %(words)s words, Brysbaert 2019)."
)
PLACEHOLDER = re.compile(r"\W*|(to ?do|tbd|n/?a|none|x+|coaching|待补充?|待定|待写|暂无|无|略|点评)\W*", re.I)


def advice(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    """Yield warnings about a scenario without faults."""
    for scene in scenario.scenes.values():
        yield from _scene_advice(scene, tree)
    yield from _whole_advice(scenario, tree)
    yield from _state_advice(scenario, tree)
    yield from _habit_advice(scenario, tree)
    yield from _reading_advice(scenario, tree)
    yield from _language_advice((), tree.data, tree)


def _scene_advice(scene: Scene, tree: Tree) -> Iterator[Fault]:
    place = tree.key_place(("scenes", scene.id))
    always = [choice for choice in scene.choices if not (choice.condition or choice.is_silence)]
    if len(always) > 4:
        yield warning_at(place, MANY_CHOICES, name=scene.id, count=len(always))
    if sum(not choice.is_silence for choice in scene.choices) == 1:
        yield warning_at(place, ONE_CHOICE, name=scene.id)
    if scene.ending and not (scene.ending.title and scene.ending.debrief):
        yield warning_at(place, NO_TITLE, name=scene.id)
    yield from _coaching_advice(scene, tree)
    yield from _looks_advice(scene, tree)


def _coaching_advice(scene: Scene, tree: Tree) -> Iterator[Fault]:
    for at, choice in enumerate(scene.choices):
        for language, text in choice.coaching.as_dict().items():
            if PLACEHOLDER.fullmatch(text):
                place = tree.place(("scenes", scene.id, "choices", at, "coaching", language))
                yield warning_at(place, NO_COACHING, name=choice.id)


def _looks_advice(scene: Scene, tree: Tree) -> Iterator[Fault]:
    """Yield a warning where only choices that look bad have the most points: the mood falls, or gains least of all."""
    said = {at: choice for at, choice in enumerate(scene.choices) if not choice.is_silence}
    moods = {at: _mood_effect(choice) for at, choice in said.items()}
    worths = {at: _worth(choice) for at, choice in said.items()}
    best = [at for at, worth in worths.items() if worth == max(worths.values()) > min(worths.values())]
    low, high = min(moods.values(), default=0), max(moods.values(), default=0)
    looks_bad = [moods[at] < high and (moods[at] < 0 or moods[at] == low) for at in best]
    for at in best if all(looks_bad) else ():
        place = tree.key_place(("scenes", scene.id, "choices", at, "points"))
        yield warning_at(place, WORST_LOOKING, name=said[at].id)


def _mood_effect(choice: Choice) -> Number:
    return choice.effects.get(MOOD, 0)


def _reading_advice(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    for name, time in reading_times(scenario).items():
        if max(time.zh, time.en) > LONG:
            yield warning_at(tree.key_place(("scenes", name)), LONG_SCENE, name=name, zh=round(time.zh), en=round(time.en),
                             most=LONG, characters=RATES["zh"], words=RATES["en"])


def _whole_advice(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    scenes = scenario.scenes.values()
    place = tree.key_place(("scenes",))
    if not any(scene.is_moment_of_truth for scene in scenes):
        yield warning_at(place, NO_MOMENT)
    if len({scene.ending.outcome for scene in scenes if scene.ending}) == 1:
        yield warning_at(place, ONE_OUTCOME)
    if not any(points for scene in scenes for choice in scene.choices for points in choice.points.values()):
        yield warning_at(place, NO_POINTS)


def _state_advice(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    choices = [choice for scene in scenario.scenes.values() for choice in scene.choices]
    conditions = [c.condition for c in choices] + [branch.condition for c in choices for branch in c.branches]
    used = {name for choice in choices for name in choice.effects}
    used |= {comparison.name for condition in conditions for comparison in condition}
    for name, gauge in scenario.gauges.items():
        if name not in used:
            yield warning_at(tree.key_place(("state", name)), UNUSED, name=name)
        if name == MOOD and (gauge.lowest is None or gauge.highest is None):
            yield warning_at(tree.key_place(("state", name)), NO_BOUNDS)


def _habit_advice(scenario: Scenario, tree: Tree) -> Iterator[Fault]:
    """Yield a warning where the best answer can be told by its length; its place is shuffled."""
    said = [[choice for choice in scene.choices if not choice.is_silence] for scene in scenario.scenes.values()]
    scenes = [choices for choices in said if len({_worth(choice) for choice in choices}) > 1]
    longest = sum(max(choices, key=_worth) is max(choices, key=lambda one: len(one.say.zh)) for choices in scenes)
    if len(scenes) >= 4 and longest > len(scenes) * 2 / 3:
        yield warning_at(tree.key_place(("scenes",)), LONGEST, count=longest, scenes=len(scenes))


def _worth(choice: Choice) -> float:
    return float(sum(choice.points.values()))


def _language_advice(path: Path, data: Data, tree: Tree) -> Iterator[Fault]:
    if isinstance(data, list):
        for at, item in enumerate(data):
            yield from _language_advice((*path, at), item, tree)
    if isinstance(data, dict):
        yield from _text_advice(path, data, tree)
        for key, item in data.items():
            yield from _language_advice((*path, key), item, tree)


def _text_advice(path: Path, data: dict[str, Data], tree: Tree) -> Iterator[Fault]:
    zh, en = data.get("zh"), data.get("en")
    if isinstance(zh, str) and isinstance(en, str):
        if not HAN.search(zh):
            yield warning_at(tree.place((*path, "zh")), NOT_CHINESE)
        if HAN.search(en):
            yield warning_at(tree.place((*path, "en")), NOT_ENGLISH)
