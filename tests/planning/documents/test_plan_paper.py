"""What a printed plan rests on, and in which languages it can be had."""

from dataclasses import asdict

import pytest

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.planning.documents.queries import around
from cxtrain.planning.evidence import evidence_of
from cxtrain.planning.findings import find
from cxtrain.planning.months import months_back
from cxtrain.planning.proposals.queries import people_cells
from cxtrain.planning.queries import library
from cxtrain.planning.talks.models import PlanTalk
from cxtrain.quality.instrument import stored
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.models import InstrumentVersion
from tests.days import today
from tests.pictures.documents import ROOT
from tests.planning.conftest import around as scores_around
from tests.planning.conftest import load
from tests.planning.documents.test_plan_pages import text_of


@pytest.fixture(autouse=True)
def form(db, records):
    """A form that visits can be read by."""
    folder = ROOT / "scenarios" / "instruments"
    survey, _ = read_survey((folder / "servqual-22.yaml").read_bytes())
    found = read_form((folder / "hotel-front-desk-check-in.yaml").read_bytes(), {survey.slug: survey}).instrument
    db.session.add(InstrumentVersion(slug=found.slug, digest="d" * 64, source=stored(found), title=found.title.said.as_dict(),
                                     published_at=now()))
    db.session.commit()


@pytest.fixture
def seen(cast, records):
    """王喆 was seen eight times in each of the three dimensions, and others too."""
    for dimension, mean in (("responsiveness", 3.6), ("assurance", 5.5), ("empathy", 5.0)):
        records.person(cast.wang, scores_around(mean), dimension)
        records.person(cast.sun, scores_around(6.2), dimension)
        records.unit(cast.jingan, scores_around(5.0, 16), dimension)
    database.session.commit()
    return cast.wang


def evidence(subject_id):
    """Return the evidence of the person's finding in responsiveness, as a plan keeps it."""
    found = next(each for each in find(people_cells("mystery_shop", today()), subject_id=subject_id)
                 if each.cell.dimension == "responsiveness")
    return asdict(evidence_of(found, kind="mystery_shop", first_month=months_back(today()), last_month=f"{today():%Y-%m}"))


def beside(plan_id):
    """Return what is printed beside a plan in Chinese."""
    return around(load(plan_id), library(), locale="zh_Hans", today=today())


def test_the_radar_has_the_numbers_of_the_finding_and_the_store_in_grey(seen, records):
    plan_id = records.plan(about=seen, dimension="responsiveness", evidence=evidence(seen))
    printed, kept = beside(plan_id), load(plan_id).evidence
    row = printed.radar.rows[0]
    assert (row.value, row.n, row.standard) == (f"{kept['total'] / kept['n']:.1f}", str(kept["n"]), "6.0")
    assert row.reference == "5.0" and len(printed.radar.rows) == 3 and printed.ground.certainty == kept["certainty"]


def test_below_six_visits_in_any_dimension_there_is_no_radar_and_no_course(cast, records):
    records.person(cast.wang, [3.0, 3.5, 4.0, 3.5, 3.0], "responsiveness")
    records.person(cast.wang, scores_around(5.0), "assurance")
    database.session.commit()
    printed = beside(records.plan(about=cast.wang, dimension="responsiveness"))
    assert printed.radar is None and printed.trend is None


def test_a_team_has_a_course_by_months_and_says_what_it_may_not_conclude(cast, records):
    for back in range(9):
        records.unit(cast.jingan, scores_around(4.0 + back % 2 / 10), month=months_back(today(), back + 1))
    database.session.commit()
    trend = beside(records.plan(dimension="responsiveness")).trend
    assert (trend.by, trend.points, trend.has_limits, trend.periods) == ("month", 9, True, ())


def test_a_plan_in_words_prints_no_visits_and_no_ground(cast, records, seen):
    printed = beside(records.plan(about=seen))
    assert printed.visits == () and printed.ground is None and printed.why is None


def test_the_visits_behind_it_are_told_to_the_day_of_the_draft(seen, records):
    plan_id = records.plan(about=seen, dimension="responsiveness", evidence=evidence(seen))
    printed = beside(plan_id)
    assert len(printed.visits) == 8 and printed.more_visits == 16  # three times eight visits, of which the latest eight
    assert {line.day for line in printed.visits} <= {today(), today(-1), today(1)}
    assert all(line.score is None for line in printed.visits)  # a person's visits are told in words


@pytest.mark.parametrize(("language", "said"), [("zh", "目标"), ("en", "Goal"), ("both", "目标Goal"), ("klingon", "Goal")])
def test_the_reader_chooses_the_language_of_the_paper(browser, cast, records, language, said):
    plan_id = records.plan(about=cast.wang)
    browser.login(cast.li)
    for name in ("plan", "talk"):
        assert said in text_of(browser.get(f"/planning/plans/{plan_id}/{name}.pdf?language={language}").data)


def test_the_page_offers_the_paper_in_both_languages(browser, cast, records):
    plan_id = records.plan(about=cast.wang)
    page = browser.login(cast.li).get(f"/planning/plans/{plan_id}").text
    assert f"/planning/plans/{plan_id}/plan.pdf?language=both" in page and "talk.pdf?language=zh" in page


def test_a_sheet_for_a_talk_is_not_for_another_stores_supervisor(browser, cast, records):
    assert browser.login(cast.chen).get(f"/planning/plans/{records.plan(about=cast.wang)}/talk.pdf").status_code == 404


def test_a_talk_is_printed_as_it_was_held_and_no_other_plans(browser, cast, records):
    plan_id, other = records.plan(about=cast.wang), records.plan(about=cast.zhao)
    talk = PlanTalk(plan_id=plan_id, held_on=today(), led_by=cast.li, goal="听完再说", reality="常被打断", gap="先给方案", motivation="愿意练",
                    forward="每周一次", forward_id=cast.wang, forward_on=today(), written_at=now())
    database.session.add(talk)
    database.session.commit()
    number = talk.id
    words = text_of(browser.login(cast.li).get(f"/planning/plans/{plan_id}/talk.pdf?talk={number}&language=zh").data)
    assert "听完再说" in words and "愿意练" in words and "必填" not in words
    assert browser.get(f"/planning/plans/{other}/talk.pdf?talk={number}").status_code == 404


def test_what_no_font_has_is_refused_in_a_sentence_and_never_printed_as_a_box(browser, cast, records):
    plan_id = records.plan(about=cast.wang, own_words="\U00030000")
    answer = browser.login(cast.li).get(f"/planning/plans/{plan_id}/plan.pdf")
    assert answer.status_code == 503 and "could not be printed just now" in answer.text
