"""Publishing a pack's file, and what authors change on the map."""

import pytest
from sqlalchemy import func, select

from cxtrain.journey import operations, queries
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import Refused, publish_touchpoints
from cxtrain.ledger.models import LedgerEntry
from tests.journey.test_touchpoint import FILE


@pytest.fixture
def journey(db):
    """Two touchpoints, published."""
    publish_touchpoints(FILE, pack="hotel")
    db.session.commit()


def test_publishing_again_changes_nothing(db, journey):
    done = publish_touchpoints(FILE, pack="hotel")
    assert (done.added, done.changed) == ((), ())


def test_publishing_a_new_text_changes_that_touchpoint_only(db, journey):
    done = publish_touchpoints(FILE.replace("Clean", "Clean and quiet"), pack="hotel")
    assert (done.added, done.changed) == ((), ("room",))
    rows = {row.slug: (row.version, row.standard["en"]) for row in db.session.scalars(select(Touchpoint))}
    assert rows == {"desk": (1, "A greeting within ten seconds"), "room": (2, "Clean and quiet")}


def test_a_touchpoint_that_left_the_file_stays(db, journey):
    publish_touchpoints(FILE[:FILE.index("  - slug: room")], pack="hotel")
    assert db.session.scalar(select(func.count()).select_from(Touchpoint)) == 2


def test_a_wrong_file_changes_nothing(db):
    with pytest.raises(Refused, match="line 9"):
        publish_touchpoints(FILE.replace("reliability: 6.0", "reliability: 7.5"))
    assert db.session.scalar(select(func.count()).select_from(Touchpoint)) == 0


def test_each_change_is_one_ledger_row(db, journey):
    actions = db.session.scalars(select(LedgerEntry.action)).all()
    assert actions == ["touchpoint published"] * 2


def test_publishing_again_keeps_a_channel_that_the_file_does_not_name(db, journey):
    desk = queries.touchpoints_by_slug(["desk"])["desk"]
    desk.channel = "phone"
    db.session.flush()
    assert publish_touchpoints(FILE, pack="hotel").changed == ()
    assert desk.channel == "phone"


def test_a_touchpoint_is_placed_after_another_one_or_first(db, journey):
    desk, room = queries.touchpoints_by_slug(["desk", "room"]).values()
    operations.place_after(desk, room.id)
    assert [each.slug for each in queries.list_touchpoints()] == ["room", "desk"]
    operations.place_after(desk, 0)
    assert [each.slug for each in queries.list_touchpoints()] == ["desk", "room"]
    assert (desk.version, room.version) == (1, 1)


def test_one_taken_off_the_journey_is_listed_only_where_asked_for(db, journey):
    operations.end_touchpoint(queries.touchpoints_by_slug(["desk"])["desk"])
    assert [each.slug for each in queries.list_touchpoints()] == ["room"]
    assert [each.slug for each in queries.list_touchpoints(ended=True)] == ["desk", "room"]


def test_what_is_taken_over_comes_once(db):
    hotel = next(each for each in queries.templates() if each.pack == "hotel")
    made = operations.take_over(hotel.touchpoints, pack="hotel")
    assert len(made) == len(hotel.touchpoints) == 6
    assert operations.take_over(hotel.touchpoints, pack="hotel") == []


@pytest.mark.parametrize(("title", "slug"), [("The Door!", "the-door"), ("Desk", "desk-2"), ("前台", "touchpoint")])
def test_a_new_touchpoint_gets_a_slug_that_nobody_has(db, journey, title, slug):
    assert queries.free_slug(title) == slug
