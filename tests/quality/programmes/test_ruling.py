"""Which programme rules where and when: the statement, the pure rule and a plain count by hand agree."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.quality.programmes import notice, queries
from cxtrain.quality.programmes.models import ProgrammeVersion
from cxtrain.quality.programmes.ruling import Rule, coming, ruling, setting

START, DAY = dt.date(2026, 1, 1), dt.timedelta(days=1)
PEOPLE = ("none", "development", "full")
trees = st.lists(st.integers(0, 5), min_size=1, max_size=7).map(
    lambda parents: [min(parent, child) for child, parent in enumerate(parents)])  # unit n + 1 stands below unit parents[n]
lives = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 40), st.none() | st.integers(-5, 20), st.sampled_from(PEOPLE)),
                 max_size=8)  # of which unit, first day, days until the last, people


def paths_of(parents):
    """Return the path of each unit of a tree."""
    paths = ["/1/"]
    for child, parent in enumerate(parents, 2):
        paths.append(f"{paths[parent]}{child}/")
    return paths


def rules_of(paths, found):
    """Return the versions, numbered within each unit as they were published."""
    numbers, rules = {}, []
    for key, (place, first, length, people) in enumerate(found, 1):
        path = paths[place % len(paths)]
        numbers[path] = numbers.get(path, 0) + 1
        starts = START + first * DAY
        rules.append(Rule(key, path, numbers[path], people, starts, None if length is None else starts + length * DAY))
    return rules


def by_hand(rules, path, day):
    """Return the rule of a unit, asking one unit after the other from the unit up to the firm."""
    parts = path.strip("/").split("/")
    for depth in range(len(parts), 0, -1):
        here = "/" + "/".join(parts[:depth]) + "/"
        begun = [rule for rule in rules if rule.path == here and rule.starts_on <= day
                 and not (rule.ends_on and rule.ends_on < rule.starts_on)]
        if begun:
            latest = begun[-1]
            if latest.ends_on is None or latest.ends_on >= day:
                return latest
    return None


@given(trees, lives, st.integers(-2, 65))
def test_the_nearest_unit_up_the_tree_rules_with_its_latest_version(parents, found, n):
    paths = paths_of(parents)
    rules = rules_of(paths, found)
    for path in paths:
        assert ruling(rules, path, START + n * DAY) == by_hand(rules, path, START + n * DAY)


@given(trees, lives, st.integers(-2, 65))
def test_what_is_coming_is_what_will_rule_on_a_later_day(parents, found, n):
    paths, day = paths_of(parents), START + n * DAY
    rules = rules_of(paths, found)
    for path in paths:
        later = [by_hand(rules, path, day + ahead * DAY) for ahead in range(1, 80)]
        assert {rule.id for rule in coming(rules, path, day)} == \
            {rule.id for rule in later if rule} - {getattr(by_hand(rules, path, day), "id", None)}


@given(trees, lives, st.integers(-2, 65), st.sampled_from(PEOPLE))
def test_names_are_never_stored_more_widely_than_what_rules_now_and_later_says(parents, found, n, current):
    paths, day = paths_of(parents), START + n * DAY
    rules = rules_of(paths, found)
    for path in paths:
        wanted = setting(rules, path, day, current)
        said = [rule.people for rule in (by_hand(rules, path, day), *coming(rules, path, day)) if rule]
        assert all(notice.narrower(wanted, each) == wanted for each in said)
        if by_hand(rules, path, day) is None:
            assert wanted != "full"
        elif len(said) == 1:
            assert wanted == said[0]


def _write(parents, found, by):
    """Write the tree and its versions; return the units and the rules with the ids that they have."""
    units = [Unit(code="T1", name="T1", kind="region")]
    for child, parent in enumerate(parents, 2):
        units.append(Unit(code=f"T{child}", name=f"T{child}", kind="region"))
    database.session.add_all(units)
    database.session.flush()
    for at, unit in enumerate(units):
        above = units[parents[at - 1]] if at else None
        unit.parent_id, unit.path = above and above.id, (above.path if above else "/") + f"{unit.id}/"
    rules = []
    for rule in rules_of([unit.path for unit in units], found):
        unit = next(unit for unit in units if unit.path == rule.path)
        version = ProgrammeVersion(
            unit_id=unit.id, number=rule.number, state="published", people=rule.people, reason="r", kinds=[], words={},
            starts_on=rule.starts_on, may_start_on=rule.starts_on, published_on=START, published_at=now(), published_by=by,
            digest="d", ends_on=rule.ends_on, written_by=by, saved_at=now())
        database.session.add(version)
        database.session.flush()
        rules.append(Rule(version.id, rule.path, rule.number, rule.people, rule.starts_on, rule.ends_on))
    return units, rules


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parents=trees, found=lives, day=st.integers(-2, 65).map(lambda n: START + n * DAY))
def test_the_statement_finds_the_same_as_a_count_by_hand(db, cast, parents, found, day):
    units, rules = _write(parents, found, cast.he)
    try:
        for unit in units:
            wanted = by_hand(rules, unit.path, day)
            version = queries.in_force(unit, day)
            assert (version and version.id) == (wanted and wanted.id)
        assert sorted(queries.rules_of(units[0].path), key=lambda rule: rule.id) == rules
    finally:
        db.session.rollback()
