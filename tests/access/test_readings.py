"""Every address that is about one person's scores notes who read it, or it is said here why it does not."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.reports.readings.models import ScoreReading
from cxtrain.reports.readings.pages import PAGES
from tests.access.conftest import ACTORS
from tests.access.policy import POLICY
from tests.access.test_matrix import cells

OWNERS = {"wang": "w", "zhao": "z", "sun": "u"}
PARTS = {page.part for page in PAGES.values()}
SHOW_NO_SCORES = {
    "what stands in the roster, and access": {
        "staff.show_person", "staff.edit_person", "staff.set_time_allowance", "absences.list_absences", "absences.edit_absence",
        "careers.depart_person", "careers.bring_back_person", "careers.transfer_person", "access.make_link", "access.add_role",
        "erasure.erase_person"},
    "forms to begin something": {
        "planning.start_person_plan", "exemptions.add_exemption", "appeals.appeal_line", "doing.arrange_action"},
    "turns that are planned, and marks that the reader gives": {
        "practical_plans.change_sitting", "practical_plans.put_off", "practical_plans.withdraw_sitting", "practicals.hand_in",
        "practicals.mark_sitting", "practicals.talk_over"},
    "attendance": {"class_results.correct_marks", "class_members.answer_leave"},
    "evidence that belongs to an appeal, whose page is noted": {"appeals.show_evidence"},
    "scorecards before their release, of which the person must not hear yet": {
        "coaching.finish_coaching", "decisions.decide_visit", "decisions.answer_question", "quality.enter_scorecard",
        "quality.review_scorecard", "paper.visit_sheet", "photos.add_photo", "photos.upload_photo",
        "pool.lift_check", "pairs.pair_visit"},
    "plans of visits, which are about places": {"schedule.preview_plan", "schedule.edit_quotas"},
    "auditors, whose openings stand in the ledger": {
        "auditor_pages.show_audited_person", "auditor_pages.audited_person_file"},
}


def test_every_address_about_somebody_is_noted_or_has_its_reason(app):
    asked = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods and PARTS & set(rule.arguments)
             and not isinstance(POLICY[rule.endpoint], str)
             and any(set(who) - set(OWNERS[owner]) for owner, who in POLICY[rule.endpoint][1].items())}
    silent = set().union(*SHOW_NO_SCORES.values())
    assert asked - set(PAGES) ^ silent == set()
    assert set(PAGES) <= asked


@pytest.mark.parametrize("letter", [letter for letter in ACTORS if letter in "lha"])
def test_each_page_that_opens_has_left_its_row(app, cast, asker, everything, letter):
    reader, opened, silent = getattr(cast, ACTORS[letter]), set(), []
    for rule, owner, path, who in list(cells(app, everything)):
        if rule.endpoint not in PAGES or letter not in who or asker.get(path).status_code != 200:
            continue
        opened.add(rule.endpoint)
        database.session.rollback()
        noted = database.session.query(ScoreReading).filter_by(
            reader_id=reader, person_id=getattr(cast, owner), page=rule.endpoint).count()
        if noted != 1:
            silent.append(f"{path} of {owner}: {noted}")
    assert silent == []
    assert len(opened) >= {"l": 15, "h": 12, "a": 3}[letter]
