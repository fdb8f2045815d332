"""The page that lists studies and what counts in plans."""

from cxtrain.clock import today
from cxtrain.voices.kano import operations, queries


def test_a_supervisor_sees_what_the_firm_asked_and_what_counts(app, cast, db, asked_study, browser):
    operations.take_over(asked_study.he, asked_study.row, queries.found_in(asked_study.row).reading("fast"),
                         touchpoint_id=asked_study.places["breakfast"], reason="", day=today("Asia/Shanghai"))
    db.session.commit()
    browser.login(cast.li)
    page = browser.get("/voices/kano").text
    assert "Three things at the desk" in page
    assert "M · Must-be" in page
    assert "n = 40" in page
    assert "Begin a study" not in page


def test_a_draft_is_seen_by_those_who_make_it_alone(cast, study, browser):
    browser.login(cast.li)
    assert "Three things" not in browser.get("/voices/kano").text
    assert browser.get(f"/voices/kano/{study.id}").status_code == 404
    browser.login(cast.he)
    assert "Draft" in browser.get("/voices/kano").text


def test_staff_have_no_such_page(cast, asked_study, browser):
    browser.login(cast.wang)
    assert browser.get("/voices/kano").status_code == 403
    assert browser.get(f"/voices/kano/{asked_study.id}").status_code in (403, 404)
