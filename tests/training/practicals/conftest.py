"""A small sheet, and sheets drawn for properties."""

import pytest
from hypothesis import strategies as st

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.training.practicals.models import PracticalSitting
from cxtrain.training.practicals.sheet import Item, Section, Sheet
from cxtrain.training.practicals.sheets.operations import publish_sheet
from cxtrain.web.bilingual import Bilingual
from tests.conftest import Browser

SHEET = """\
format: 1
slug: desk-practical
title: {zh: 前台实操, en: Desk practical}
brief: {zh: 给客人办入住, en: Check a guest in}
prepare: {zh: 一张柜台, en: A desk}
minutes: 12
pass_mark: 70
parts:
  - title: {zh: 迎接, en: Greeting}
    items:
      - {id: looks-up, measured: {zh: 抬头, en: Looks up}, points: 4, tip: {zh: 先抬头, en: Look up first}}
      - id: warmth
        judged: {zh: 态度, en: Manner}
        points: 6
        anchors: [{zh: 冷, en: cold}, {zh: 一般, en: flat}, {zh: 好, en: kind}, {zh: 很好, en: warm}]
        tip: {zh: 看着客人说, en: Speak to the face}
  - title: {zh: 办理, en: Checking in}
    items:
      - {id: privacy, measured: {zh: 不念号码, en: Says no number aloud}, points: 10, critical: true}
"""
words = st.text("一二三xyz 012:#-'\"", min_size=1, max_size=12).map(str.strip).filter(bool)
texts = st.builds(Bilingual, words, words)
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


@st.composite
def items(draw, item_id):
    """Draw an item of that id."""
    points, tip = draw(st.integers(1, 50)), draw(st.none() | texts)
    if draw(st.booleans()):
        return Item(item_id, draw(texts), points, draw(st.booleans()), (), tip)
    anchors = tuple(Bilingual(f"{zh}{n}", f"{en}{n}") for n, (zh, en) in enumerate(draw(st.lists(
        st.tuples(words, words), min_size=4, max_size=4))))
    return Item(item_id, draw(texts), points, False, anchors, tip)


@st.composite
def sheets(draw):
    """Draw a sheet of up to eight items."""
    ids = draw(st.lists(slugs, min_size=1, max_size=8, unique=True))
    cut = draw(st.integers(1, len(ids)))
    groups = [group for group in (ids[:cut], ids[cut:]) if group]
    parts = tuple(Section(draw(texts), tuple(draw(items(each)) for each in group)) for group in groups)
    return Sheet(draw(slugs), draw(texts), draw(texts), draw(st.none() | texts), draw(st.integers(1, 240)),
                 draw(st.integers(1, 100)), parts)


ALL_DONE = {"m-looks-up": "1", "m-warmth": "3", "m-privacy": "1"}


class Assessing:
    """People who plan and mark, as browsers do."""

    def __init__(self, app, cast):
        self.app, self.cast, self.browsers = app, cast, {}
        assert publish_sheet(SHEET).row
        database.session.commit()

    def as_(self, name):
        """Return the browser of somebody of the cast."""
        if name not in self.browsers:
            self.browsers[name] = Browser(self.app).login(getattr(self.cast, name))
        return self.browsers[name]

    def plan(self, *, by="he", people=("wang",), first="lin", second=None, **fields):
        """Plan sittings for people of 静安店; return the answer."""
        url = f"/practicals/sheets/desk-practical/plan?unit={self.cast.jingan}"
        return self.as_(by).post(url, people=[getattr(self.cast, each) for each in people], first=getattr(self.cast, first),
                                 second=getattr(self.cast, second) if second else 0, **fields)

    def sitting(self, person="wang"):
        """Return somebody's newest sitting."""
        database.session.rollback()
        database.session.expire_all()
        query = database.session.query(PracticalSitting).filter_by(employee_id=getattr(self.cast, person))
        return query.order_by(PracticalSitting.id.desc()).first()

    def mark(self, by, *, person="wang", words="", **marks):
        """Mark somebody's newest sitting and hand it in; return the answer."""
        sitting_id = self.sitting(person).id
        posted = {**ALL_DONE, **{f"m-{key.replace('_', '-')}": value for key, value in marks.items()}}
        answer = self.as_(by).post(f"/practicals/{sitting_id}/mark", do="check", words=words, **posted)
        assert answer.status_code == 303, answer.text
        return self.as_(by).post(f"/practicals/{sitting_id}/hand-in", sat_on=today("Asia/Shanghai").isoformat())

    def decided(self, person="wang", **marks):
        """Plan, mark and hand in for one assessor; return the sitting."""
        assert self.plan(people=(person,)).status_code == 303
        assert self.mark("lin", person=person, **marks).status_code == 303
        return self.sitting(person)


@pytest.fixture
def desk(app, cast):
    """The small sheet, published, and those who work with it."""
    return Assessing(app, cast)
