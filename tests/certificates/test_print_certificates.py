import datetime as dt
import io

import pikepdf
import pytest
from sqlalchemy import func, select

from cxtrain.certificates import operations
from cxtrain.extensions import db as database
from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.web.fonts import MissingGlyphs
from tests.certificates.conftest import certificate

URL = "/certificates/print"
ALL = {"since": "", "until": "", "unit": "", "course": ""}


@pytest.fixture
def made(office, cast):
    return [office.award(person) for person in (cast.wang, cast.zhao, cast.sun)]


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def jobs():
    database.session.rollback()
    return list(database.session.scalars(select(Job).order_by(Job.id)))


def test_it_counts_what_would_be_printed_and_shows_the_first(made, hr):
    page = hr.get(URL, query_string=ALL).text
    assert "3 certificates" in page and "王喆" in page and "Print them into one file" in page


def test_at_first_it_takes_the_last_month(office, hr, cast):
    office.award(cast.wang, dt.datetime.now(dt.UTC) - dt.timedelta(days=3))
    office.award(cast.zhao, dt.datetime.now(dt.UTC) - dt.timedelta(days=40))
    page = hr.get(URL).text
    assert "1 certificate" in page and "1 certificates" not in page


def test_it_filters_by_unit_course_and_day(made, hr, cast):
    for query, count in (
        ({"unit": cast.jingan}, "2 certificates"),
        ({"course": "moments"}, "3 certificates"),
        ({"since": "2026-05-20"}, "No certificate was issued"),
        ({"until": "2026-05-19"}, "3 certificates"),
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
    ],
)
def test_a_wrong_filter_is_named(made, hr, wrong):
    answer = hr.get(URL, query_string={**ALL, **wrong})
    assert answer.status_code == 400 and "Print them into one file" not in answer.text


def test_a_run_is_done_by_a_worker_and_the_file_holds_all_by_unit_and_name(made, hr, app):
    answer = hr.post(URL, page=f"{URL}?since=", **ALL)
    (job,) = jobs()
    assert (answer.status_code, answer.location) == (303, f"{URL}/{job.id}")
    assert (
        "0/3" in hr.get(answer.location).text.replace(" of ", "/")
        and hr.get(f"{answer.location}/certificates.pdf").status_code == 404
    )
    database.session.remove()
    work(app, until_empty=True)
    page = hr.get(answer.location).text
    assert "3 certificates are printed" in page
    with pikepdf.open(io.BytesIO(hr.get(f"{answer.location}/certificates.pdf").data)) as document:
        assert len(document.pages) == 3
    assert [(job.progress, job.total, job.state) for job in jobs()] == [(3, 3, "done")]


def test_each_run_is_noted_and_a_double_click_is_one_run(made, hr):
    fields = {**hr.hidden(f"{URL}?since="), **ALL}
    first = hr._open("POST", URL, data=fields)
    second = hr._open("POST", URL, data=fields)
    assert first.location == second.location and len(jobs()) == 1
    assert database.session.scalar(select(func.count()).where(LedgerEntry.action == "certificates printed")) == 1


def test_a_revoked_one_is_left_out(made, hr, cast):
    row = certificate(made[0])
    row.revoked_at, row.revoked_reason = row.issued_at, "mistake"
    database.session.commit()
    assert "2 certificates" in hr.get(URL, query_string=ALL).text


def test_one_that_cannot_be_printed_is_named_and_left_out(office, made, hr, cast):
    database.session.get_one(Employee, cast.li).name = "李𠀀"
    database.session.commit()
    office.award(cast.li)
    page = hr.get(URL, query_string=ALL).text
    assert "3 certificates" in page and "李𠀀: 𠀀" in page


def test_the_command_line_prints_without_a_worker(made, app, tmp_path):
    told = []
    target = tmp_path / "all.pdf"
    count = operations.print_certificates(
        None, target, base_url="https://t.example.cn/", report=lambda n, of: told.append((n, of))
    )
    assert count == 3 and told == [(0, 3), (3, 3)]
    with pikepdf.open(target) as document:
        assert len(document.pages) == 3


def test_the_command_line_names_whose_name_cannot_be_printed(office, app, cast, tmp_path):
    database.session.get_one(Employee, cast.li).name = "李𠀀"
    database.session.commit()
    office.award(cast.li)
    with pytest.raises(MissingGlyphs, match=r"HM-MOT-2026-0001 李𠀀: .*U\+20000"):
        operations.print_certificates(None, tmp_path / "all.pdf", base_url="https://t.example.cn")
    assert not list(tmp_path.glob("*.pdf"))


def test_nothing_to_print_is_said(app, tmp_path):
    with pytest.raises(LookupError, match="no certificate to print"):
        operations.print_certificates(None, tmp_path / "none.pdf", base_url="https://t.example.cn")


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_it_is_hrs(browser, cast, who):
    assert browser.login(getattr(cast, who)).get(URL).status_code == 403


def test_another_persons_run_is_not_there(made, hr, browser, cast):
    from tests.conftest import Browser

    answer = hr.post(URL, page=f"{URL}?since=", **ALL)
    assert Browser(browser.app).login(cast.wang).get(answer.location).status_code == 403
    assert hr.get(f"{URL}/999").status_code == 404 and Browser(browser.app).get(URL).status_code == 302
