"""Numbers of 静安店 and 徐汇店."""

import pytest

from cxtrain.clock import today
from cxtrain.people.permissions import Actor
from cxtrain.voices.indicators import operations, queries
from cxtrain.voices.indicators.numbers import Number

ZONE = "Asia/Shanghai"


@pytest.fixture
def months():
    """The last 14 months that are over, oldest first, and the one under way."""
    return queries.months_of(f"{today(ZONE):%Y-%m}", 15)


@pytest.fixture
def he(cast):
    """何姐 as whoever enters."""
    return Actor(account_id=1, employee_id=cast.he, number="H0001", name="何姐", name_en="He Jie", locale="zh_Hans",
                 unit_id=cast.firm, unit_path=f"/{cast.firm}/", unit_name="鹤鸣酒店", zone=ZONE)


@pytest.fixture
def enter(db, he):
    """Call it to enter numbers: enter(unit_id, month, {"revenue": 1000, "cross-sell": (3, 10)}, reason="…")."""
    def entered(unit_id, month, numbers, reason="late", **how):
        each = {slug: Number(*value) if isinstance(value, tuple) else Number(float(value)) if value is not None else None
                for slug, value in numbers.items()}
        count = operations.enter(operations.Entered(unit_id, month, each), actor=he, reason=reason, **how)
        db.session.commit()
        return count
    return entered
