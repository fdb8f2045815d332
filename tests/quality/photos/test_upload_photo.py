"""A photo that comes piece by piece: cut off, again, out of order; its receipt, and what is refused."""

import datetime as dt
import hashlib
import io
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import func, select, update

from cxtrain.clock import now, today
from cxtrain.files.operations import read
from cxtrain.quality.forms import clean_photo
from cxtrain.quality.models import VisitPhoto
from cxtrain.quality.photos.models import PhotoChunk, PhotoUpload
from cxtrain.quality.photos.operations import MOST_PHOTOS, forget_unfinished


def picture(side=40):
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.radial_gradient("L").resize((side, side)).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


class Phone:
    """Sends a photo of one visit as the page's script does."""

    def __init__(self, browser, visit, raw, **facts):
        self.browser, self.raw, self.key = browser, raw, str(uuid.uuid4())
        self.path = f"/quality/visits/{visit.id}/uploads/{self.key}"
        self.facts = {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), "shows": "receipt", "item": "", **facts}
        self.token = browser.hidden(f"/quality/visits/{visit.id}")["csrf_token"]

    def send(self, start=0, body=None, **facts):
        """Send a piece; by default the whole."""
        return self.browser._open("POST", self.path, data=self.raw if body is None else body,
                                  query_string={**self.facts, "start": start, **facts},
                                  headers={"X-CSRFToken": self.token, "Accept": "application/json"},
                                  content_type="application/octet-stream")

    def standing(self):
        """Ask how much has come."""
        return self.browser.get(self.path, headers={"Accept": "application/json"}).get_json()


@pytest.fixture
def visit(cards):
    """A draft of 陈晨's."""
    return cards.draft()


@pytest.fixture
def phone(browser, cast, visit):
    """陈晨's phone with a photo on it."""
    return Phone(browser.login(cast.chen), visit, picture())


def counts(db):
    """How many photos, uploads and pieces there are."""
    db.session.rollback()
    return tuple(db.session.scalar(select(func.count()).select_from(model)) for model in (VisitPhoto, PhotoUpload, PhotoChunk))


def test_the_whole_in_one_piece_is_a_photo_with_a_receipt(phone, db):
    answer = phone.send().get_json()
    assert (answer["received"], answer["receipt"]) == (len(phone.raw), phone.facts["sha256"])
    assert phone.browser.get(answer["photo"]).mimetype == "image/jpeg" and phone.standing() == answer
    assert counts(db) == (1, 1, 0)


def test_it_goes_on_where_it_was_cut_off(phone, db):
    half = len(phone.raw) // 2
    assert phone.standing() == {"received": 0}
    assert phone.send(0, phone.raw[:half]).get_json() == {"received": half}
    assert phone.standing() == {"received": half}
    assert "receipt" in phone.send(half, phone.raw[half:]).get_json()
    assert counts(db) == (1, 1, 0)


def test_the_same_again_makes_no_second_photo(phone, db):
    first = phone.send().get_json()
    assert phone.send().get_json() == first
    assert counts(db) == (1, 1, 0)


def test_it_belongs_to_the_item_it_is_evidence_for(browser, cast, visit, db):
    assert "receipt" in Phone(browser.login(cast.chen), visit, picture(), item="s10", shows="place").send().get_json()
    assert db.session.execute(select(VisitPhoto.item, VisitPhoto.shows)).all() == [("s10", "place")]


def test_where_and_with_what_it_was_taken_is_not_kept(phone, db):
    phone.send()
    kept = read(db.session.scalar(select(VisitPhoto.digest)))
    assert phone.raw.count(b"Exif") and not kept.count(b"Exif") and not Image.open(io.BytesIO(kept)).getexif()


def test_a_missing_piece_is_asked_for(phone):
    answer = phone.send(10, phone.raw[10:])
    assert (answer.status_code, answer.get_json()) == (409, {"received": 0})


@pytest.mark.parametrize(("facts", "sentence"), [
    ({"size": 99_999_999}, "at most 12 MB"), ({"shows": "face"}, "Choose it again"), ({"item": "nothing"}, "Choose it again")])
def test_what_is_not_wanted_is_refused_with_a_sentence(phone, db, facts, sentence):
    answer = phone.send(0, b"x", **facts)
    assert answer.status_code == 422 and sentence in answer.get_json()["error"]
    assert counts(db) == (0, 0, 0)


def test_what_is_no_photo_or_not_what_was_announced_is_forgotten(browser, cast, visit, db):
    browser.login(cast.chen)
    answer = Phone(browser, visit, b"%PDF-1.7 no picture").send()
    assert answer.status_code == 422 and "not a photo" in answer.get_json()["error"]
    answer = Phone(browser, visit, picture(), sha256="0" * 64).send()
    assert answer.status_code == 422 and "damaged" in answer.get_json()["error"]
    assert counts(db) == (0, 0, 0)


def test_a_photo_announced_otherwise_is_another_photo(phone, db):
    phone.send(0, phone.raw[:5])
    assert phone.send(5, phone.raw[5:], shows="place").status_code == 422
    assert counts(db) == (0, 1, 1)


def test_a_phone_without_digests_can_send_too(browser, cast, visit):
    assert "receipt" in Phone(browser.login(cast.chen), visit, picture(), sha256="").send().get_json()


def test_a_scorecard_holds_so_many_photos_and_no_more(phone, visit, db):
    phone.send(0, phone.raw[:5])
    db.session.add_all(PhotoUpload(id=str(uuid.uuid4()), visit_id=visit.id, shows="place", size=9, began_at=now())
                       for _ in range(MOST_PHOTOS - 1))
    db.session.commit()
    assert "as many photos" in Phone(phone.browser, visit, picture()).send().get_json()["error"]
    assert "receipt" in phone.send(5, phone.raw[5:]).get_json()


def test_a_submitted_scorecard_takes_none_but_still_gives_its_receipts(browser, cast, cards, db):
    visit = cards.draft()
    phone = Phone(browser.login(cast.chen), visit, picture())
    first = phone.send().get_json()
    late = Phone(browser, visit, picture())
    db.session.execute(update(cards.desk.draft().__class__).values(state="submitted", submitted_at=now()))
    db.session.commit()
    assert phone.send().get_json() == first
    assert late.send().status_code == 422 and counts(db) == (1, 1, 0)


def test_others_find_nothing_there(phone, cast, browser, visit, cards):
    phone.send(0, phone.raw[:5])
    elsewhere = phone.path.replace(f"/{visit.id}/", f"/{cards.draft().id}/")
    assert browser.get(elsewhere).status_code == 404
    assert browser.login(cast.li).get(phone.path).status_code == 404
    assert browser.login(cast.wang).get(phone.path).status_code == 403


def test_a_draft_with_pieces_can_be_thrown_away(phone, visit, db):
    phone.send(0, phone.raw[:5])
    assert phone.browser.post(f"/quality/visits/{visit.id}/discard", f"/quality/visits/{visit.id}/review").status_code == 303
    assert counts(db) == (0, 0, 0)


def test_what_no_phone_came_back_for_is_forgotten_and_receipts_a_while_later(phone, visit, db):
    phone.send()
    half = Phone(phone.browser, visit, picture())
    half.send(0, half.raw[:5])
    for days, left in ((2, (1, 2, 1)), (4, (1, 1, 0)), (31, (1, 0, 0))):
        db.session.execute(update(PhotoUpload).values(began_at=now() - dt.timedelta(days=days)))
        forget_unfinished(today("UTC"))
        db.session.commit()
        assert counts(db) == left


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_pieces_in_any_order_give_the_same_bytes_or_a_refusal(browser, cast, cards, db, data):
    visit = cards.draft()
    raw = picture(12)
    phone = Phone(browser.login(cast.chen), visit, raw)
    cut = st.integers(0, len(raw))
    for start, end in data.draw(st.lists(st.tuples(cut, cut), max_size=6)):
        answer = phone.send(start, raw[start:end])
        assert answer.status_code in (200, 409, 422)
    standing = phone.standing()
    if "receipt" not in standing:
        assert raw.startswith(b"".join(db.session.scalars(
            select(PhotoChunk.body).where(PhotoChunk.upload_id == phone.key).order_by(PhotoChunk.start))))
        standing = phone.send(standing["received"], raw[standing["received"]:]).get_json()
    assert standing["receipt"] == hashlib.sha256(raw).hexdigest()
    kept = db.session.scalar(select(VisitPhoto.digest).where(VisitPhoto.visit_id == visit.id))
    assert read(kept) == clean_photo(raw)
