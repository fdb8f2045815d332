"""The pages about customers, the journey and its boards: accessible, no wider than the screen, no complaint of the browser."""

import pytest

from tests.browser.conftest import NUMBERS
from tests.browser.test_pages import STORE, faults_in_each_look

pytestmark = pytest.mark.browser
PAGES = {  # role and part: addresses, as in test_pages
    "stranger": ["/answer", ("/s/{}", "select token from survey_place where ? = '' order by id")],
    "staff": ["/obstacles", "/obstacles/new", "/feedback/tell", "/feedback/mine", "/privacy", "/voices/comments", "/planning/boards"],
    "supervisor: customers": [
        "/customers", "/customers/importance", "/customers/expectations", "/customers/places", "/voices/comments",
        "/voices/comments/words", "/voices/kano", "/feedback", "/feedback/rates",
        ("/feedback/{}", f"select max(id) from feedback where unit_id = ({STORE})")],
    "supervisor: journey": [
        "/journey", "/obstacles", ("/obstacles/{}", f"select max(id) from obstacle where unit_id = ({STORE})"), "/planning/boards",
        "/planning/boards/begin", "/planning/boards/lessons", "/indicators", "/indicators/beside", "/indicators/value"],
    "hr: surveys": [
        "/voices/surveys", "/voices/surveys/new", ("/voices/surveys/{}", "select min(id) from campaign where ? <> ''"),
        ("/voices/surveys/{}/edit", "select min(id) from campaign where ? <> ''"),
        ("/voices/surveys/{}/links", "select min(id) from campaign where ? <> ''"),
        ("/voices/surveys/{}/places", "select min(id) from campaign where ? <> ''"), "/voices/questionnaires",
        "/voices/questionnaires/new", ("/voices/questionnaires/{}", "select min(slug) from questionnaire_version where ? <> ''"),
        "/voices/intake", ("/voices/intake/{}", "select max(id) from voice_intake where ? <> ''"), "/voices/comments",
        ("/voices/comments/{}", "select max(id) from customer_comment where ? <> ''"), "/voices/tags", "/voices/tags/new"],
    "hr: Kano and feedback": [
        "/customers", "/voices/kano", "/voices/kano/new", ("/voices/kano/{}", "select min(id) from kano_study where ? <> ''"),
        ("/voices/kano/{}/sheets", "select min(id) from kano_study where ? <> ''"), "/feedback", "/feedback/import",
        ("/feedback/{}", "select max(id) from feedback where kind = 'complaint' and ? <> ''"),
        ("/people/units/{}/hours", "select min(id) from unit where kind = 'store' and ? <> ''"), "/privacy"],
    "hr: figures and boards": [
        "/indicators", "/indicators/definitions", "/indicators/definitions/new", "/indicators/import", "/indicators/beside",
        "/indicators/value", ("/indicators/units/{}/targets/2026", "select min(id) from unit where kind = 'store' and ? <> ''"),
        ("/indicators/units/{}/months/2026-10", "select min(id) from unit where kind = 'store' and ? <> ''"),
        "/journey/departments", ("/journey/departments/{}", "select min(id) from department where ? <> ''"),
        ("/planning/boards/{}", "select min(id) from board where ? <> ''"), ("/planning/boards/{}", "select max(id) from board where ? <> ''"),
        ("/planning/boards/{}/analysis", "select min(id) from board where ? <> ''")],
    "author": ["/journey/new", "/journey/templates"],
}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("part", PAGES)
def test_pages_about_customers_are_accessible_and_fit_the_screen(visitor, ask, part, language):
    role = part.split(":")[0]
    someone = visitor(language=language)
    if role != "stranger":
        someone.sign_in(role)
    pages = [(page, None) if isinstance(page, str) else page for page in PAGES[part]]
    paths = [path.format(*ask(question, NUMBERS.get(role, ""))) if question else path for path, question in pages]
    assert [fault for path in paths for fault in faults_in_each_look(someone, path)] == []
