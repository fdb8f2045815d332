"""Playing a draft from any of its scenes, also where it still has gaps: what is missing is said to be missing. Pure."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cxtrain.roleplay.authoring.manuscript import Document, Part, branches_of, opened, put_ways, scenes_of, written
from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.conditions import Comparison
from cxtrain.roleplay.formats.drafts import MOOD as MOOD_PART
from cxtrain.roleplay.play import Position, advance
from cxtrain.roleplay.records import MOOD, Choice, Scenario
from cxtrain.roleplay.scenario import load
from cxtrain.roleplay.screen import NO_NOTES, Exchange, exchanges_of

UNWRITTEN = "not-written-yet"
GAP = {"zh": "（还没写）", "en": "(not written yet)"}
NEEDED = ("say", "reaction", "coaching")


@dataclass(frozen=True)
class Offer:
    """A choice of the scene on screen, and whether the state lets the player make it."""

    choice: Choice
    is_open: bool


@dataclass(frozen=True)
class Rehearsal:
    """Where a rehearsal stands."""

    scenario: Scenario
    position: Position
    exchanges: tuple[Exchange, ...]
    offers: tuple[Offer, ...]

    @property
    def points(self) -> dict[str, float]:
        """The points earned since the rehearsal began, by dimension; those of 0 are left out."""
        earned: dict[str, float] = {}
        for beat in self.position.trail:
            for dimension, points in beat.choice.points.items():
                earned[dimension] = earned.get(dimension, 0) + float(points)
        return {dimension: points for dimension, points in earned.items() if points}


@lru_cache(maxsize=32)
def playable(text: str) -> Scenario | None:
    """Return the scenario of a draft's text, its gaps filled so that it can be played; None where that cannot be done."""
    document = _whole(opened(text))
    return load(written(document)) if scenes_of(document) else None


def rehearsed(scenario: Scenario, scene: str, made: Iterable[str]) -> Rehearsal:
    """Return the rehearsal that began in `scene`, in the state of the start, after the choices `made`.

    Raises:
        KeyError: there is no such scene.
        IllegalChoice: a choice is not offered where it was made.
    """
    position = Position(scenario.scenes[scene], scenario.starting_state, ())
    for choice_id in made:
        position = advance(scenario, position, choice_id)
    exchanges = exchanges_of(scenario, position, coached=True, casting=casting_of(scenario), notes=NO_NOTES)
    open_now = {choice.id for choice in position.scene.offered(position.state)}
    offers = tuple(Offer(choice, choice.id in open_now) for choice in position.scene.choices)
    return Rehearsal(scenario, position, exchanges, offers)


def unmet(offer: Offer, position: Position) -> tuple[Comparison, ...]:
    """Return what keeps the player from a choice."""
    return tuple(each for each in offer.choice.condition if not each.holds(position.state))


def _whole(document: Document) -> Document:
    """Return a copy in which every gap is filled with words that say so."""
    whole = copy.deepcopy(document)
    for key in ("title", "brief"):
        whole[key] = _both(whole.get(key))
    customer = whole.setdefault("customer", {})
    customer["name"] = _both(customer.get("name"))
    whole.setdefault("state", {}).setdefault(MOOD, dict(MOOD_PART))
    whole["touchpoint"] = whole.get("touchpoint") or "none"
    for scene in scenes_of(whole).values():
        _fill(scene, whole)
    for variant in whole.get("variants", []):
        variant.setdefault("customer", {})["name"] = _both(variant.get("customer", {}).get("name"))
        variant["says"] = {name: _both(words) for name, words in variant.get("says", {}).items()}
    whole.setdefault("start", next(iter(scenes_of(whole)), UNWRITTEN))
    scenes_of(whole)[UNWRITTEN] = {"ending": {"outcome": "indifferent", "title": GAP}}
    return whole


def _both(text: dict[str, str] | None) -> dict[str, str]:
    """Return a text in both languages: one stands for the other where that is missing."""
    known = {language: words for language, words in (text or {}).items() if words.strip()}
    one = next(iter(known.values()), None)
    return {language: known.get(language, one or GAP[language]) for language in GAP}


def _fill(scene: Part, whole: Document) -> None:
    when = _kept_when(scene, whole["state"])
    scene.pop("when", None)
    if when and scene.get("otherwise") in scenes_of(whole):
        scene |= when
    else:
        scene.pop("otherwise", None)
    for key in ("sees", "says", "hint"):
        if key in scene:
            scene[key] = _both(scene[key])
    if "ending" in scene:
        scene["ending"].setdefault("outcome", "indifferent")
        scene["ending"] |= {key: _both(scene["ending"][key]) for key in ("title", "debrief") if key in scene["ending"]}
        return
    scene["says"] = _both(scene.get("says"))
    if not scene.get("choices"):
        scene["choices"] = [{"id": UNWRITTEN}]
    for at, choice in enumerate(scene["choices"]):
        choice.setdefault("id", f"{UNWRITTEN}-{at}")
        _fill_choice(choice, whole)


def _fill_choice(choice: Part, whole: Document) -> None:
    for key in NEEDED:
        choice[key] = _both(choice.get(key))
    state = whole["state"]
    for key in ("when", "effects"):
        choice[key] = {name: value for name, value in choice.get(key, {}).items() if name in state}
    ways = [{"to": _there(way.get("to"), whole), **_kept_when(way, state)} for way in branches_of(choice)]
    if not ways or ways[-1].get("when"):
        ways.append({"to": UNWRITTEN})
    put_ways(choice, ways)


def _kept_when(way: Part, state: Part) -> Part:
    when = {name: value for name, value in way.get("when", {}).items() if name in state}
    return {"when": when} if when else {}


def _there(name: str | None, whole: Document) -> str:
    return name if name in scenes_of(whole) else UNWRITTEN
