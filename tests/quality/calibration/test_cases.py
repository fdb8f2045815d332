"""Writing gold cases in the browser and in files."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from cxtrain import content
from cxtrain.quality.calibration import queries as rounds
from cxtrain.quality.calibration.cases import operations, queries
from cxtrain.quality.calibration.models import CasePicture, GoldCase
from cxtrain.quality.refusal import Refused
from tests.quality.calibration.conftest import FORM
from tests.quality.test_start_visit import jpeg

HOME = "/quality/calibration/cases"
FILES = sorted((Path(__file__).parents[3] / "scenarios").glob("*/cases/*.yaml"))
TEXTS = {f"{name}_{language}": f"{name} {language}" for name in ("title", "description", "happened") for language in ("zh", "en")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_shipped_case_is_ready_and_has_no_fault(hotel, db, path):
    assert content.check(path) == []
    assert operations.publish_case(path.read_bytes()).ready


def test_publishing_the_same_file_again_changes_nothing_and_an_edited_one_makes_a_version(hotel, db):
    text = FILES[1].read_text()
    first = operations.publish_case(text)
    assert operations.publish_case(text) is first
    second = operations.publish_case(text.replace("value: 7", "value: 6", 1))
    assert second.id != first.id and [each.id for each in queries.current_cases()] == [second.id]


@pytest.mark.parametrize(("old", "new", "sentence"), [
    ("value: 7", "value: 8", "does not offer this answer"), ("  s16:", "  s99:", "has no item"),
    (f"uses: {FORM}", "uses: nowhere", "There is no form"), ("key:", "video: http://x\nkey:", "is not written as this must be"),
    ("value: 7,", "", "needs either a value")])
def test_a_file_with_a_fault_is_refused_with_its_line(hotel, db, old, new, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        operations.publish_case((FILES[1].parent / "check-in-busy-evening.yaml").read_text().replace(old, new, 1))
    assert refused.value.faults[0].line > 1
    assert db.session.scalars(select(GoldCase)).all() == []


def test_hr_writes_a_case_then_its_key(browser, cast, hotel, db):
    answer = browser.login(cast.he).post(f"{HOME}/new", form=FORM, video="https://video.example/1", **TEXTS)
    assert answer.status_code == 303
    url = answer.location.partition("#")[0]
    half = browser.post(url, s2="5", **{"s2-zh": "干净", "s2-en": "clean"})
    assert half.status_code == 400  # texts of the page were not sent along
    sent = browser.post(url, video="", s2="5", **{"s2-zh": "干净", "s2-en": "clean"}, **TEXTS)
    assert sent.status_code == 303
    [newest] = queries.current_cases()
    assert (newest.ready, queries.case_of(newest).answer("s2").value) == (False, 5)
    assert len(queries.versions(newest.slug)) == 2
    assert "key not complete" in browser.get(HOME).text


def test_a_video_must_be_https_and_texts_must_be_in_both_languages(browser, cast, hotel, db):
    answer = browser.login(cast.he).post(f"{HOME}/new", form=FORM, **{**TEXTS, "video": "javascript:alert(1)", "title_en": ""})
    assert answer.status_code == 400
    assert "The link must begin with https://." in answer.text and "Write this in both languages." in answer.text
    assert queries.current_cases() == []


def test_a_value_off_the_scale_is_said_beside_its_item(browser, calibration, cast, db):
    gold = calibration.cases(1)[0].id
    answer = browser.login(cast.he).post(f"{HOME}/{gold}", s2="9", **TEXTS)
    assert answer.status_code == 400 and "The form does not offer this answer." in answer.text


def test_who_saves_second_sees_both_and_loses_nothing(browser, calibration, cast, db):
    gold = calibration.cases(1)[0].id
    browser.login(cast.he)
    fields = browser.hidden(f"{HOME}/{gold}")
    first = browser.post(f"{HOME}/{gold}", s2="2", **TEXTS)
    assert first.status_code == 303
    answer = browser._open("POST", f"{HOME}/{gold}", data={**fields, **TEXTS, "title_en": "Mine", "s2": "7"})
    assert answer.status_code == 409
    assert 'value="Mine"' in answer.text and "Meanwhile:" in answer.text
    assert queries.case_of(queries.current_cases()[0]).answer("s2").value == 2


def test_a_picture_is_kept_without_its_place_and_shown_to_who_scores_the_case(browser, calibration, cast, db):
    gold = calibration.cases(1)[0].id
    browser.login(cast.he)
    answer = browser.post(f"{HOME}/{gold}/pictures", shows_zh="柜台", shows_en="The desk", photo=(io.BytesIO(jpeg()), "desk.jpg"))
    assert answer.status_code == 303
    picture = db.session.scalars(select(CasePicture)).one().id
    assert browser.get(f"/quality/calibration/pictures/{picture}").data[:2] == b"\xff\xd8"
    assert 'alt="The desk"' in browser.get(answer.location).text
    browser.login(cast.chen)
    assert browser.get(f"/quality/calibration/pictures/{picture}").status_code == 404


@pytest.mark.parametrize("photo", [None, b"GIF89a"])
def test_no_photo_is_no_picture(browser, calibration, cast, db, photo):
    gold = calibration.cases(1)[0].id
    sent = {"photo": (io.BytesIO(photo), "x.gif")} if photo else {}
    assert browser.login(cast.he).post(f"{HOME}/{gold}/pictures", shows_zh="柜台", shows_en="Desk", **sent).status_code == 400


def test_a_case_out_of_use_stays_in_its_rounds(browser, calibration, cast, db):
    made = calibration.open(cases=calibration.cases()).id
    gold = queries.current_cases()[0].id
    assert browser.login(cast.he).post(f"{HOME}/{gold}/retire", page=f"{HOME}/{gold}").status_code == 303
    assert (len(queries.current_cases()), len(rounds.cases_of(made))) == (2, 3)
