"""Who is sent: never against a rule, the load even, and the reason where nobody can go."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.schedule.conflicts import SENTENCES, Been, Shopper, Stop, conflict, match

DAY = dt.date(2026, 11, 10)
STORES = {3: "/1/2/3/", 4: "/1/2/4/", 5: "/1/5/"}
NEAR = st.integers(-100, 40).map(lambda days: DAY + dt.timedelta(days=days))
STOPS = st.lists(st.tuples(st.sampled_from(sorted(STORES)), st.integers(1, 3), NEAR), max_size=12).map(
    lambda rows: [Stop(at, unit, STORES[unit], place, day) for at, (unit, place, day) in enumerate(rows)])
BEEN = st.lists(st.builds(Been, st.integers(1, 5), st.sampled_from(sorted(STORES)), st.integers(1, 3), NEAR, st.booleans()),
                max_size=12)


@st.composite
def people(draw):
    """Shoppers with all that can keep them from going."""
    return [Shopper(account_id, draw(st.sampled_from([0, *STORES])), draw(st.sampled_from([(), ("/1/2/",), ("/1/5/",)])),
                    draw(st.booleans()), draw(st.booleans()), draw(st.none() | st.integers(1, 3)),
                    draw(st.sampled_from([(), ((DAY, DAY + dt.timedelta(days=5)),)])))
            for account_id in range(1, 1 + draw(st.integers(0, 5)))]


@given(STOPS, people(), BEEN, st.sampled_from([0, 30, 90]), st.integers(0, 9))
def test_nobody_is_sent_against_a_rule_and_every_gap_has_its_reasons(stops, shoppers, been, lockout, seed):
    found = match(stops, shoppers, been, lockout=lockout, seed=seed)
    assert set(found.sent) | set(found.open) == {stop.id for stop in stops} and not set(found.sent) & set(found.open)
    by_id, by_account = {stop.id: stop for stop in stops}, {shopper.account_id: shopper for shopper in shoppers}
    made = {stop_id: Been(account, by_id[stop_id].unit_id, by_id[stop_id].touchpoint_id, by_id[stop_id].day)
            for stop_id, account in found.sent.items()}
    for stop_id, account in found.sent.items():
        others = [visit for key, visit in made.items() if key != stop_id]
        shopper, stop = by_account[account], by_id[stop_id]
        assert shopper.takes_part and shopper.standing and shopper.home != stop.unit_id
        assert not any(stop.unit_path.startswith(path) for path in shopper.supervises)
        assert not any(first <= stop.day <= last for first, last in shopper.away)
        own = [visit for visit in [*been, *others] if visit.account_id == account]
        assert all(visit.day != stop.day for visit in own)
        assert not any(visit.may_meet and (visit.unit_id, visit.touchpoint_id) == (stop.unit_id, stop.touchpoint_id)
                       and abs((visit.day - stop.day).days) < lockout for visit in own)
    for reasons in found.open.values():
        assert sum(reasons.values()) == len(shoppers) and set(reasons) <= set(SENTENCES)
    assert match(list(reversed(stops)), shoppers, been, lockout=lockout, seed=seed) == found


@given(STOPS, people(), BEEN)
def test_nobody_exceeds_what_was_agreed_for_a_month(stops, shoppers, been):
    found, by_id = match(stops, shoppers, been), {stop.id: stop for stop in stops}
    for shopper in shoppers:
        months = Counter((by_id[key].day.year, by_id[key].day.month) for key, who in found.sent.items() if who == shopper.account_id)
        for month, n in months.items():
            before = sum((visit.day.year, visit.day.month) == month for visit in been if visit.account_id == shopper.account_id)
            assert shopper.most is None or before + n <= shopper.most


@given(st.integers(1, 6), st.integers(1, 20), st.integers(0, 9))
def test_without_conflicts_everybody_gets_as_many_as_anybody_or_one_more(people_there, n, seed):
    stops = [Stop(at, 3, STORES[3], at, DAY + dt.timedelta(days=at)) for at in range(n)]
    sent = match(stops, [Shopper(who, 0) for who in range(people_there)], [], seed=seed, lockout=0).sent
    loads = [Counter(sent.values())[who] for who in range(people_there)]
    months = {(stop.day.year, stop.day.month) for stop in stops}
    assert sum(loads) == n and max(loads) - min(loads) <= len(months)


STOP = Stop(1, 3, STORES[3], 1, DAY)


@pytest.mark.parametrize(("shopper", "been", "reason"), [
    (Shopper(1, 3), [], "home"), (Shopper(1, 4, ("/1/2/",)), [], "home"), (Shopper(1, 4, takes_part=False), [], "out"),
    (Shopper(1, 4, standing=False), [], "standing"), (Shopper(1, 4, away=((DAY, DAY),)), [], "away"),
    (Shopper(1, 4), [Been(1, 5, 9, DAY)], "same_day"),
    (Shopper(1, 4), [Been(1, 3, 1, DAY - dt.timedelta(days=89))], "seen"),
    (Shopper(1, 4, most=1), [Been(1, 5, 9, DAY - dt.timedelta(days=2))], "full"),
])
def test_each_rule_says_itself(shopper, been, reason):
    assert conflict(STOP, shopper, been).reason == reason


@pytest.mark.parametrize("been", [
    [Been(1, 3, 1, DAY - dt.timedelta(days=90))], [Been(1, 3, 2, DAY - dt.timedelta(days=3))],
    [Been(2, 3, 1, DAY - dt.timedelta(days=3))], [Been(1, 3, 1, DAY - dt.timedelta(days=3), may_meet=False)],
])
def test_whom_nobody_there_can_know_may_come(been):
    assert conflict(STOP, Shopper(1, 4), been) is None


def test_the_lockout_names_the_day():
    found = conflict(STOP, Shopper(1, 4), [Been(1, 3, 1, DAY - dt.timedelta(days=10))], 30)
    assert found.sentence % found.values == ("visited this touchpoint here on 2026-10-31 and would meet the same people "
                                             "within 30 days")
