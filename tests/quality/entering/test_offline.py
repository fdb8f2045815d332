"""A scorecard where there is no network: it opens, is written, reloaded and submitted, and arrives once."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality import queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Visit
from tests.quality.entering.conftest import until

pytestmark = pytest.mark.browser
KEPT = {"zh-CN": "先存在这部手机里", "en-US": "kept on this phone"}


def choose(page, item, value):
    """Tap a number of an item."""
    page.locator(f"input[name={item}][value='{value}']").locator("xpath=..").tap()


def write(page, items, value="6"):
    """Fill the whole scorecard in: times, praise and every item."""
    for mark in ("arrived", "greeted", "served", "left"):
        page.tap(f"[data-stamp={mark}]")
    page.fill("#praise", "她主动帮客人提行李")
    for item in items:
        choose(page, item, value)


def items_of(cards, card, db):
    """The ids of a form's items."""
    found = [item.id for item in cards.form(card).items]
    db.session.rollback()
    return found


def stored(db, card):
    """The answers, the praise and the state as the server has them."""
    db.session.rollback()
    visit = db.session.get(Visit, card.id)
    found = queries.answers_of(card.id), visit.praise, visit.state
    db.session.rollback()
    return found


def nothing_kept(page):
    """Wait until nothing that was typed is left on the phone."""
    until(page, "localStorage.length === 0")


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_scorecard_filled_with_the_line_cut_and_reloaded_is_stored_once(phones, line, card, cards, db, locale):
    items = items_of(cards, card, db)
    phone = phones(locale=locale)
    page = phone.open(card)
    choose(page, items[0], "7")  # this one is saved before the cut, and must be on the copy, too
    nothing_kept(page)
    until(page, """async ([path, item]) => (await (await (await caches.open("card-1")).match(path))?.text() ?? "")
        .includes(`["${item}","7"]`)""", [f"/quality/visits/{card.id}/saved", items[0]])
    phone.cut()
    write(page, items[1:])
    expect(page.locator("#state")).to_contain_text(KEPT[locale])
    page.reload()
    expect(page.locator("body[data-copy]")).to_be_attached()
    expect(page.locator("#count")).to_have_text(f"{len(items)}/{len(items)}")
    assert page.locator("#praise").input_value() == "她主动帮客人提行李"
    assert page.locator(f"input[name={items[0]}][value='7']").is_checked()
    assert stored(db, card)[0] == {items[0]: Answer(7)}
    phone.mend()
    nothing_kept(page)
    answers, praise, state = stored(db, card)
    assert (len(answers), praise, state) == (len(items), "她主动帮客人提行李", "draft")
    assert answers[items[0]] == Answer(7) and answers[items[-1]] == Answer(6)


@pytest.mark.parametrize("reload", [False, True])
def test_submitted_without_a_network_it_is_submitted_once_when_the_network_is_back(phones, card, cards, db, reload):
    items = items_of(cards, card, db)
    phone = phones()
    page = phone.open(card)
    phone.cut()
    write(page, items)
    page.tap("button[value=review]")
    page.tap("#enqueue")
    expect(page.locator("#later [data-queued]")).to_be_visible()
    if reload:
        page.reload()
        expect(page.locator("#later [data-queued]")).to_be_visible()
    assert stored(db, card)[2] == "draft"
    phone.mend()
    page.wait_for_url("**/quality/visits")
    nothing_kept(page)
    assert stored(db, card)[2] == "submitted"
    submits = select(func.count()).where(LedgerEntry.action == "scorecard submitted")
    assert db.session.scalar(submits) == 1


def test_an_answer_that_was_lost_on_its_way_submits_no_second_time(phones, line, card, cards, db):
    items = items_of(cards, card, db)
    phone = phones()
    page = phone.open(card)
    phone.cut()
    write(page, items)
    page.tap("button[value=review]")
    page.tap("#enqueue")
    line.state = "one way"
    phone.context.set_offline(False)
    until(page, "localStorage.getItem(Object.keys(localStorage).find((name) => name.startsWith('scorecard-'))) !== null")
    phone.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/quality/visits")
    assert stored(db, card)[2] == "submitted"
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "scorecard submitted")) == 1


@pytest.mark.parametrize("without", [None, "serviceWorker"])
def test_submitted_where_the_line_is_cut_on_the_last_page_it_goes_out_when_it_is_back(phones, cards, db, without):
    card = cards.written()
    db.session.rollback()
    phone = phones(without=without)
    page = phone.open(card, kept=without is None)
    page.tap("button[value=review]")
    page.wait_for_url("**/review")
    phone.cut()
    page.tap("#submit button[type=submit]")
    expect(page.locator("#stay" if without else "#later [data-queued]")).to_be_visible()
    assert stored(db, card)[2] == "draft"
    phone.mend()
    page.wait_for_url("**/quality/visits")
    nothing_kept(page)
    assert stored(db, card)[2] == "submitted"
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "scorecard submitted")) == 1


def test_without_a_network_it_says_what_is_missing_and_takes_a_submission_back(phones, card, cards, db):
    items = items_of(cards, card, db)
    phone = phones(locale="en-US")
    page = phone.open(card)
    phone.cut()
    write(page, items[:-1])
    page.tap("button[value=review]")
    expect(page.locator("[data-missing] li")).to_have_count(1)
    page.tap("[data-missing] a")
    choose(page, items[-1], "5")
    page.tap("button[value=review]")
    page.tap("#enqueue")
    page.tap("#take-back")
    expect(page.locator("#later")).to_be_hidden()
    phone.mend()
    nothing_kept(page)
    assert stored(db, card)[2] == "draft"


def test_without_a_service_worker_the_draft_comes_back_and_the_page_says_to_stay(phones, card, cards, db):
    items = items_of(cards, card, db)
    phone = phones(without="serviceWorker")
    page = phone.open(card, kept=False)
    assert page.evaluate("navigator.serviceWorker === undefined")
    expect(page.locator("#stay")).to_be_hidden()
    phone.cut()
    write(page, items)
    expect(page.locator("#stay")).to_have_text("请勿关闭本页：还有内容没有发送。")
    page.close()
    phone.mend()
    page = phone.open(card, kept=False)
    nothing_kept(page)
    assert len(stored(db, card)[0]) == len(items)
    expect(page.locator("#stay")).to_be_hidden()


def test_the_list_keeps_every_open_scorecard_and_forgets_the_others(phones, card, cards, db):
    other = cards.draft()
    db.session.rollback()
    phone = phones()
    page = phone.new_page()
    page.goto("/quality/visits")
    kept = "async (id) => Boolean(await (await caches.open('card-1')).match(`/quality/visits/${id}`))"
    until(page, kept, card.id)
    until(page, kept, other.id)
    phone.cut()
    page.goto(f"/quality/visits/{other.id}")  # never opened before
    choose(page, items_of(cards, other, db)[0], "6")
    phone.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    nothing_kept(page)
    db.session.get(Visit, other.id).state = "rejected"
    db.session.get(Visit, other.id).decided_by, db.session.get(Visit, other.id).submitted_at = 6, db.session.get(Visit, other.id).saved_at
    db.session.commit()
    page.goto("/quality/visits")
    until(page, f"async () => !(await ({kept})({other.id}))")
    assert page.evaluate(kept, card.id)


def test_signing_out_leaves_nothing_on_the_phone(phones, card):
    phone = phones()
    page = phone.open(card)
    page.goto("/quality/visits")
    page.evaluate("document.querySelector('form[action$=sign-out]').submit()")
    page.wait_for_url("**/sign-in")
    until(page, "async () => !(await caches.keys()).some((name) => name.startsWith('card-'))")
    assert page.evaluate("localStorage.length") == 0


def test_signing_out_warns_first_where_something_was_not_sent(phones, card, cards, db):
    items = items_of(cards, card, db)
    phone = phones()
    page = phone.open(card)
    page.click("header summary")
    warning = page.locator("[data-sign-out] [data-unsent]")
    phone.cut()
    choose(page, items[0], "7")
    until(page, "localStorage.length > 0")
    page.click("[data-sign-out] button")
    expect(warning).to_be_visible()
    assert page.evaluate("localStorage.length") > 0 and not page.url.endswith("/sign-in")


def test_signing_out_with_nothing_unsent_asks_nothing(phones, card):
    page = phones().open(card)
    page.click("header summary")
    page.click("[data-sign-out] button")
    page.wait_for_url("**/sign-in")


def test_a_session_that_ended_shows_no_copy_to_the_next_person(phones, card):
    phone = phones()
    page = phone.open(card)
    phone.context.clear_cookies()
    page.goto(f"/quality/visits/{card.id}")
    page.wait_for_url("**/sign-in")
    until(page, "async () => !(await caches.keys()).some((name) => name.startsWith('card-'))")
