"""Questionnaires drawn at random that have no fault, and surveys that are drafted."""

from pathlib import Path

import pytest
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.questionnaire import Questionnaire
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.voices.surveys import operations
from tests.quality.conftest import actor

SCENARIOS = Path(__file__).parents[3] / "scenarios"

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=40).filter(
    lambda text: text.strip() == text)
TEXTS = st.fixed_dictionaries({"zh": WORDS, "en": WORDS})


@st.composite
def questions(draw, number, kind):
    """Draw one question of a kind."""
    facts = {"id": f"q{number}", "kind": kind, "text": draw(TEXTS)}
    if kind in ("servqual", "importance", "kano"):
        facts["other"] = draw(TEXTS)
    if kind == "servqual":
        facts["dimension"] = draw(st.sampled_from(DIMENSIONS))
    if kind == "nps":
        facts["why"] = draw(st.booleans())
    if kind == "segment":
        facts["choices"] = [{"id": f"c{i}", "text": draw(TEXTS)} for i in range(draw(st.integers(2, 4)))]
    return facts


@st.composite
def questionnaires(draw):
    """Draw a questionnaire without a fault."""
    once = draw(st.lists(st.sampled_from(["csat", "nps", "ces2", "segment"]), unique=True, max_size=3))
    often = draw(st.lists(st.sampled_from(["servqual", "importance", "comment"]), max_size=2))
    kinds = draw(st.permutations([*once, *often]))
    if not any(kind != "segment" for kind in kinds):
        kinds = [*kinds, "csat"]
    asked = [draw(questions(number, kind)) for number, kind in enumerate(kinds)]
    return Questionnaire.model_validate({
        "slug": "drawn", "title": draw(TEXTS), "kind": draw(st.sampled_from(["customer", "internal"])), "questions": asked})


@pytest.fixture
def asks():
    """Call it to make a questionnaire of questions: asks({"kind": "csat"}, kind="internal")."""
    def made(*given, **more):
        text = {"zh": "满意吗？", "en": "Satisfied?"}
        return Questionnaire.model_validate({
            "slug": "made", "title": text, **more,
            "questions": [{"id": f"q{number}", "text": text, **facts} for number, facts in enumerate(given)]})
    return made


@pytest.fixture
def day():
    """Today at 鹤鸣酒店."""
    return today("Asia/Shanghai")


@pytest.fixture
def department(db):
    """The front office."""
    made = Department(slug="front-office", title={"zh": "前厅部", "en": "Front office"})
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def draft(db, cast, day):
    """Call it to draft a survey of the front desk: draft("satisfaction", quota=3) returns the campaign, not committed."""
    publish_touchpoints((SCENARIOS / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
    desk = db.session.scalars(select(Touchpoint.id).where(Touchpoint.slug == "front-desk-check-in")).one()

    def drafted(slug="three-questions", **changes):
        version = keep_questionnaire(read_questionnaire((SCENARIOS / "surveys" / f"{slug}.yaml").read_bytes())[0])
        facts = {"title": "前台", "unit_id": cast.firm, "touchpoint_id": desk, "questionnaire_id": version.id,
                 "purpose": {"zh": "改进", "en": "To improve"}, "opens_on": day, **changes}
        return operations.new_campaign(actor(db, cast.he, Role.HR), operations.Plan(**facts))
    return drafted


@pytest.fixture
def opened(db, cast, draft, day):
    """The id of an open survey with a place in each of the two stores."""
    campaign = draft(target=200)
    operations.add_places(campaign, [db.session.get(Unit, unit) for unit in (cast.jingan, cast.xuhui)])
    operations.open_campaign(campaign, day)
    db.session.commit()
    return campaign.id
