"""What the checker finds in a draft, said by scene, choice and text instead of by line and column. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from cxtrain.roleplay.drift import drifted
from cxtrain.roleplay.references import LAST_HAS_WHEN, NEEDS_BOTH, NEEDS_CHOICES, NEEDS_SAYS, NEEDS_WHEN
from cxtrain.roleplay.scenario import Parsed, parse
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import NO_TEXT, NOTHING_HERE, SENTENCES, Fault, Path, Tree
from cxtrain.web.yaml_tree import Place, plant

TEXTS = {  # the parts of a file, as the page names them
    "say": N_("What the player says"), "reaction": N_("What the customer does"), "coaching": N_("Coaching"),
    "sees": N_("What the player sees"), "says": N_("What the customer says"), "hint": N_("Hint"), "title": N_("Title"),
    "brief": N_("What the player knows beforehand"), "debrief": N_("What to take away"), "customer": N_("Customer"),
    "name": N_("Name"),
    "state": N_("State"), "points": N_("Points"), "effects": N_("What it changes"), "when": N_("Only offered when"),
    "next": N_("Leads to"), "to": N_("Leads to"), "ending": N_("Ending"), "outcome": N_("Outcome"), "step": N_("Step"),
    "touchpoint": N_("Touchpoint"), "start": N_("First scene"), "variants": N_("Other customers"), "after": N_("Silence"),
    "zh": N_("Chinese"), "en": N_("English"),
}
MISSING = N_("This is still to be written.")
WORDS = {  # sentences that speak of the file, as the page says them; the first word of each value is the text they are about
    NEEDS_SAYS: ("says", MISSING),
    NEEDS_CHOICES: ("", N_("Write what the customer says and add answers, or make the scene an ending.")),
    NO_TEXT: ("", MISSING), NOTHING_HERE: ("", MISSING),
    LAST_HAS_WHEN: ("next", N_("Say where it leads when none of the conditions holds.")),
    NEEDS_BOTH: ("when", N_("A scene that comes only where something holds needs both: the condition, "
                            "and where the story goes otherwise.")),
    NEEDS_WHEN: ("next", N_("A way on that stands before others needs a condition.")),
}


@dataclass(frozen=True)
class Problem:
    """A finding and where it stands."""

    scene: str | None  # None: it concerns the whole scenario
    choice: int | None  # from 1
    parts: tuple[str, ...]  # keys of TEXTS, from the outside in
    fault: Fault

    @property
    def is_error(self) -> bool:
        """Whether it forbids publication."""
        return self.fault.level == "error"


@lru_cache(maxsize=64)
def checked(text: str) -> Parsed:
    """Return what the checker finds in a draft's text; remembered, because each page of the draft asks."""
    return parse(text)


@lru_cache(maxsize=64)
def problems_in(text: str, published: str = "") -> tuple[Problem, ...]:
    """Return what the checker finds in a draft's text, also where one language drifted from the other since `published`."""
    parsed, before = checked(text), plant(published)[0] if published else None
    stale = tuple(drifted(parsed.tree, before)) if parsed.tree and before else ()
    return problems_of(replace(parsed, findings=(*parsed.findings, *stale)))


def problems_of(parsed: Parsed) -> tuple[Problem, ...]:
    """Return the findings about a draft, errors first, in the order of its scenes."""
    if parsed.tree is None:
        return tuple(Problem(None, None, (), fault) for fault in parsed.findings)
    paths = _paths(parsed.tree)
    found = [_problem(paths.get(Place(fault.line, fault.column), ()), fault) for fault in parsed.findings]
    return tuple(sorted(found, key=lambda problem: not problem.is_error))


def _paths(tree: Tree) -> Mapping[Place, Path]:
    """Return what stands at each place; of several that begin there, the innermost key or value."""
    places = [*tree.values.items(), *tree.keys.items()]
    return {place: path for path, place in sorted(places, key=lambda one: len(one[0]))}


def _problem(path: Path, fault: Fault) -> Problem:
    own, message = WORDS.get(fault.message, ("", fault.message))
    if fault.message == SENTENCES["missing"] and fault.values["key"] in TEXTS:
        own, message = str(fault.values["key"]), MISSING
    words = tuple(step for step in path if isinstance(step, str) and step in TEXTS)
    said = replace(fault, message=message)
    if path[:1] != ("scenes",) or len(path) < 2:
        return Problem(None, None, (*words, *_one(own)), said)
    at = path[3] if len(path) > 3 and path[2] == "choices" else None
    inner = tuple(step for step in path[2:] if isinstance(step, str) and step in TEXTS)
    return Problem(str(path[1]), at + 1 if isinstance(at, int) else None, (*inner, *_one(own)), said)


def _one(word: str) -> tuple[str, ...]:
    return (word,) if word else ()
