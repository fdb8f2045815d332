"""The register's other half: what happens to each column that may hold words or files when somebody is erased. Pure.

Rows are somebody's by a way: the columns that lead from them to the person, such as "visit_id.employee_id". Numbers, days and
ids stay under a random key in place of the staff number, so that sums and the ledger remain what they were.
"""

from collections.abc import Iterator

# Rows that are deleted, children first.
ROWS = (
    ("upload_id.visit_id.employee_id", "photo_chunk"),
    ("visit_id.employee_id", "photo_upload visit_photo"),
    ("plan_id.employee_id", "plan_version"),
    ("account_id", "role_grant password_link user_session second_step recovery_code"),
    ("employee_id", "absence report_filter audited_person"),
)
# Words that become a dash wherever something stood; in a JSON value each text does, and its numbers stay.
WORDS = {
    "employee_id": "visit.badge visit.receipt visit.praise visit.grounds visit.reason plan.finding plan.cause plan.goal "
                   "plan.indicator plan.own_words plan.review plan_decision.reason training_exemption.reason "
                   "quiz_deferral.why class_leave.why class_leave.answer attendance.why practical_sitting.deferred_why "
                   "practical_sitting.talked practical_sitting.withdrawn_why obstacle.words obstacle.answer appeal.reason "
                   "appeal.answer certificate.revoked_reason correction.reason correction.words",
    "attempt_id.employee_id": "scenario_step.reason hand_mark.comment",
    "plan_id.employee_id": "plan_action.what plan_action.note plan_option.what plan_talk.place plan_talk.goal "
                           "plan_talk.reality plan_talk.gap plan_talk.motivation plan_talk.forward plan_talk.support",
    "work_id.plan_id.employee_id": "coach_note.words",
    "visit_id.employee_id": "rating.note coaching_comment.words visit_question.question visit_question.answer "
                            "visit_check.reason critical_step.words",
    "first_id.employee_id": "visit_pair.reason",
    "certificate_id.employee_id": "certificate_collection.fetched_by certificate_collection.taken_back_why",
    "sitting_id.employee_id": "practical_marks.words practical_marks.corrected_why",
    "trial_id.account_id": "case_rating.note",
    "account_id": "planned_visit.reason",
    "appealed_by": "appeal.reason",
    "observer_employee_id": "visit.shopper",
    "about_id": "feedback.words feedback.reference feedback.result",
    "told_by": "feedback.words",
    "feedback_id.about_id": "feedback_event.note feedback_cause.because feedback_cause.evidence",
    "written_by": "board_note.words coach_note.words",
    "done_by": "board_action.note plan_action.note",
    "asked_by": "export.words class_archive.words training_file_bundle.words print_run.reason",
    "made_by": "auditor_link.recipient auditor_link.purpose",
    "by": "class_photo.caption attendance.why",
    "trainer_id": "training_class.trainer_name",
}
# Answers: only what is no word of the question itself, so that choices can be counted again.
TYPED = {"attempt_id.employee_id": "quiz_answer.given", "employee_id": "refresher_answer.given"}
# Texts within a JSON value whose rest stays: the facts of a certificate, which is checked without a name from then on, and
# what stood before and after a correction of marks or of a certificate.
NAMES = ("name", "name_en", "staff_number")
INSIDE = {"employee_id": {"certificate.facts": NAMES, "correction.before": (*NAMES, "comment"),
                          "correction.after": (*NAMES, "comment")}}
# Files and marks of machines; the sheet of paper behind a visit gives way to a page that says that it is gone.
NOTHING = {"employee_id": "appeal.photo_digest attendance.device attendance.ticket", "actor_id": "job.result"}
# What the person is known by, each in a way of its own (reports/erasure/operations).
KNOWN_BY = {
    "employee": "number name name_en sort_key mobile email supervisor_number time_allowance", "account": "login password_hash",
    "visit": "paper_digest", "training_rule": "named", "outgoing_mail": "to subject body key last_error", "job": "error",
    "submission": "path location", "rate_count": "key", "print_run": "digest list_digest", "export": "digest name asked",
    "class_archive": "digest", "training_file_bundle": "digest",
}


def endings() -> Iterator[tuple[str, str, str, str]]:
    """Yield what ends, as (kind, way, table, column); the column is "" where the whole row does."""
    for way, tables in ROWS:
        for table in tables.split():
            yield "rows", way, table, ""
    for kind, ways in (("words", WORDS), ("typed", TYPED), ("nothing", NOTHING)):
        for way, columns in ways.items():
            for name in columns.split():
                table, column = name.split(".")
                yield kind, way, table, column
    for way, within in INSIDE.items():
        for name in within:
            table, column = name.split(".")
            yield "inside", way, table, column


def ending() -> set[tuple[str, str]]:
    """Return the columns of which something ends, as (table, column); ("user_session", "") is a whole row."""
    return {(table, column) for _, _, table, column in endings()} | {
        (table, column) for table, columns in KNOWN_BY.items() for column in columns.split()}
