"""Whom one may look up by a staff number: people in reach, oneself, and who teaches the class already."""

import re

import pytest
from sqlalchemy import select

from cxtrain.people.absences.models import Absence
from cxtrain.training.classes.models import TrainingClass
from tests.training.activity import clock
from tests.training.classes.conftest import fields, planned, sessions_of

UNKNOWN = "Nobody with this staff number works in the units whose classes you run."
URL = "/training/classes/new?course=front-desk&unit={}"


def said(answer):
    """Return what a page says beside a number that nobody has, without what changes with the number and the moment."""
    return re.sub(r'value="[^"]*"', "", re.sub(r"<head>.*?</head>", "", answer.text, flags=re.S))


@pytest.fixture
def all_away(cast, db):
    """The trainer and 王喆 are away on the day of the class."""
    for person in (cast.lin, cast.wang):
        db.session.add(Absence(employee_id=person, start_on=clock("2026-05-06 00:00").date(), end_on=None,
                               entered_at=clock("2026-05-01 09:00")))
    db.session.commit()


def test_a_number_of_another_unit_is_like_one_that_nobody_has(sign_in, cast, all_away, db):
    li, url = sign_in("li"), URL.format(cast.jingan)
    foreign, unknown = (li.post(url, **fields(trainer=number)) for number in ("H0002", "X99"))
    assert foreign.status_code == unknown.status_code == 400
    assert UNKNOWN in foreign.text and "Lin Laoshi" not in foreign.text and "expected elsewhere" not in foreign.text
    assert said(foreign) == said(unknown)
    assert db.session.scalars(select(TrainingClass)).all() == []


@pytest.mark.parametrize(("who", "number"), [("li", "S0101"), ("li", "S0102"), ("he", "H0002"), ("he", "S0102")])
def test_oneself_and_people_in_reach_can_teach_and_hr_sees_all(sign_in, cast, db, who, number):
    assert sign_in(who).post(URL.format(cast.jingan), **fields(trainer=number)).status_code == 303


def test_who_teaches_already_stays_whoever_changes_the_class(sign_in, cast, all_away, db):
    class_id = planned(cast, told=0)
    ids = {f"sessions-{at}-id": str(each) for at, each in enumerate(sessions_of(class_id))}
    page, li = f"/training/classes/{class_id}/edit", sign_in("li")
    assert "expected elsewhere" not in li.get(page).text
    assert li.post(page, **{**fields(version="1", place="三楼"), **ids}).status_code == 303
    row = db.session.get_one(TrainingClass, class_id, populate_existing=True)
    assert (row.trainer_id, row.place) == (cast.lin, "三楼")


def test_who_is_away_is_said_to_those_in_whose_reach_they_are(sign_in, cast, all_away):
    class_id = planned(cast, "wang", trainer="zhao")  # who runs no classes but the own
    page = f"/training/classes/{class_id}"
    assert "Expected elsewhere or away" in sign_in("li").get(page).text
    zhao = sign_in("zhao")
    assert "Expected elsewhere or away" not in zhao.get(page).text and "Wang Zhe" in zhao.get(page).text
    for who, told in (("li", True), ("zhao", False)):
        answer = sign_in(who).post(f"{page}/list", do="check", numbers="S0102")
        assert answer.status_code == 200 and ("is expected elsewhere" in answer.text) is told


def test_a_trainer_without_a_role_looks_nobody_up_but_who_belongs_to_the_unit_of_the_class(sign_in, cast):
    class_id = planned(cast, trainer="zhao")
    zhao = sign_in("zhao")
    wrong = zhao.post(f"/training/classes/{class_id}/list", do="check", numbers="S0202\nX99")
    assert wrong.text.count("Nobody with this staff number belongs to the unit of this class.") == 2
    assert "Sun Miao" not in wrong.text
