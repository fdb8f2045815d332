import io
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from cxtrain.planning.documents.paper import on_paper
from cxtrain.planning.reviews.brought import Brought
from cxtrain.web import pdf
from tests.pictures import looks_like
from tests.planning.documents.samples import BESIDE, WITHIN, around_person, around_team, sheet, team_sheet

LOCALES = {"zh": "zh_Hans", "en": "en", "both": "both"}


def printed(template, language, plan, around, **more):
    """Return a document about a plan as PDF."""
    return pdf.render(f"planning/{template}.pdf.html", locale=LOCALES[language], plan=plan, around=around, **more)


def text_of(body):
    """Return a PDF's text without white space; pdftotext is the oracle."""
    return "".join(subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True).stdout.decode()
                   .split())


@pytest.mark.parametrize("language", LOCALES)
def test_each_page_of_a_coaching_plan_looks_as_it_did(language):
    looks_like(printed("plan", language, sheet(), around_person(language)), f"coaching_plan_{language}")


@pytest.mark.parametrize("language", LOCALES)
def test_each_page_of_an_improvement_plan_looks_as_it_did(language):
    looks_like(printed("plan", language, team_sheet(), around_team(language)), f"improvement_plan_{language}")


@pytest.mark.parametrize("language", LOCALES)
def test_each_page_of_the_talk_sheet_looks_as_it_did(language):
    around = around_person(language)
    looks_like(printed("talk_sheet", language, sheet(state="approved"), around, talk=None), f"talk_sheet_{language}")
    looks_like(printed("talk_sheet", language, sheet(), around, talk=around.talks[0]), f"talk_held_{language}")


def test_a_plan_has_three_to_five_pages_and_is_tagged_for_readers_who_listen():
    with pikepdf.open(io.BytesIO(printed("plan", "both", sheet(), around_person("both")))) as found:
        assert 3 <= len(found.pages) <= 5
        assert found.Root.MarkInfo.Marked and "/StructTreeRoot" in found.Root and str(found.Root.Lang) == "zh-Hans"
        assert b"pdfuaid:part" in found.Root.Metadata.read_bytes()


def test_it_says_both_languages_and_what_the_page_says():
    words = text_of(printed("plan", "both", sheet(), around_person("both")))
    assert "目标Goal" in words and "静安店" in words and "Jing'an" in words
    assert "-1.31…-0.27" in words and "98%" in words and "第1页共5页·Page1of5" in words
    assert "n8" in words and "4.9·n8" in words  # the radar's own numbers


def test_a_plan_of_a_team_has_neither_the_clause_nor_a_signature_of_a_colleague():
    words = text_of(printed("plan", "zh", team_sheet(), around_team("zh")))
    assert "不能胜任工作" not in words and "本人已阅知" not in words and "还有45" not in words

def test_a_team_s_review_stands_beside_other_stores():
    brought = on_paper(Brought(0.2, 0.4, -0.1, 0.9, 63, 40, 38, WITHIN, BESIDE))
    plan = team_sheet(state="closed", outcome="partly", review="好多了。", compared=sheet().compared)
    words = text_of(printed("plan", "en", plan, replace(around_team("en"), brought=brought)))
    assert "Gainedbeyondthem" in words and "n=32→30" in words and "3otherstores" in words


def test_a_clause_that_was_changed_is_the_one_that_is_printed():
    around = replace(around_person("zh"), clause={"zh": "本计划只用于辅导。", "en": "For coaching only."})
    words = text_of(printed("plan", "zh", sheet(), around))
    assert "本计划只用于辅导。" in words and "不作为认定不能胜任工作" not in words
