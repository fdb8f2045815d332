"""The map of what matters to customers."""

import pytest

from cxtrain.content import publish
from cxtrain.extensions import db as database
from cxtrain.paths import resource_dir

PAGE = "/customers/importance"


@pytest.fixture
def hr(browser, cast, hotel):
    publish(resource_dir("scenarios") / "surveys" / "what-matters.yaml")
    database.session.commit()
    return browser.login(cast.he)


@pytest.fixture
def mapped(counted):
    """Waiting matters and is done badly; value matters little; friendliness lies on the line."""
    counted("importance", {(3, 7): 30, (4, 6): 30}, subject="what-matters:waiting")
    counted("importance", {(6, 4): 30, (7, 3): 30}, subject="what-matters:value")
    counted("importance", {(2, 2): 15, (7, 7): 15}, subject="what-matters:friendly")


def test_without_answers_it_says_who_asks(hr):
    assert "Nobody has been asked in these months" in hr.get(PAGE).text


def test_it_says_where_to_begin_and_what_is_not_decided(hr, mapped):
    page = hr.get(PAGE)
    assert "Begin with: Short waiting." in page.text
    assert "Not decided, because an interval crosses a line: 1 of 3." in page.text
    row = page.text.split(">Friendly staff</th>")[1].split("</tr>")[0]
    assert "not decided" in row


def test_attributes_with_few_answers_are_left_out_and_counted(hr, mapped, counted):
    counted("importance", {(5, 6): 29}, subject="what-matters:clean")
    page = hr.get(PAGE)
    assert "Left out with fewer than 30 answers: 1." in page.text and "Cleanliness" not in page.text


def test_an_attribute_keeps_its_short_name_where_its_questionnaire_is_gone(hr, counted):
    counted("importance", {(5, 6): 30, (4, 5): 5}, subject="old-one:parking")
    assert "old-one:parking" in hr.get(PAGE).text


def test_the_lines_may_stand_in_the_middle_of_the_scale(hr, mapped):
    page = hr.get(PAGE + "?lines=scale")
    assert '<option value="scale" selected>' in page.text
    assert hr.get(PAGE + "?lines=nonsense").status_code == 200


def test_a_supervisor_sees_the_own_store_only_and_staff_nothing(browser, cast, mapped):
    browser.login(cast.sun)
    assert browser.get(PAGE).status_code == 403
    browser.login(cast.li)
    assert browser.get(PAGE).status_code == 200 and browser.get(f"{PAGE}?unit={cast.xuhui}").status_code == 404
