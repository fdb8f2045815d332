"""A draft plan in words, in both languages, from a finding. Pure. Nothing counts until somebody has edited and approved it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.measures.effects import visits_per_side
from cxtrain.planning.causes import Cause
from cxtrain.planning.findings import Finding, Verdict
from cxtrain.planning.library import Action, Kind, Library
from cxtrain.web.bilingual import Bilingual

MOST_ACTIONS = 3
MOST_OF_A_KIND = 2  # options considered
MOST_VISITS_TO_ASK = 40  # per side; a store sees about as many in a year or two

# Which kinds of action, in which order. Training only where the cause is knowledge or skill; after an event, first its why.
TEAM_KINDS: Mapping[Cause, tuple[Kind, ...]] = {
    Cause.SYSTEM: ("process", "collect"),
    Cause.EVENT: ("collect",),
    Cause.SKILL: ("train", "coach", "collect"),
    Cause.STANDARD: ("process", "train", "collect"),
    Cause.TRANSFER: ("coach", "process", "collect"),
    Cause.LOAD: ("coach", "process", "collect"),
    Cause.PROMISE: ("process", "collect"),
}
TEAM_KINDS_OTHERWISE: tuple[Kind, ...] = ("collect", "process", "coach")
PRODUCT_KINDS: tuple[Kind, ...] = ("process", "collect")  # a product is not mended by training staff
# One action in the dimension, so that a person works on one thing at a time, and one to look again.
PERSON_KINDS: Mapping[Cause, tuple[Kind, ...]] = {Cause.SKILL: ("train", "collect"), Cause.EVENT: ("collect",)}
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
    course: str | None = None  # of the touchpoint: what practice assigns where its action names no course


@dataclass(frozen=True)
class DraftAction:
    """One proposed action."""

    kind: Kind
    what: Bilingual
    due_on: dt.date
    dimension: str | None  # None where the action is about looking, not about a dimension
    slug: str  # in the library
    check: Bilingual | None  # how one sees that it helped
    course: str | None  # that practice assigns


@dataclass(frozen=True)
class Option:
    """An action of the library that was considered, and whether the draft took it."""

    action: DraftAction
    chosen: bool


@dataclass(frozen=True)
class Smart:
    """A goal that can be checked: what is measured, from where to where, with how many visits, until when."""

    indicator: Bilingual
    baseline: float  # shrunken mean, scale points
    target: float
    per_side: int  # visits before, and as many after, that it takes to see the change
    provable: bool  # whether a store can have so many; a person is judged on six visits, never by a test
    check_on: dt.date


@dataclass(frozen=True)
class Draft:
    """A plan as the library proposes it."""

    finding: Bilingual
    cause: Bilingual
    goal: Bilingual
    smart: Smart
    actions: tuple[DraftAction, ...]
    options: tuple[Option, ...]  # at least two, the chosen ones among them
    due_on: dt.date  # when the plan is checked


@dataclass(frozen=True)
class _Case:
    """What the parts of a draft are written from."""

    finding: Finding
    library: Library
    scene: Scene
    cause: Cause
    today: dt.date

    @property
    def audience(self) -> str:
        """For whom an action must be."""
        return "person" if self.finding.cell.is_person else "team"

    @property
    def check_on(self) -> dt.date:
        """When the plan is checked."""
        rules = self.finding.thresholds
        return self.today + dt.timedelta(rules.now_days if self.finding.verdict is Verdict.PLAN_NOW else rules.soon_days)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Which kinds of action answer the cause, in which order."""
        if self.finding.cell.is_person:
            return PERSON_KINDS.get(self.cause, PERSON_KINDS_OTHERWISE)
        return PRODUCT_KINDS if self.scene.channel == "product" else TEAM_KINDS.get(self.cause, TEAM_KINDS_OTHERWISE)


def draft(finding: Finding, library: Library, *, scene: Scene, cause: Cause, today: dt.date) -> Draft:
    """Return the draft of a plan: what was found, why as far as known, a goal with its date, at most three actions.

    Raises:
        ValueError: the finding does not allow a plan.
    """
    if not finding.allows_plan:
        raise ValueError("this finding does not allow a plan")
    case = _Case(finding, library, scene, cause, today)
    smart, options = _smart(case), _options(case)
    return Draft(
        finding=_finding_words(case), cause=library.causes[cause].said, goal=_goal_words(case, smart), smart=smart,
        actions=tuple(option.action for option in options if option.chosen), options=options, due_on=case.check_on)


def _finding_words(case: _Case) -> Bilingual:
    finding, sentences = case.finding, case.library.sentences
    sentence = sentences.finding_person if finding.cell.is_person else sentences.finding_unit
    months = {"months": str(case.scene.months)}
    period = sentences.period.filled(months, months)
    numbers = {
        "n": str(finding.n),
        "mean": _points(finding.cell.sums.mean),
        "standard": _points(finding.cell.standard),
        "gap": _points(-(finding.gap or 0.0)),
    }
    zh, en = _names(case)
    return sentence.filled({**zh, **numbers, "period": period.zh}, {**en, **numbers, "period": period.en})


def _smart(case: _Case) -> Smart:
    """Return the goal in numbers: half the way to the standard, which is worth the work and no promise nobody can keep."""
    finding, sentences, rules = case.finding, case.library.sentences, case.finding.thresholds
    baseline, change = finding.cell.standard + (finding.gap or 0.0), (finding.shortfall + rules.tolerance) / 2
    person = finding.cell.is_person
    per_side = rules.person_visits if person else visits_per_side(change, (finding.spread.within or 1.0) ** 0.5)
    sentence = sentences.indicator_person if person else sentences.indicator_unit
    return Smart(sentence.filled(*_names(case)), baseline, baseline + change, per_side,
                 not person and per_side <= MOST_VISITS_TO_ASK, case.check_on)


def _goal_words(case: _Case, smart: Smart) -> Bilingual:
    sentences = case.library.sentences
    facts = {"due": case.check_on.isoformat(), "baseline": _points(smart.baseline), "target": _points(smart.target),
             "per_side": str(smart.per_side)}
    sentence = sentences.goal_unit if smart.provable else sentences.goal_unit_direction
    zh, en = _names(case)
    return (sentences.goal_person if case.finding.cell.is_person else sentence).filled(zh | facts, en | facts)


def _names(case: _Case) -> tuple[dict[str, str], dict[str, str]]:
    words = case.library.dimensions[case.finding.cell.dimension]  # type: ignore[index]
    visits = case.library.kinds[case.scene.observation]  # type: ignore[index]
    named = {
        "unit": case.scene.unit, "touchpoint": case.scene.touchpoint, "dimension": words.name.said,
        "plain": words.plain.said, "behaviour": words.behaviour.said, "visits": visits.said,
    }
    zh, en = {name: text.zh for name, text in named.items()}, {name: text.en for name, text in named.items()}
    return zh, en | {"dimension": en["dimension"].lower()}


def _options(case: _Case) -> tuple[Option, ...]:
    """Return the two best actions of each kind that answers the cause; the draft takes the best of each."""
    fitting = case.library.fitting(case.audience, case.finding.cell.dimension, stage=case.scene.stage,
                                   channel=case.scene.channel, cause=case.cause)
    found = []
    for kind in case.kinds[:MOST_ACTIONS]:
        best = [action for action in fitting if action.kind == kind][:MOST_OF_A_KIND]
        found += [Option(_proposed(case, action), chosen=not place) for place, action in enumerate(best)]
    return tuple(found)


def _proposed(case: _Case, action: Action) -> DraftAction:
    course = action.course or case.scene.course if action.kind == "train" else None
    return DraftAction(
        action.kind, action.what.said, case.today + dt.timedelta(action.days),
        None if action.kind == "collect" else case.finding.cell.dimension, action.id,
        action.check.said if action.check else None, course)


def _points(value: float) -> str:
    return f"{value:.1f}"
