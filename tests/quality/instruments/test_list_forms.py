"""The list of forms: what is used, what is being written, and how many visits were made with it."""

from tests.quality.instruments.conftest import FORM

LIST = "/quality/forms"


def test_each_form_stands_under_its_kind_with_version_visits_and_draft(he, draft, cards):
    cards.released()
    page = he.get(LIST).text
    assert "Breakfast, shopper" in page and "1 visit" in page and "0 visits" in page
    assert page.count("In use") == 2 and "Draft saved" in page and "He Jie" in page
    assert "Announced checks" in page and "Coaching observations" in page and "No form yet." in page


def test_an_author_and_an_admin_see_it_among_what_authors_write(app, cast, lin, he):
    assert "Question bank" in lin.get(LIST).text and "Question bank" not in he.get(LIST).text
    assert LIST in lin.get("/authoring/scenarios").text


def test_counting_visits_stops_at_a_thousand_for_each_version(he, monkeypatch, cards):
    from cxtrain.quality.instruments import queries
    monkeypatch.setattr(queries, "MOST_COUNTED", 2)
    for _ in range(3):
        cards.draft()
    assert max(queries.visit_counts().values()) == 2
    assert "1,000 visits or more" in he.get(LIST).text


def test_supervisors_staff_and_strangers_are_kept_out(app, cast, hotel, browser):
    assert browser.get(LIST).status_code == 302
    assert browser.login(cast.li).get(LIST).status_code in (403, 404)
    assert browser.get(f"{FORM}/versions").status_code in (403, 404)
