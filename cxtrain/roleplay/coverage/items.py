"""The item analysis of a scenario: each scene as a question, its points beside those of the rest of the play. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from cxtrain.measures.distractors import DRAWS_THE_ABLE, UNUSED, OptionTable
from cxtrain.measures.item_analysis import DUBIOUS, Item, is_clear, is_turned
from cxtrain.measures.item_counts import analyse_items
from cxtrain.measures.option_counts import analyse_option_counts
from cxtrain.roleplay.coverage.figures import FEWEST, Walk
from cxtrain.roleplay.graph import gain_of
from cxtrain.roleplay.play import Beat
from cxtrain.roleplay.records import Choice, Scenario, Scene
from cxtrain.web.bilingual import N_, Bilingual

STEPS = 100_000  # of a point: what a play earns at a scene is rounded to one of them
FEW = 30  # plays, below which the figures will still move
THIRDS = 3 * FEWEST  # people, so that a third is not fewer than may be shown
TOO_HARD, TOO_EASY = 11, 95  # per cent of the points

WRONG_WAY = N_("Those who do well in the other scenes do worse here (discrimination %(value)s).")
CHECK_POINTS = N_("See whether the answer with the most points is really the best, and whether it can be told from the next.")
WORSE_DRAWS = N_("“%(option)s” earns less than the best answer, yet those who do well choose it.")
TELLS_LITTLE = N_("It hardly tells those who do well from those who do not (efficiency %(value)s %%).")
ONE_BEHAVIOUR = N_("Let the answers differ in one behaviour, and let the points follow it.")
EARNS_LITTLE = N_("Only %(value)s %% of the points that are at stake here are earned.")
IS_IT_TAUGHT = N_("See whether a lesson teaches it. If it does, read what most people choose instead.")
EARNS_ALL = N_("Nearly everybody chooses the best (%(value)s %% of the points), so the scene says nothing about anybody.")
TEMPT = N_("Let the others be what a tired, decent colleague really says.")
NOBODY_TAKES = N_("Nobody chooses “%(option)s”.")


@dataclass(frozen=True)
class Notice:
    """One reason to look at a scene: a sentence with its values, and what to do."""

    urgency: int  # 0 is the most urgent
    reason: str
    advice: str
    values: Mapping[str, float | Bilingual] = field(default_factory=dict)  # numbers are shown without decimals


@dataclass(frozen=True)
class SceneItem:
    """A scene; `item` is None where fewer than FEWEST people finished a play through it, and all else is empty then."""

    scene: Scene
    people: int
    item: Item | None = None
    options: OptionTable | None = None
    notices: tuple[Notice, ...] = ()  # the most urgent first

    @property
    def has_thirds(self) -> bool:
        """Whether thirds may be shown."""
        return self.people >= THIRDS and self.options is not None and self.options.upper is not None


def scene_items(scenario: Scenario, walks: Sequence[Walk], *, only_first: bool = True) -> tuple[SceneItem, ...]:
    """Return the figures of each scene with answers, from the plays that were finished.

    Args:
        scenario: as it was played.
        walks: in any order.
        only_first: whether each person's first play counts, or all do.
    """
    plays = [walk for walk in walks if walk.state == "finished" and (walk.is_first or not only_first)]
    here: dict[str, list[tuple[Walk, list[Beat]]]] = defaultdict(list)
    for walk in plays:
        by_scene = sorted(walk.beats, key=lambda beat: beat.scene.id)
        for name, beats in groupby(by_scene, key=lambda beat: beat.scene.id):
            here[name].append((walk, list(beats)))
    return tuple(_item(scene, here[scene.id]) for scene in scenario.scenes.values() if scene.choices)


def to_look_at(items: Sequence[SceneItem]) -> tuple[SceneItem, ...]:
    """Return the scenes that deserve a look, the most urgent first."""
    return tuple(sorted((each for each in items if each.notices), key=lambda each: each.notices[0].urgency))


def points_of(choice: Choice) -> int:
    """Return the points of a choice, in steps."""
    return round(Fraction(gain_of(choice)[-1]) * STEPS)


def _item(scene: Scene, plays: Sequence[tuple[Walk, list[Beat]]]) -> SceneItem:
    people = len({walk.person for walk, _ in plays})
    if people < FEWEST:
        return SceneItem(scene, people)
    gains = [points_of(choice) for choice in scene.choices]
    counts, everybody = Counter[tuple[int, int]](), Counter[int]()
    chosen: dict[str, Counter[int]] = {choice.id: Counter() for choice in scene.choices}
    for walk, beats in plays:
        earned = [points_of(beat.choice) for beat in beats]
        rest = sum(points_of(beat.choice) for beat in walk.beats) - sum(earned)
        # A scene that a play comes to twice counts by its mean, above the least that it gives.
        counts[round(Fraction(sum(earned), len(earned))) - min(gains), rest] += 1
        everybody[rest] += 1
        for name in {beat.choice.id for beat in beats}:
            chosen[name][rest] += 1
    item, = analyse_items([counts], [max(gains) - min(gains)])
    best = [choice.id for choice, gain in zip(scene.choices, gains, strict=True) if gain == max(gains)]
    options = analyse_option_counts(list(chosen), best, chosen, everybody, unanswered=0)
    found = [*_separation(item), *_difficulty(item), *_options(scene, item, options)]
    return SceneItem(scene, people, item, options, tuple(sorted(found, key=lambda notice: notice.urgency)))


def _separation(item: Item) -> Iterator[Notice]:
    if is_turned(item) and item.discrimination is not None:
        yield Notice(0, WRONG_WAY, CHECK_POINTS, {"value": item.discrimination})
    elif DUBIOUS in item.verdicts and item.efficiency is not None:
        yield Notice(2, TELLS_LITTLE, ONE_BEHAVIOUR, {"value": item.efficiency})


def _difficulty(item: Item) -> Iterator[Notice]:
    if item.facility is not None and item.facility < TOO_HARD:
        yield Notice(2, EARNS_LITTLE, IS_IT_TAUGHT, {"value": item.facility})
    elif item.facility is not None and item.facility >= TOO_EASY:
        yield Notice(3, EARNS_ALL, TEMPT, {"value": item.facility})


def _options(scene: Scene, item: Item, table: OptionTable) -> Iterator[Notice]:
    texts = {choice.id: choice.say for choice in scene.choices if not choice.is_silence}
    for option in table.options:
        if option.name not in texts:  # nobody presses silence
            continue
        if DRAWS_THE_ABLE in option.verdicts and is_clear(option.correlation or 0.0, table.n) and item.facility is not None:
            yield Notice(1, WORSE_DRAWS, CHECK_POINTS, {"option": texts[option.name]})
        elif UNUSED in option.verdicts and item.n >= FEW:
            yield Notice(4, NOBODY_TAKES, TEMPT, {"option": texts[option.name]})
