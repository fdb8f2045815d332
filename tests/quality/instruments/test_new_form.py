"""Beginning a form: empty, as a copy, or with the items of the survey."""

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.instruments import manuscript
from tests.quality.instruments.conftest import document, saves

NEW = "/quality/forms/new"
TYPED = {"title_zh": "退房检查", "title_en": "Check-out check", "kind": "announced_check", "touchpoint": "check-out"}


def test_an_empty_form_has_a_scale_and_one_section(he, db):
    answer = he.fill(NEW, **TYPED)
    assert answer.status_code == 303 and answer.location == "/quality/forms/check-out-check"
    made = document("check-out-check")
    assert made["kind"] == "announced_check" and made["scale"]["max"] == 7 and manuscript.items_of(made) == []
    page = he.get(answer.location).text
    assert "Never published" in page and "This section has no item yet." in page
    assert "form draft begun" in db.session.scalars(select(LedgerEntry.action)).all()


def test_a_copy_says_the_same_under_another_name_and_for_another_place(he, draft):
    page = he.get(NEW).text
    token = next(part for part in page.split('"') if part.startswith("form:"))
    he.fill(NEW, **TYPED, begin=token)
    made = document("check-out-check")
    assert made["title"]["en"] == "Check-out check" and made["touchpoint"] == "check-out" and made["slug"] == "check-out-check"
    assert len(manuscript.items_of(made)) >= 12 and made["script"]


def test_the_items_of_the_survey_that_a_visit_can_show_are_taken(he):
    he.fill(NEW, **TYPED, begin="survey:servqual-22")
    made = manuscript.items_of(document("check-out-check"))
    assert len(made) > 10 and all(item["number"] and item.get("see") != "customers" for item in made)


def test_the_same_title_twice_gives_two_forms(he):
    for _ in range(2):
        he.fill(NEW, **TYPED)
    assert document("check-out-check-2")["title"] == document("check-out-check")["title"]


@pytest.mark.parametrize("changes", [{"title_en": ""}, {"title_zh": " "}, {"kind": "customer_survey"}, {"touchpoint": "moon"},
                                     {"begin": "form:999"}, {"begin": "survey:none"}])
def test_bad_input_is_named_and_kept(he, changes):
    answer = he.fill(NEW, **{**TYPED, **changes})
    assert answer.status_code == 400 and saves() == 0
    assert "退房检查" in answer.text or "title_zh" in changes


def test_a_title_without_latin_letters_still_gets_an_address(he):
    assert he.fill(NEW, **{**TYPED, "title_en": "退房"}).location == "/quality/forms/form"
    assert he.fill(NEW, **{**TYPED, "title_en": "New"}).location == "/quality/forms/new-2"


def test_staff_and_strangers_are_kept_out(app, cast, hotel, browser):
    assert browser.get(NEW).status_code == 302
    assert browser.login(cast.wang).get(NEW).status_code in (403, 404)
