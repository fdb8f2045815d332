import datetime as dt
import threading

import pytest
from sqlalchemy import delete, update

from cxtrain.certificates.models import Certificate, SeriesGap
from cxtrain.certificates.register.operations import issue
from cxtrain.certificates.series import operations, queries
from cxtrain.extensions import db as database
from cxtrain.training.models import Enrolment
from tests.certificates.conftest import certificate

THREADS, EACH = 8, 6


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def give(hr, unit_id, prefix):
    return hr.post(f"/certificates/series/{unit_id}", prefix=prefix)


def test_a_unit_and_those_below_it_go_by_the_nearest_prefix(hr, office, cast):
    assert give(hr, cast.east, "hm-east").status_code == 303
    assert give(hr, cast.jingan, "HM-JA").status_code == 303
    numbers = [certificate(office.award(person)).number for person in (cast.wang, cast.sun, cast.zhao)]
    assert numbers == ["HM-JA-2026-0001", "HM-EAST-2026-0001", "HM-JA-2026-0002"]


def test_taken_back_it_goes_by_the_one_above_and_later_on_where_it_stopped(hr, office, cast):
    give(hr, cast.jingan, "HM-JA")
    office.award(cast.wang)
    give(hr, cast.jingan, "")
    assert certificate(office.award(cast.wang)).number == "HM-MOT-2026-0001"
    give(hr, cast.jingan, "HM-JA")
    assert certificate(office.award(cast.wang)).number == "HM-JA-2026-0002"
    assert "as the unit above" in hr.get(f"/certificates/series/{cast.jingan}").text


@pytest.mark.parametrize("prefix", ["HM-MOT", "HM-EAST", "鹤鸣", "HM-2026"])
def test_it_refuses_a_prefix_that_is_anothers_or_cannot_stand_in_a_number(hr, cast, prefix):
    give(hr, cast.east, "HM-EAST")
    answer = give(hr, cast.jingan, prefix)
    assert answer.status_code == 400 and queries.own_prefixes() == {cast.east: "HM-EAST"}


def test_a_restore_leaves_a_gap_and_says_so(hr, office, cast):
    office.award(cast.wang)
    gaps = operations.leave_gaps_after_restore(20, "Restored the copy of 18 May", since=2026)
    database.session.commit()
    assert [(gap.prefix, gap.year, gap.first, gap.last) for gap in gaps if gap.year == 2026] == [("HM-MOT", 2026, 2, 21)]
    assert certificate(office.award(cast.wang)).running == 22
    text = hr.get("/certificates/series").text
    assert "Restored the copy of 18 May" in text and "every number is accounted for" in text
    assert "Restored the copy of 18 May" in hr.get("/certificates/register.csv").text


@pytest.mark.parametrize(("at", "years"), [((2026, 12, 31, 17), [2026, 2027]), ((2027, 1, 1, 3), [2026, 2027]), ((2027, 6, 1), [2027])])
def test_around_new_year_a_restore_leaves_gaps_in_both_years_as_units_have_zones(db, monkeypatch, at, years):
    monkeypatch.setattr(operations, "now", lambda: dt.datetime(*at, tzinfo=dt.UTC))
    gaps = operations.leave_gaps_after_restore(5, "Restored", since=2027 if at[0] == 2027 else 2026, given=["HM-NEW"])
    assert [(gap.prefix, gap.year) for gap in gaps] == [(prefix, year) for prefix in ("HM-MOT", "HM-NEW") for year in years]


def test_a_number_that_vanished_is_named(hr, office, cast):
    ids = [office.award(cast.wang) for _ in range(3)]
    database.session.execute(update(Certificate).values(renews_id=None))
    database.session.execute(delete(Certificate).where(Certificate.id == ids[1]))
    database.session.commit()
    assert "missing: 2 to 2" in hr.get("/certificates/series").text


def test_a_gap_needs_numbers_and_a_reason(db):
    for count, reason in ((0, "why"), (3, " ")):
        with pytest.raises(ValueError, match="a gap has"):
            operations.leave_gap("HM-MOT", 2026, count, reason)
    database.session.rollback()
    assert database.session.query(SeriesGap).count() == 0


def test_who_passes_at_once_gets_numbers_without_gaps_or_repeats_also_where_some_are_rolled_back(world, office, cast):
    app = world[0]
    enrolments = [office.enrol((cast.wang, cast.sun)[n % 2]).id for n in range(THREADS * EACH)]
    database.session.commit()
    database.session.remove()
    barrier, faults = threading.Barrier(THREADS), []

    def pass_some(mine):
        barrier.wait()
        for place, enrolment_id in enumerate(mine):
            with app.app_context():
                try:
                    issue(database.session.get_one(Enrolment, enrolment_id))
                    database.session.rollback() if place % 3 == 2 else database.session.commit()
                except Exception as fault:
                    faults.append(fault)
                finally:
                    database.session.remove()

    threads = [threading.Thread(target=pass_some, args=(enrolments[n::THREADS],)) for n in range(THREADS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    (series,) = queries.every_series()
    assert faults == [] and series.account.complete and series.account.last == THREADS * EACH * 2 // 3
