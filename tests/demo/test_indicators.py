"""The pages find the truth from which the business figures of the demo company were drawn."""

from math import sqrt

from sqlalchemy import func, select

from cxtrain.clock import today
from cxtrain.demo.indicators import numbers
from cxtrain.demo.indicators.operations import CORRECTED, MONTHS, TARGETS
from cxtrain.demo.places import STORES
from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.figures import expected_start
from cxtrain.voices.indicators.models import IndicatorEntry


def test_each_store_loses_as_many_customers_as_its_style_says(typical):
    months = queries.months_of(queries.last_month(today("Asia/Shanghai")), MONTHS)
    units = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    for style, true in numbers.CHURN.items():
        stores = [store.code for place, store in enumerate(STORES) if numbers.style_of(place) == style]
        churn = [each for code in stores for each in queries.series(units[code].id, "churn", months)]
        n = sum(each.n for each in churn)
        found = sum(each.value * each.n for each in churn) / n
        assert abs(found - true) < 4 * sqrt(true * (1 - true) / n)


def test_each_month_begins_with_the_customers_that_the_one_before_left(typical):
    months = queries.months_of(queries.last_month(today("Asia/Shanghai")), MONTHS)
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == STORES[0].code))
    for before, after in zip(months, months[1:], strict=False):
        start = queries.numbers_of(unit_id, after)["customers-start"].value
        assert expected_start(queries.numbers_of(unit_id, before)) == start


def test_one_number_was_corrected_and_targets_stand(typical):
    code, slug, *_ = CORRECTED
    unit_id = db.session.scalar(select(Unit.id).where(Unit.code == code))
    twice = db.session.execute(select(IndicatorEntry.month).where(
        IndicatorEntry.unit_id == unit_id, IndicatorEntry.slug == slug).group_by(IndicatorEntry.month).having(
        func.count() > 1)).all()
    assert len(twice) == 1 and len(queries.history(unit_id, slug, twice[0][0])) == 2
    year = today("Asia/Shanghai").year
    assert {slug for _, slug in queries.targets_of(unit_id, [year])} == set(TARGETS)
