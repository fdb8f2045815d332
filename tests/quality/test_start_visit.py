"""Beginning a scorecard."""

import datetime as dt
import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from cxtrain.clock import today
from cxtrain.files.operations import read
from cxtrain.quality.models import Visit

URL = "/quality/visits/new"


def jpeg(**options):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", **options)
    return out.getvalue()


def typed(cast, hotel, **changes):
    day = today("Asia/Shanghai").isoformat()
    return {"how": "own", "unit_id": cast.jingan, "touchpoint_id": hotel.desk, "visited_on": day, **changes}


def paper(cast, hotel, picture, **changes):
    facts = typed(cast, hotel, how="paper", shopper="K-07", **changes)
    return {**facts, "paper": (io.BytesIO(picture), "form.jpg")} if picture is not None else facts


def visits(db):
    db.session.rollback()
    return list(db.session.scalars(select(Visit)))


def test_ones_own_store_comes_last_since_nobody_shops_there(browser, cast, hotel):
    page = browser.login(cast.li).get(URL).text
    stores = page.partition('name="unit_id"')[2].partition("</select>")[0]
    assert stores.rpartition('value="')[2].startswith(f'{cast.jingan}"')
    assert stores.count("value=") > 1


def test_it_begins_a_draft_and_goes_on_to_the_scorecard(browser, cast, db, hotel):
    answer = browser.login(cast.chen).post(URL, **typed(cast, hotel))
    [visit] = visits(db)
    assert (answer.status_code, answer.location) == (303, f"/quality/visits/{visit.id}")
    assert (visit.state, visit.unit_id, visit.people) == ("draft", cast.jingan, "development")
    assert visit.observed_by == visit.entered_by


def test_a_double_click_begins_one_visit(browser, cast, db, hotel):
    sent = {**browser.login(cast.chen).hidden(URL), **typed(cast, hotel)}
    answers = [browser.client.post(URL, data=sent, headers=browser.headers) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert len(visits(db)) == 1


def test_the_own_store_is_refused_and_the_choice_kept(browser, cast, db, hotel):
    answer = browser.login(cast.li).post(URL, **typed(cast, hotel))
    assert answer.status_code == 400
    assert "Nobody is a mystery shopper in their own unit." in answer.text
    assert visits(db) == []


@pytest.mark.parametrize("days", [1, -61])
def test_a_day_to_come_or_long_past_is_refused(browser, cast, db, hotel, days):
    day = (today("Asia/Shanghai") + dt.timedelta(days=days)).isoformat()
    answer = browser.login(cast.chen).post(URL, **typed(cast, hotel, visited_on=day))
    assert answer.status_code == 400 and "more than 60 days back" in answer.text and day in answer.text


@pytest.mark.parametrize("change", [{"unit_id": "999"}, {"touchpoint_id": "x"}, {"visited_on": "soon"}, {"how": "guess"}])
def test_choices_that_do_not_exist_are_refused(browser, cast, db, hotel, change):
    assert browser.login(cast.chen).post(URL, **typed(cast, hotel, **change)).status_code == 400
    assert visits(db) == []


def test_a_paper_form_is_keyed_in_with_its_photo(browser, cast, db, app, hotel):
    gps = Image.Exif()
    gps[0x010E] = "CANARY-PLACE"
    browser.login(cast.he).post(URL, **paper(cast, hotel, jpeg(exif=gps)))
    [visit] = visits(db)
    assert (visit.observed_by, visit.shopper) == (None, "K-07")
    kept = read(visit.paper_digest)
    assert kept[:2] == b"\xff\xd8" and b"CANARY" not in kept
    picture = browser.get(f"/quality/visits/{visit.id}/paper")
    assert (picture.mimetype, picture.data) == ("image/jpeg", kept)


def test_a_supervisor_may_key_in_a_paper_form_of_the_own_store(browser, cast, db, hotel):
    assert browser.login(cast.li).post(URL, **paper(cast, hotel, jpeg())).status_code == 303
    assert visits(db)[0].shopper == "K-07"


@pytest.mark.parametrize(("picture", "sentence"), [
    (None, "Add a photo of the paper form."),
    (b"GIF89a not a photo", "This is not a photo that can be read."),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a photo that can be read."),
    (jpeg()[:60], "This is not a photo that can be read."),
])
def test_a_paper_form_needs_a_real_photo(browser, cast, db, hotel, picture, sentence):
    answer = browser.login(cast.he).post(URL, **paper(cast, hotel, picture))
    assert answer.status_code == 400
    assert sentence in answer.text and "K-07" in answer.text
    assert visits(db) == []


def test_a_paper_form_needs_a_shopper(browser, cast, db, hotel):
    answer = browser.login(cast.he).post(URL, **{**paper(cast, hotel, jpeg()), "shopper": " "})
    assert answer.status_code == 400 and "Write the name or number" in answer.text


def test_without_forms_it_says_who_loads_them(browser, cast):
    assert "No touchpoint has a shopper" in browser.login(cast.chen).get(URL).text


def test_staff_are_refused_and_strangers_sign_in(browser, cast, db):
    assert browser.get(URL).location == "/sign-in"
    assert browser.login(cast.wang).get(URL).status_code == 403
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 0
