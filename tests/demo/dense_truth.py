"""The demo company on its dense profile, drawn anew from a seed, without a database: cells of findings, each with its true gap.

Visits, ratings, scores and sums come from the modules that make the demo and the pages. What is true of a cell is the mean
that endless visits to the same people on the same days would give, over all shoppers who may come there, less the standard.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from statistics import fmean

import yaml

from cxtrain.demo.company import Company, found_company
from cxtrain.demo.learning.cohorts import trained_group
from cxtrain.demo.places import POSTS
from cxtrain.demo.schedule import Profile, schedule, shoppers_for
from cxtrain.demo.truth import OFFSETS, TRAINED_AFTER, Encounter, Truth, draw_truth, rate
from cxtrain.measures.intervals import Sums
from cxtrain.planning.findings import Cell, Verdict, find
from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.rollup import one
from cxtrain.quality.scoring import dimension_scores
from tests.demo.known_truth import OWN, expected

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TODAY = dt.date(2026, 5, 6)
NONE = Sums(0, 0.0, 0.0)
Key = tuple[str, str, str, str]  # subject, its number or code, touchpoint, dimension


@dataclass(frozen=True)
class Known:
    """A cell and what is true of it."""

    cell: Cell
    gap: float  # scale points


@cache
def forms() -> dict[str, Instrument]:
    """The hotel's forms by touchpoint."""
    survey, _ = read_survey((SCENARIOS / "instruments" / "servqual-22.yaml").read_bytes())
    places = {touchpoint for post in POSTS for touchpoint in post.touchpoints}
    return {place: read_form((SCENARIOS / "instruments" / f"hotel-{place}.yaml").read_bytes(),
                             {"servqual-22": survey}).instrument for place in places}


@cache
def standards() -> dict[str, dict]:
    """The hotel's touchpoints by slug."""
    every = yaml.safe_load((SCENARIOS / "hotel" / "touchpoints.yaml").read_text())["touchpoints"]
    return {each["slug"]: each for each in every}


class Drawn:
    """One company after its year."""

    def __init__(self, seed: int) -> None:
        """The same seed gives the same company."""
        self.company: Company = found_company(TODAY, seed)
        people = {person.number: person.touchpoints for person in self.company.frontline}
        self.truth: Truth = draw_truth(
            people, [person.number for person in self.company.supervisors], trained=trained_group(self.company),
            trained_from=self.company.year.first_day(TRAINED_AFTER + 1), random=Random(f"{seed}:truth"))
        self.random, self._known = Random(f"{seed}:visits"), {}
        self.sums: dict[Key, Sums] = {}
        self.true: dict[Key, list[float]] = {}
        self.seen_by: dict[tuple[str, str], set[str]] = {}
        for met in schedule(self.company, Profile.DENSE, Random(f"{seed}:schedule")):
            self._add(met)

    def _add(self, met: Encounter) -> None:
        form = forms()[met.touchpoint]
        rated = rate(self.truth, met, form, self.random)
        answers = {item: Answer(value) if value else Answer(missing="na") for item, value in rated.items()}
        self.seen_by.setdefault((met.employee, met.touchpoint), set()).add(met.shopper)
        for subject, number, person_only in (("person", met.employee, True), ("unit", met.store, False)):
            for score in dimension_scores(form, answers, person_only=person_only):
                if score.mean is not None and (not person_only or score.dimension in OWN):
                    key, added = (subject, number, met.touchpoint, score.dimension), one(score.mean)
                    self.sums[key] = self.sums.get(key, NONE) + Sums(added.n, added.total, added.squares)
                    self.true.setdefault(key, []).append(self._truth(met, score.dimension, person_only))

    def _truth(self, met: Encounter, dimension: str, person_only: bool) -> float:
        person = self.truth.of_person(met.employee, met.touchpoint, met.day)
        key = (met.store, met.touchpoint, dimension, person_only, person)
        if key not in self._known:
            every = [item for item in forms()[met.touchpoint].items if item.kind == "rating" and item.dimension == dimension]
            centre = fmean(OFFSETS.get(item.id, 0.0) for item in every)
            base = self.truth.means[met.touchpoint][dimension] - centre
            self._known[key] = fmean(
                expected(item, base + OFFSETS.get(item.id, 0.0) + (person if item.of == "person" else 0.0)
                         - self.truth.severities[shopper])
                for item in every if item.of == "person" or not person_only
                for shopper in shoppers_for(self.company, met.store))
        return self._known[key]

    def cells(self, subject: str) -> list[Known]:
        """The cells of persons or of units."""
        numbers = {name: at for at, name in enumerate(sorted({key[1] for key in self.sums}))}
        return [Known(Cell(subject, numbers[key[1]], key[2], key[3], sums, place["expectation"][key[3]],
                           float(place["weight"]), shoppers=len(self.seen_by.get((key[1], key[2]), "ab"))),
                      fmean(self.true[key]) - place["expectation"][key[3]])
                for key, sums in self.sums.items() if key[0] == subject for place in [standards()[key[2]]]]


@dataclass(frozen=True)
class Listed:
    """A finding with what is true."""

    subject: str
    verdict: Verdict
    certainty: float | None
    short: bool  # the true gap is worse than the tolerance


def listed(companies: int, first: int = 0) -> Iterator[Listed]:
    """Every finding about every person and store of these companies."""
    for seed in range(first, first + companies):
        drawn = Drawn(seed)
        for subject in ("person", "unit"):
            known = drawn.cells(subject)
            true = {(each.cell.subject_id, each.cell.touchpoint, each.cell.dimension): each.gap for each in known}
            cells = [each.cell for each in known]
            for subject_id in {cell.subject_id for cell in cells}:
                for finding in find(cells, subject_id=subject_id):
                    gap = true[subject_id, finding.cell.touchpoint, finding.cell.dimension]
                    yield Listed(subject, finding.verdict, finding.certainty, gap < -finding.thresholds.tolerance)
