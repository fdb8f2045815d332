"""The journey's page, and publishing a pack's file."""

import pytest
from sqlalchemy import func, select

from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import Refused, publish_touchpoints
from cxtrain.ledger.models import LedgerEntry
from tests.journey.test_touchpoint import FILE


@pytest.fixture
def journey(db):
    """Two touchpoints, published."""
    publish_touchpoints(FILE, pack="hotel")
    db.session.commit()


def test_it_shows_each_touchpoint_with_its_moment_of_truth(browser, cast, journey):
    page = browser.login(cast.li).get("/journey").text
    assert "Desk" in page and "Looking up" in page and "The door opens" in page
    assert "Edit" not in page


def test_it_reads_in_chinese(chinese, cast, journey):
    page = chinese.login(cast.li).get("/journey").text
    assert "关键时刻" in page and "抬头" in page and "购买" in page


def test_authors_find_a_way_to_edit(browser, cast, journey):
    assert "/edit" in browser.login(cast.lin).get("/journey").text


def test_an_empty_journey_says_what_will_be_here(browser, cast):
    assert "No touchpoints yet" in browser.login(cast.li).get("/journey").text


def test_staff_are_refused_and_strangers_sign_in(browser, cast):
    assert browser.get("/journey").location == "/sign-in"
    assert browser.login(cast.wang).get("/journey").status_code == 403


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
