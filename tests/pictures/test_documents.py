"""Every page of every document in the house's one style, looked at once and compared ever since."""

import io
import re
import subprocess

import pikepdf
import pytest

from cxtrain.web import pdf
from tests.pictures import documents, looks_like

OURS = re.compile(r"^[A-Z]{6}\+(WenQuanYi|LXGW)")  # embedded as subsets, which the six letters say
ONE = {"zh": "zh_Hans", "en": "en"}
OWN_WORDS = {"zh": "zh_Hans", "en": "en", "both": "zh_Hans"}  # these say both languages by themselves
IN_ONE = {
    "brief": ("quality/brief", documents.brief), "board": ("planning/boards/board", documents.board),
    "transcript": ("reports/transcript", documents.transcript), "journey_map": ("reports/journey_map", documents.journey_map),
}
IN_BOTH = {
    "notice": ("quality/notice", documents.notice), "score_sheet": ("quality/score_sheet", documents.score_sheet),
    "exam_paper": ("quizzes/exam_paper", documents.exam), "exam_key": ("quizzes/exam_key", documents.exam),
    "poster": ("voices/surveys/poster_sheet", documents.posters), "cards": ("voices/surveys/link_cards", documents.posters),
}
CASES = [*((name, language, locale, of) for name, of in IN_ONE.items() for language, locale in ONE.items()),
         *((name, language, locale, of) for name, of in IN_BOTH.items() for language, locale in OWN_WORDS.items())]


@pytest.mark.parametrize(("name", "language", "locale", "of"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_each_page_looks_as_it_did_in_whole_files_with_our_own_fonts(name, language, locale, of):
    template, facts = of
    body = pdf.render(f"{template}.pdf.html", locale=locale, seconds=60, **facts(language))
    looks_like(body, f"{name}_{language}")
    with pikepdf.open(io.BytesIO(body)) as found:
        assert found.check_pdf_syntax() == [] and found.Root.MarkInfo.Marked and found.docinfo.get("/Title")
    fonts = subprocess.run(["pdffonts", "-"], input=body, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert fonts and all(OURS.search(line) and " yes yes yes " in line for line in fonts), fonts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_map_on_a3_looks_as_it_did(language):
    facts = documents.journey_map(language, "A3")
    looks_like(pdf.render("reports/journey_map.pdf.html", locale=ONE[language], **facts), f"journey_map_a3_{language}")


def test_a_poster_on_a5_looks_as_it_did():
    facts = documents.posters("both", "a5", 1)
    looks_like(pdf.render("voices/surveys/poster_sheet.pdf.html", locale="zh_Hans", **facts), "poster_a5_both")
