"""Saving as one writes: only what changed, cheaply, and never over another device's words."""

import pytest
from sqlalchemy import event, update

from cxtrain.quality import queries, views
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Visit
from cxtrain.web.transactions import writing


def save(browser, visit, version=None, **fields):
    hidden = browser.hidden(f"/quality/visits/{visit.id}")
    facts = {"csrf_token": hidden["csrf_token"], "version": version or hidden["version"], **fields}
    return browser._open("POST", f"/quality/visits/{visit.id}/answers", data=facts, headers={"Accept": "application/json"})


@pytest.fixture
def visit(cards):
    """A draft of 陈晨's."""
    return cards.draft()


def test_it_saves_what_changed_and_says_so(browser, cast, db, visit):
    first = save(browser.login(cast.chen), visit, s13="6", arrived="10:00").get_json()
    assert (first["version"], first["answered"], first["faults"]) == (2, 1, {})
    second = save(browser, visit, **{"s10": "3", "s10-note": "10:04"}).get_json()
    assert (second["version"], second["answered"]) == (3, 2)
    assert queries.answers_of(visit.id) == {"s13": Answer(6), "s10": Answer(3, note="10:04")}
    assert db.session.get(Visit, visit.id).times == {"arrived": "10:00"}


def test_what_can_be_read_is_saved_and_the_rest_is_named(browser, cast, visit):
    answer = save(browser.login(cast.chen), visit, s13="6", left="late").get_json()
    assert answer["faults"] == {"left": "Write this time as 10:05."}
    assert queries.answers_of(visit.id) == {"s13": Answer(6)}


def test_the_same_again_changes_nothing(browser, cast, visit):
    save(browser.login(cast.chen), visit, s13="6")
    assert save(browser, visit, s13="6").get_json()["version"] == 2


def test_an_older_version_is_told(browser, cast, visit):
    save(browser.login(cast.chen), visit, s13="6")
    answer = save(browser, visit, version="1", s13="2")
    assert (answer.status_code, answer.get_json()["error"]) == (409, "This scorecard was changed on another device.")
    assert queries.answers_of(visit.id) == {"s13": Answer(6)}


def test_a_page_whose_reply_was_lost_is_no_other_device(browser, cast, visit):
    save(browser.login(cast.chen), visit, s13="6", writer="page-1")
    again = save(browser, visit, version="1", s13="6", s10="5", writer="page-1")
    assert (again.status_code, again.get_json()["version"]) == (200, 3)
    assert save(browser, visit, version="1", s13="2", writer="page-2").status_code == 409


def test_a_save_of_21_fields_takes_at_most_eight_statements(browser, cast, db, cards, visit):
    # Session, visit, ratings; one INSERT for all, one UPDATE; BEGIN and COMMIT are no statements of ours.
    browser.login(cast.chen)
    form = cards.form(visit)
    fields = {item.id: "5" for item in form.items} | {item.id + "-note": "seen" for item in form.items[:7]}
    hidden = browser.hidden(f"/quality/visits/{visit.id}")
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    answer = browser._open("POST", f"/quality/visits/{visit.id}/answers", headers={"Accept": "application/json"},
                           data={"csrf_token": hidden["csrf_token"], "version": hidden["version"], **fields})
    assert answer.status_code == 200
    assert len(seen) <= 6, seen


def test_without_a_token_nothing_is_saved(browser, cast, visit):
    browser.login(cast.chen)
    answer = browser._open("POST", f"/quality/visits/{visit.id}/answers", data={"version": "1", "s13": "6"},
                           headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert queries.answers_of(visit.id) == {}


def test_others_find_nothing_there(browser, cast, cards, visit):
    other = cards.draft()
    browser.login(cast.li)
    token = browser.hidden("/quality/visits/new")["csrf_token"]
    for target in (visit, other):
        answer = browser._open("POST", f"/quality/visits/{target.id}/answers", headers={"Accept": "application/json"},
                               data={"csrf_token": token, "version": "1", "s13": "6"})
        assert answer.status_code == 404
    assert queries.answers_of(visit.id) == {}


def test_strangers_are_asked_to_sign_in(browser, visit):
    token = browser.hidden("/sign-in")["csrf_token"]
    answer = browser._open("POST", f"/quality/visits/{visit.id}/answers", headers={"Accept": "application/json"},
                           data={"csrf_token": token, "version": "1", "s13": "6"})
    assert answer.status_code == 401


@pytest.mark.parametrize(("writer", "status", "kept"), [("page-2", 409, {}), ("page-1", 200, {"s13": Answer(6)})])
def test_a_save_that_falls_between_reading_and_writing_is_not_overwritten(
        browser, cast, db, visit, monkeypatch, writer, status, kept):
    # The page reads before it takes the write lock; what another device saved in between has raised the version.
    browser.login(cast.chen)
    read, times = views._read, []

    def read_while_somebody_saves(*args):
        if not times:
            with writing(), db.engine.begin() as other:
                other.execute(update(Visit.__table__).values(version=Visit.__table__.c.version + 1, writer=writer))
        times.append(1)
        return read(*args)

    monkeypatch.setattr(views, "_read", read_while_somebody_saves)
    answer = save(browser, visit, version="1", s13="6", writer="page-1")
    assert (answer.status_code, queries.answers_of(visit.id)) == (status, kept)
    assert len(times) == 2
