"""Who was to take the course by when, and how far each one came. Pure.

The south was first: its people passed in the sixth month, and are the trained group of the truth. The north followed
lately, most of it with success. The east has just begun, with days around today.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from cxtrain.demo.calendar import Year
from cxtrain.demo.company import Company, Person
from cxtrain.demo.places import STORES
from cxtrain.demo.truth import TRAINED_AFTER

FIRST, SECOND, NOW = "S", "N", "E"  # regions
DUE_NOW = {"E01": 2, "E02": 0, "E03": 5, "E04": 9}  # days from today
ASSIGNED_NOW, ASSIGNED_SECOND, DUE_SECOND = 10, 42, 7  # days before today
STARTER = "0102"  # somebody with a login of the demo: two lessons read and one practice played
STARTER_STEPS = 2


@dataclass(frozen=True)
class Batch:
    """One act of assigning the course to the people of a store."""

    store: str
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
    """Return all assignments, a batch for each store, oldest first."""
    year, trained = company.year, trained_group(company)
    first, last = year.first_day(TRAINED_AFTER - 1), year.first_day(TRAINED_AFTER + 1) - dt.timedelta(1)
    found = []
    for store in STORES:
        here = [person for person in company.frontline if person.status == "active" and person.unit == store.code
                and person.joined_on <= year.before(ASSIGNED_SECOND)]
        if store.code[0] == FIRST:
            there = tuple(person.number for person in company.frontline
                          if person.number in trained and person.unit_on(first) == store.code)
            found.append(Batch(store.code, first, last, there))
        elif store.code[0] == SECOND:
            found.append(Batch(store.code, year.before(ASSIGNED_SECOND), year.before(DUE_SECOND), _numbers(here)))
        else:
            due = year.before(-DUE_NOW[store.code])
            found.append(Batch(store.code, year.before(ASSIGNED_NOW), due, _numbers(here)))
    return sorted(found, key=lambda batch: (batch.assigned_on, batch.store))


def _numbers(people: list[Person]) -> tuple[str, ...]:
    return tuple(person.number for person in people)


def learners(company: Company, random: Random) -> Iterator[Learner]:
    """Yield how everybody who was given the course took it."""
    for batch in batches(company):
        for number in batch.people:
            yield _learner(company.year, batch, number, random)


def _learner(year: Year, batch: Batch, number: str, random: Random) -> Learner:
    yesterday = year.before(1)
    begin = batch.assigned_on + dt.timedelta(random.randint(1, 5))
    if batch.store[0] == FIRST:
        begin = year.first_day(TRAINED_AFTER) + dt.timedelta(random.randint(0, 15))
        return Learner(number, begin, batch.due_on, None, random.uniform(0.8, 0.97))
    if number == STARTER:
        return Learner(number, year.before(5), yesterday, STARTER_STEPS, 0.75)
    finishing, starting = (0.78, 0.92) if batch.store[0] == SECOND else (0.15, 0.6)
    luck, skill = random.random(), random.uniform(0.55, 0.95)
    if luck < finishing:
        return Learner(number, begin, min(batch.due_on, yesterday), None, max(skill, 0.8))
    if luck < starting:
        return Learner(number, begin, min(batch.due_on, yesterday), random.randint(1, 4), skill)
    return Learner(number, None, yesterday, 0, skill)
