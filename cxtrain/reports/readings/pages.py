"""The pages that show one person's scores to somebody else, with what their address names. Pure.

A test holds this list against all addresses: a page about somebody's visit, plan or exam is here, or it is said there why not.
"""

from dataclasses import dataclass

from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class ScorePage:
    """How a page is called in the list of readings, and the part of its address by which the person is found."""

    name: str
    part: str  # employee_id, visit_id, plan_id, sitting_id, attempt_id, appeal_id or correction_id


PAGES = {
    "reports.employee": ScorePage(N_("Employee page"), "employee_id"),
    "transcripts.show_transcript": ScorePage(N_("Transcript"), "employee_id"),
    "transcripts.transcript_file": ScorePage(N_("Transcript as a file"), "employee_id"),
    "training_files.person_file": ScorePage(N_("Training file"), "employee_id"),
    "proposals.person_findings": ScorePage(N_("Findings of the visits"), "employee_id"),
    "sharing.list_plays": ScorePage(N_("Role-plays"), "employee_id"),
    "sharing.show_play": ScorePage(N_("Answers in a role-play"), "employee_id"),
    "decisions.show_scorecard": ScorePage(N_("Scorecard"), "visit_id"),
    "visit_report.visit_pdf": ScorePage(N_("Scorecard as a file"), "visit_id"),
    "critical.show_critical": ScorePage(N_("Critical items of a visit"), "visit_id"),
    "coaching.show_coaching": ScorePage(N_("Coaching observation"), "visit_id"),
    "appeals.decide_appeal": ScorePage(N_("Appeal"), "appeal_id"),
    "planning.show_plan": ScorePage(N_("Coaching plan"), "plan_id"),
    "planning.edit_plan": ScorePage(N_("Coaching plan"), "plan_id"),
    "plan_documents.plan_pdf": ScorePage(N_("Coaching plan as a file"), "plan_id"),
    "plan_documents.talk_sheet": ScorePage(N_("Coaching plan as a file"), "plan_id"),
    "plan_history.list_versions": ScorePage(N_("History of a coaching plan"), "plan_id"),
    "plan_history.show_version": ScorePage(N_("History of a coaching plan"), "plan_id"),
    "reviews.close_plan": ScorePage(N_("Review of a coaching plan"), "plan_id"),
    "talks.hold_talk": ScorePage(N_("Talk about a coaching plan"), "plan_id"),
    "talks.edit_talk": ScorePage(N_("Talk about a coaching plan"), "plan_id"),
    "practicals.show_sitting": ScorePage(N_("Practical assessment"), "sitting_id"),
    "practicals.correct_marks": ScorePage(N_("Practical assessment"), "sitting_id"),
    "handmarking.mark_answer": ScorePage(N_("Answer in an exam"), "attempt_id"),
    "corrections.show_correction": ScorePage(N_("Correction"), "correction_id"),
    "exams.correct_sitting": ScorePage(N_("Marks of an exam on paper"), "attempt_id"),
}
PEOPLE_OF_A_STORE = "reports.team_people"
NAMES = {**{endpoint: page.name for endpoint, page in PAGES.items()}, PEOPLE_OF_A_STORE: N_("Store person by person")}
