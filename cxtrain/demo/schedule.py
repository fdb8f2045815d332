"""Which visits the demo company had in its twelve months, by profile. Pure.

typical is what real firms have: two visits per store and month, half of them at the store's main touchpoint, three in
ten without a certain person. dense has 1,800 visits, all certain, spread evenly over the two touchpoints of each person,
so that statistics have something to find and pages something to load.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from random import Random

from cxtrain.demo.calendar import MONTHS
from cxtrain.demo.company import Company, Person
from cxtrain.demo.places import POSTS, STORES, Place
from cxtrain.demo.truth import CRITICAL_FAILS, Encounter

DENSE_VISITS = 1800
UNCERTAIN = 0.30
LAST_DAYS = 6  # the last month's second visits fall into them, so that some are still on their way
SPOTLIGHT = ("0102", 4)  # somebody with a login of the demo was visited this many days ago


class Profile(StrEnum):
    """How much was observed."""

    TYPICAL = "typical"
    DENSE = "dense"


def schedule(company: Company, profile: Profile, random: Random) -> tuple[Encounter, ...]:
    """Return the year's encounters, oldest first."""
    made = list(_typical(company, random) if profile is Profile.TYPICAL else _dense(company, random))
    _spotlight(made, company, profile, random)
    made.sort(key=lambda each: (each.day, each.store, each.employee))
    failing = set(random.sample(range(len(made)), round(CRITICAL_FAILS * len(made))))
    uncertain: set[int] = set()
    if profile is Profile.TYPICAL:
        nameable = [at for at, each in enumerate(made) if each.employee != SPOTLIGHT[0]]
        uncertain = set(random.sample(nameable, round(UNCERTAIN * len(made))))
    return tuple(replace(each, number=at, certain=at not in uncertain, fails_critical=at in failing)
                 for at, each in enumerate(made))


def _typical(company: Company, random: Random) -> Iterator[Encounter]:
    for store in STORES:
        others = [touchpoint for touchpoint in _touchpoints() if touchpoint != store.main]
        random.shuffle(others)
        for month in range(1, MONTHS + 1):
            days = company.year.days(month)
            first, second = days[: len(days) // 2], days[len(days) // 2:]
            if month == MONTHS:
                second = days[-LAST_DAYS:-1]
            touchpoints = [store.main, others[month % len(others)]]
            if month < MONTHS:
                random.shuffle(touchpoints)
            for touchpoint, half in zip(reversed(touchpoints), (first, second), strict=True):
                yield _met(company, store, touchpoint, half, random)


def _touchpoints() -> list[str]:
    return sorted({touchpoint for post in POSTS for touchpoint in post.touchpoints})


def _met(company: Company, store: Place, touchpoint: str, days: list[dt.date], random: Random) -> Encounter:
    """Return a visit on one of `days` on which somebody of the store serves the touchpoint."""
    for day in random.sample(days, len(days)):
        serving = company.serving(store.code, touchpoint, day)
        if serving:
            return _encounter(company, random.choice(serving), touchpoint, day=day, random=random)
    raise LookupError(f"nobody serves {touchpoint} in {store.code}")


def _encounter(company: Company, person: Person, touchpoint: str, *, day: dt.date, random: Random) -> Encounter:
    store = person.unit_on(day)
    if store is None:
        raise LookupError(f"{person.number} was not at work on {day}")
    return Encounter(0, store, touchpoint, day, person.number, random.choice(shoppers_for(company, store)))


def shoppers_for(company: Company, store: str) -> list[str]:
    """Return the staff numbers of those who may shop in a store: leaders of other stores and other regions."""
    return [person.number for person in company.supervisors if person.role and not store.startswith(person.role[1])]


def _dense(company: Company, random: Random) -> Iterator[Encounter]:
    pairs = [(person, touchpoint) for person in company.frontline for touchpoint in person.touchpoints]
    each, rest = divmod(DENSE_VISITS, len(pairs))
    more = set(random.sample(range(len(pairs)), rest))
    for at, (person, touchpoint) in enumerate(pairs):
        days = _days_at_work(company, person)
        count = each + (at in more)
        for part in range(count):
            stretch = days[len(days) * part // count: len(days) * (part + 1) // count]
            yield _encounter(company, person, touchpoint, day=random.choice(stretch), random=random)


def _days_at_work(company: Company, person: Person) -> list[dt.date]:
    year = company.year
    days = [day for month in range(1, MONTHS + 1) for day in year.days(month) if day < year.today]
    return [day for day in days if person.unit_on(day)]


def _spotlight(made: list[Encounter], company: Company, profile: Profile, random: Random) -> None:
    """Move one visit so that the person in the spotlight has been visited lately, at the store's main touchpoint."""
    number, days_ago = SPOTLIGHT
    person = company.by_number[number]
    main = next(store.main for store in STORES if store.code == person.unit)
    pool = [at for at, each in enumerate(made) if each.store == person.unit and each.touchpoint == main
            and (profile is Profile.TYPICAL or each.employee == number)]
    latest = max(pool, key=lambda at: made[at].day)
    made[latest] = _encounter(company, person, main, day=company.year.before(days_ago), random=random)
