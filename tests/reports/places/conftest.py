"""A second and a third store with visits, and what pages of places show."""

import datetime as dt
import re
from html import unescape

import pytest

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.quality.models import ItemRollup, UnitRollup
from cxtrain.quality.rollup import OVERALL
from tests.reports.conftest import desk, hotel, seen, statements

__all__ = ["desk", "hotel", "seen", "statements"]


def grid(page):
    """Return the cells of a heat-map in which there were visits, by row: (classes, value, n)."""
    rows = re.findall(r'<tr(?: class="sum")?><th scope="row"><a[^>]*>(.*?)</a></th>(.*?)</tr>', page.text, re.S)
    cell = r'<td class="([^"]*)">.*?<span class="value">([^<]*).*?<span class="n">n (\d+)</span>'
    return {unescape(label): [(classes, value, int(n)) for classes, value, n in re.findall(cell, row, re.S) if int(n)]
            for label, row in rows}


class Summed:
    """Writes roll-up rows of months directly, as many releases would have left them."""

    def __init__(self, cast, hotel):
        self.cast, self.hotel = cast, hotel

    def __call__(self, *values, unit=None, months_ago=0, touchpoint=None, dimension=None, kind="mystery_shop"):
        """Write a row of visits with these scores: of one dimension, or of "responsiveness" and all together."""
        day = today("Asia/Shanghai").replace(day=1)
        for _ in range(months_ago):
            day = (day - dt.timedelta(days=1)).replace(day=1)
        for name in (dimension,) if dimension else ("responsiveness", OVERALL):
            database.session.add(UnitRollup(
                unit_id=unit or self.cast.jingan, touchpoint_id=touchpoint or self.hotel.desk, dimension=name,
                month=f"{day:%Y-%m}", kind=kind, n=len(values), total=sum(values), squares=sum(v * v for v in values)))
        database.session.commit()


@pytest.fixture
def summed(db, cast, hotel):
    """A function that writes roll-up rows."""
    return Summed(cast, hotel)


@pytest.fixture
def item_row(db, cast, hotel):
    """A function that writes a row of a single item."""
    def write(item, scale, values, *, na=0, unnoticed=0, unit=None, instrument="hotel-front-desk-check-in"):
        database.session.add(ItemRollup(
            unit_id=unit or cast.jingan, touchpoint_id=hotel.desk, kind="mystery_shop", month=f"{today('Asia/Shanghai'):%Y-%m}",
            instrument=instrument, item=item, scale=scale, n=len(values), total=sum(values),
            squares=sum(v * v for v in values), na=na, unnoticed=unnoticed))
        database.session.commit()
    return write


