"""A programme of the firm, told today or long ago, and what HR's form sends."""

import datetime as dt

import pytest

from cxtrain.clock import today
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.quality.programmes import operations, queries
from cxtrain.quality.programmes.forms import typed
from tests.quality.appeals.conftest import disputes
from tests.quality.conftest import actor, cards, desk, hotel, tell_programme

__all__ = ["cards", "desk", "disputes", "hotel"]
DAY = dt.timedelta(days=1)


@pytest.fixture
def day():
    """Today, where the stores are."""
    return today("Asia/Shanghai")


@pytest.fixture
def tell(db):
    """A function that tells a programme: tell(unit_id=None, on=…, **plan)."""
    def told(unit_id=None, **facts):
        version = tell_programme(db, unit_id, **facts)
        db.session.commit()
        return version
    return told


@pytest.fixture
def draft(db, cast):
    """A function that begins a draft of a unit, the firm by default, and returns its id."""
    def begun(unit_id=None, **plan):
        unit = db.session.get(Unit, unit_id or cast.firm)
        version = operations.begin_draft(actor(db, cast.he, Role.HR), unit, operations.Plan(**plan))
        db.session.commit()
        return version.id
    return begun


@pytest.fixture
def typing(db):
    """A function that returns a draft's form as it would be sent, with changes; a box that is not ticked sends nothing."""
    def sent(draft_id, **changes):
        version = db.session.get_one(queries.ProgrammeVersion, draft_id)
        facts = {**typed(version), "version": version.version, **changes}
        return {name: "y" if value is True else value for name, value in facts.items() if value is not False}
    return sent
