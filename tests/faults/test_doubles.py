"""Two who press the same button of the same thing at once, each in a browser of their own, leave what they leave in turn.

Here the buttons of every fifteenth page are pressed so; `--every 1` presses each of all pages (make soak).
"""

import pytest

from cxtrain.extensions import db
from tests.access.conftest import ACTORS, everything, world  # noqa: F401
from tests.access.test_matrix import cells
from tests.conftest import Browser
from tests.faults.filling import acts_of
from tests.faults.pairs import Pair, everything_said
from tests.faults.sweep import Kept
from tests.soak.table import tell

SPARSE = 15  # in the suite
APART = "/me/sessions"  # each ends the other's session, and then nobody's is left: as both wished


@pytest.fixture(scope="module")
def kept(world, everything):  # noqa: F811
    """The world as it was made, and what it says."""
    with world[0].app_context():
        return Kept(), everything_said()


def buttons(browser, pages):
    """Return each button that writes of these (endpoint, path), once for each kind of thing."""
    seen = {}
    for endpoint, path in pages:
        for act, form in acts_of(browser.get(path), path):
            if "submission_key" in form[1] and not form[0].startswith(APART):
                seen.setdefault((endpoint, act.name.strip("/0123456789"), frozenset(form[1])), (act, form))
    return list(seen.values())


def pressed_twice(pair):
    """Yield what is wrong where the second comes in the middle of the first, and where it comes before its end."""
    middle, end = max(2, pair.steps[0] // 2), max(2, pair.steps[0] - 2)
    for stop in sorted({middle, end}):
        yield from pair.counts_wrong((0, 1), stop)


@pytest.mark.parametrize("letter", "hlwam")
def test_a_button_that_two_press_at_once_does_what_it_does_pressed_in_turn(app, cast, everything, kept, letter, request):  # noqa: F811
    kept[0].restore()
    one, two = (Browser(app).login(getattr(cast, ACTORS[letter])) for _ in range(2))
    every = 1 if request.config.getoption("--every") == 1 else SPARSE
    pages = [(rule.endpoint, path) for rule, _, path, who in cells(app, everything) if "GET" in rule.methods and letter in who]
    found, own = buttons(one, pages[::every]), two.hidden("/me/sessions")
    here, said, wrong, count = Kept(), everything_said(), [], 0
    for number, (act, (address, fields)) in enumerate(found):
        theirs = address, {**fields, "csrf_token": own["csrf_token"], "submission_key": f"theirs {number}"}
        pair = Pair(here, said, ((act, one, (address, fields)), (act, two, theirs)))
        if pair.shows:  # a form that asks for more than was filled in does nothing at any time
            wrong += [f"{act.page}, {act.name}: {each}" for each in pressed_twice(pair)]
            count += 1
    print(f"\n{count} of {len(found)} buttons pressed by two at once as {letter}")
    tell("buttons pressed by two", count, len(wrong), db.engine.dialect.name)
    assert count, "no button does anything, so that nothing is shown"
    assert wrong == []
