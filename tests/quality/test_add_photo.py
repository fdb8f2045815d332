"""Photos of receipts and places."""

import io

from sqlalchemy import func, select

from cxtrain.quality.models import VisitPhoto
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
