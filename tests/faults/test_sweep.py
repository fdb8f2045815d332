"""Whatever statement fails while somebody sends something that counts, or wherever the disk is full: it is there once, or not at all.

Here every seventh statement fails; `python -m pytest tests/faults --every 1` fails each (make soak).
"""

import pytest

from cxtrain.extensions import db
from tests.access.conftest import everything, world  # noqa: F401
from tests.conftest import Browser
from tests.faults.acts import ACTS, filled
from tests.faults.invariants import violations
from tests.faults.point import MODES
from tests.faults.sweep import Kept, sweep
from tests.soak.table import tell


@pytest.fixture(scope="module")
def kept(world, everything):  # noqa: F811
    """The world as it was made."""
    with world[0].app_context():
        return Kept()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_what_fails_on_its_way_is_there_once_or_not_at_all(app, cast, everything, kept, act, request):  # noqa: F811
    kept.restore()
    ids = {kind: owners.get("wang") for kind, owners in everything.ids.items()}
    browser = Browser(app).login(getattr(cast, act.who))
    form = filled(act, browser, ids)
    here, met, wrong = Kept(), 0, []
    for mode in MODES:
        stride = 1 if mode == MODES[2] else request.config.getoption("--every")
        faults, found = sweep(act, browser, form, here, mode, stride)
        met, wrong = met + faults, wrong + found
    print(f"\n{met} places of {act.name!r} failed")
    tell("faults", met, len(wrong), db.engine.dialect.name)
    assert wrong == []


def test_the_world_holds_before_anything_fails(app, everything, kept):  # noqa: F811
    kept.restore()
    assert violations() == []
