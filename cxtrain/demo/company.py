"""The people of the demo company: who works where, since when, as what, and how that changed over the year. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from cxtrain.demo.calendar import Year
from cxtrain.demo.names import invent
from cxtrain.demo.places import FIRM, PLACES, POSTS, SMALLER_STORES, STORES, Place
from cxtrain.people.names import romanised

PEOPLE = 150
NAMESAKES = ("张伟", "张伟")  # two people of one name, as every large firm has
OFFICE = (  # number, name, post, role, code of the unit that the role covers
    ("0001", "何静", "人力资源经理", "hr", "HM"),
    ("0002", "林岚", "培训师", "author", "HM"),
    ("0003", "孟凡", "系统管理员", "admin", "HM"),
    ("0004", "陆远", "区域经理", "supervisor", "E"),
    ("0005", "白桦", "区域经理", "supervisor", "N"),
    ("0006", "关悦", "区域经理", "supervisor", "S"),
    ("0007", "秦岚", "人力资源专员", "hr", "HM"),
    ("0008", "欧阳喆", "品质审核", "hr", "HM"),
)
KNOWN = {"0101": "李想", "0102": "王喆", "0103": "赵䶮", "0201": "陈晨", "0202": "孙淼"}  # the rest are invented
EMPLOYMENT = ("full_time",) * 8 + ("part_time", "intern")
SUPERVISOR_POST = "店长"
LEFT, ON_LEAVE, TRANSFERRED, NEW = 4, 3, 5, 8  # people to whom this happened within the year


@dataclass(frozen=True)
class Stay:
    """Belonging to a unit from one day to another, the last day included; None while it lasts."""

    unit: str
    start_on: dt.date
    end_on: dt.date | None = None
    reason: str = "joined"

    def covers(self, day: dt.date) -> bool:
        """Whether `day` lies in it."""
        return self.start_on <= day and (self.end_on is None or day <= self.end_on)


@dataclass(frozen=True)
class Person:
    """An employee to be made."""

    number: str
    name: str
    post: str
    stays: tuple[Stay, ...]  # oldest first
    touchpoints: tuple[str, ...] = ()  # served by the post
    role: tuple[str, str] | None = None  # role and the code of the unit it covers
    employment: str = "full_time"
    status: str = "active"
    left_on: dt.date | None = None
    away_from: dt.date | None = None  # the first day of a long absence; the person still belongs to the unit
    supervisor: str = ""  # number
    mobile: str = ""

    @property
    def unit(self) -> str:
        """The code of today's unit, or of the last one."""
        return self.stays[-1].unit

    @property
    def joined_on(self) -> dt.date:
        """The first day."""
        return self.stays[0].start_on

    @property
    def name_en(self) -> str:
        """The name in Latin letters."""
        return romanised(self.name)

    def unit_on(self, day: dt.date) -> str | None:
        """Return the code of the unit where the person was at work on `day`, None where at none."""
        if self.away_from and day >= self.away_from:
            return None
        return next((stay.unit for stay in self.stays if stay.covers(day)), None)


@dataclass(frozen=True)
class Company:
    """All of it."""

    year: Year
    people: tuple[Person, ...]
    places: tuple[Place, ...] = PLACES

    @cached_property
    def by_number(self) -> dict[str, Person]:
        """The people by staff number."""
        return {person.number: person for person in self.people}

    @property
    def frontline(self) -> tuple[Person, ...]:
        """The people who serve customers."""
        return tuple(person for person in self.people if person.touchpoints)

    @property
    def supervisors(self) -> tuple[Person, ...]:
        """The people who lead a store or a region; they are each other's mystery shoppers."""
        return tuple(person for person in self.people if person.role and person.role[0] == "supervisor")

    def serving(self, store: str, touchpoint: str, day: dt.date) -> list[Person]:
        """Return who of a store served a touchpoint on a day."""
        return [person for person in self.frontline
                if touchpoint in person.touchpoints and person.unit_on(day) == store]


def found_company(today: dt.date, seed: int) -> Company:
    """Return the company as it stands on `today`, with the year behind it."""
    random, year = Random(f"{seed}:company"), Year(today)
    people = [*_office(year), *_stores(year, random)]
    people = _with_history(people, year, random)
    return Company(year, tuple(_with_mobile(person, place) for place, person in enumerate(people, 1)))


def _office(year: Year) -> Iterator[Person]:
    for number, name, post, role, unit in OFFICE:
        home = unit if role == "supervisor" else FIRM.code
        yield Person(number, name, post, (Stay(home, year.before(900)),), role=(role, unit))


def _stores(year: Year, random: Random) -> list[Person]:
    posts = list(_vacancies())
    wanted = len(posts) - len(KNOWN) - len(NAMESAKES)
    taken = {*KNOWN.values(), *NAMESAKES, *(name for _, name, *_ in OFFICE)}
    names = iter(_shuffled([*invent(wanted, random, avoid=taken), *NAMESAKES], random))
    return [_hired(number, KNOWN.get(number) or next(names), code, post=post, year=year, random=random)
            for code, number, post in posts]


def _vacancies() -> Iterator[tuple[str, str, int | None]]:
    """Yield store, staff number and the place of the post in POSTS (None: supervisor)."""
    for at, store in enumerate(STORES, 1):
        yield store.code, f"{at:02d}01", None
        places = [place for place, post in enumerate(POSTS) for _ in range(post.holders)]
        for count, place in enumerate(places[1:] if store.code in SMALLER_STORES else places, 2):
            yield store.code, f"{at:02d}{count:02d}", place


def _shuffled(names: list[str], random: Random) -> list[str]:
    random.shuffle(names)
    return names


def _hired(number: str, name: str, store: str, *, post: int | None, year: Year, random: Random) -> Person:
    stay = Stay(store, year.before(random.randint(400, 2600)))
    if post is None:
        region = next(place.parent for place in STORES if place.code == store)
        chief = next(chief for chief, *_, unit in OFFICE if unit == region)
        return Person(number, name, SUPERVISOR_POST, (stay,), role=("supervisor", store), supervisor=chief)
    held = POSTS[post]
    employment = "full_time" if number in KNOWN else random.choice(EMPLOYMENT)
    return Person(number, name, held.title, (stay,), held.touchpoints, employment=employment,
                  supervisor=f"{number[:2]}01")


def _with_mobile(person: Person, place: int) -> Person:
    return replace(person, mobile=f"190000{place:05d}")


def _with_history(people: list[Person], year: Year, random: Random) -> list[Person]:
    """Let some leave, go on leave, move to another store or join late; none of the people with a login of the demo."""
    chosen = _spared(people, random)
    changes = [_leaves] * LEFT + [_goes_on_leave] * ON_LEAVE + [_moves] * TRANSFERRED + [_joins] * NEW
    for at, change in zip(chosen, changes, strict=False):
        people[at] = change(people[at], year, random)
    return people


def _spared(people: list[Person], random: Random) -> Iterator[int]:
    """Yield the places of people in any order, at most one of each post and store: somebody must stay to serve."""
    seen: set[tuple[str, str]] = set()
    for at in random.sample(range(len(people)), len(people)):
        person = people[at]
        alone = all(post.holders == 1 for post in POSTS if post.title == person.post)
        if person.touchpoints and person.number not in KNOWN and not alone and (person.unit, person.post) not in seen:
            seen.add((person.unit, person.post))
            yield at


def _leaves(person: Person, year: Year, random: Random) -> Person:
    day = year.before(random.randint(40, 250))
    return replace(person, status="left", left_on=day, stays=(replace(person.stays[0], end_on=day),))


def _goes_on_leave(person: Person, year: Year, random: Random) -> Person:
    return replace(person, status="leave", away_from=year.before(random.randint(10, 50)))


def _moves(person: Person, year: Year, random: Random) -> Person:
    day = year.before(random.randint(60, 300))
    home = person.stays[0]
    neighbours = [place.code for place in STORES if place.code[0] == home.unit[0] and place.code != home.unit]
    to = Stay(random.choice(neighbours), day + dt.timedelta(1), reason="transfer")
    chief = next(f"{at:02d}01" for at, store in enumerate(STORES, 1) if store.code == to.unit)
    return replace(person, stays=(replace(home, end_on=day), to), supervisor=chief)


def _joins(person: Person, year: Year, random: Random) -> Person:
    return replace(person, stays=(replace(person.stays[0], start_on=year.before(random.randint(30, 330))),))
