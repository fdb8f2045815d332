"""The study finds the truth from which its answers were drawn, for everybody and for each group."""

import datetime as dt
from random import Random

from sqlalchemy import select

from cxtrain.demo.kano import wishes
from cxtrain.extensions import db
from cxtrain.voices.kano.models import KanoCategory, KanoStudy
from cxtrain.voices.kano.queries import found_in


def test_the_study_of_the_demo_company_finds_what_guests_want(typical):
    study = db.session.scalar(select(KanoStudy))
    found = found_in(study)
    for column in found.columns:
        told = {reading.feature.id: reading.category for reading in column.readings}
        assert told == wishes.truth(column.group.id)
        assert min(reading.n for reading in column.readings) >= 30
    assert {feature.name.en for feature in found.differing} == {"Invoice on the phone before leaving", "A hand-drawn map of the quarter"}
    assert study.campaign.received == wishes.SHEETS
    assert study.campaign.state == "closed"


def test_one_of_its_categories_counts_for_the_front_desk(typical):
    taken = db.session.scalar(select(KanoCategory))
    assert (taken.category, taken.clear, taken.touchpoint.slug) == ("M", True, "front-desk-check-in")


def test_each_guest_is_asked_about_three_features_in_three_weeks():
    first = dt.date(2026, 5, 4)
    entries = wishes.draw_sheets(first, [1, 2], Random(1))
    assert {len(each.pairs) for each in entries} == {wishes.DRAWS}
    assert all(first <= each.day < first + dt.timedelta(wishes.DAYS) for each in entries)
    assert len({each.sheet for each in entries}) == wishes.SHEETS
