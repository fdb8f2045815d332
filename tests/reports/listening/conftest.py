"""What customers answered, as counts: the pages read nothing else."""

import datetime as dt
from collections import Counter

import pytest

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.voices.sums.operations import add_to_counts
from cxtrain.voices.tally import Answer, Given, of_response
from tests.reports.conftest import desk, hotel, seen, statements
from tests.reports.places.conftest import item_row, summed

__all__ = ["desk", "hotel", "item_row", "seen", "statements", "summed"]


def month(ago):
    """Return the month so many months ago, as "2026-05"."""
    day = today("Asia/Shanghai").replace(day=1)
    for _ in range(ago):
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return f"{day:%Y-%m}"


@pytest.fixture
def counted(db, cast, hotel):
    """Call it to count answers: counted("nps", {9: 20, 3: 10}, unit=…, touchpoint=…, ago=2, source=…, subject=…)."""
    def count(kind, given, *, unit=None, touchpoint=None, ago=0, source="survey", subject=""):
        place = Given(database.session.get(Unit, unit or cast.jingan).path, touchpoint or hotel.desk, source, month(ago))
        counts = Counter()
        for value, n in given.items():
            pair = value if isinstance(value, tuple) else (value, None)
            for key, one in of_response(place, [Answer("q", kind, *pair, subject)]).items():
                counts[key] += one * n
        add_to_counts(counts)
        database.session.commit()
    return count
