"""What a Kano category that somebody took over weighs in plans: a team's and a touchpoint's, never a person's."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.planning.evidence import Evidence, evidence_from
from cxtrain.planning.models import Plan
from cxtrain.planning.proposals.queries import find_for_person, find_for_unit
from cxtrain.voices.kano.models import KanoCategory, KanoStudy

WORD = {"zh": "快", "en": "Fast"}


def taken_over(cast, place, category, *, ended=False):
    """Let a category count for a touchpoint since yesterday, or until yesterday."""
    study = KanoStudy(title=WORD, unit_id=cast.firm, touchpoint_id=place, purpose=WORD, grouping={}, made_by=cast.he, made_at=now(),
                      features=[{"id": "fast", "name": WORD, "there": WORD, "missing": WORD}])
    database.session.add(study)
    database.session.flush()
    day = today("Asia/Shanghai") - dt.timedelta(days=1)
    database.session.add(KanoCategory(
        touchpoint_id=place, study_id=study.id, feature="fast", category=category, n=40, clear=True, taken_by=cast.he, taken_on=day,
        ended_on=day if ended else None, ended_by=cast.he if ended else None))
    database.session.commit()


def priority(cast):
    """Return the priority of 静安店's first finding."""
    return find_for_unit(cast.jingan, "mystery_shop", today("Asia/Shanghai"))[0].finding.priority


@pytest.mark.parametrize(("category", "factor"), [("M", 1.5), ("O", 1.25), ("A", 1.0), ("I", 0.5)])
def test_it_multiplies_the_priority_of_a_team(cast, records, category, factor):
    records.store_is_slow()
    before = priority(cast)
    taken_over(cast, records.place, category)
    assert priority(cast) == pytest.approx(before * factor)


def test_one_that_ended_and_one_of_another_touchpoint_weigh_nothing(cast, records):
    records.store_is_slow()
    before = priority(cast)
    taken_over(cast, records.place, "M", ended=True)
    taken_over(cast, records.touchpoint("bar", "酒吧", "Bar"), "M")
    assert priority(cast) == before


def test_a_persons_finding_is_as_it_was(cast, records):
    records.people_differ()
    day = today("Asia/Shanghai")
    before = find_for_person(cast.wang, "mystery_shop", day)
    taken_over(cast, records.place, "M")
    assert find_for_person(cast.wang, "mystery_shop", day) == before


def test_the_page_and_the_plan_say_so_and_a_plan_drafted_before_still_opens(browser, cast, records):
    records.store_is_slow()
    taken_over(cast, records.place, "M")
    address = f"/planning/units/{cast.jingan}"
    page = browser.login(cast.li).get(address).text
    assert "weighs here: × 1.50" in page
    answer = browser.post(address, touchpoint_id=records.place, dimension="responsiveness", kind="mystery_shop")
    kept = database.session.scalar(select(Plan.evidence))
    assert (kept["kano"], kept["kano_category"]) == (1.5, "must-be")
    page = browser.get(answer.location.removesuffix("/edit")).text
    assert "Kano category of the touchpoint" in page
    assert "Must-be" in page
    old = {key: value for key, value in kept.items() if not key.startswith("kano")}
    assert evidence_from(old) == Evidence(**old, kano=1.0, kano_category="")
