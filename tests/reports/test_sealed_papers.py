"""Reports and plans carry the newest seal of the ledger, so that paper in a drawer witnesses what was recorded."""

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerSeal
from cxtrain.ledger.operations import record, seal_day
from cxtrain.web import pdf
from tests.pictures import looks_like
from tests.reports.monthly.test_report_pdf import EMPTY, kept
from tests.reports.team_report.test_team_pdf import TEAM, text_of


@pytest.fixture
def seal(db):
    """The seal of some day long gone."""
    record("thing done", ("thing", 1), unit_id=1)
    db.session.commit()
    seal_day(today("UTC").replace(year=2025))
    db.session.commit()
    return db.session.scalars(select(LedgerSeal.hash)).one()


def test_each_report_and_a_plan_carry_the_newest_seal(browser, cast, db, records, seal):
    addresses = [f"/team/{cast.jingan}/report.pdf", f"/monthly/{kept(db, cast, EMPTY)}/report.pdf",
                 f"/planning/plans/{records.plan(about=cast.wang)}/plan.pdf", "/me/transcript.pdf"]
    browser.login(cast.li)
    for address in addresses:
        assert seal in text_of(browser.get(address).data), address


def test_before_the_first_day_was_sealed_nothing_is_said_of_it(browser, cast):
    assert database.session.scalar(select(LedgerSeal.id)) is None
    assert "Sealoftheledger" not in text_of(browser.login(cast.li).get(f"/team/{cast.jingan}/report.pdf").data)


def test_a_sealed_report_looks_as_it_did():
    sealed = {"day": "2026-05-11", "hash": "0123456789abcdef" * 4}
    looks_like(pdf.render("reports/team_report/team.pdf.html", locale="both", team=TEAM, sealed=sealed), "team_sealed")
