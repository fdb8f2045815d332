"""Who should have which course to do by standing rules. Pure: facts in, what to give and what to take back out.

A course is given only when what comes before it is passed: nobody is reminded of what they cannot begin yet, and the days
count from then. Nobody gets less than a week. What was given by hand is left alone, except where somebody left or is exempt.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cxtrain.training.rules.calendar import months_after

LEAST_DAYS = 7  # from being given to being due
Key = tuple[int, int]  # employee id, course id


class Standing(StrEnum):
    """How one person stands to one rule, whatever they have to do already."""

    OUTSIDE = "outside"  # not in the audience, or left
    EXEMPT = "exempt"
    PASSED = "passed"  # and not yet due again
    AWAY = "away"  # on leave: nothing new is given, and nothing taken back
    BLOCKED = "blocked"  # something else must be passed first
    WANTED = "wanted"


CLAIMS = (Standing.AWAY, Standing.BLOCKED, Standing.WANTED)  # what the rule gave before stays


@dataclass(frozen=True)
class Rule:
    """A standing rule."""

    id: int
    course_id: int
    unit_path: str  # it reaches this unit and everything below
    audience: str = "unit"  # unit, role, posts or list
    named: frozenset[str] = frozenset()  # the roles, posts or staff numbers
    due_on: dt.date | None = None  # either this
    due_days: int | None = None  # or so many days after coming into the audience
    every_months: int | None = None  # after passing; None: once
    lead_days: int = 30
    grace_days: int = 0
    after: frozenset[int] = frozenset()  # ids of courses that must be passed first


@dataclass(frozen=True)
class Person:
    """An employee, as far as rules go."""

    id: int
    unit_path: str
    number: str
    post: str
    status: str  # active, leave or left
    today: dt.date  # at their unit
    since: dt.date | None = None  # first day in their unit
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """An assignment that somebody still has to do."""

    id: int
    employee_id: int
    course_id: int
    rule_id: int | None  # None: given by hand


@dataclass(frozen=True)
class Facts:
    """Everything that decides."""

    rules: Sequence[Rule]  # that last
    people: Sequence[Person]
    held: Mapping[Key, Held] = field(default_factory=dict)
    passed: Mapping[Key, dt.date] = field(default_factory=dict)  # the latest day
    exempt: Mapping[Key, dt.date] = field(default_factory=dict)  # the last day


@dataclass(frozen=True)
class Given:
    """A course to be given."""

    rule_id: int
    employee_id: int
    course_id: int
    due_on: dt.date


@dataclass(frozen=True)
class Plan:
    """What to take back, and then to give."""

    given: tuple[Given, ...] = ()
    withdrawn: tuple[Held, ...] = ()


def in_audience(rule: Rule, person: Person) -> bool:
    """Whether the rule is meant for somebody like this person."""
    if person.status == "left" or not person.unit_path.startswith(rule.unit_path):
        return False
    if rule.audience == "role":
        return not rule.named.isdisjoint(person.roles or {"staff"})
    return rule.audience == "unit" or (person.post if rule.audience == "posts" else person.number) in rule.named


def standing(rule: Rule, person: Person, facts: Facts) -> Standing:
    """Return how the person stands to the rule."""
    if not in_audience(rule, person):
        return Standing.OUTSIDE
    if is_exempt(person, rule.course_id, facts):
        return Standing.EXEMPT
    passed = facts.passed.get((person.id, rule.course_id))
    if passed is not None and not _comes_back(rule, passed, person.today):
        return Standing.PASSED
    if person.status != "active":
        return Standing.AWAY
    return Standing.WANTED if all((person.id, each) in facts.passed for each in rule.after) else Standing.BLOCKED


def is_exempt(person: Person, course_id: int, facts: Facts) -> bool:
    """Whether the course is not given to the person."""
    until = facts.exempt.get((person.id, course_id))
    return until is not None and person.today <= until


def _comes_back(rule: Rule, passed: dt.date, today: dt.date) -> bool:
    return rule.every_months is not None and \
        today >= months_after(passed, rule.every_months) - dt.timedelta(rule.lead_days)


def due_on(rule: Rule, person: Person, passed: dt.date | None) -> dt.date:
    """Return the day by which somebody who gets the course now is to pass it.

    Args:
        passed: the day on which they passed it last, for a renewal.
    """
    if passed is not None and rule.every_months is not None:
        day = months_after(passed, rule.every_months) + dt.timedelta(rule.grace_days)
    elif rule.due_on is not None:
        day = rule.due_on
    else:
        return max(person.today, person.since or person.today) + dt.timedelta(rule.due_days or LEAST_DAYS)
    return max(day, person.today + dt.timedelta(LEAST_DAYS))


def plan(facts: Facts) -> Plan:
    """Return what to take back and what to give, so that everybody has what they should and nobody anything twice."""
    courses = {rule.course_id: [r for r in facts.rules if r.course_id == rule.course_id] for rule in facts.rules}
    of_person: dict[int, set[int]] = {}
    for employee_id, course_id in facts.held:
        of_person.setdefault(employee_id, set()).add(course_id)
    given: list[Given] = []
    withdrawn: list[Held] = []
    for person in facts.people:
        for course_id in sorted(courses.keys() | of_person.get(person.id, set())):
            held = facts.held.get((person.id, course_id))
            stands = {rule: standing(rule, person, facts) for rule in courses.get(course_id, ())}
            if held is not None and _loses(held, person, stands, facts):
                withdrawn.append(held)
                held = None
            if held is None:
                given += _best(stands, person, facts)
    return Plan(tuple(given), tuple(withdrawn))


def _loses(held: Held, person: Person, stands: Mapping[Rule, Standing], facts: Facts) -> bool:
    if person.status == "left" or is_exempt(person, held.course_id, facts):
        return True
    claiming = {rule.id for rule, how in stands.items() if how in CLAIMS}
    return held.rule_id is not None and held.rule_id not in claiming


def _best(stands: Mapping[Rule, Standing], person: Person, facts: Facts) -> Iterator[Given]:
    """Yield the course from the rule that wants it soonest, if any does."""
    wanting = [Given(rule.id, person.id, rule.course_id, due_on(rule, person, facts.passed.get((person.id, rule.course_id))))
               for rule, how in stands.items() if how is Standing.WANTED]
    if wanting:
        yield min(wanting, key=lambda each: (each.due_on, each.rule_id))


def leads_back(course_id: int, after: frozenset[int], rules: Sequence[Rule]) -> bool:
    """Whether one of the courses `after` is itself given only after `course_id`, so that nobody would ever get either."""
    seen: set[int] = set()
    waiting = set(after)
    while waiting:
        each = waiting.pop()
        seen.add(each)
        waiting |= {course for rule in rules if rule.course_id == each for course in rule.after} - seen
    return course_id in seen
