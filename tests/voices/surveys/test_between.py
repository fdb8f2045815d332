"""What departments said of another one: shown where enough answered, and never told by a difference."""

import datetime as dt
import uuid

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.clock import now
from cxtrain.journey.models import Department
from cxtrain.people.models import Unit
from cxtrain.voices.operations import Arrived, receive
from cxtrain.voices.surveys.between import Said, between
from cxtrain.voices.tally import Answer


@given(st.dictionaries(st.none() | st.integers(1, 6), st.integers(1, 12), max_size=5))
def test_no_department_below_five_can_be_told_from_what_is_shown(people):
    found = between(people, [Said(key, "csat", "", 5, 0, n) for key, n in people.items()])
    assert set(found.lines) == {key for key, n in people.items() if n >= 5} and set(found.few) == set(people) - set(found.lines)
    if found.together is None:
        assert sum(people.values()) < 5 and not found.lines
    elif found.lines:  # the sum holds those that are shown, and nothing is left over
        assert found.together.n == sum(line.n for line in found.lines.values()) == found.together.scores.csat.n
    else:
        assert found.together.n == sum(people.values())


def test_hr_sees_what_the_kitchen_said_of_the_front_office(browser, chinese, cast, db, draft, department):
    kitchen, rooms = (Department(slug=slug, title={"zh": slug, "en": slug.title()}) for slug in ("kitchen", "rooms"))
    db.session.add_all([kitchen, rooms])
    campaign = draft("between-departments", department_id=department.id)
    db.session.flush()
    answers = [(kitchen.id, value) for value in (5, 5, 4, 4, 2, 1)] + [(rooms.id, 1)] * 3
    receive([Arrived(key=str(uuid.uuid4()), unit=db.session.get(Unit, cast.firm), touchpoint_id=campaign.touchpoint_id,
                     source="internal", at=now(), keep_until=dt.date(2099, 1, 1), campaign_id=campaign.id, department_id=who,
                     answers=(Answer("satisfied", "csat", value), Answer("kept", "servqual", 5, 6, "reliability")))
             for who, value in answers])
    url = f"/voices/surveys/{campaign.id}/departments"
    db.session.commit()
    page = browser.login(cast.he).get(url).text
    assert "4 / 6" in page and "found 5.0, expected 6.0 (n 6)" in page
    assert "Fewer than 5 answers came from: Rooms." in page and "4 / 9" not in page
    assert "感受 5.0，期望 6.0（n 6）" in chinese.login(cast.he).get(url).text


def test_a_survey_of_customers_has_no_such_page(browser, cast, opened):
    assert browser.login(cast.he).get(f"/voices/surveys/{opened}/departments").status_code == 404
