"""Making a study in the browser, feature by feature, until it is asked."""

import pytest
from sqlalchemy import func, select

from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.study import groups_typed, slug_of
from cxtrain.voices.models import Campaign
from cxtrain.voices.queries import questionnaire_of

FEATURE = {"name_zh": "热毛巾", "name_en": "Hot towel", "there_zh": "到店时有热毛巾,您觉得怎么样?", "there_en": "If there is a hot towel?",
           "missing_zh": "没有热毛巾呢?", "missing_en": "If there is none?"}


def heads(study, **changes):
    """Return the fields of a study."""
    return {"title_zh": "到店", "title_en": "Arrival", "touchpoint_id": study.places["breakfast"], "unit_id": study.cast.firm,
            "purpose_zh": "改进", "purpose_en": "To improve", "draws": 2, "reading": "classic", "question_zh": "", "question_en": "",
            "groups": "", **changes}


def test_hr_makes_a_study_from_nothing_to_a_campaign(cast, db, study, browser):
    browser.login(cast.he)
    answer = browser.post("/voices/kano/new", **heads(study, question_zh="您是?", question_en="You are?", groups="散客 | Guest\n团队 | Group"))
    assert answer.status_code == 303
    made = db.session.scalar(select(func.max(KanoStudy.id)))
    address = f"/voices/kano/{made}"
    assert "No feature yet" in browser.get(f"{address}/edit").text
    for _ in range(3):
        assert browser.post(f"{address}/features/new", **FEATURE).status_code == 303
    assert browser.post(f"{address}/features/hot-towel-2", **{**FEATURE, "name_en": "Cold towel"}).status_code == 303
    browser.post(f"{address}/features/hot-towel-3/drop", page=f"{address}/edit")
    browser.post(f"{address}/ask", page=f"{address}/edit")
    row = db.session.get(KanoStudy, made)
    asked = questionnaire_of(db.session.get(Campaign, row.campaign_id).questionnaire)
    assert [(each.id, each.kind) for each in asked.questions] == [("hot-towel", "kano"), ("hot-towel-2", "kano"),
                                                                 ("who-you-are", "segment")]
    assert [choice.id for choice in asked.questions[-1].choices] == ["guest", "group"]
    assert row.campaign.target == 40
    assert row.campaign.state == "draft"
    assert browser.get(f"{address}/edit").status_code == 409
    assert browser.get(address).status_code == 200


def test_a_study_without_features_is_not_asked(cast, db, study, browser):
    study.row.features = []
    db.session.commit()
    browser.login(cast.he)
    address = f"/voices/kano/{study.id}"
    answer = browser.post(f"{address}/ask", page=f"{address}/edit")
    assert answer.status_code == 409
    assert "Add at least one feature first." in answer.text


def test_the_one_who_comes_second_sees_both_and_loses_nothing(cast, study, browser):
    browser.login(cast.he)
    address = f"/voices/kano/{study.id}/edit"
    first, second = browser.hidden(address), browser.hidden(address)
    assert browser.client.post(address, data={**heads(study), **first}).status_code == 303
    answer = browser.client.post(address, data={**heads(study, title_zh="我的标题"), **second})
    assert answer.status_code == 409
    assert "我的标题" in answer.text
    assert "到店" in answer.text


@pytest.mark.parametrize(("field", "text", "sentence"), [
    ("groups", "散客", "Write each group as Chinese | English"), ("groups", "散客 | Guest", "Write the question"),
    ("title_en", "", "in both languages")])
def test_what_is_wrong_is_said_and_the_text_stays(cast, study, browser, field, text, sentence):
    browser.login(cast.he)
    answer = browser.post("/voices/kano/new", **heads(study, **{field: text}))
    assert answer.status_code == 400
    assert sentence in answer.text


def test_a_feature_needs_both_languages(cast, study, browser):
    browser.login(cast.he)
    answer = browser.post(f"/voices/kano/{study.id}/features/new", **{**FEATURE, "missing_en": ""})
    assert answer.status_code == 400
    assert "热毛巾" in answer.text


def test_groups_are_typed_with_either_bar():
    assert [group.id for group in groups_typed("商务|On business\n\n度假｜On holiday")] == ["on-business", "on-holiday"]
    assert groups_typed("商务|") is None


def test_a_short_name_is_never_given_twice_and_never_empty():
    assert slug_of("Hot towel!", ["hot-towel"]) == "hot-towel-2"
    assert slug_of("毛巾", []) == "feature"
