"""HR runs a survey: drafts it, says where it is asked, prints its posters, opens and closes it."""

import csv
import io
from urllib.parse import urlsplit

import pikepdf
import pytest
import zxingcpp
from sqlalchemy import select

from cxtrain.journey.models import Department
from cxtrain.voices.models import Campaign, SurveyLink, SurveyPlace
from cxtrain.voices.surveys import queries
from cxtrain.web.tables import read_sheets
from tests.voices.surveys.pictures import pictures


@pytest.fixture
def typed(db, cast, draft, day):
    """What HR types for a survey of the whole firm; keywords change it."""
    sample = draft()
    facts = {"title": "前台 11 月", "unit": cast.firm, "touchpoint": sample.touchpoint_id, "opens_on": day.isoformat(),
             "questionnaire": sample.questionnaire_id, "department": "", "purpose_zh": "改进", "purpose_en": "To improve",
             "keep_months": 24, "comments_for": "hr", "target": 200}
    db.session.delete(sample)
    db.session.commit()
    return lambda **changes: {**facts, **changes}


def test_from_a_draft_to_posters_to_the_open_survey(browser, cast, db, typed):
    browser.login(cast.he)
    answer = browser.post("/voices/surveys/new", **typed())
    campaign = db.session.scalars(select(Campaign)).one()
    key, url = campaign.id, f"/voices/surveys/{campaign.id}"
    assert answer.location == f"{url}/places" and campaign.state == "draft"
    browser.post(f"{url}/open", page=url)
    assert "Add at least one place first" in browser.get(url).text
    assert browser.post(f"{url}/places", where=[cast.jingan, cast.xuhui], labels="1 号桌\n2 号桌\n").location == url
    assert browser.post(f"{url}/open", page=url).location == url
    page = browser.get(url).text
    assert "The survey is open." in page and "200 still needed" in page
    tokens = list(db.session.scalars(select(SurveyPlace.token)))
    assert len(tokens) == 4 and all(f"/s/{token}" in page for token in tokens)
    assert browser.post(f"{url}/close", page=url).location == url
    assert db.session.get(Campaign, key).state == "closed"


@pytest.mark.parametrize(("change", "says"), [
    ({"title": ""}, "Fill this in"), ({"closes_on": "2020-01-01"}, "The last day comes before the first."),
    ({"keep_months": "61"}, "1 to 60 months"), ({"opens_on": "soon"}, "Not saved yet"), ({"quota": "0"}, "Not saved yet"),
    ({"unit": "999"}, "valid choice"), ({"questionnaire": ""}, "Choose a questionnaire")])
def test_a_wrong_field_is_named_and_everything_typed_stays(browser, cast, typed, change, says):
    answer = browser.login(cast.he).post("/voices/surveys/new", **typed(purpose_en="Kept words", **change))
    assert answer.status_code == 400 and says in answer.text and "Kept words" in answer.text


def test_an_opened_survey_asks_only_what_may_still_change(browser, cast, db, opened):
    page = browser.login(cast.he).get(f"/voices/surveys/{opened}/edit").text
    assert 'name="target"' in page and 'name="questionnaire"' not in page and 'name="purpose_zh"' not in page
    browser.post(f"/voices/surveys/{opened}/edit", title="新名", closes_on="", target="400", quota="", comments_for="staff")
    campaign = db.session.get(Campaign, opened)
    assert (campaign.title, campaign.target, campaign.comments_for) == ("新名", 400, "staff")


def test_the_second_of_two_editors_sees_both_texts(browser, cast, opened):
    url = f"/voices/surveys/{opened}/edit"
    mine = {**browser.login(cast.he).hidden(url), "title": "My name", "comments_for": "hr"}
    browser.post(url, title="Their name", comments_for="hr")
    answer = browser._open("POST", url, data=mine)
    assert answer.status_code == 409 and "My name" in answer.text and "Their name" in answer.text


def test_a_poster_has_the_units_name_and_a_code_that_leads_to_its_place(browser, cast, db, opened):
    body = browser.login(cast.he).get(f"/voices/surveys/{opened}/posters.pdf?size=a5").data
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert len(pdf.pages) == 2
        assert [round(float(x)) for x in pdf.pages[0].MediaBox[2:]] == [420, 595]  # A5 in points
    read = [zxingcpp.read_barcode(picture).text for picture in pictures(body)]
    assert [urlsplit(url).path for url in read] == [f"/s/{place.token}" for place in queries.places_of(opened)]


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_one_poster_in_each_language(browser, cast, db, opened, language):
    place = queries.places_of(opened)[0].id
    answer = browser.login(cast.he).get(f"/voices/surveys/{opened}/posters.pdf?place={place}&language={language}")
    assert answer.mimetype == "application/pdf" and len(pikepdf.open(io.BytesIO(answer.data)).pages) == 1
    assert browser.get(f"/voices/surveys/{opened}/posters.pdf?place=999").status_code == 404


def test_links_come_as_files_and_as_cards_to_cut_out(browser, cast, db, opened):
    place = queries.places_of(opened)[0].id
    url = f"/voices/surveys/{opened}"
    answer = browser.login(cast.he).post(f"{url}/links", place=place, labels="R-1\nR-2\nR-2", expires_on="2099-01-01")
    assert answer.location == f"{url}#links"
    first = db.session.scalar(select(SurveyLink.id).order_by(SurveyLink.id))
    rows = list(csv.reader(io.StringIO(browser.get(f"/voices/surveys/links/{first}.csv").data.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Receipt", "R-1", "R-2"] and "/l/" in rows[1][1]
    assert read_sheets(browser.get(f"/voices/surveys/links/{first}.xlsx").data)
    cards = browser.get(f"/voices/surveys/links/{first}/cards.pdf").data
    assert len(pikepdf.open(io.BytesIO(cards)).pages) == 1
    read = {found.text for picture in pictures(cards) for found in zxingcpp.read_barcodes(picture)}
    assert read == {row[1] for row in rows[1:]}


@pytest.mark.parametrize(("change", "says"), [
    ({}, "Type receipt numbers"), ({"count": "2001"}, "must be between"), ({"labels": "x" * 61}, "At most"),
    ({"count": "5", "expires_on": "2020-01-01"}, "This day is over.")])
def test_links_that_cannot_be_made_are_refused(browser, cast, db, opened, change, says):
    fields = {"place": queries.places_of(opened)[0].id, "expires_on": "2099-01-01", **change}
    answer = browser.login(cast.he).post(f"/voices/surveys/{opened}/links", **fields)
    assert answer.status_code == 400 and says in answer.text
    assert db.session.scalar(select(SurveyLink)) is None


def test_departments_are_asked_about_each_other(browser, cast, db, typed, draft, department):
    kitchen = Department(slug="kitchen", title={"zh": "厨房", "en": "Kitchen"})
    db.session.add(kitchen)
    internal = draft("between-departments", department_id=department.id)
    version, front = internal.questionnaire_id, department.id
    db.session.delete(internal)
    db.session.commit()
    kitchen_id = kitchen.id
    answer = browser.login(cast.he).post("/voices/surveys/new", **typed(questionnaire=version))
    assert answer.status_code == 400 and "Choose which department" in answer.text
    url = browser.post("/voices/surveys/new", **typed(questionnaire=version, department=front)).location
    page = browser.get(url).text
    assert "Kitchen" in page and "Front office" not in page
    browser.post(url, where=kitchen_id)
    campaign = db.session.scalars(select(Campaign)).one()
    assert [place.label for place in queries.places_of(campaign.id)] == ["kitchen"]
    assert "Kitchen" in browser.get(f"/voices/surveys/{campaign.id}").text


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_nobody_but_hr_runs_surveys(browser, cast, opened, who):
    browser.login(getattr(cast, who))
    for path in ("/voices/surveys", f"/voices/surveys/{opened}", f"/voices/surveys/{opened}/posters.pdf", "/voices/questionnaires"):
        assert browser.get(path).status_code in (403, 404)


def test_pages_are_chinese_in_chinese(chinese, cast, opened):
    chinese.login(cast.he)
    assert "问卷调查" in chinese.get("/voices/surveys").text
    assert "海报" in chinese.get(f"/voices/surveys/{opened}").text
