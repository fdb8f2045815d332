import pytest

from cxtrain.certificates.collection.models import CertificateCollection
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.certificates.conftest import certificate


def row(number, by="", on=""):
    """Return the fields of the first row."""
    return {"rows-0-number": number, "rows-0-by": by, "rows-0-on": on}


def test_a_list_is_checked_looked_over_and_kept(browser, cast, office):
    first = office.award(cast.wang)
    number = certificate(first).number
    browser.login(cast.he)
    assert "1 certificate has not been fetched yet" in browser.get("/certificates/fetched").text
    looked = browser.post("/certificates/fetched", **row("S0102", "李想"), fetched_on="2026-05-20", do="check")
    assert looked.status_code == 200 and number in looked.text and "Note 1 certificate as fetched" in looked.text
    assert database.session.query(CertificateCollection).count() == 0
    kept = browser.post("/certificates/fetched", **row("S0102", "李想"), fetched_on="2026-05-20", do="save")
    assert kept.status_code in (302, 303)
    database.session.rollback()
    found = database.session.query(CertificateCollection).one()
    assert (found.certificate_id, found.fetched_by, found.keyed_by) == (first, "李想", cast.he)
    entry = database.session.query(LedgerEntry).order_by(LedgerEntry.id.desc()).first()
    assert entry.action == "certificate fetched" and entry.facts["by_another"] is True
    assert "李想" not in str(entry.facts)
    again = browser.post("/certificates/fetched", **row("S0102"), fetched_on="2026-05-21", do="check")
    assert again.status_code == 400 and "was fetched on 2026-05-20 before" in again.text and "S0102" in again.text


def test_a_pasted_list_becomes_rows_and_nothing_is_lost(browser, cast, office):
    office.award(cast.wang)
    browser.login(cast.he)
    page = browser.post("/certificates/fetched", fetched_on="2026-05-20", pasted="S0102\nS0999\n", do="paste").text
    assert 'value="S0102"' in page and 'value="S0999"' in page
    wrong = browser.post("/certificates/fetched", fetched_on="2026-05-20", pasted="S0102\nS0999\n", do="save")
    assert wrong.status_code == 400 and "No certificate in your reach" in wrong.text and 'value="S0102"' in wrong.text
    assert browser.post("/certificates/fetched", fetched_on="", **row("S0102"), do="save").status_code == 400
    assert database.session.query(CertificateCollection).count() == 0


@pytest.mark.parametrize("do", ["paste", "check", "save"])
def test_what_is_no_row_or_finds_no_room_stays_where_it_was_pasted(browser, cast, office, do):
    office.award(cast.wang)
    browser.login(cast.he)
    for pasted, told in (("S0103\n王喆", "No staff or certificate number was found in these lines."),
                         ("\n".join(f"S{n:04}" for n in range(200)), "At most 200 rows at a time: these would make 201.")):
        answer = browser.post("/certificates/fetched", fetched_on="2026-05-20", pasted=pasted, do=do, **row("S0102"))
        assert answer.status_code == 400 and told in answer.text and f"{pasted[-2:]}</textarea>" in answer.text
        assert 'value="S0102"' in answer.text and database.session.query(CertificateCollection).count() == 0


def test_an_entry_is_taken_back_with_a_reason(browser, cast, office):
    first = office.award(cast.wang)
    browser.login(cast.he)
    browser.post("/certificates/fetched", **row("S0102"), fetched_on="2026-05-20", do="save")
    path = f"/certificates/fetched/{first}/take-back"
    assert browser.post(path, reason="").status_code == 400
    assert browser.post(path, reason="抄错行了").status_code in (302, 303)
    database.session.rollback()
    kept = database.session.query(CertificateCollection).one()
    assert (kept.taken_back_why, kept.taken_back_at is None) == ("抄错行了", False)
    entry = database.session.query(LedgerEntry).filter_by(action="certificate not fetched").one()
    assert entry.facts["reason_given"] is True and "抄错" not in str(entry.facts)
    assert browser.get(path).status_code == 404
    assert "1 certificate has not been fetched yet" in browser.get("/certificates/fetched").text
    browser.post("/certificates/fetched", **row("S0102", "李想"), fetched_on="2026-05-21", do="save")
    database.session.rollback()
    again = database.session.query(CertificateCollection).one()
    assert (again.fetched_on.isoformat(), again.fetched_by, again.taken_back_at, again.taken_back_why) == (
        "2026-05-21", "李想", None, "")


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_nobody_but_hr_keys_it_in(browser, cast, who):
    browser.login(getattr(cast, who))
    assert browser.get("/certificates/fetched").status_code == 403
    assert browser.get("/certificates/fetched/1/take-back").status_code == 403


def test_a_stranger_signs_in_first(browser):
    assert browser.get("/certificates/fetched").location.startswith("/sign-in")
