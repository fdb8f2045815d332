"""A draft plan in words, in both languages, from a finding. Pure. Nothing counts until somebody has edited and approved it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.measures.effects import visits_per_side
from cxtrain.planning.causes import Cause
from cxtrain.planning.findings import TOLERANCE, Finding, Verdict
from cxtrain.planning.library import Action, Kind, Library
from cxtrain.web.bilingual import Bilingual

MOST_ACTIONS = 3
DAYS_TO_CHECK: Mapping[Verdict, int] = {Verdict.PLAN_NOW: 60, Verdict.PLAN_SOON: 90}
MOST_VISITS_TO_ASK = 40  # per side; a store sees about as many in a year or two

# Which kinds of action, in which order. Training only where the cause is knowledge or skill.
TEAM_KINDS: Mapping[Cause, tuple[Kind, ...]] = {
    Cause.SYSTEM: ("process", "collect"),
    Cause.STANDARD: ("process", "train", "collect"),
    Cause.TRANSFER: ("coach", "process", "collect"),
    Cause.PROMISE: ("process", "collect"),
}
TEAM_KINDS_OTHERWISE: tuple[Kind, ...] = ("collect", "process", "coach")
PRODUCT_KINDS: tuple[Kind, ...] = ("process", "collect")  # a product is not mended by training staff
# One action in the dimension, so that a person works on one thing at a time, and one to look again.
PERSON_KINDS: Mapping[Cause, tuple[Kind, ...]] = {Cause.SKILL: ("train", "collect")}
PERSON_KINDS_OTHERWISE: tuple[Kind, ...] = ("coach", "collect")


@dataclass(frozen=True)
class Scene:
    """Where the finding was made, in words."""

    unit: Bilingual
    touchpoint: Bilingual
    stage: str  # awareness, purchase, use, feedback
    channel: str  # online, offline, product, internal
    observation: str  # mystery_shop or announced_check
    months: int  # that the finding looks back


@dataclass(frozen=True)
class DraftAction:
    """One proposed action."""

    kind: Kind
    what: Bilingual
    due_on: dt.date
    dimension: str | None  # None where the action is about looking, not about a dimension


@dataclass(frozen=True)
class Draft:
    """A plan as the library proposes it."""

    finding: Bilingual
    cause: Bilingual
    goal: Bilingual
    actions: tuple[DraftAction, ...]
    due_on: dt.date  # when the plan is checked


def draft(finding: Finding, library: Library, *, scene: Scene, cause: Cause, today: dt.date) -> Draft:
    """Return the draft of a plan: what was found, why as far as known, a goal with its date, at most three actions.

    Raises:
        ValueError: the finding does not allow a plan.
    """
    if not finding.allows_plan:
        raise ValueError("this finding does not allow a plan")
    due_on = today + dt.timedelta(DAYS_TO_CHECK[finding.verdict])
    return Draft(
        finding=_finding_words(finding, library, scene),
        cause=library.causes[cause].said,
        goal=_goal_words(finding, library, scene=scene, due_on=due_on),
        actions=_actions(finding, library, scene=scene, cause=cause, today=today),
        due_on=due_on,
    )


def _finding_words(finding: Finding, library: Library, scene: Scene) -> Bilingual:
    sentences = library.sentences
    sentence = sentences.finding_person if finding.cell.is_person else sentences.finding_unit
    months = {"months": str(scene.months)}
    period = sentences.period.filled(months, months)
    numbers = {
        "n": str(finding.n),
        "mean": _points(finding.cell.sums.mean),
        "standard": _points(finding.cell.standard),
        "gap": _points(-(finding.gap or 0.0)),
    }
    zh, en = _names(finding, library, scene)
    return sentence.filled({**zh, **numbers, "period": period.zh}, {**en, **numbers, "period": period.en})


def _goal_words(finding: Finding, library: Library, *, scene: Scene, due_on: dt.date) -> Bilingual:
    zh, en = _names(finding, library, scene)
    if finding.cell.is_person:
        facts = {"due": due_on.isoformat()}
        return library.sentences.goal_person.filled(zh | facts, en | facts)
    # Half the way to the standard: enough to be worth the work, and not a promise that nobody can keep.
    baseline = finding.cell.standard + (finding.gap or 0.0)
    change = (finding.shortfall + TOLERANCE) / 2
    per_side = visits_per_side(change, (finding.spread.within or 1.0) ** 0.5)
    facts = {
        "due": due_on.isoformat(),
        "baseline": _points(baseline),
        "target": _points(baseline + change),
        "per_side": str(per_side),
    }
    goals = library.sentences
    sentence = goals.goal_unit if per_side <= MOST_VISITS_TO_ASK else goals.goal_unit_direction
    return sentence.filled(zh | facts, en | facts)


def _names(finding: Finding, library: Library, scene: Scene) -> tuple[dict[str, str], dict[str, str]]:
    words = library.dimensions[finding.cell.dimension]  # type: ignore[index]
    visits = library.kinds[scene.observation]  # type: ignore[index]
    named = {
        "unit": scene.unit, "touchpoint": scene.touchpoint, "dimension": words.name.said, "plain": words.plain.said,
        "behaviour": words.behaviour.said, "visits": visits.said,
    }
    zh, en = {name: text.zh for name, text in named.items()}, {name: text.en for name, text in named.items()}
    return zh, en | {"dimension": en["dimension"].lower()}


def _actions(
    finding: Finding, library: Library, *, scene: Scene, cause: Cause, today: dt.date
) -> tuple[DraftAction, ...]:
    dimension, audience = finding.cell.dimension, "person" if finding.cell.is_person else "team"
    proposed = []
    for kind in _kinds(finding, cause, scene.channel)[:MOST_ACTIONS]:
        fitting = [action for action in library.actions if action.kind == kind and action.fits(
            audience, dimension, stage=scene.stage, channel=scene.channel, cause=cause)]
        if fitting:
            best = max(fitting, key=lambda action: action.particularity)
            proposed.append(_proposed(best, dimension, today))
    return tuple(proposed)


def _kinds(finding: Finding, cause: Cause, channel: str) -> tuple[Kind, ...]:
    if finding.cell.is_person:
        return PERSON_KINDS.get(cause, PERSON_KINDS_OTHERWISE)
    return PRODUCT_KINDS if channel == "product" else TEAM_KINDS.get(cause, TEAM_KINDS_OTHERWISE)


def _proposed(action: Action, dimension: str, today: dt.date) -> DraftAction:
    about = None if action.kind == "collect" else dimension
    return DraftAction(action.kind, action.what.said, today + dt.timedelta(action.days), about)


def _points(value: float) -> str:
    return f"{value:.1f}"
