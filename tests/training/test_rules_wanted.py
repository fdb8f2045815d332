"""Who should have which course by standing rules: properties over random firms, and the cases that people ask about."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.rules.calendar import months_after
from cxtrain.training.rules.wanted import (
    Facts,
    Held,
    Person,
    Rule,
    Standing,
    due_on,
    in_audience,
    leads_back,
    plan,
    standing,
)

TODAY = dt.date(2026, 5, 6)
FIRM, JINGAN, XUHUI = "/1/", "/1/2/", "/1/3/"
LATE = dt.date(2027, 1, 1)
ANN = Person(1, JINGAN, "S1", "前台", "active", TODAY)
RULE = Rule(10, 100, JINGAN, due_days=30)

days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
courses = st.integers(100, 103)


@st.composite
def some_rules(draw):
    found = []
    for number in range(draw(st.integers(0, 5))):
        audience = draw(st.sampled_from(("unit", "role", "posts", "list")))
        words = {"unit": [""], "role": ["staff", "supervisor"], "posts": ["前台", "店长"], "list": ["S1", "S2", "S3"]}
        fixed = draw(st.booleans())
        found.append(Rule(
            10 + number, draw(courses), draw(st.sampled_from((FIRM, JINGAN, XUHUI))), audience,
            frozenset(draw(st.lists(st.sampled_from(words[audience]), min_size=1))), draw(days) if fixed else None,
            None if fixed else draw(st.integers(1, 90)), draw(st.none() | st.integers(1, 24)), draw(st.integers(0, 60)),
            draw(st.integers(0, 30)), frozenset(draw(st.sets(courses, max_size=2)))))
    return tuple(found)


@st.composite
def some_people(draw):
    return tuple(Person(
        number, draw(st.sampled_from((JINGAN, XUHUI))), f"S{number}", draw(st.sampled_from(("前台", "店长", ""))),
        draw(st.sampled_from(("active", "leave", "left"))), TODAY, draw(st.none() | days),
        frozenset(draw(st.sets(st.sampled_from(("supervisor", "hr")))))) for number in range(1, draw(st.integers(1, 5)) + 1))


@st.composite
def some_facts(draw):
    rules, people = draw(some_rules()), draw(some_people())
    keys = st.tuples(st.sampled_from([each.id for each in people]), courses)
    causes = st.none() | st.integers(10, 16)
    held = {key: Held(1000 + n, *key, draw(causes)) for n, key in enumerate(sorted(draw(st.sets(keys))))}
    return Facts(rules, people, held, draw(st.dictionaries(keys, days.filter(lambda day: day <= TODAY))),
                 draw(st.dictionaries(keys, days)))


def carried_out(facts):
    """Return the facts after what is planned was done."""
    made = plan(facts)
    held = {key: each for key, each in facts.held.items() if each not in made.withdrawn}
    for number, each in enumerate(made.given):
        assert (each.employee_id, each.course_id) not in held, "the same course twice"
        held[each.employee_id, each.course_id] = Held(5000 + number, each.employee_id, each.course_id, each.rule_id)
    return replace(facts, held=held)


@given(some_facts())
def test_done_once_there_is_nothing_left_to_do(facts):
    after = plan(carried_out(facts))
    assert (after.given, after.withdrawn) == ((), ())


@given(some_facts())
def test_everybody_ends_with_what_a_rule_wants_or_a_hand_gave_and_nothing_else(facts):
    held = carried_out(facts).held
    for person in facts.people:
        for course in range(100, 104):
            stands = {standing(rule, person, facts) for rule in facts.rules if rule.course_id == course}
            mine = held.get((person.id, course))
            exempt = person.today <= facts.exempt.get((person.id, course), dt.date.min)
            if person.status == "left" or exempt:
                assert mine is None
            elif Standing.WANTED in stands:
                assert mine is not None
            elif mine is not None and mine.rule_id is not None:
                assert stands & {Standing.AWAY, Standing.BLOCKED}
            elif mine is None:
                before = facts.held.get((person.id, course))
                assert before is None or before.rule_id is not None


@given(some_facts())
def test_nobody_is_given_less_than_a_week_nor_a_course_twice(facts):
    made = plan(facts).given
    assert max(Counter((each.employee_id, each.course_id) for each in made).values(), default=0) <= 1
    rules = {rule.id: rule for rule in facts.rules}
    assert all(each.due_on >= TODAY + dt.timedelta(7) or rules[each.rule_id].due_days for each in made)
    assert all(each.due_on > TODAY for each in made)


@given(some_facts(), st.sampled_from((JINGAN, XUHUI)))
def test_whoever_moves_loses_the_undone_of_the_old_place_and_gets_that_of_the_new(facts, place):
    settled = carried_out(facts)
    moved = replace(settled, people=tuple(replace(each, unit_path=place) for each in facts.people))
    after = carried_out(moved)
    for (employee, course), held in after.held.items():
        if held.rule_id is not None:
            rule = next(rule for rule in facts.rules if rule.id == held.rule_id)
            assert place.startswith(rule.unit_path) and rule.course_id == course, employee
    assert plan(after) == plan(carried_out(after))


@given(some_facts(), st.integers(0, 800))
def test_as_the_days_go_by_nobody_has_a_course_twice(facts, days_on):
    later = replace(carried_out(facts), people=tuple(replace(each, today=TODAY + dt.timedelta(days_on))
                                                     for each in facts.people))
    after = carried_out(later)
    assert plan(after).given == ()


def test_a_joiner_gets_it_counted_from_the_first_day():
    facts = Facts((RULE,), (replace(ANN, since=TODAY + dt.timedelta(3)),))
    assert [each.due_on for each in plan(facts).given] == [TODAY + dt.timedelta(33)]


def test_a_fixed_day_that_is_near_or_past_leaves_a_week():
    rule = replace(RULE, due_days=None, due_on=dt.date(2026, 5, 1))
    assert due_on(rule, ANN, None) == dt.date(2026, 5, 13)
    assert due_on(replace(rule, due_on=LATE), ANN, None) == LATE


def test_it_waits_until_what_comes_before_is_passed():
    rule = replace(RULE, after=frozenset({101, 102}))
    half = Facts((rule,), (ANN,), passed={(1, 101): TODAY})
    assert standing(rule, ANN, half) is Standing.BLOCKED and plan(half).given == ()
    whole = replace(half, passed={(1, 101): TODAY, (1, 102): dt.date(2020, 1, 1)})
    assert len(plan(whole).given) == 1


@pytest.mark.parametrize("today, how", [
    (dt.date(2026, 6, 29), Standing.PASSED), (dt.date(2026, 6, 30), Standing.WANTED), (dt.date(2026, 8, 30), Standing.WANTED)])
def test_a_renewal_comes_back_its_lead_before_the_months_are_over(today, how):
    rule = replace(RULE, every_months=6, lead_days=30, grace_days=14)
    person = replace(ANN, today=today)
    facts = Facts((rule,), (person,), passed={(1, 100): dt.date(2026, 1, 30)})
    assert standing(rule, person, facts) is how
    expected = {Standing.PASSED: [], Standing.WANTED: [max(dt.date(2026, 8, 13), today + dt.timedelta(7))]}[how]
    assert [each.due_on for each in plan(facts).given] == expected


def test_passed_once_is_passed_where_it_is_not_renewed():
    facts = Facts((RULE,), (ANN,), passed={(1, 100): dt.date(2001, 1, 1)})
    assert plan(facts).given == ()


def test_an_exemption_takes_it_back_and_its_end_gives_it_again():
    held = {(1, 100): Held(7, 1, 100, None)}
    assert plan(Facts((RULE,), (ANN,), held, exempt={(1, 100): TODAY})).withdrawn == (held[1, 100],)
    assert plan(Facts((RULE,), (ANN,), exempt={(1, 100): TODAY})).given == ()
    assert len(plan(Facts((RULE,), (replace(ANN, today=LATE),), exempt={(1, 100): TODAY})).given) == 1


def test_leave_pauses_and_leaving_ends():
    held = {(1, 100): Held(7, 1, 100, 10)}
    away = replace(ANN, status="leave")
    assert plan(Facts((RULE,), (away,), held)) == plan(Facts((RULE,), (away,)))
    assert plan(Facts((RULE,), (replace(ANN, status="left"),), held)).withdrawn == (held[1, 100],)


def test_of_two_rules_the_sooner_gives_it_and_the_other_takes_over():
    other = Rule(11, 100, FIRM, due_days=10)
    facts = Facts((RULE, other), (ANN,))
    assert [each.rule_id for each in plan(facts).given] == [11]
    held = {(1, 100): Held(7, 1, 100, 11)}
    alone = plan(Facts((RULE,), (ANN,), held))
    assert alone.withdrawn == (held[1, 100],) and [each.rule_id for each in alone.given] == [10]


@pytest.mark.parametrize("audience, named, person, meant", [
    ("role", {"staff"}, ANN, True), ("role", {"supervisor"}, ANN, False),
    ("role", {"staff"}, replace(ANN, roles=frozenset({"supervisor"})), False),
    ("role", {"supervisor"}, replace(ANN, roles=frozenset({"supervisor", "hr"})), True),
    ("posts", {"前台"}, ANN, True), ("posts", {"店长"}, ANN, False), ("list", {"S1"}, ANN, True),
    ("list", {"S11"}, ANN, False), ("unit", set(), replace(ANN, unit_path="/1/22/"), False)])
def test_an_audience_is_a_unit_narrowed_by_role_post_or_list(audience, named, person, meant):
    assert in_audience(replace(RULE, audience=audience, named=frozenset(named)), person) is meant


def test_prerequisites_in_a_circle_are_found():
    rules = [Rule(1, 101, FIRM, due_days=1, after=frozenset({102})), Rule(2, 102, FIRM, due_days=1, after=frozenset({103}))]
    assert leads_back(103, frozenset({101}), rules) and leads_back(103, frozenset({103}), [])
    assert not leads_back(104, frozenset({101}), rules)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 120))
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + dt.timedelta(1)).day == 1)
