"""HR writes a questionnaire: looks at it, publishes it, writes the next version, and takes it away as a file."""

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from cxtrain.voices.models import QuestionnaireVersion
from cxtrain.voices.queries import questionnaire_of
from cxtrain.voices.questionnaire import MOST_ASKED, Questionnaire
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.voices.surveys.questionnaires.manuscript import assembled, blocks_of, choices_of, slug_from
from tests.voices.surveys.conftest import questionnaires

NEW = "/voices/questionnaires/new"


def block(number, kind, **more):
    """Return the fields of one block."""
    given_ = {"kind": kind, "position": number + 1, "text_zh": "满意吗？", "text_en": "Satisfied?", **more}
    return {f"questions-{number}-{name}": value for name, value in given_.items()}


HEAD = {"title_zh": "早餐", "title_en": "Breakfast, please", "kind": "customer",
        **{f"questions-{n}-{name}": value for n in range(MOST_ASKED)
           for name, value in (("position", n + 1), ("kind", ""), ("dimension", ""))}}


def current(db):
    """Return the questionnaire in use that was written last."""
    version = db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.id.desc())).first()
    return questionnaire_of(version) if version else None


def test_it_is_looked_at_first_and_then_published(browser, cast, db):
    fields = {**HEAD, **block(0, "csat", required="y"), **block(1, "nps", why="y"), **block(2, "comment")}
    page = browser.login(cast.he).post(NEW, look="1", **fields)
    assert page.status_code == 200 and "As it is asked" in page.text and current(db) is None
    answer = browser.post(NEW, **fields)
    assert answer.location == "/voices/questionnaires/breakfast-please"
    asked = current(db)
    assert [(question.id, question.kind) for question in asked.questions] == [
        ("satisfied", "csat"), ("recommend", "nps"), ("words", "comment")]
    assert (asked.questions[0].required, asked.questions[1].why) == (True, True)
    assert "Breakfast, please" in browser.get("/voices/questionnaires").text


def test_the_order_is_that_of_the_places_in_the_row(browser, cast, db):
    browser.login(cast.he).post(NEW, **{**HEAD, **block(0, "csat", position=3), **block(1, "ces2", position=1)})
    assert [question.kind for question in current(db).questions] == ["ces2", "csat"]


@pytest.mark.parametrize(("fields", "says"), [
    ({}, "Ask at least one question."), (block(0, "csat", text_en=" "), "Fill this in"),
    ({**block(0, "csat"), **block(1, "csat")}, "can be asked once"), (block(0, "servqual"), "Fill this in"),
    (block(0, "servqual", other_zh="期望", other_en="Expected"), "names its dimension"),
    (block(0, "segment", choices="新客 | New"), "Ask something about the service"),
    ({**block(0, "csat"), "title_en": ""}, "Fill this in"), (block(0, "kano"), "valid choice")])
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(browser, cast, db, fields, says):
    answer = browser.login(cast.he).post(NEW, **{**HEAD, "title_zh": "留着的字", **fields})
    assert answer.status_code == 400 and says in answer.text and "留着的字" in answer.text
    assert current(db) is None


def test_the_next_version_keeps_the_names_under_which_answers_are_counted(browser, cast, db):
    browser.login(cast.he).post(NEW, **{**HEAD, **block(0, "importance", other_zh="重要", other_en="Important"), **block(1, "csat")})
    url = "/voices/questionnaires/breakfast-please/edit"
    fields = {**HEAD, **block(0, "importance", other_zh="重要吗", other_en="Important?", id="importance"),
              **block(1, "importance", other_zh="重要", other_en="Important"), **block(2, "csat", id="satisfied")}
    assert browser.post(url, **fields).status_code == 303
    assert [question.id for question in current(db).questions] == ["importance", "importance-2", "satisfied"]
    versions = db.session.scalars(select(QuestionnaireVersion).order_by(QuestionnaireVersion.id)).all()
    assert [(version.slug, version.current) for version in versions] == [("breakfast-please", False), ("breakfast-please", True)]


def test_the_second_of_two_writers_is_told(browser, cast, db):
    browser.login(cast.he).post(NEW, **{**HEAD, **block(0, "csat")})
    url = "/voices/questionnaires/breakfast-please/edit"
    mine = {**browser.hidden(url), **HEAD, **block(0, "csat", text_en="Mine?")}
    browser.post(url, **{**HEAD, **block(0, "csat", text_en="Theirs?")})
    answer = browser._open("POST", url, data=mine)
    assert answer.status_code == 409 and "Somebody published" in answer.text and "Mine?" in answer.text


def test_a_second_questionnaire_of_the_same_name_is_another_one(browser, cast, db):
    browser.login(cast.he)
    places = [browser.post(NEW, **{**HEAD, **block(0, kind)}).location for kind in ("csat", "nps")]
    assert places == ["/voices/questionnaires/breakfast-please", "/voices/questionnaires/breakfast-please-2"]


def test_it_is_taken_away_as_a_file_that_can_be_published_again(browser, cast, db):
    browser.login(cast.he).post(NEW, **{**HEAD, **block(0, "segment", choices="新客 | New\n熟客 | Regular"), **block(1, "csat")})
    body = browser.get("/voices/questionnaires/breakfast-please.yaml").data
    assert read_questionnaire(body) == (current(db), ())


def test_a_missing_one_is_404(browser, cast):
    browser.login(cast.he)
    for path in ("nothing", "nothing/edit", "nothing.yaml", "nothing?version=1"):
        assert browser.get(f"/voices/questionnaires/{path}").status_code == 404


@given(questionnaires())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_its_fields_hold_all_of_a_questionnaire(asked):
    head = {"slug": asked.slug, "kind": asked.kind, "title": {"zh": asked.title.zh, "en": asked.title.en}}
    again = Questionnaire.model_validate(assembled(head, blocks_of(asked), {each.id: each.kind for each in asked.questions}))
    if not any("|" in text for question in asked.questions for choice in question.choices
               for text in (choice.text.zh, choice.text.en)):
        assert again.model_dump(exclude={"questions": {"__all__": {"choices"}}}) == asked.model_dump(
            exclude={"questions": {"__all__": {"choices"}}})


def test_choices_are_read_by_lines():
    found = choices_of("新客 | New customer\n\n 熟客 ")
    assert [each["text"] for each in found] == [{"zh": "新客", "en": "New customer"}, {"zh": "熟客", "en": "熟客"}]


def test_a_short_name_is_made_of_the_english_title():
    assert slug_from("Breakfast, please!", []) == "breakfast-please" and slug_from("早餐", ["questionnaire"]) == "questionnaire-2"
