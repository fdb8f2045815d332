"""Files of questionnaires: those that come with the program, what can be wrong, and writing one out again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from cxtrain.content import check, publish
from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.models import QuestionnaireVersion
from cxtrain.voices.questionnaire_file import read_questionnaire, written
from cxtrain.voices.questionnaire_rules import findings, number_asked, seconds
from tests.voices.surveys.conftest import questionnaires

SCENARIOS = Path(__file__).parents[3] / "scenarios"
SHIPPED = sorted((SCENARIOS / "surveys").glob("*.yaml"))
TEXT = {"zh": "满意吗？", "en": "Satisfied?"}
PAIR = {"kind": "servqual", "other": TEXT, "dimension": "empathy"}
FEATURE = {"kind": "kano", "other": TEXT}
CHOICES = [{"id": "new", "text": TEXT}, {"id": "regular", "text": TEXT}]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_questionnaire_has_no_fault_and_takes_less_than_a_minute(path):
    asked, faults = read_questionnaire(path.read_bytes())
    assert (asked.slug, faults) == (path.stem, ())
    assert seconds(asked) <= 60
    assert check(path) == []


def test_every_measure_is_asked_by_one_that_comes_with_the_program():
    kinds = {question.kind for path in SHIPPED for question in read_questionnaire(path.read_bytes())[0].questions}
    assert kinds == {"csat", "nps", "ces2", "servqual", "importance", "comment"}


@pytest.mark.parametrize(("given_", "more", "sentence"), [
    ([{"kind": "csat"}, {"kind": "csat"}], {}, '"csat" can be asked once.'),
    ([{"kind": "csat", "id": "a"}, {"kind": "nps", "id": "a"}], {}, 'Two questions have the short name "a".'),
    ([{"kind": "stars"}], {}, "Stars come from reviews elsewhere: ask csat, the five faces."),
    ([{"kind": "servqual", "dimension": "empathy"}], {}, "A pair needs both texts: text and other."),
    ([{"kind": "csat", "other": TEXT}], {}, "Only a pair has a second text."),
    ([{"kind": "servqual", "other": TEXT}], {}, "A pair of kind servqual names its dimension, and no other question does."),
    ([{"kind": "csat", "dimension": "empathy"}], {}, "A pair of kind servqual names its dimension, and no other question does."),
    ([{"kind": "csat", "why": True}], {}, "Only the question of recommending asks why; add a question of kind comment."),
    ([{"kind": "csat"}, {"kind": "segment"}], {}, "A question of who somebody is has choices, and no other question does."),
    ([{"kind": "csat"}, {"kind": "segment", "choices": CHOICES[:1]}], {}, "Offer two to eight choices."),
    ([{"kind": "csat"}, {"kind": "segment", "choices": CHOICES[:1] * 2}], {}, "Two choices have the same short name."),
    ([{"kind": "segment", "choices": CHOICES}], {}, "Ask something about the service, too."),
    ([{"kind": "csat"}, *[{"kind": "segment", "choices": CHOICES}] * 2], {}, "Ask once at most who somebody is."),
    ([PAIR] * 6, {}, "One customer is asked 5 questions at most; these are 6."),
    ([FEATURE], {}, "Pairs about features belong into a questionnaire of kind kano, and only those."),
    ([PAIR], {"kind": "kano"}, "Pairs about features belong into a questionnaire of kind kano, and only those."),
    ([{"kind": "csat"}], {"draws": 1}, "Only pairs about features are drawn by lot (kind kano)."),
    ([FEATURE], {"kind": "kano", "draws": 2}, "More are drawn than there are features: 1."),
    ([{"kind": "comment"}], {"kind": "kano"}, "A questionnaire of kind kano asks about at least one feature."),
    ([{"kind": "csat", "text": {"zh": "字" * 201, "en": "w"}}], {}, "Longer than 200 characters: ask it in fewer words."),
])
def test_it_says_what_is_wrong(asks, given_, more, sentence):
    assert sentence in [found.message % found.values for found in findings(asks(*given_, **more)) if found.is_error]


def test_a_long_one_gets_an_advice_and_is_let_through(asks):
    text = {"zh": "字" * 150, "en": "word"}
    found = list(findings(asks({"kind": "csat", "text": text}, {"kind": "nps", "text": text})))
    assert [(each.is_error, each.message % each.values) for each in found] == [
        (False, "This takes about 76 seconds; half a minute is a good length.")]


def test_of_many_features_only_those_drawn_are_asked(asks):
    assert number_asked(asks(*[FEATURE] * 12, {"kind": "segment", "choices": CHOICES}, kind="kano", draws=5)) == 6
    assert not list(findings(asks(*[FEATURE] * 12, {"kind": "segment", "choices": CHOICES}, kind="kano", draws=5)))


def test_a_fault_has_its_line_and_column():
    asked, faults = read_questionnaire(
        "format: 1\nslug: desk\nkind: customer\ntitle: {zh: 前台, en: Desk}\nquestions:\n"
        "  - {id: a, kind: csat, text: {zh: 一, en: One}}\n  - {id: b, kind: csat, text: {zh: 二, en: Two}}\n")
    assert asked is None
    assert [(fault.line, fault.column, fault.sentence) for fault in faults] == [(7, 19, '"csat" can be asked once.')]


@given(questionnaires())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_out_reads_the_same(asked):
    assert read_questionnaire(written(asked)) == (asked, ())


@given(st.text(max_size=300) | st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_a_crash(text):
    assert read_questionnaire(text)[0] is None


def test_publishing_twice_keeps_one_version_and_one_row_of_the_ledger(db):
    for _ in range(2):
        publish(SHIPPED[0])
        db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(QuestionnaireVersion)) == 1
    said = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.action == "questionnaire published")
    assert db.session.scalar(said) == 1


def test_a_pack_brings_the_questionnaires_beside_it(db):
    publish(SCENARIOS / "hotel")
    db.session.commit()
    slugs = set(db.session.scalars(select(QuestionnaireVersion.slug)))
    assert slugs >= {path.stem for path in SHIPPED}
