"""Rule M1: what is disputed, looked at again or void enters no finding, and no count of visits behind one."""

import pytest

from cxtrain.clock import today
from cxtrain.people.permissions import Role
from cxtrain.planning import queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import operations as appeals
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.sums.operations import recounted
from tests.quality.conftest import actor, desk, hotel  # noqa: F401

ZONE = "Asia/Shanghai"


def seen(db, cast):
    """How often 王喆 was seen, as plans count it, and over how many visits the findings go."""
    counts = {person.id: n for person, n in queries.visits_of_people(cast.jingan, "mystery_shop", today(ZONE))}
    found, _ = queries._cells("person", queries.PersonRollup, "mystery_shop", today(ZONE))
    return counts[cast.wang], max((cell.sums.n for cell in found if cell.subject_id == cast.wang), default=0)


@pytest.mark.parametrize("why", ["appeal", "pool", "void"])
def test_it_is_left_out(db, cast, desk, why):  # noqa: F811
    visit = [desk.released({"s20": Answer(3, note="did not ask")}, person=cast.wang) for _ in range(3)][0]
    assert seen(db, cast) == (3, 3)
    if why == "appeal":
        appeal = appeals.appeal_line(actor(db, cast.wang), visit, "s20", reason="I asked")
    elif why == "pool":
        with recounted(visit):
            visit.under_review = True
    else:
        decisions.void(desk.he, visit, "The wrong day")
    assert seen(db, cast) == (2, 2)
    if why == "appeal":
        appeals.decide(actor(db, cast.lin, Role.HR), appeal, appeals.Verdict("No slip was found"))
        assert seen(db, cast) == (3, 3)
