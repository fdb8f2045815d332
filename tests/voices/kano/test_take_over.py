"""Taking a category over on the pages."""

from cxtrain.clock import today
from cxtrain.voices.kano import queries


def test_hr_lets_a_category_count_and_ends_it(cast, asked_study, browser):
    desk = asked_study.places["front-desk-check-in"]
    browser.login(cast.he)
    address = f"/voices/kano/{asked_study.id}/take/fast"
    assert "must-be × 1.5" in browser.get(address).text
    answer = browser.post(address, touchpoint_id=desk, reason="")
    assert answer.location == f"/voices/kano/touchpoints/{desk}"
    page = browser.get(answer.location).text
    assert "Taken over by" in page
    taken = queries.category_of(desk, today("Asia/Shanghai"))
    assert taken.letter == "M"
    browser.post(f"/voices/kano/categories/{taken.id}/end", page=answer.location)
    assert queries.category_of(desk, today("Asia/Shanghai")) is None
    assert browser.post(f"/voices/kano/categories/{taken.id}/end", page=answer.location).status_code == 409


def test_what_is_not_clear_is_sent_back_for_a_reason(cast, study, browser):
    study.ask().answers(fast="M" * 18 + "I" * 16)
    browser.login(cast.he)
    address = f"/voices/kano/{study.id}/take/fast"
    answer = browser.post(address, touchpoint_id=study.row.touchpoint_id, reason=" ")
    assert answer.status_code == 400
    assert "too close: say why" in answer.text


def test_a_feature_that_is_not_there_and_a_supervisor_get_nothing(cast, asked_study, browser):
    browser.login(cast.he)
    assert browser.get(f"/voices/kano/{asked_study.id}/take/gold").status_code == 404
    browser.login(cast.li)
    assert browser.get(f"/voices/kano/{asked_study.id}/take/fast").status_code == 403
