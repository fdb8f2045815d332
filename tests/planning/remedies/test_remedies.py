"""Trainers look through, change, add to and take out of the library of actions."""

import pytest

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.planning.causes import Cause
from cxtrain.planning.models import Plan
from cxtrain.planning.remedies.coverage import Filter, covered
from cxtrain.planning.remedies.models import RemedyVersion
from cxtrain.planning.remedies.queries import get_remedy, library_in_use, list_remedies

URL = "/planning/library"
WORDS = {"what_zh": "每天开门前走一遍", "what_en": "Walk it every morning", "check_zh": "走了几次", "check_en": "How often",
         "kind": "coach", "audience": ["team"], "dimensions": ["responsiveness"], "days": "9"}


@pytest.fixture
def author(browser, cast):
    """A browser of the author."""
    return browser.login(cast.lin)


def kept(slug):
    """Return the action as plans are drafted from it."""
    database.session.rollback()
    return {action.id: action for action in library_in_use().actions}.get(slug)


def edit(browser, slug, **changes):
    """Send the form of an action, with some fields changed."""
    return browser.post(f"{URL}/{slug}/edit", **{**WORDS, **changes})


def test_it_lists_what_ships_and_says_how_much_there_is(author):
    page = author.get(URL)
    assert "59 actions" in page.text
    assert "Count customers by the hour" in page.text
    few = author.get(f"{URL}?dimension=empathy&kind=train&audience=person")
    assert "five steps of recovery" in few.text and "Count customers" not in few.text


def test_a_supervisor_reads_and_changes_nothing(browser, cast):
    supervisor = browser.login(cast.li)
    assert "/edit" not in supervisor.get(f"{URL}/rs-roster").text
    assert supervisor.get(f"{URL}/rs-roster/edit").status_code == 403
    assert supervisor.post(f"{URL}/rs-roster/edit", page=URL, **WORDS).status_code == 403


def test_staff_do_not_see_it(browser, cast):
    assert browser.login(cast.wang).get(URL).status_code == 403


def test_what_a_trainer_writes_is_what_drafts_propose(author, cast, records):
    assert edit(author, "rs-roster", kind="process", note="早会更管用").status_code == 303
    action = kept("rs-roster")
    assert (action.what.zh, action.days, action.kind) == ("每天开门前走一遍", 9, "process")
    page = author.get(f"{URL}/rs-roster")
    assert "早会更管用" in page.text and "Count customers by the hour" in page.text  # as it ships, for comparison
    [entry] = database.session.scalars(database.select(LedgerEntry).where(LedgerEntry.action == "remedy edited"))
    assert entry.facts == {"slug": "rs-roster", "number": 1}


def test_taken_out_and_brought_back_and_as_it_was(author):
    def change(value):
        return author.post(f"{URL}/five-whys/change", page=f"{URL}/five-whys", value=value)
    assert change("out").status_code == 303 and kept("five-whys") is None
    assert "out of use" in author.get(f"{URL}/five-whys").text
    assert change("back").status_code == 303 and kept("five-whys").days == 10
    edit(author, "five-whys", kind="collect")
    assert kept("five-whys").days == 9
    change("out")
    change("shipped")
    assert kept("five-whys") is None  # its words are the shipped ones again, and it stays out
    change("back")
    assert kept("five-whys").days == 10
    assert [row.number for row in database.session.scalars(
        database.select(RemedyVersion).order_by(RemedyVersion.number))] == [1, 2, 3, 4, 5, 6]
    assert change("burn").status_code == 400


def test_an_action_of_ones_own_is_proposed_where_it_fits_best(author, cast, records):
    answer = author.post(f"{URL}/new", **{**WORDS, "causes": ["open"], "kind": "process"})
    assert answer.location.endswith("/own-1")
    fitting = library_in_use().fitting("team", "responsiveness", stage="use", channel="offline", cause=Cause.OPEN)
    assert fitting[0].id == "own-1"
    author.post(f"{URL}/new", **{**WORDS, "what_en": "Second"})
    assert kept("own-2").what.en == "Second"
    assert len(list_remedies()) == 61


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"what_en": ""}, "in both languages"),
    ({"audience": []}, "Tick at least one"),
    ({"days": "0"}, "Between 1 and 365 days"),
    ({"days": "soon"}, "Write a number of days"),
    ({"dimensions": ["beauty"]}, "not a valid choice"),
    ({"course": "nowhere"}, "Not a valid choice"),
])
def test_bad_input_changes_nothing(author, changes, sentence):
    answer = edit(author, "rs-roster", **changes)
    assert answer.status_code == 400
    assert kept("rs-roster").days == 21
    assert "每天开门前走一遍" in answer.text


def test_the_second_of_two_sees_both_texts(author, browser, cast):
    edit(author, "rs-roster", what_zh="先存的话")
    answer = edit(author, "rs-roster", what_zh="后存的话", after="0")
    assert answer.status_code == 409
    assert "先存的话" in answer.text and "后存的话" in answer.text
    assert kept("rs-roster").what.zh == "先存的话"
    assert edit(author, "rs-roster", what_zh="后存的话").status_code == 303
    assert kept("rs-roster").what.zh == "后存的话"


def test_an_unknown_action_is_not_there(author):
    assert author.get(f"{URL}/nowhere").status_code == 404
    assert author.post(f"{URL}/nowhere/edit", page=URL, **WORDS).status_code == 404


def test_every_cell_that_measures_name_has_an_action(db, cast):
    cells = covered(list_remedies())
    assert all(cells[dimension, kind, "team"] for dimension in ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
               for kind in ("train", "coach", "process"))
    assert Filter(kind="train").holds(get_remedy("e-train")) and not Filter(kind="coach").holds(get_remedy("e-train"))


def test_a_draft_keeps_what_was_considered_and_the_page_says_why(browser, cast, records):
    records.store_is_slow()
    supervisor = browser.login(cast.li)
    page = f"/planning/units/{cast.jingan}"
    assert "None of the tests decides; ask those who were there." in supervisor.get(page).text
    answer = supervisor.post(page, touchpoint_id=records.place, dimension="responsiveness", kind="mystery_shop", choice="plan")
    assert answer.status_code == 303
    shown = supervisor.get(f"/planning/plans/{database.session.scalar(database.select(Plan.id))}").text
    assert "Not known: too few colleagues were observed by name often enough." in shown and "The team's quiz: not known" in shown
    plan = database.session.scalar(database.select(Plan))
    assert plan.why.cause is Cause.OPEN and len(plan.options) >= 2
    assert plan.baseline < plan.target and plan.n_needed > 6
    assert {option.slug for option in plan.options if option.chosen} == {"five-whys", "rs-purchase", "rs-coach-team"}
    assert database.session.get_one(Unit, cast.jingan).id == plan.unit_id and plan.due_on > today("Asia/Shanghai")
