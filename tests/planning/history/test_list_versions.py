"""Every saved version of a plan can be read, with what became different, by whom and when."""

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.planning.history.models import PlanVersion
from tests.planning.test_edit_plan import fields
from tests.reports.conftest import statements

__all__ = ["statements"]


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, state="draft")


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}/history"


def edited(browser, cast, plan_id, **changes):
    browser.login(cast.li).post(f"/planning/plans/{plan_id}/edit", **fields(plan_id, **changes))


def acts(plan_id):
    database.session.rollback()
    return [(each.number, each.act, each.author_id, each.is_shown) for each in database.session.scalars(
        select(PlanVersion).where(PlanVersion.plan_id == plan_id).order_by(PlanVersion.number))]


def test_each_change_is_a_version_with_who_and_what_is_different(browser, cast, url, plan_id):
    edited(browser, cast, plan_id, goal="Greet within ten seconds.")
    edited(browser, cast, plan_id, goal="Greet within five seconds.", indicator="Mean of the visits", baseline="4,5", target="5.2")
    page = browser.get(url).text
    assert "Version 2" in page and "<ins>five</ins>" in page and "<del>ten</del>" in page and "Li Xiang" in page
    version = browser.get(f"{url}/2").text
    assert "Different from version 1" in version and "4.5" in version and "5.2" in version
    assert "ten" in browser.get(f"{url}/1").text.split("The plan as it stood then")[1]


def test_the_whole_life_of_a_plan_is_kept(browser, cast, url, plan_id):
    page = f"/planning/plans/{plan_id}"
    browser.login(cast.li).post(f"{page}/share", page=page)
    browser.post(f"{page}/approve", page=page)
    browser.login(cast.wang).post(f"{page}/answer", page=page, words="好的")
    edited(browser, cast, plan_id)
    browser.post(f"{page}/withdraw", page=page)
    assert [each[1] for each in acts(plan_id)] == ["shared", "approved", "answered", "edited", "withdrawn"]
    assert acts(plan_id)[2] == (3, "answered", cast.wang, True)


def test_whom_it_is_about_reads_only_what_could_be_read_then(browser, cast, url, plan_id):
    edited(browser, cast, plan_id, finding="A first, harsher wording.")
    edited(browser, cast, plan_id, finding="What we saw.")
    page = f"/planning/plans/{plan_id}"
    browser.post(f"{page}/approve", page=page)
    shown = browser.login(cast.wang).get(url).text
    assert "Version 3" in shown and "Version 2" not in shown and "harsher" not in shown
    assert browser.get(f"{url}/2").status_code == 404
    assert "harsher" not in browser.get(f"{url}/3").text
    assert browser.login(cast.li).get(f"{url}/2").status_code == 200


def test_a_plan_from_before_says_from_when_versions_are_kept(browser, cast, url):
    assert "Versions are kept from the next change on" in browser.login(cast.li).get(url).text


def test_a_version_that_is_not_there_and_a_foreign_plan_are_not_found(browser, cast, url, plan_id):
    edited(browser, cast, plan_id)
    assert browser.get(f"{url}/9").status_code == 404
    assert browser.login(cast.zhao).get(url).status_code == 404
    assert browser.login(cast.chen).get(f"{url}/1").status_code == 404


def test_many_versions_are_read_with_as_many_statements_as_few(browser, cast, url, plan_id, statements):
    edited(browser, cast, plan_id)
    few = statements(browser, url)
    for turn in range(6):
        edited(browser, cast, plan_id, goal=f"Goal {turn}")
    assert statements(browser, url) == few
