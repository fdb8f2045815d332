"""What a scorecard comes to, and its answers, in words: facts beside ratings, before and after critical rules."""

import io

import pytest

from cxtrain.clock import today
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.quality import operations
from cxtrain.quality.answers import Answer
from cxtrain.quality.checks.operations import start_check
from tests.quality.conftest import SCENARIOS, SHEET, actor
from tests.quality.test_start_visit import jpeg

GOOD = {**{f"y{n}": Answer(1) for n in range(1, 11)}, "y9": Answer(0), "n1": Answer(5), "n2": Answer(20), "n3": Answer(3),
        "t1": Answer(note="Nothing"), "p1": Answer(missing="na")}


@pytest.fixture
def check(db, cast, hotel, desk):
    """Makes announced checks with answers; returns their ids."""
    operations.publish_instrument((SCENARIOS / "instruments" / "observable-standards.yaml").read_bytes())

    def made(**answers):
        me = actor(db, cast.chen, Role.SUPERVISOR)
        visit = start_check(me, db.session.get(Unit, me.unit_id), db.session.get(Touchpoint, hotel.desk),
                            today("Asia/Shanghai"))
        operations.save_scorecard(visit, answers={**GOOD, **answers}, sheet=SHEET)
        db.session.commit()
        visit_id = visit.id
        db.session.rollback()
        return visit_id

    return made


def review(browser, cast, visit_id):
    return browser.login(cast.chen).get(f"/quality/visits/{visit_id}/review").text


def test_facts_are_told_as_a_share_in_words(browser, cast, check):
    page = review(browser, cast, check(n3=Answer(9), y6=Answer(missing="na")))
    assert "As they should be: 11 of 12 yes/no items and numbers answered." in page
    assert "What is counted, by dimension" not in page  # no rating is asked


def test_the_score_stands_before_and_after_a_critical_fact(browser, cast, check):
    page = review(browser, cast, check(y4=Answer(0, note="boxes")))
    assert "before the critical rule" in page and "This critical item limits the visit to 50." in page
    assert "· No</span>" in page.replace("\n", "").replace("  ", "")


def test_a_photo_owed_is_named_until_it_is_there(browser, cast, check):
    visit_id = check(y3=Answer(0, note="a puddle"))
    assert "A photo: The floor is clean and not slippery" in review(browser, cast, visit_id)
    browser.post(f"/quality/visits/{visit_id}/photos", shows="place", item="y3", photo=(io.BytesIO(jpeg()), "a.jpg"))
    page = browser.get(f"/quality/visits/{visit_id}/review").text
    assert "A photo:" not in page and "Still missing" not in page
