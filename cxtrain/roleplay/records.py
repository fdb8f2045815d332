"""The records of a scenario: what play, score and debrief read. Texts are in both languages, numbers exact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from cxtrain.roleplay.conditions import Condition, Number, State, Value, condition_of, exact, holds, value_of
from cxtrain.roleplay.schema import (
    ChoicePart,
    CustomerPart,
    Dimension,
    EndingPart,
    GaugePart,
    ModelStep,
    Outcome,
    ScenarioFile,
    ScenePart,
    VariantPart,
)
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.documents import Text

MOOD = "mood"


@dataclass(frozen=True)
class Gauge:
    """A part of the state: a number that stays between `lowest` and `highest`, a yes-or-no, or one of `words`."""

    name: str
    start: Value
    lowest: Number | None
    highest: Number | None
    words: tuple[str, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Whether it is a yes-or-no."""
        return isinstance(self.start, bool)

    def after(self, value: Value, effect: Value) -> Value:
        """Return the value after an effect: a flag or a word is set, a number is moved and kept within its bounds."""
        if self.is_flag or isinstance(value, str) or isinstance(effect, str):
            return effect
        moved = value + effect
        if self.lowest is not None and moved < self.lowest:
            return self.lowest
        return self.highest if self.highest is not None and moved > self.highest else moved


@dataclass(frozen=True)
class Branch:
    """A way on, taken where its condition holds."""

    condition: Condition
    to: str
    at: int = field(default=0, compare=False)  # which of the file's ways it is, from 0


@dataclass(frozen=True)
class Choice:
    """One thing the player may say or do (应对)."""

    id: str
    say: Bilingual
    reaction: Bilingual
    coaching: Bilingual
    step: ModelStep | None
    condition: Condition
    effects: Mapping[str, Value]
    points: Mapping[Dimension, Number]
    branches: tuple[Branch, ...]  # the last one is always open
    needs_reason: bool = False  # whether the player must say why
    patience: int | None = None  # of silence: the seconds, after the time for reading, at which it is taken by itself

    @property
    def is_silence(self) -> bool:
        """Whether it is what comes of giving no answer: nobody can press it."""
        return self.patience is not None

    def leads_to(self, state: State) -> str:
        """Return the scene that follows where the effects have made the state `state`."""
        return next(branch.to for branch in self.branches if holds(branch.condition, state))


@dataclass(frozen=True)
class Ending:
    """How the story ends."""

    outcome: Outcome
    title: Bilingual | None
    debrief: Bilingual | None


@dataclass(frozen=True)
class Scene:
    """A moment of the story."""

    id: str
    is_moment_of_truth: bool
    sees: Bilingual | None
    says: Bilingual | None
    choices: tuple[Choice, ...]
    ending: Ending | None
    hint: Bilingual | None = None  # shown in a practice where the player asks for it

    def offered(self, state: State) -> tuple[Choice, ...]:
        """Return the choices open in `state`, in the order of the file."""
        return tuple(choice for choice in self.choices if holds(choice.condition, state))

    def answers(self, state: State) -> tuple[Choice, ...]:
        """Return what the player may say in `state`: the choices that are open, without silence."""
        return tuple(choice for choice in self.offered(state) if not choice.is_silence)

    @property
    def silence(self) -> Choice | None:
        """What comes of giving no answer; None where the customer waits."""
        return next((choice for choice in self.choices if choice.is_silence), None)


@dataclass(frozen=True)
class Customer:
    """Who stands before the player."""

    name: Bilingual
    kind: str | None


@dataclass(frozen=True)
class Variant:
    """Another customer in the same story, with words of their own in some scenes."""

    customer: Customer
    says: Mapping[str, Bilingual]  # by scene


@dataclass(frozen=True, eq=False)
class Scenario:
    """A whole scenario. Compared by identity, so that what is computed from it can be remembered."""

    slug: str
    touchpoint: str
    title: Bilingual
    brief: Bilingual
    customer: Customer
    gauges: Mapping[str, Gauge]
    start: str
    scenes: Mapping[str, Scene]
    variants: tuple[Variant, ...] = ()

    @property
    def has_hints(self) -> bool:
        """Whether any scene has a hint."""
        return any(scene.hint for scene in self.scenes.values())

    @property
    def has_silences(self) -> bool:
        """Whether the customer waits for ever in some scenes and not in others."""
        return any(scene.silence for scene in self.scenes.values())

    @property
    def opening(self) -> Scene:
        """The scene it starts with."""
        return self.scenes[self.start]

    @property
    def starting_state(self) -> State:
        """The state it starts in."""
        return {gauge.name: gauge.start for gauge in self.gauges.values()}

    def after(self, state: State, choice: Choice) -> State:
        """Return the state after a choice; names that `state` leaves out stay out of it."""
        changed = dict(state)
        for name, effect in choice.effects.items():
            if name in changed:
                changed[name] = self.gauges[name].after(changed[name], effect)
        return changed


def scenario_of(file: ScenarioFile) -> Scenario:
    """Return the records of a file whose names all resolve."""
    return Scenario(
        slug=file.slug,
        touchpoint=file.touchpoint,
        title=file.title.said,
        brief=file.brief.said,
        customer=_customer(file.customer),
        gauges={name: _gauge(name, part) for name, part in file.state.items()},
        start=file.start,
        scenes={name: _scene(name, part, file.scenes) for name, part in file.scenes.items()},
        variants=tuple(_variant(part) for part in file.variants or ()),
    )


def _customer(part: CustomerPart) -> Customer:
    return Customer(part.name.said, part.kind)


def _variant(part: VariantPart) -> Variant:
    return Variant(_customer(part.customer), {name: text.said for name, text in part.says.items()})


def _gauge(name: str, part: GaugePart) -> Gauge:
    return Gauge(name, value_of(part.start), _optional(part.min), _optional(part.max), tuple(part.words or ()))


def _optional(number: int | float | None) -> Number | None:
    return None if number is None else exact(number)


def _scene(name: str, part: ScenePart, scenes: Mapping[str, ScenePart]) -> Scene:
    choices = tuple(_choice(choice, scenes) for choice in part.choices or ())
    return Scene(
        name, part.moment_of_truth, _said(part.sees), _said(part.says), choices, _ending(part.ending), _said(part.hint)
    )


def _ending(part: EndingPart | None) -> Ending | None:
    return Ending(part.outcome, _said(part.title), _said(part.debrief)) if part else None


def _said(text: Text | None) -> Bilingual | None:
    return text.said if text else None


def _choice(part: ChoicePart, scenes: Mapping[str, ScenePart]) -> Choice:
    return Choice(
        id=part.id,
        say=part.say.said,
        reaction=part.reaction.said,
        coaching=part.coaching.said,
        step=part.step,
        condition=condition_of(part.when or {}),
        effects={name: value_of(value) for name, value in part.effects.items()},
        points={dimension: exact(number) for dimension, number in part.points.items()},
        branches=tuple(_branches(part, scenes)),
        needs_reason=part.reason,
        patience=part.after,
    )


def _branches(part: ChoicePart, scenes: Mapping[str, ScenePart]) -> Iterator[Branch]:
    if isinstance(part.next, str):
        yield from _past_conditions(Branch((), part.next), scenes)
        return
    for at, way in enumerate(part.next):
        yield from _past_conditions(Branch(condition_of(way.when or {}), way.to, at), scenes)


def _past_conditions(branch: Branch, scenes: Mapping[str, ScenePart]) -> Iterator[Branch]:
    """Yield a way on, and before it the scenes that the story comes to only where their own conditions hold.

    So a scene's condition is written once, and play, search and checks know ways on only.
    """
    to, passed = branch.to, set[str]()
    while to in scenes and scenes[to].when and scenes[to].otherwise and to not in passed:
        yield replace(branch, condition=(*branch.condition, *condition_of(scenes[to].when or {})), to=to)
        passed.add(to)
        to = scenes[to].otherwise or to
    yield replace(branch, to=to)
