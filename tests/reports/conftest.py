"""People seen on visits, what a page says without its markup, and how many statements it runs."""

import datetime as dt
import re

import pytest
from sqlalchemy import event

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.quality import operations, queries
from cxtrain.quality.answers import Answer
from cxtrain.quality.decisions import operations as decisions
from cxtrain.quality.scoring import review
from tests.certificates.conftest import office
from tests.planning.conftest import records
from tests.quality.appeals.conftest import disputes
from tests.quality.conftest import SHEET, cards, desk, hotel
from tests.training.conftest import course, learner
from tests.voices.conftest import answer, asked

__all__ = ["answer", "asked", "cards", "course", "desk", "disputes", "hotel", "learner", "office", "records"]


def words(page):
    """Return what the main part of a page says, without its markup."""
    main = re.search(r"<main.*?</main>", page.text, re.S)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main))


def cells(page):
    """Return the rows of a heat-map as {label: [(classes, value, n), …]}."""
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page.text, re.S)
    cell = r'<td class="([^"]*)">.*?<span class="value">([^<]*).*?</span><span class="n">n (\d+)</span>'
    return {re.sub(r"<[^>]*>", "", label): [(classes, value, int(n)) for classes, value, n in re.findall(cell, row, re.S)]
            for label, row in rows}


def table(page, nth=0):
    """Return the numbers beside the nth chart of a page as {first cell of the row: [the others]}."""
    figure = re.findall(r'<details class="chart-numbers">(.*?)</details>', page.text, re.S)[nth]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', figure, re.S)
    return {label: re.findall(r"<td>(.*?)</td>", row) for label, row in rows}


class Seen:
    """Releases visits of 静安店 by the house's own operations in one transaction, of 王喆 unless told otherwise."""

    def __init__(self, desk):
        self.desk = desk

    def __call__(self, *values, person=None, days_ago=0, touchpoint=None, but=None):
        """Release a visit for each value, which every item gets, `but` for those of other items or kinds of item.

        Args:
            values: 1 to 7.
            person: an employee; 0 for nobody identified.
            days_ago: of the first visit; the others follow in the days before.
            touchpoint: by default the front desk.
            but: values by item id, or by whose item it is (place, process, person).
        """
        place = database.session.get_one(Touchpoint, touchpoint or self.desk.hotel.desk)
        form = queries.instrument_of(queries.current_form(place.slug))
        who = self.desk.cast.wang if person is None else person or None
        shopper, reviewer = self.desk.chen, self.desk.he
        for index, value in enumerate(values):
            rated = {item.id: (but or {}).get(item.id, (but or {}).get(item.of, value)) for item in form.items}
            answers = {key: Answer(each, note="seen" if each < 4 else "") for key, each in rated.items()}
            day = today("Asia/Shanghai") - dt.timedelta(days=days_ago + index)
            unit = database.session.get_one(Unit, self.desk.cast.jingan)
            visit = operations.start_visit(shopper, operations.Start(unit, place, day))
            operations.save_scorecard(visit, answers=answers, sheet=SHEET)
            operations.submit(visit, answers, review(form, answers))
            decisions.approve(reviewer, visit, employee_id=who, grounds="badge and receipt" if who else "")
            decisions.release(reviewer, visit)
        database.session.commit()


@pytest.fixture
def seen(desk):
    """A function that releases visits."""
    return Seen(desk)


@pytest.fixture
def statements(db):
    """A function that returns how many SQL statements a page runs, with everything warm."""
    def count(browser, url):
        told = []
        assert browser.get(url).status_code == 200
        event.listen(db.engine, "before_cursor_execute", listen := lambda *args: told.append(args[2]))
        assert browser.get(url).status_code == 200
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(told)
    return count
