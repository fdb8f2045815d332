from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.planning.findings import Cell, find
from cxtrain.planning.picture import Found, Place, picture_of
from cxtrain.web.bilingual import Bilingual
from tests.planning.conftest import around

DESK = Place(1, "desk", Bilingual("前台", "Desk"), "use", "offline")
ROOM = Place(2, "room", Bilingual("客房", "Room"), "use", "offline")


def found(place, values, dimension="reliability"):
    cells = [Cell("unit", subject, place.slug, dimension, Sums.of(scores), 6.0)
             for subject, scores in ((1, values), (2, around(6.2, 12)), (3, around(5.4, 12)))]
    return Found(find(cells, subject_id=1)[0], place, "mystery_shop", None, None)


def test_each_finding_stands_where_it_belongs():
    picture = picture_of([found(DESK, around(3.5, 16)), found(ROOM, around(6.5, 16)), found(ROOM, [4.0, 5.0], "empathy")])
    assert [each.place.slug for each in picture.act] == ["desk"]
    assert [each.place.slug for each in picture.keep] == ["room"]
    assert [(few.place.slug, few.n, few.to_go) for few in picture.missing] == [("room", 2, 4)]


def test_a_touchpoint_with_too_few_visits_is_named_once_with_its_most():
    picture = picture_of([found(DESK, [4.0], "empathy"), found(DESK, [4.0, 5.0], "assurance")])
    assert [(few.n, few.to_go) for few in picture.missing] == [(2, 4)]


def test_nothing_observed_is_an_empty_picture():
    assert picture_of([]).is_empty


@given(st.lists(st.lists(st.floats(1, 7), min_size=1, max_size=12), max_size=6))
def test_no_finding_is_lost(groups):
    every = [found(DESK, values) for values in groups]
    picture = picture_of(every)
    shown = [*picture.act, *picture.offer, *picture.unsure, *picture.keep, *picture.near, *picture.alike]
    few = [each for each in every if each.finding.verdict == "too few"]
    assert len(shown) + len(few) == picture.compared == len(every)
