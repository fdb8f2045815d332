"""Standing rules: made, replaced, ended, and applied to people; the caller commits."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import insert, select, true, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import below
from cxtrain.people.staff.operations import Refused
from cxtrain.training.models import Assignment, Course
from cxtrain.training.rules import queries
from cxtrain.training.rules.models import RulePrerequisite, TrainingRule
from cxtrain.training.rules.queries import Scope
from cxtrain.training.rules.wanted import Given, Held, Plan, Rule, leads_back, plan
from cxtrain.web.bilingual import N_

CHUNK = 500  # ids in one statement
CIRCLE = N_("That course is itself given only after this one, so nobody would ever get either. Leave it out.")
ENDED = N_("This rule was ended meanwhile.")


@dataclass(frozen=True)
class Terms:
    """What a rule says."""

    audience: str  # unit, role, posts or list
    working_time: bool  # 计入工时; else 自愿
    named: tuple[str, ...] = ()  # the roles, posts or staff numbers
    due_on: dt.date | None = None  # either this
    due_days: int | None = None  # or this
    every_months: int | None = None
    lead_days: int = 30
    grace_days: int = 0
    after: tuple[int, ...] = ()  # ids of courses


def draft(course: Course, unit: Unit, terms: Terms, *, made_by: int) -> TrainingRule:
    """Return a rule that is not stored, for a preview and to be kept by `make_rule`."""
    facts = {name: value for name, value in vars(terms).items() if name not in ("after", "named")}
    return TrainingRule(**facts, named=list(terms.named), course_id=course.id, unit_id=unit.id, made_by=made_by, at=now())


def tried(course: Course, unit: Unit, terms: Terms, *, replaced: int | None = None) -> tuple[Rule, tuple[Rule, ...]]:
    """Return the rule as it would decide, and with it all that would last beside it.

    Raises:
        Refused: courses would wait for each other in a circle.
    """
    rule = queries.rule_of(draft(course, unit, terms, made_by=0), unit.path, terms.after)
    others = [each for key, (_, each) in queries.lasting_rules().items() if key != replaced]
    if leads_back(course.id, rule.after, others):
        raise Refused("after", CIRCLE)
    return rule, (*others, rule)


def make_rule(actor: Actor, course: Course, unit: Unit, terms: Terms, *,
              replaces: TrainingRule | None = None) -> tuple[TrainingRule, Plan]:
    """Store a rule and apply it at once; the one it replaces ends. Return it, and what it gave and took back.

    Raises:
        Refused: courses would wait for each other in a circle, or the rule to be replaced has ended.
    """
    tried(course, unit, terms, replaced=replaces.id if replaces else None)
    rule = draft(course, unit, terms, made_by=actor.employee_id)
    if replaces is not None:
        _end(actor, replaces)
        rule.replaces_id = replaces.id
    db.session.add(rule)
    db.session.flush()
    db.session.add_all(RulePrerequisite(rule_id=rule.id, course_id=each) for each in terms.after)
    record("training rule made", rule, unit_id=unit.id, course=course.slug, audience=terms.audience,
           working_time=terms.working_time, **({"replaces": replaces.id} if replaces else {}))
    if replaces is not None and replaces.course_id != course.id:
        _apply_around(replaces)
    paths = {unit.path} | ({db.session.get_one(Unit, replaces.unit_id).path} if replaces else set())
    return rule, apply_rules(below(tuple(sorted(paths))), course_id=course.id)


def end_rule(actor: Actor, rule: TrainingRule) -> Plan:
    """End a rule: what it gave and was not done is taken back, unless another rule wants it.

    Raises:
        Refused: it has ended already.
    """
    _end(actor, rule)
    return _apply_around(rule)


def _apply_around(rule: TrainingRule) -> Plan:
    return apply_rules(below((db.session.get_one(Unit, rule.unit_id).path,)), course_id=rule.course_id)


def _end(actor: Actor, rule: TrainingRule) -> None:
    if rule.ended_at is not None:
        raise Refused("course", ENDED)
    rule.ended_at, rule.ended_by = now(), actor.employee_id
    db.session.flush()
    record("training rule ended", rule, unit_id=rule.unit_id)


def apply_to(employee_ids: Collection[int]) -> Plan:
    """Apply all rules to these people; where there are thousands, to everybody, which takes fewer statements."""
    return apply_rules(Employee.id.in_(sorted(employee_ids)) if len(employee_ids) <= CHUNK else true())


def apply_rules(scope: Scope, *, course_id: int | None = None) -> Plan:
    """Give the people in `scope` what the rules want for them, and take back what no rule wants any more.

    Args:
        course_id: of this course alone; by default of every course.
    """
    db.session.flush()
    rules = queries.lasting_rules()
    facts = queries.facts_of(scope, [rule for _, rule in rules.values()], course_id=course_id)
    made = plan(facts)
    _withdraw(made.withdrawn)
    _give(made.given, {key: row for key, (row, _) in rules.items()})
    _note(made)
    return made


def _withdraw(withdrawn: tuple[Held, ...]) -> None:
    for start in range(0, len(withdrawn), CHUNK):
        ids = [held.id for held in withdrawn[start : start + CHUNK]]
        db.session.execute(update(Assignment).where(Assignment.id.in_(ids)).values(withdrawn_at=now()))


def _give(given: tuple[Given, ...], rows: dict[int, TrainingRule]) -> None:
    moment = now()
    if given:
        db.session.execute(insert(Assignment), [
            {"rule_id": each.rule_id, "employee_id": each.employee_id, "course_id": each.course_id, "due_on": each.due_on,
             "working_time": rows[each.rule_id].working_time, "assigned_by": rows[each.rule_id].made_by, "at": moment}
            for each in given])


def _note(made: Plan) -> None:
    """Write one ledger row for each rule that gave or took back, and one for each course taken back that a hand gave."""
    gives = Counter(each.rule_id for each in made.given)
    takes = Counter(held.rule_id for held in made.withdrawn if held.rule_id is not None)
    ids = sorted({*gives, *takes})
    for rule in db.session.scalars(select(TrainingRule).where(TrainingRule.id.in_(ids))) if ids else ():
        record("training rule applied", rule, unit_id=rule.unit_id, given=gives[rule.id], withdrawn=takes[rule.id])
    by_hand = [held for held in made.withdrawn if held.rule_id is None]
    query = select(Employee.id, Employee.unit_id).where(Employee.id.in_({held.employee_id for held in by_hand}))
    units = dict(db.session.execute(query).tuples().all()) if by_hand else {}
    for held in by_hand:
        record("assignment withdrawn", ("assignment", held.id), unit_id=units[held.employee_id], employee=held.employee_id)
