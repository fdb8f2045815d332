"""No page depends on the order in which PostgreSQL happens to find rows: it may choose another plan tomorrow. Part of `make soak`.

Lists without an order of their own, and sums of numbers that were added in another order, show themselves here.
"""

import os

import pytest
from sqlalchemy import event

from cxtrain.extensions import db as database
from tests.access.conftest import ACTORS
from tests.access.test_canary import CHANGING, crawl, differing, paths, print_once  # noqa: F401
from tests.conftest import Browser

PLANS = (("hashjoin", "hashagg"), ("nestloop", "indexscan", "bitmapscan", "indexonlyscan"), ("seqscan", "mergejoin", "hashjoin"),
         ("seqscan", "sort", "nestloop"))
COUNTED = {"auditors.list_links", "auditors.show_link"}  # how often an auditor's link was opened: the round opens it
pytestmark = pytest.mark.skipif(not os.environ.get("CXTRAIN_SOAK"), reason="minutes; part of make soak")


@pytest.fixture
def plan(app):
    """What the planner may not use; a set that a test changes."""
    if database.engine.dialect.name != "postgresql":
        pytest.skip("SQLite's plans are chosen once, by its statistics")
    forbidden = set()

    def begin(connection):
        for each in forbidden:
            connection.exec_driver_sql(f"set local enable_{each} = off")

    event.listen(database.engine, "begin", begin)
    yield forbidden
    event.remove(database.engine, "begin", begin)


@pytest.mark.parametrize("letter", "hlwaus")
def test_no_page_depends_on_the_plan_of_a_query(app, cast, everything, plan, letter):
    browser = Browser(app)
    if ACTORS[letter]:
        browser.login(getattr(cast, ACTORS[letter]))
    addresses = [(endpoint, path) for endpoint, path in paths(app, everything) if endpoint not in CHANGING | COUNTED]
    before, wrong = crawl(browser, addresses), []
    for forbidden in PLANS:
        plan.clear()
        plan.update(forbidden)
        after = crawl(browser, addresses)
        wrong += [f"{path} without {forbidden}:\n{differing(before[path][1], after[path][1])}"
                  for path in before if after.get(path) != before[path]]
    assert not wrong, "\n".join(wrong)
