"""Questionnaires drawn at random that have no fault."""

import pytest
from hypothesis import strategies as st

from cxtrain.voices.questionnaire import Questionnaire

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
