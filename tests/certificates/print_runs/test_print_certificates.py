import datetime as dt

import pytest

from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.extensions import db as database
from cxtrain.files.operations import read
from cxtrain.jobs.models import Job
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, RoleGrant
from cxtrain.people.permissions import Role
from tests.certificates.conftest import certificate
from tests.certificates.print_runs.conftest import ALL, URL, files, labour, order, pages, printed, runs


def notes(action):
    """Return the facts of the ledger's entries about `action`."""
    return [entry.facts for entry in database.session.query(LedgerEntry).filter_by(action=action).order_by(LedgerEntry.id)]


def test_it_counts_what_would_be_printed_and_shows_the_first(made, hr):
    page = hr.get(URL, query_string=ALL).text
    assert "3 certificates" in page and "王喆" in page and "Print them" in page


def test_at_first_it_takes_the_last_month(office, hr, cast):
    office.award(cast.wang, dt.datetime.now(dt.UTC) - dt.timedelta(days=3))
    office.award(cast.zhao, dt.datetime.now(dt.UTC) - dt.timedelta(days=40))
    page = hr.get(URL).text
    assert "1 certificate" in page and "1 certificates" not in page


def test_it_filters_by_unit_course_day_and_end_of_validity(made, hr, cast):
    row = certificate(made[1])
    row.valid_until = row.grace_until = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40)
    database.session.commit()
    for query, count in (
        ({"unit": cast.jingan}, "2 certificates"),
        ({"course": "moments"}, "3 certificates"),
        ({"since": "2026-05-20"}, "No certificate is chosen"),
        ({"until": "2026-05-19"}, "3 certificates"),
        ({"expiring": "30"}, "No certificate is chosen"),
        ({"expiring": "60"}, "1 certificate"),
    ):
        assert count in hr.get(URL, query_string={**ALL, **query}).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "999"},
        {"unit": "x"},
        {"course": "none"},
        {"since": "soon"},
        {"since": "2026-05-20", "until": "2026-05-01"},
        {"expiring": "17"},
        {"arranged": "birthday"},
        {"output": "zip", "paper": "two"},
        {"output": "zip", "bare": "y"},
        {"paper": "two", "bare": "y"},
    ],
)
def test_a_wrong_filter_is_named(made, hr, wrong):
    answer = hr.get(URL, query_string={**ALL, **wrong})
    assert answer.status_code == 400 and "Print them" not in answer.text


def test_a_run_is_done_by_a_worker_and_the_file_holds_all_by_unit_and_name(made, hr, app):
    answer = order(hr)
    (run,) = runs()
    assert (answer.status_code, answer.location) == (303, f"{URL}/{run.id}")
    assert "0 of 3" in hr.get(answer.location).text and hr.get(f"{answer.location}/certificates").status_code == 404
    labour(app)
    assert "3 certificates are printed" in hr.get(answer.location).text
    whole = hr.get(f"{answer.location}/certificates").data
    assert pages(whole) == 3 and whole == read(runs()[0].digest)  # no line about who took it
    (run,) = runs()
    assert printed(run) == [made[0], made[1], made[2]] and (run.job.state, run.job.progress) == ("done", 3)
    (noted,) = notes("certificates printed")
    assert (noted["count"], noted["again"]) == (3, 0)


def test_a_double_click_is_one_run(made, hr):
    fields = {**hr.hidden(f"{URL}?since="), **ALL}
    first, second = (hr._open("POST", URL, data=fields) for _ in range(2))
    assert first.location == second.location and len(runs()) == 1
    assert len(notes("print run asked for")) == 1 and not notes("certificates printed")


def test_a_revoked_one_is_left_out_even_when_it_is_revoked_after_the_order(made, hr, app):
    order(hr)
    row = certificate(made[0])
    row.revoked_at, row.revoked_reason = row.issued_at, "mistake"
    database.session.commit()
    assert "2 certificates" in hr.get(URL, query_string=ALL).text
    labour(app)
    (run,) = runs()
    assert printed(run) == made[1:] and run.count == 2 and pages(hr.get(f"{URL}/{run.id}/certificates").data) == 2


def test_one_that_cannot_be_printed_is_named_and_left_out(office, made, hr, cast):
    database.session.get_one(Employee, cast.li).name = "李𠀀"
    database.session.commit()
    office.award(cast.li)
    page = hr.get(URL, query_string=ALL).text
    assert "3 certificates" in page and "李𠀀: 𠀀" in page


def test_what_was_printed_is_printed_again_for_a_reason_only_which_is_kept(made, hr, app):
    order(hr, unit=str(certificate(made[0]).unit_id))
    labour(app)
    page = hr.get(URL, query_string=ALL).text
    assert "2 of them were printed before" in page
    refused = order(hr)
    assert refused.status_code == 400 and "Say why" in refused.text and len(runs()) == 1
    assert order(hr, reason="  water damage ").status_code == 303
    labour(app)
    again = runs()[1]
    assert again.reason == "water damage" and "water damage" in hr.get(f"{URL}/runs").text
    assert [(note["again"], note["reason"]) for note in notes("certificates printed")] == [(0, ""), (2, "water damage")]


def test_only_those_never_printed_can_be_chosen_and_a_cancelled_run_has_printed_nothing(made, hr, app):
    order(hr, unit=str(certificate(made[0]).unit_id))
    here = f"{URL}/{runs()[0].id}"
    assert hr.post(f"{here}/cancel", page=here).status_code == 303
    labour(app)
    assert "cancelled" in hr.get(here).text and hr.get(f"{here}/certificates").status_code == 404
    assert "3 certificates" in hr.get(URL, query_string={**ALL, "never": "y"}).text
    order(hr, unit=str(certificate(made[2]).unit_id))
    labour(app)
    assert "2 certificates" in hr.get(URL, query_string={**ALL, "never": "y"}).text
    here = f"{URL}/{runs()[1].id}"
    assert "Cancel this run" not in hr.get(here).text
    assert hr.post(f"{here}/cancel", page=f"{URL}?since=").status_code == 303 and runs()[1].cancelled_at is None


def test_a_run_that_failed_goes_on_when_somebody_says_so(made, hr, app, monkeypatch):
    from cxtrain.certificates.print_runs.making import operations as making

    order(hr)
    with monkeypatch.context() as patch:
        patch.setattr(making, "made", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))
        labour(app)
    here = f"{URL}/{runs()[0].id}"
    assert "the disk is full" in hr.get(here).text
    assert hr.post(f"{here}/carry-on", page=here).status_code == 303
    labour(app)
    assert pages(hr.get(f"{here}/certificates").data) == 3


def _void(certificate_id):
    row = certificate(certificate_id)
    row.revoked_at, row.revoked_reason = row.issued_at, "mistake"
    database.session.commit()


def _revoking_after(parts, making, certificate_id, *, failing):
    """Return what makes `parts` parts, then has a certificate revoked, and then fails where it is `failing`."""
    def made(whole, first):
        for number, part in enumerate(making(whole, first), 1):
            yield part
            if number == parts and certificate(certificate_id).revoked_at is None:
                _void(certificate_id)
                if failing:
                    raise OSError("the disk is full")
    return made


@pytest.mark.parametrize("failing", [True, False])
@pytest.mark.parametrize("output", ["merged", "zip"])
def test_one_that_is_revoked_while_the_run_is_made_is_not_in_its_file(made, hr, app, monkeypatch, failing, output):
    from cxtrain.certificates.print_runs.making import operations as making

    monkeypatch.setattr(making, "PART", 1)
    here = order(hr, output=output).location
    monkeypatch.setattr(making, "made", _revoking_after(2, making.made, made[0], failing=failing))
    labour(app)
    if failing:
        assert "the disk is full" in hr.get(here).text
        hr.post(f"{here}/carry-on", page=here)
        labour(app)
    (run,) = runs()
    assert printed(run) == made[1:] and run.count == 2
    body = hr.get(f"{here}/certificates").data
    assert (pages(body) if output == "merged" else len(files(body))) == 2
    assert [note["count"] for note in notes("certificates printed")] == [2]


def test_who_was_moved_to_other_units_or_duties_no_longer_gets_the_files(made, hr, app, cast):
    here = order(hr).location
    labour(app)
    assert hr.get(f"{here}/certificates").status_code == hr.get(f"{here}/list.pdf").status_code == 200
    account = database.session.query(Account.id).filter_by(employee_id=cast.he).scalar()
    for change in ({"unit_id": cast.jingan}, {"role": Role.ADMIN.value}):
        database.session.query(RoleGrant).filter_by(account_id=account).update(change)
        database.session.commit()
        jobs = [each.id for each in database.session.query(Job).filter_by(actor_id=cast.he)]
        asked = [here, f"{here}/certificates", f"{here}/list.pdf", f"{here}/list.xlsx", *(f"/jobs/{each}/file" for each in jobs)]
        assert len(jobs) == 2 and {hr.get(address).status_code for address in asked} <= {403, 404}


def test_the_first_sheet_can_be_tried(made, hr):
    for chosen in ({}, {"paper": "two"}):
        assert pages(hr.get(f"{URL}/sample.pdf", query_string={**ALL, **chosen}).data) == 1
    assert hr.get(f"{URL}/sample.pdf", query_string={**ALL, "since": "2099-01-01"}).status_code == 404


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_it_is_hrs(browser, cast, who):
    assert browser.login(getattr(cast, who)).get(URL).status_code == 403


def test_another_persons_run_is_not_there(made, hr, browser, cast):
    from tests.conftest import Browser

    answer = order(hr)
    assert Browser(browser.app).login(cast.wang).get(answer.location).status_code == 403
    assert hr.get(f"{URL}/999").status_code == 404 and Browser(browser.app).get(URL).status_code == 302
    database.session.get_one(PrintRun, runs()[0].id).asked_by = cast.wang
    database.session.commit()
    assert hr.get(answer.location).status_code == 404
