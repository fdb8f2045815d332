import subprocess

import pytest

from cxtrain.training.classes.papers.documents import DOCUMENTS, LOCALES
from cxtrain.training.classes.papers.operations import printed
from tests.pictures import looks_like
from tests.training.classes.papers.samples import BLANK, assessed, facts


def text_of(body):
    """Return a PDF's text without white space; pdftotext is the oracle."""
    return "".join(subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
                   .split())


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", [document.name for document in DOCUMENTS])
def test_each_page_looks_as_it_did(name, language):
    looks_like(printed(name, language, facts(name)), f"class_{name}_{language}")


@pytest.mark.parametrize("language", LOCALES)
def test_an_assessment_sheet_looks_as_it_did_blank_and_filled(language):
    looks_like(printed("practical", language, assessed(filled=True)), f"class_practical_{language}")
    if language == "zh":
        looks_like(printed("practical", language, assessed(filled=False)), "class_practical_blank_zh")


def test_a_sign_in_sheet_to_be_signed_looks_as_it_did_and_has_room_for_who_comes_unasked():
    body = printed("sign_in", "zh", facts("sign_in", BLANK))
    looks_like(body, "class_sign_in_blank_zh")
    words = text_of(body)
    assert "上午下午" in words and "应到6" in words and "迟到" not in words and "PX-000012-04-2" in words


def test_it_says_both_languages_and_the_page_of_how_many():
    words = text_of(printed("roster", "both", facts("roster")))
    assert "名册Roster" in words and "第1页共1页·Page1of1" in words


def test_what_people_thought_is_not_told_below_five_answers():
    told = facts("evaluated") | {"told": 4, "tallies": [], "words": []}
    words = text_of(printed("evaluated", "en", told))
    assert "4of6" in words and "from5evaluationson" in words and "Mean" not in words


def test_the_summary_counts_who_did_one_step_and_not_another():
    one = facts("summary")
    some = {person: dict(list(marks.items())[:1]) for person, marks in one["marks"].items()}
    assert "培训总结" in text_of(printed("summary", "zh", one | {"marks": some}))
