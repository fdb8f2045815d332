"""Publishing: by digest, never in place, never wrong."""

import hashlib

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.ledger.models import LedgerEntry
from cxtrain.roleplay.models import Scenario, ScenarioVersion
from cxtrain.roleplay.operations import publish_scenario
from tests.roleplay.stories import LATE_CHECK_IN
from tests.roleplay.test_packs import TOUCHPOINTS


def versions():
    """Return the titles of all versions, oldest first."""
    return [version.title["en"] for version in database.session.query(ScenarioVersion).order_by(ScenarioVersion.id)]


def test_it_stores_the_text_once_by_its_digest(db):
    publish_touchpoints(TOUCHPOINTS)
    first, second = publish_scenario(LATE_CHECK_IN), publish_scenario(LATE_CHECK_IN.encode())
    assert (first.changed, second.changed) == (True, False)
    version = db.session.query(ScenarioVersion).one()
    assert version.digest == hashlib.sha256(LATE_CHECK_IN.encode()).hexdigest()
    assert (version.source, version.title) == (LATE_CHECK_IN, {"zh": "深夜入住", "en": "Late check-in"})
    assert first.scenario.touchpoint.slug == "front-desk-check-in"


def test_a_change_makes_a_new_version_and_keeps_the_old(db):
    publish_touchpoints(TOUCHPOINTS)
    publish_scenario(LATE_CHECK_IN)
    publish_scenario(LATE_CHECK_IN.replace("en: Late check-in", "en: Very late"))
    assert versions() == ["Late check-in", "Very late"]
    assert db.session.query(Scenario).one().current.title["en"] == "Very late"


def test_going_back_to_an_old_text_makes_it_current_again(db):
    publish_touchpoints(TOUCHPOINTS)
    for text in (LATE_CHECK_IN, LATE_CHECK_IN.replace("en: Late check-in", "en: Very late"), LATE_CHECK_IN):
        publish_scenario(text)
    db.session.commit()
    assert len(versions()) == 2
    assert db.session.query(Scenario).one().current.title["en"] == "Late check-in"
    assert db.session.query(LedgerEntry).filter_by(action="scenario published").count() == 3


def test_a_wrong_file_is_never_published(db):
    publish_touchpoints(TOUCHPOINTS)
    published = publish_scenario(LATE_CHECK_IN.replace("start: arrival", "start: nowhere"))
    assert published.scenario is None
    assert [fault.sentence for fault in published.faults] == ['There is no scene "nowhere".']
    assert versions() == []


def test_a_touchpoint_must_be_there(db):
    published = publish_scenario(LATE_CHECK_IN)
    assert published.scenario is None
    fault = published.faults[-1]
    assert (fault.line, fault.column, fault.level) == (4, 13, "error")
    assert 'There is no touchpoint "front-desk-check-in"' in fault.sentence
