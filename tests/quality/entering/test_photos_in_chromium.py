"""Photos from a phone on a bad line: kept until their receipt has come, sent on after a cut and after a reload, once."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect
from sqlalchemy import func, select

from cxtrain.quality.models import VisitPhoto
from cxtrain.quality.photos.models import PhotoChunk, PhotoUpload
from tests.quality.entering.conftest import until

pytestmark = pytest.mark.browser


def large_picture():
    """A photo of more than two pieces."""
    out = io.BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def take(page, raw, shows="receipt"):
    """Take a photo."""
    page.set_input_files(f"#photos [data-shows={shows}]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": raw})


def counts(db):
    """How many photos, uploads and pieces the server has."""
    db.session.rollback()
    found = tuple(db.session.scalar(select(func.count()).select_from(model)) for model in (VisitPhoto, PhotoUpload, PhotoChunk))
    db.session.rollback()
    return found


def on_phone(page):
    """How many photos the phone keeps."""
    return page.evaluate("""() => new Promise((done) => {
        const request = indexedDB.open("card-photos", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "id" });
        request.onsuccess = () => {
            const all = request.result.transaction("photos").objectStore("photos").count();
            all.onsuccess = () => { request.result.close(); done(all.result); };
        };
    })""")


def test_a_photo_goes_out_in_pieces_and_its_receipt_is_shown(phones, card, db):
    page = phones().open(card, kept=False)
    take(page, large_picture())
    expect(page.locator("#uploads li")).to_contain_text("已收到")
    expect(page.locator("#uploads a")).to_have_text("拍小票")
    assert counts(db) == (1, 1, 0) and on_phone(page) == 0


@pytest.mark.parametrize("without", [None, "serviceWorker"])
def test_a_photo_taken_without_a_network_is_sent_after_the_page_is_opened_again(phones, card, db, without):
    phone = phones(without=without)
    page = phone.open(card, kept=without is None)
    phone.cut()
    take(page, large_picture(), "place")
    expect(page.locator("#uploads li")).to_contain_text("存在这部手机里")
    until(page, "document.body.dataset.photos === '1'")
    page.close()
    phone.mend()
    page = phone.open(card, kept=False)
    expect(page.locator("#uploads li")).to_contain_text("已收到")
    assert counts(db) == (1, 1, 0) and on_phone(page) == 0


def test_a_cut_in_the_middle_goes_on_where_it_was_and_makes_one_photo(phones, line, card, db):
    phone = phones(locale="en-US")
    page = phone.open(card)
    line.state = "one way"  # pieces arrive, answers do not
    take(page, large_picture())
    expect(page.locator("#uploads li")).to_contain_text("kept on this phone")
    line.state = "up"
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#uploads li")).to_contain_text("received")
    assert counts(db) == (1, 1, 0)


def test_a_submission_waits_for_the_photos(phones, cards, db):
    card = cards.written()
    db.session.rollback()
    phone = phones()
    page = phone.open(card)
    phone.cut()
    take(page, large_picture())
    expect(page.locator("#uploads li")).to_contain_text("存在这部手机里")
    page.tap("button[value=review]")
    page.tap("#enqueue")
    phone.mend()
    page.wait_for_url("**/quality/visits")
    assert counts(db) == (1, 1, 0)


def test_what_is_no_photo_is_refused_in_words_and_can_be_dropped(phones, card, db):
    page = phones(locale="en-US").open(card, kept=False)
    take(page, b"%PDF-1.7 no picture at all")
    expect(page.locator("#uploads li")).to_contain_text("not a photo that can be read")
    page.tap("#uploads button")
    expect(page.locator("#uploads li")).to_have_count(0)
    until(page, "!('photos' in document.body.dataset)")
    assert counts(db) == (0, 0, 0) and on_phone(page) == 0


def test_without_a_script_the_plain_form_takes_it(phones, card, db):
    page = phones(java_script_enabled=False).new_page()
    page.goto(f"/quality/visits/{card.id}")
    page.tap("#photos button[value=photo]")
    page.set_input_files("[name=photo]", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": large_picture()})
    page.tap("main button[type=submit]")
    expect(page.locator("#photos .photos a").first).to_be_visible()
    assert counts(db) == (1, 0, 0)
