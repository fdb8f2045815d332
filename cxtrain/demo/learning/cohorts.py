"""Who was to take the course by when, and how far each one came. Pure.

The south was first: its people passed in the sixth month, and are the trained group of the truth. The north followed
lately, most of it with success. The east has just begun, with days around today. So have those who lead.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from cxtrain.demo.calendar import Year
from cxtrain.demo.company import Company, Person
from cxtrain.demo.places import FIRM, STORES
from cxtrain.demo.truth import TRAINED_AFTER

FIRST, SECOND, NOW = "S", "N", "E"  # regions
DUE_NOW = {"E01": 2, "E02": 0, "E03": 5, "E04": 9}  # days from today
ASSIGNED_NOW, ASSIGNED_SECOND, DUE_SECOND = 10, 42, 7  # days before today
STARTER = "0102"  # somebody with a login of the demo, who has also played once in practice
BEGUN = {STARTER: 2, "0003": 1}  # steps done by people with a login
FINISHED = frozenset({"0001", "0002", "0101"})  # people with a login who passed
ASSIGNED_LEADERS, DUE_LEADERS = 30, 6  # days before and after today
SHARES = {SECOND: (0.78, 0.92), NOW: (0.15, 0.6), FIRM.code[0]: (0.5, 0.8)}  # who finishes, and who begins at all
TRAINER = "0007"  # who assigned the course to those who lead


@dataclass(frozen=True)
class Batch:
    """One act of assigning the course to the people of a store, or to those who lead."""

    unit: str
    assigned_by: str  # staff number
    assigned_on: dt.date
    due_on: dt.date
    people: tuple[str, ...]  # staff numbers


@dataclass(frozen=True)
class Learner:
    """How somebody takes the course."""

    number: str
    first_day: dt.date | None  # None: not begun
    last_day: dt.date  # by which those who finish have finished
    steps: int | None  # steps after which they stopped; None: to the end
    skill: float  # 0..1


def trained_group(company: Company) -> frozenset[str]:
    """Return the staff numbers of those who took the course in the first region and stayed with it."""
    year = company.year
    first, last = year.first_day(TRAINED_AFTER - 1), year.first_day(TRAINED_AFTER + 1) - dt.timedelta(1)
    return frozenset(person.number for person in company.frontline
                     if all((person.unit_on(day) or "").startswith(FIRST) for day in (first, last)))


def batches(company: Company) -> list[Batch]:
    """Return all assignments: a batch for each store and one for those who lead, oldest first."""
    leaders = Batch(FIRM.code, TRAINER, company.year.before(ASSIGNED_LEADERS), company.year.before(-DUE_LEADERS),
                    _numbers(person for person in company.people if person.role and person.number != TRAINER))
    found = [leaders, *(_of_store(company, place.code, f"{at:02d}01") for at, place in enumerate(STORES, 1))]
    return sorted(found, key=lambda batch: (batch.assigned_on, batch.unit))


def _of_store(company: Company, store: str, supervisor: str) -> Batch:
    year = company.year
    here = [person for person in company.frontline if person.status == "active" and person.unit == store
            and person.joined_on <= year.before(ASSIGNED_SECOND)]
    if store[0] == FIRST:
        first, last = year.first_day(TRAINED_AFTER - 1), year.first_day(TRAINED_AFTER + 1) - dt.timedelta(1)
        trained = trained_group(company)
        there = (person for person in company.frontline if person.number in trained and person.unit_on(first) == store)
        return Batch(store, supervisor, first, last, _numbers(there))
    if store[0] == SECOND:
        return Batch(store, supervisor, year.before(ASSIGNED_SECOND), year.before(DUE_SECOND), _numbers(here))
    return Batch(store, supervisor, year.before(ASSIGNED_NOW), year.before(-DUE_NOW[store]), _numbers(here))


def _numbers(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.number for person in people)


def learners(company: Company, random: Random) -> Iterator[Learner]:
    """Yield how everybody who was given the course took it."""
    for batch in batches(company):
        for number in batch.people:
            yield _learner(company.year, batch, number, random)


def _learner(year: Year, batch: Batch, number: str, random: Random) -> Learner:
    last, begin = min(batch.due_on, year.before(1)), batch.assigned_on + dt.timedelta(random.randint(1, 5))
    luck, skill = random.random(), random.uniform(0.55, 0.95)
    if batch.unit[0] == FIRST:
        begin = year.first_day(TRAINED_AFTER) + dt.timedelta(random.randint(0, 15))
        return Learner(number, begin, last, None, max(skill, 0.8))
    finishing, starting = SHARES[batch.unit[0]]
    if number in FINISHED or luck < finishing and number not in BEGUN:
        return Learner(number, begin, last, None, max(skill, 0.8))
    if number in BEGUN or luck < starting:
        return Learner(number, begin, last, BEGUN.get(number) or random.randint(1, 4), skill)
    return Learner(number, None, last, 0, skill)
