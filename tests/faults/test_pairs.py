"""Two acts at once end as one after the other, however their statements take turns.

Here each pair of acts is stopped at every seventh step; `--every 1` stops at each (make soak).
"""

from itertools import combinations_with_replacement

import pytest

from cxtrain.extensions import db
from tests.access.conftest import everything, world  # noqa: F401
from tests.conftest import Browser
from tests.faults.acts import ACTS, filled
from tests.faults.invariants import violations
from tests.faults.pairs import Pair, everything_said
from tests.faults.sweep import Kept
from tests.soak.table import tell

PAIRS = tuple(combinations_with_replacement(ACTS, 2))


@pytest.fixture(scope="module")
def stage(world, everything):  # noqa: F811
    """The world as it was made, and two browsers for each act that have filled in its form: (kept, before, parts by act)."""
    app, cast = world
    ids = {kind: owners.get("wang") for kind, owners in everything.ids.items()}
    with app.app_context():
        parts = {act.name: [(act, browser, filled(act, browser, ids)) for browser in (
            Browser(app).login(getattr(cast, act.who)) for _ in range(2))] for act in ACTS}
        return Kept(), everything_said(), parts


@pytest.mark.parametrize("number", range(len(PAIRS)), ids=lambda number: " + ".join(act.name for act in PAIRS[number]))
def test_two_acts_at_once_end_as_one_after_the_other(app, stage, number, request):
    (first, second), (kept, before, parts), every = PAIRS[number], stage, request.config.getoption("--every")
    pair, wrong = Pair(kept, before, (parts[first.name][0], parts[second.name][1])), []
    assert pair.shows, "nobody gets through"
    places = pair.places()
    tried = places[number % every::every] or places[:1]
    for order, stop in tried:
        found = [*pair.wrong(order, stop)]
        if every == 1 or (order, stop) == tried[-1]:  # that it ended as in turn says most of it
            found += violations()
        wrong += [f"{pair.acts[order[0]][0].name} stopped at {stop}: {each}" for each in found]
    print(f"\n{len(tried)} interleavings of {first.name!r} and {second.name!r}")
    tell("pairs", 1, len(wrong), db.engine.dialect.name)
    assert wrong == []


def test_there_are_a_hundred_and_five_pairs():
    assert len(PAIRS) == 105
