"""What a draft would have given: over past visits, without a word about a single one, and nothing is stored."""

import pytest

from cxtrain.quality.answers import Answer
from cxtrain.quality.instruments import manuscript
from cxtrain.quality.instruments.queries import past_visits
from tests.quality.instruments.conftest import FORM, SLUG, document, saves

TRY = f"{FORM}/what-if"


@pytest.fixture
def visits(cards, hotel, draft):
    """Six released breakfasts; s11 was poor in two of them."""
    for poor in (2, 2, 6, 6, 7, 5):
        cards.released({"s11": Answer(poor, note="10:05 waited")}, touchpoint=hotel.breakfast)


def test_the_same_form_gives_the_same(he, visits):
    page = he.get(TRY).text
    assert "6 visits" in page and "No visit would have been worth anything else." in page


def test_a_heavier_item_and_a_new_critical_rule_show_in_score_and_failures(he, visits):
    he.fill(f"{FORM}/items/s11", weight="20", effect="zero", at_or_below="2")
    page = he.get(TRY).text
    assert "2 visits would newly fail." in page and "0 would fail no longer." in page
    assert "It cannot be said" in page or "worth less" in page


def test_what_is_new_changed_reworded_and_dropped_is_named(he, visits):
    he.press(FORM, f"{FORM}/add", value=document()["sections"][0]["slug"])
    new = [item["id"] for item in manuscript.items_of(document()) if item["id"].startswith("o")][0]
    he.fill(f"{FORM}/items/{new}", shopper_zh="新的", shopper_en="Something new", dimension="empathy")
    he.fill(f"{FORM}/items/s13", shopper_en="In other words")
    he.fill(f"{FORM}/items/s11", scale="1-5", low_zh="低", low_en="Low", high_zh="高", high_en="High")
    he.press(FORM, f"{FORM}/arrange", do="remove:item:s2")
    page = he.get(TRY).text
    for heading in ("New items", "Something new", "Asked otherwise than before", "Reworded", "In other words", "Not asked any more"):
        assert heading in page


def test_a_draft_with_gaps_says_what_to_mend_first(he, visits):
    he.fill(f"{FORM}/items/s11", shopper_en="")
    page = he.get(TRY).text
    assert "It can be shown once this is mended:" in page and "newly fail" not in page


def test_four_visits_say_nothing(he, draft, cards, hotel):
    for _ in range(4):
        cards.released(touchpoint=hotel.breakfast)
    assert "Fewer than five released visits" in he.get(TRY).text


def test_what_is_not_released_or_waits_for_a_second_look_is_left_out(he, draft, cards, hotel, db):
    from cxtrain.quality.models import Visit
    cards.submitted(touchpoint=hotel.breakfast)
    card = cards.released(touchpoint=hotel.breakfast)
    assert len(past_visits(SLUG)) == 1
    db.session.get(Visit, card.id).under_review = True
    db.session.commit()
    assert past_visits(SLUG) == []


def test_it_takes_two_statements_and_at_most_two_hundred_visits(he, visits, db, monkeypatch):
    from sqlalchemy import event

    from cxtrain.quality.instruments import queries
    monkeypatch.setattr(queries, "MOST_COMPARED", 3)
    queries.past_visits(SLUG)
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    versions = queries.versions_of(SLUG)
    del seen[:]
    assert len(queries.past_visits(SLUG)) == 3 and versions
    assert len([each for each in seen if "FROM rating" in each or "visit.instrument_id" in each.replace('"', "")]) == 2


def test_nothing_is_stored_by_looking(he, visits):
    before = saves()
    he.get(TRY)
    assert saves() == before


def test_a_coaching_observation_is_compared_with_nothing(he):
    he.fill("/quality/forms/new", title_zh="带教", title_en="Coaching", kind="coaching", begin="survey:servqual-22")
    he.fill("/quality/forms/coaching/sections/part-1", title_zh="一", title_en="One")
    page = he.get("/quality/forms/coaching/what-if").text
    assert "between two people" in page
