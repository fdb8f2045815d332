"""A customer's own words: who reads them is decided by their audience, on every page where a matter is shown."""

import pytest
from sqlalchemy import select

from cxtrain.people.models import Unit
from cxtrain.voices.feedback import operations, queries
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.models import Response
from cxtrain.voices.operations import erase

CANARY = "金丝雀 nobody looked up"


def taken(counter, answer, audience, kind="complaint", about=None):
    """A matter made of a customer's words."""
    comment = counter.comment(answer, CANARY, audience)
    return counter.tell(kind, by=counter.he, words="", comment=comment, about=about).id


@pytest.mark.parametrize(("audience", "readers"), [
    ("nobody", {"he"}), ("hr", {"he"}), ("supervisors", {"he", "li"}), ("staff", {"he", "li"})])
def test_words_are_read_from_their_audience_on(browser, db, cast, counter, answer, audience, readers):
    matter = taken(counter, answer, audience, "praise", cast.wang)
    for who in ("he", "li", "wang", "zhao"):
        browser.login(getattr(cast, who))
        pages = ["/", "/feedback/mine", "/me/record", f"/feedback/{matter}", "/feedback", "/feedback/rates"]
        read = any(CANARY in browser.get(page).text for page in pages)
        assert read == (who in readers or (who == "wang" and audience == "staff")), (who, audience)


def test_praise_without_its_words_is_praise_all_the_same(browser, cast, counter, answer):
    taken(counter, answer, "hr", "praise", cast.wang)
    browser.login(cast.wang)
    assert "A customer praised you" in browser.get("/").text


def test_when_the_customer_erases_them_they_are_gone_here(browser, db, cast, counter, answer):
    matter = taken(counter, answer, "staff")
    erase(db.session.scalars(select(Response)).one())
    db.session.commit()
    browser.login(cast.he)
    page = browser.get(f"/feedback/{matter}").text
    assert CANARY not in page and "not kept any more" in page
    assert CANARY not in str(db.session.execute(select(Feedback.words, Feedback.result)).all())


def test_a_leader_takes_over_what_may_be_read_once(browser, db, cast, counter, answer):
    hidden, shown = counter.comment(answer, CANARY, "hr").id, counter.comment(answer, CANARY, "supervisors").id
    browser.login(cast.li)
    assert browser.get(f"/feedback/from-comment/{hidden}").status_code == 404
    page = f"/feedback/from-comment/{shown}"
    assert CANARY in browser.get(page).text
    fields = {"kind": "complaint", "touchpoint_id": str(counter.asked.desk), "severity": "normal"}
    assert browser.post(page, **fields).status_code == 303
    again = browser.post(page, **fields)
    assert again.status_code == 400 and "taken over already" in again.text
    kept = db.session.scalars(select(Feedback)).one()
    assert (kept.words, kept.comment_id, kept.reachable) == ("", shown, False)
    browser.login(cast.chen)
    assert browser.get(page).status_code == 404


def test_whoever_a_complaint_is_about_sees_that_it_is_there_and_no_word(browser, db, cast, counter):
    matter = counter.tell(about=cast.wang, by=counter.li, words=CANARY).id
    browser.login(cast.wang)
    text = browser.get("/feedback/mine").text
    assert "Matters that name you" in text and CANARY not in text
    for page in ("/", "/me/record"):
        assert CANARY not in browser.get(page).text
    assert browser.get(f"/feedback/{matter}").status_code == 403


def test_a_leader_named_in_a_complaint_does_not_find_it(browser, db, cast, counter):
    matter = counter.tell(about=cast.li).id
    browser.login(cast.li)
    assert browser.get(f"/feedback/{matter}").status_code == 404
    assert "room was not ready" not in browser.get("/feedback").text
    with pytest.raises(operations.Refused):
        operations.hand_over(counter.he, db.session.get(Feedback, matter), cast.li)


def test_no_query_counts_complaints_by_person(db, cast, counter):
    # A complaint about a person never becomes that person's number: what is told of a person is praise, in words.
    counter.tell(about=cast.wang)
    assert queries.praise_of(cast.wang) == []
    counter.tell("praise", by=counter.li, about=cast.wang, words="Kind")
    assert [one.words for one in queries.praise_of(cast.wang)] == ["Kind"]


def test_where_no_names_are_stored_nobody_is_named(browser, db, cast, counter):
    db.session.get(Unit, cast.jingan).people = "none"
    db.session.commit()
    with pytest.raises(operations.Refused, match="no names"):
        counter.tell(about=cast.wang, by=counter.li)
    browser.login(cast.wang)
    assert "Zhao Yan" not in browser.get("/feedback/tell").text


def test_open_complaints_are_counted_for_a_unit_and_those_above(db, cast, asked, counter):
    counter.tell()
    counter.tell("praise")
    counter.closed()
    counter.tell(by=counter.chen, unit=cast.xuhui)
    found = queries.open_counts([cast.firm, cast.jingan, cast.east], [asked.desk, asked.breakfast])
    assert found == {(cast.firm, asked.desk): 2, (cast.east, asked.desk): 2, (cast.jingan, asked.desk): 1}
