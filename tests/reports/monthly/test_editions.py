"""A class that is closed or corrected after its month's report was made brings another edition; the earlier one stays."""

import pytest
import time_machine

from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import PERIODIC
from cxtrain.jobs.work import work
from cxtrain.people.models import Unit
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.reports.monthly.operations import keep
from cxtrain.reports.monthly.sources.queries import facts_of
from cxtrain.training.classes.models import Attendance, TrainingClass
from tests.training.activity import clock
from tests.training.hours.test_queries import held


@pytest.fixture
def made(db, cast, course):
    """The class of 29 May is over and not closed; the reports of May were made on the first of June."""
    class_id = held(cast, 90, day="2026-05-29", closed=False)
    with time_machine.travel(clock("2026-06-01 09:05"), tick=False):
        for unit_id in (cast.firm, cast.east, cast.jingan, cast.xuhui):
            keep(unit_id, facts_of(db.session.get_one(Unit, unit_id), "2026-05"), by=None)
    db.session.commit()
    return db.session.get_one(TrainingClass, class_id)


def night(app, db, text):
    """Let a day begin and a worker do what is asked for; return (unit, edition, class hours in all) of what was made since."""
    before = db.session.query(MonthlyReport).count()
    db.session.commit()
    with time_machine.travel(clock(text), tick=False):
        PERIODIC["monthly reports again"](clock(text).date())
        db.session.commit()
        work(app, until_empty=True)
    db.session.expire_all()
    rows = db.session.query(MonthlyReport).order_by(MonthlyReport.id).offset(before)
    return [(each.unit_id, each.edition, each.facts["lines"]["hours"][0][1]) for each in rows]


def close(db, made, text):
    made.closed_at, made.closed_by = clock(text), made.made_by
    db.session.commit()


def test_a_class_closed_late_brings_another_edition_of_its_units_and_those_above(app, db, cast, made):
    assert night(app, db, "2026-06-02 08:00") == []  # it does not count yet
    close(db, made, "2026-06-03 15:00")
    assert sorted(night(app, db, "2026-06-04 08:00")) == sorted((unit, 2, 2.0) for unit in (cast.firm, cast.east, cast.jingan))
    first = db.session.query(MonthlyReport).filter_by(unit_id=cast.jingan, edition=1).one()
    assert first.facts["lines"]["hours"][0][1] == 0 and first.number == "M-2026-05-S01"
    assert night(app, db, "2026-06-05 08:00") == [] and db.session.query(Job).count() == 1


def test_a_correction_of_a_closed_class_does_too(app, db, cast, made):
    close(db, made, "2026-06-01 08:00")
    made_again = night(app, db, "2026-06-02 08:00")
    assert made_again == []  # it was closed before the reports were made
    mark = db.session.query(Attendance).one()
    mark.minutes, mark.at = 45, clock("2026-06-10 11:00")
    db.session.commit()
    assert {(edition, hours) for _unit, edition, hours in night(app, db, "2026-06-11 08:00")} == {(2, 1.0)}


def test_a_class_that_changes_no_figure_is_asked_for_once(app, db, cast, made):
    db.session.query(Attendance).update({"minutes": 0})
    close(db, made, "2026-06-03 15:00")
    assert night(app, db, "2026-06-04 08:00") == night(app, db, "2026-06-05 08:00") == []
    assert db.session.query(Job).count() == 1


def test_a_class_of_a_month_without_a_report_brings_none(app, db, cast, course):
    held(cast, 90, day="2026-05-29")
    assert night(app, db, "2026-06-04 08:00") == [] and db.session.query(Job).count() == 0
