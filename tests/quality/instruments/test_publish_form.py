"""Publishing: refused with faults or exactly the draft, with a note; visits keep what they began with."""

from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality import queries as quality
from cxtrain.quality.instruments import manuscript, queries
from cxtrain.quality.models import Visit
from tests.quality.instruments.conftest import FORM, SLUG, document

PUBLISH = f"{FORM}/publish"


def used(db):
    """The version of breakfast visits."""
    db.session.rollback()
    return quality.current_form("breakfast")


def test_the_published_form_is_the_draft_and_says_who_and_why(he, draft, db):
    he.fill(f"{FORM}/items/s11", weight="3")
    page = he.get(PUBLISH).text
    assert "Weight" in page and "<ins>3</ins>" in page
    answer = he.fill(PUBLISH, note="Waiting counts more")
    assert answer.status_code == 303
    assert manuscript.document_of(quality.instrument_of(used(db))) == document()
    assert "Version 2 in use" in he.get(FORM).text and "Waiting counts more" in he.get(f"{FORM}/versions").text
    assert db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "instrument published")).all()[-1].facts["slug"] == SLUG


def test_a_visit_keeps_its_form_and_its_score(he, draft, cards, db, hotel):
    card = cards.released(touchpoint=hotel.breakfast)
    visit = db.session.get(Visit, card.id)
    before = visit.instrument_id, visit.score, quality.answers_of(card.id)
    he.fill(f"{FORM}/items/s11", weight="50")
    he.fill(PUBLISH, note="heavier")
    db.session.expire_all()
    visit = db.session.get(Visit, card.id)
    assert (visit.instrument_id, visit.score, quality.answers_of(card.id)) == before
    assert used(db).id != visit.instrument_id


def test_what_is_wrong_forbids_it_and_leads_to_its_place(he, draft, db):
    he.fill(f"{FORM}/items/s11", shopper_en="")
    page = he.get(PUBLISH).text
    assert "It cannot be published yet" in page and f"{FORM}/items/s11#at-shopper" in page and "Publish the form" not in page
    fields = {**he.opened(f"{FORM}/head"), "note": "anyway", "save": "2", "over": str(used(db).id)}
    assert he.send(PUBLISH, fields).status_code == 400 and len(queries.versions_of(SLUG)) == 1


def test_a_note_is_needed(he, draft):
    assert "Say in a few words" in he.fill(PUBLISH, note=" ").text


def test_a_save_in_between_is_shown_before_it_is_published(he, lin, draft, db):
    mine = he.opened(PUBLISH)
    lin.fill(f"{FORM}/items/s11", weight="9")
    answer = he.send(PUBLISH, {**mine, "note": "mine"})
    assert answer.status_code == 409 and "Somebody saved or published" in answer.text and "<ins>9</ins>" in answer.text
    assert len(queries.versions_of(SLUG)) == 1
    assert he.fill(PUBLISH, note="seen").status_code == 303


def test_another_form_of_the_same_touchpoint_gives_way_and_it_is_said(he, draft, db):
    token = f"form:{used(db).id}"
    he.fill("/quality/forms/new", title_zh="早餐新表", title_en="Breakfast anew", kind="mystery_shop", touchpoint="breakfast", begin=token)
    page = "/quality/forms/breakfast-anew/publish"
    assert "takes its place" in he.get(page).text
    he.fill(page, note="anew")
    assert used(db).slug == "breakfast-anew" and "Not used any more" in he.get(FORM).text
    he.fill(PUBLISH, note="back to the old one")
    assert used(db).slug == SLUG and "Not used any more" in he.get("/quality/forms/breakfast-anew").text


def test_an_older_version_is_gone_back_to_by_way_of_the_draft(he, draft, db):
    first = used(db).id
    he.fill(f"{FORM}/items/s11", weight="3")
    he.fill(PUBLISH, note="two")
    he.press(FORM, f"{FORM}/discard", save="2")
    assert he.press(f"{FORM}/versions", f"{FORM}/go-back", to=f"v{first}").status_code == 303
    he.fill(PUBLISH, note="one again")
    assert used(db).id == first and len(queries.versions_of(SLUG)) == 2
    assert "one again" in he.get(f"{FORM}/versions").text


def test_two_versions_are_compared_in_words(he, draft, db):
    first = used(db).id
    he.fill(f"{FORM}/items/s11", shopper_en="Served at once", effect="cap", at_or_below="2", cap="3")
    he.press(FORM, f"{FORM}/arrange", do="remove:item:s13")
    page = he.get(f"{FORM}/compare?before=v{first}&after=s3").text
    for words in ("Served at once", "The visit is worth this much at most", "It holds when rated at or below", "Removed"):
        assert words in page
    assert "They say the same." in he.get(f"{FORM}/compare?before=v{first}&after=s1").text
    assert he.get(f"{FORM}/compare?before=v{first}").status_code == 400
    for token in ("v0", "s99", "x1", "v", "s²", "v1'"):
        assert he.get(f"{FORM}/compare?before=v{first}&after={token}").status_code == 404


def test_another_forms_version_is_not_found_here(he, draft, db):
    other = quality.current_form("front-desk-check-in").id
    assert he.press(f"{FORM}/versions", f"{FORM}/go-back", to=f"v{other}").status_code == 404


def test_a_supervisor_and_a_stranger_publish_nothing(app, cast, hotel, browser):
    for page in (PUBLISH, f"{FORM}/versions", f"{FORM}/compare", f"{FORM}/preview", f"{FORM}/what-if"):
        assert browser.get(page).status_code == 302
    browser.login(cast.li)
    for page in (PUBLISH, f"{FORM}/versions", f"{FORM}/compare", f"{FORM}/preview", f"{FORM}/what-if"):
        assert browser.get(page).status_code in (403, 404)
