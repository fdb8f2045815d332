"""What standing rules are decided from, in a handful of statements; and rules through a reader's eyes."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import ColumnElement, Select, func, or_, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.names import number_key
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, below, within
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.models import Assignment, Course, CourseVersion, Enrolment
from cxtrain.training.rules.models import RulePrerequisite, TrainingRule
from cxtrain.training.rules.preview import Preview, blocked
from cxtrain.training.rules.wanted import Facts, Held, Key, Person, Rule

CAN = Can.ASSIGN_TRAINING
WAITING = (Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None))
Scope = ColumnElement[bool]  # a condition on Employee and its Unit


@dataclass(frozen=True)
class Listed:
    """A rule with what a page says about it."""

    rule: TrainingRule
    unit: Unit
    title: dict[str, str]
    slug: str
    after: tuple[dict[str, str], ...]  # titles


@dataclass(frozen=True)
class Counts:
    """How many of those whom a rule or a batch reached have done it."""

    done: int = 0
    open: int = 0  # overdue ones among them
    overdue: int = 0
    day: dt.date | None = None  # the last by which any of the open ones is due

    @property
    def people(self) -> int:
        """All of them."""
        return self.done + self.open


def lasting_rules() -> dict[int, tuple[TrainingRule, Rule]]:
    """Return the rules that have not been ended, by id, as rows and as what decides."""
    rows = db.session.execute(select(TrainingRule, Unit.path).join(Unit, Unit.id == TrainingRule.unit_id).where(
        TrainingRule.ended_at.is_(None)).order_by(TrainingRule.id)).all()
    after = _prerequisites([row.id for row, _ in rows])
    return {row.id: (row, rule_of(row, path, after.get(row.id, ()))) for row, path in rows}


def _prerequisites(rule_ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    query = select(RulePrerequisite).where(RulePrerequisite.rule_id.in_(rule_ids)).order_by(RulePrerequisite.course_id)
    for row in db.session.scalars(query) if rule_ids else ():
        found.setdefault(row.rule_id, []).append(row.course_id)
    return found


def rule_of(row: TrainingRule, unit_path: str, after: Collection[int]) -> Rule:
    """Return what decides of a row, which need not be stored."""
    return Rule(row.id or 0, row.course_id, unit_path, row.audience, frozenset(row.named), row.due_on, row.due_days,
                row.every_months, row.lead_days, row.grace_days, frozenset(after))


def facts_of(scope: Scope, rules: Sequence[Rule], *, course_id: int | None = None) -> Facts:
    """Return what decides for the people in `scope`: whoever is here, or left with something still to do.

    Args:
        course_id: looks at the rules and assignments of this course alone; no other course's decide about it.
    """
    rules = [rule for rule in rules if course_id in (None, rule.course_id)]
    waiting = select(Assignment.employee_id).where(*WAITING)
    inside = select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(
        scope, EMPLOYED, or_(Employee.status != "left", Employee.id.in_(waiting)))
    people = {person.id: person for person in _people(inside, rules)}
    return Facts(rules, tuple(people.values()), _held(inside, course_id), _passed(inside, rules, people), _exempt(inside))


def _people(inside: Select[tuple[int]], rules: Sequence[Rule]) -> list[Person]:
    roles: dict[int, set[str]] = {}
    if any(rule.audience == "role" for rule in rules):
        query = select(Account.employee_id, RoleGrant.role).join(RoleGrant, RoleGrant.account_id == Account.id)
        for employee_id, role in db.session.execute(query.where(Account.employee_id.in_(inside))):
            roles.setdefault(employee_id, set()).add(role)
    rows = db.session.execute(
        select(Employee.id, Unit.path, Employee.number, Employee.post, Employee.status, Unit.zone, Membership.start_on)
        .join(Unit, Unit.id == Employee.unit_id)
        .outerjoin(Membership, (Membership.employee_id == Employee.id) & Membership.end_on.is_(None))
        .where(Employee.id.in_(inside)).order_by(Employee.id)).tuples().all()
    days = {zone: today(zone) for zone in {row[5] for row in rows}}
    return [Person(key, path, number, post, status, days[zone], since, frozenset(roles.get(key, ())))
            for key, path, number, post, status, zone, since in rows]


def _held(inside: Select[tuple[int]], course_id: int | None) -> dict[Key, Held]:
    query = select(Assignment.id, Assignment.employee_id, Assignment.course_id, Assignment.rule_id)
    query = query.where(*WAITING, Assignment.employee_id.in_(inside))
    rows = db.session.execute(query if course_id is None else query.where(Assignment.course_id == course_id))
    return {(row.employee_id, row.course_id): Held(*row) for row in rows}


def _passed(inside: Select[tuple[int]], rules: Sequence[Rule], people: dict[int, Person]) -> dict[Key, dt.date]:
    courses = {course for rule in rules for course in (rule.course_id, *rule.after)}
    query = (select(Enrolment.employee_id, Enrolment.course_id, func.max(Enrolment.passed_at), Unit.zone)
             .join(Employee, Employee.id == Enrolment.employee_id).join(Unit, Unit.id == Employee.unit_id)
             .where(Enrolment.passed_at.is_not(None), Enrolment.course_id.in_(courses), Enrolment.employee_id.in_(inside))
             .group_by(Enrolment.employee_id, Enrolment.course_id, Unit.zone))
    rows = db.session.execute(query).tuples().all() if courses else []
    zones = {zone: ZoneInfo(zone) for *_, zone in rows}
    return {(person, course): at.astimezone(zones[zone]).date() for person, course, at, zone in rows if person in people}


def _exempt(inside: Select[tuple[int]]) -> dict[Key, dt.date]:
    query = select(TrainingExemption.employee_id, TrainingExemption.course_id, TrainingExemption.until)
    rows = db.session.execute(query.where(TrainingExemption.ended_at.is_(None), TrainingExemption.employee_id.in_(inside)))
    return {(person, course): until or dt.date.max for person, course, until in rows}


def _visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a rule's unit is in reach, or above a unit that is: its people are among the rule's."""
    above = {int(part) for path in actor.reach(CAN) for part in path.split("/") if part}
    return or_(within(actor, CAN), Unit.id.in_(above))


def _listed(actor: Actor) -> Select[tuple[TrainingRule, Unit, dict[str, str], str]]:
    return (select(TrainingRule, Unit, CourseVersion.title, Course.slug).join(Unit, Unit.id == TrainingRule.unit_id)
            .join(Course, Course.id == TrainingRule.course_id).join(CourseVersion, CourseVersion.id == Course.current_id)
            .where(_visible(actor)).order_by(TrainingRule.ended_at.is_not(None), TrainingRule.id.desc()))


def list_rules(actor: Actor, *, most: int = 200) -> list[Listed]:
    """Return the rules that concern units in reach, those that last first."""
    return _with_titles(db.session.execute(_listed(actor).limit(most)).tuples().all())


def get_rule_for(actor: Actor, rule_id: int) -> Listed:
    """Return the rule if it concerns a unit in reach; otherwise answer 404."""
    rows = db.session.execute(_listed(actor).where(TrainingRule.id == rule_id)).tuples().all()
    return _with_titles(rows)[0] if rows else abort(404)


def _with_titles(rows: Sequence[tuple[TrainingRule, Unit, dict[str, str], str]]) -> list[Listed]:
    after = _prerequisites([row.id for row, *_ in rows])
    query = select(Course.id, CourseVersion.title).join(CourseVersion, CourseVersion.id == Course.current_id)
    ids = {course for courses in after.values() for course in courses}
    titles = dict(db.session.execute(query.where(Course.id.in_(ids))).tuples().all()) if ids else {}
    return [Listed(row, unit, title, slug, tuple(titles[each] for each in after.get(row.id, ())))
            for row, unit, title, slug in rows]


def prerequisites_of(rule: TrainingRule) -> list[int]:
    """Return the ids of the courses that must be passed before the rule's."""
    return _prerequisites([rule.id]).get(rule.id, [])


def counts_of(actor: Actor, rule_ids: Sequence[int], day: dt.date) -> dict[int, Counts]:
    """Return for each rule how many people in reach have done it, have it to do, and are late on `day`."""
    left = Assignment.done_at.is_(None)
    late, last = func.count(Assignment.id).filter(left, Assignment.due_on < day), func.max(Assignment.due_on).filter(left)
    query = (select(Assignment.rule_id, func.count(Assignment.id), func.count(Assignment.done_at), late, last)
             .join(Employee, Employee.id == Assignment.employee_id).join(Unit, Unit.id == Employee.unit_id)
             .where(within(actor, CAN), Employee.status != "left", Assignment.withdrawn_at.is_(None),
                    Assignment.rule_id.in_(rule_ids)).group_by(Assignment.rule_id))
    return {rule: Counts(done, people - done, overdue, end)
            for rule, people, done, overdue, end in db.session.execute(query)}


def posts_in_reach(actor: Actor) -> list[str]:
    """Return the posts of the people in reach, the most frequent first."""
    query = (select(Employee.post).join(Unit, Unit.id == Employee.unit_id)
             .where(within(actor, CAN), Employee.status != "left", Employee.post != "")
             .group_by(Employee.post).order_by(func.count().desc(), Employee.post).limit(200))
    return list(db.session.scalars(query))


def numbers_below(unit: Unit, typed: Collection[str]) -> dict[str, str]:
    """Return the staff numbers of people at work in the unit and below, by the form in which numbers are compared."""
    keys = [number_key(each) for each in typed]
    query = (select(Employee.number).join(Unit, Unit.id == Employee.unit_id)
             .where(Unit.path.startswith(unit.path, autoescape=True), Employee.status != "left",
                    func.lower(Employee.number).in_(keys)))
    return {number_key(number): number for number in db.session.scalars(query)}


SHOWN = ("open", "overdue", "done")
PAGE = 50  # people on one page


def lines_of(actor: Actor, rule: TrainingRule, show: str, page: int) -> tuple[list[tuple[Assignment, Employee]], bool]:
    """Return a page of the people in reach to whom the rule gave its course, and whether there is another.

    Args:
        show: one of SHOWN; the soonest due come first, of those done the latest.
    """
    late = Assignment.due_on < today(actor.zone)
    wanted = {"open": Assignment.done_at.is_(None), "done": Assignment.done_at.is_not(None),
              "overdue": Assignment.done_at.is_(None) & late}[show]
    order = Assignment.done_at.desc() if show == "done" else Assignment.due_on
    rows = db.session.execute(
        select(Assignment, Employee).join(Employee, Employee.id == Assignment.employee_id)
        .join(Unit, Unit.id == Employee.unit_id)
        .where(within(actor, CAN), Employee.status != "left", Assignment.withdrawn_at.is_(None),
               Assignment.rule_id == rule.id, wanted)
        .order_by(order, Unit.code, Employee.sort_key, Assignment.id).offset((page - 1) * PAGE).limit(PAGE + 1)).tuples().all()
    return list(rows[:PAGE]), len(rows) > PAGE


def names_of(found: Preview) -> dict[int, Employee]:
    """Return the people of a preview that its page names, by id."""
    ids = [each.employee_id for each in found.gets[:PAGE]]
    ids += [each.id for group in (found.has, found.exempt, found.blocked, found.away) for each in group[:PAGE]]
    return {each.id: each for each in db.session.scalars(select(Employee).where(Employee.id.in_(ids)))} if ids else {}


def blocked_by(actor: Actor, listed: Listed) -> int:
    """Return how many people in reach wait for what the rule wants passed first."""
    after = prerequisites_of(listed.rule)
    if not after or listed.rule.ended_at is not None:
        return 0
    rule = rule_of(listed.rule, listed.unit.path, after)
    return len(blocked(rule, facts_of(within(actor, CAN) & below((listed.unit.path,)), [rule])))


def giver_of(rule: TrainingRule) -> Employee:
    """Return who made the rule."""
    return db.session.get_one(Employee, rule.made_by)
