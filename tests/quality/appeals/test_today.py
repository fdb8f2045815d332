"""What Today says of appeals and void visits."""

from cxtrain.quality.answers import Answer
from cxtrain.quality.decisions import operations as decisions


def test_the_appellant_reads_that_it_was_answered(browser, cast, disputes):
    disputes.decided(Answer(7))
    disputes.decided(visit=disputes.visit())
    text = browser.login(cast.wang).get("/").text
    assert "Your appeal was upheld" in text and "Your appeal was answered" in text
    assert "Your appeal" not in browser.login(cast.zhao).get("/").text


def test_the_person_is_told_that_a_visit_does_not_count(browser, cast, db, disputes):
    visit = disputes.visit()
    decisions.void(disputes.desk.he, visit, "The wrong day")
    db.session.commit()
    assert "A visit does not count any more" in browser.login(cast.wang).get("/").text


def test_who_decides_reads_how_many_wait(browser, cast, disputes):
    disputes.opened()
    assert "1 appeal to decide" in browser.login(cast.he).get("/").text
    assert "appeal to decide" not in browser.login(cast.li).get("/").text
