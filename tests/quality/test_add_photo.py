"""Photos of receipts and places."""

import io

from sqlalchemy import func, select, update

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.models import Visit, VisitPhoto
from tests.quality.test_start_visit import jpeg


def url(visit):
    return f"/quality/visits/{visit.id}/photos"


def test_it_keeps_a_photo_that_shopper_and_reviewer_can_see(browser, cast, db, cards):
    visit = cards.draft()
    answer = browser.login(cast.chen).post(url(visit), shows="receipt", photo=(io.BytesIO(jpeg()), "a.jpg"))
    assert answer.location == f"/quality/visits/{visit.id}#photos"
    photo = db.session.scalar(select(VisitPhoto.id))
    picture = browser.get(f"/quality/photos/{photo}")
    assert picture.mimetype == "image/jpeg" and "sandbox" in picture.headers["Content-Security-Policy"]
    assert f"/quality/photos/{photo}" in browser.get(f"/quality/visits/{visit.id}").text


def test_nobody_else_sees_it(browser, cast, db, cards):
    visit = cards.draft()
    browser.login(cast.chen).post(url(visit), shows="place", photo=(io.BytesIO(jpeg()), "a.jpg"))
    photo = db.session.scalar(select(VisitPhoto.id))
    assert browser.login(cast.li).get(f"/quality/photos/{photo}").status_code == 404
    assert browser.login(cast.he).get(f"/quality/photos/{photo}").status_code == 404  # still a draft
    assert browser.login(cast.wang).get(f"/quality/photos/{photo}").status_code == 403


def test_what_is_no_photo_is_refused(browser, cast, db, cards):
    visit = cards.draft()
    browser.login(cast.chen)
    wrong = browser.post(url(visit), shows="place", photo=(io.BytesIO(b"%PDF-1.7"), "a.jpg"))
    assert wrong.status_code == 400 and "not a photo" in wrong.text
    assert "Choose a photo first." in browser.post(url(visit), shows="place").text
    assert db.session.scalar(select(func.count()).select_from(VisitPhoto)) == 0


def test_strangers_sign_in_and_foreign_visits_are_not_there(browser, cast, cards):
    visit = cards.draft()
    assert browser.get(url(visit)).location == "/sign-in"
    assert browser.login(cast.li).get(url(visit)).status_code == 404


def added(browser, db, visit):
    """Add a photo and return its id."""
    browser.post(url(visit), shows="place", photo=(io.BytesIO(jpeg()), "a.jpg"))
    return db.session.scalar(select(func.max(VisitPhoto.id)))


def test_a_photo_is_taken_out_while_the_scorecard_is_open(browser, cast, db, cards):
    visit = cards.draft()
    browser.login(cast.chen)
    photo = added(browser, db, visit)
    assert f"/quality/photos/{photo}/remove" in browser.get(url(visit)).text
    answer = browser.post(f"/quality/photos/{photo}/remove")
    assert answer.location == f"/quality/visits/{visit.id}#photos"
    assert db.session.scalar(select(func.count()).select_from(VisitPhoto)) == 0
    assert db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id.desc())).first() == "photo removed"
    assert browser.post(f"/quality/photos/{photo}/remove").status_code == 404


def test_nobody_else_takes_it_out_and_nobody_once_it_was_handed_in(browser, cast, db, cards):
    visit = cards.written()
    browser.login(cast.chen)
    photo = added(browser, db, visit)
    assert browser.login(cast.li).post(f"/quality/photos/{photo}/remove").status_code == 404
    db.session.execute(update(Visit).where(Visit.id == visit.id).values(state="submitted", submitted_at=now()))
    db.session.commit()
    assert browser.login(cast.chen).post(f"/quality/photos/{photo}/remove").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(VisitPhoto)) == 1
