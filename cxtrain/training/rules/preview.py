"""What a rule would do before it is saved: who gets it, who has it already, who does not and why. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.training.rules.wanted import Facts, Given, Person, Rule, Standing, due_on, plan, standing


@dataclass(frozen=True)
class Preview:
    """The people whom a rule is meant for, apart by what becomes of them."""

    gets: tuple[Given, ...]  # soonest first
    has: tuple[Person, ...]  # have it to do already, whoever gave it
    exempt: tuple[Person, ...]
    passed: tuple[Person, ...]
    blocked: tuple[Person, ...]  # something else comes first
    away: tuple[Person, ...]
    loses: int = 0  # people from whom the rule that it replaces is taken, and who get nothing instead


def preview(rule: Rule, facts: Facts) -> Preview:
    """Return what `rule`, one of the facts' rules, would do."""
    made = plan(facts)
    changing = {held.employee_id for held in made.withdrawn if held.course_id == rule.course_id}
    found: dict[Standing, list[Person]] = {how: [] for how in Standing}
    has = []
    for person in facts.people:
        how = standing(rule, person, facts)
        held = (person.id, rule.course_id) in facts.held and person.id not in changing
        if held and how in (Standing.WANTED, Standing.AWAY, Standing.BLOCKED):
            has.append(person)
        else:
            found[how].append(person)
    gets = [_given(rule, person, facts) for person in found[Standing.WANTED]]
    getting = {each.employee_id for each in made.given if each.course_id == rule.course_id}
    return Preview(
        tuple(sorted(gets, key=lambda each: (each.due_on, each.employee_id))), tuple(has), tuple(found[Standing.EXEMPT]),
        tuple(found[Standing.PASSED]), tuple(found[Standing.BLOCKED]), tuple(found[Standing.AWAY]),
        loses=len(changing - getting))


def _given(rule: Rule, person: Person, facts: Facts) -> Given:
    due = due_on(rule, person, facts.passed.get((person.id, rule.course_id)))
    return Given(rule.id, person.id, rule.course_id, due)


def blocked(rule: Rule, facts: Facts) -> Sequence[Person]:
    """Return the people to whom the rule gives nothing until they have passed what comes before."""
    return [person for person in facts.people if standing(rule, person, facts) is Standing.BLOCKED]
