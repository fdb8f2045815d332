"""What stays when somebody is erased, and why: every column of words or files that `ends.py` does not name. Pure.

Who adds a column says here or there what happens to it; a test holds both against the tables.
"""

from cxtrain.web.bilingual import Bilingual as Both

STAYS: dict[str, tuple[Both, dict[str, str]]] = {
    "firm": (Both("单位的内容:课程、题目、表格、名称和地点,不是关于某个人的话",
                   "The firm's content: courses, questions, forms, names of places; no words about a person"), {
        "course_version": "source title", "instrument_version": "source title touchpoint_slug",
        "lesson_version": "zh en title", "questionnaire_version": "source title", "quiz_version": "source title",
        "unit": "name name_en path zone", "voice_tag": "pack title keywords", "employee": "post", "gold_case": "source title",
        "certificate_form_version": "course_slug sheet", "certificate_picture": "label", "department": "title",
        "indicator": "title unit part whole", "instrument_draft_save": "text", "monthly_report": "facts",
        "paper_exam": "paper", "plan_thresholds": "numbers", "practical_sheet_version": "source title",
        "programme_version": "kinds", "quiz_paper": "questions", "scenario_version": "source",
        "training_class": "place steps", "bank_question": "category touchpoint title words", "class_session": "topic",
        "exam_opening": "place", "print_run": "chosen", "question_remark": "versions",
        "touchpoint": "pack title moment standard expectation", "campaign": "title purpose", "practical_sitting": "place",
        "question_tag": "tag", "scenario_draft_save": "text", "voice_feed": "title columns",
        "kano_study": "title purpose features grouping", "survey_place": "label", "kano_category": "feature",
    }),
    "work": (Both("为单位写的工作文字,用随机编号标注",
                   "What was written for the firm's work; its author is a random key"), {
        "series_gap": "reason", "indicator_entry": "reason", "instrument_publishing": "note", "plan_clause": "words reason",
        "plan_thresholds": "reason", "programme_version": "reason words consultation ended_why",
        "question_version": "content note", "remedy_version": "content note", "scenario_version": "title note",
        "training_class": "notice summary cancelled_why", "worth_assumption": "reason", "question_remark": "reason words",
        "board": "title problem question cause goal result reason lesson", "month_note": "words", "store_brief": "words",
        "board_action": "what", "kano_category": "reason", "erasure": "reason", "legal_hold": "reason",
    }),
    "machine": (Both("机器用的编号和摘要",
                      "Keys and digests of machines"), {
        "certificate_series": "prefix", "course_version": "slug digest", "instrument_version": "slug digest",
        "lesson_version": "slug digest", "questionnaire_version": "slug digest", "quiz_version": "slug digest",
        "series_gap": "prefix", "unit": "code", "voice_tag": "slug", "case_picture": "slug digest", "course": "slug",
        "gold_case": "slug digest", "instrument_draft": "slug", "lesson": "slug", "quiz": "slug",
        "auditor_link": "digest nonce", "certificate_picture": "digest", "department": "slug", "indicator": "slug",
        "indicator_entry": "slug", "indicator_target": "slug", "monthly_report": "digest",
        "practical_sheet_version": "slug digest", "programme_version": "digest", "question_version": "key digest",
        "quiz_paper": "digest", "remedy_version": "slug", "scenario_version": "slug digest", "score_reading": "page",
        "series_prefix": "prefix", "training_class": "secret", "bank_question": "key fingerprint",
        "certificate": "prefix code", "class_archive": "fingerprint", "hand_mark": "question_id", "practical_sheet": "slug",
        "print_run": "base_url", "question_remark": "key", "quiz_answer": "question_id page", "scenario_draft": "slug",
        "touchpoint": "slug", "scenario": "slug", "plan_option": "slug", "scenario_attempt": "seed", "survey_place": "token",
        "visit": "writer", "correction": "subject", "scenario_step": "choice_id", "feedback": "source_key",
    }),
    "results": (Both("选择、打分和计数",
                      "Choices, marks and counts"), {
        "quiz_attempt": "paper", "refresher_sum": "touchpoint", "certificate": "title", "credited_day": "step",
        "hand_mark": "points", "lesson_read": "lesson", "paper_sitting": "marks", "step_try": "step",
        "plan": "evidence triage result", "practical_sitting": "agreed", "refresher_card": "memory", "plan_review": "facts",
        "practical_marks": "marks", "scenario_attempt": "result", "visit": "times",
    }),
    "nobody": (Both("从来不关联到员工",
                     "Never tied to an employee"), {
        "erased_number": "digest",
        "day_salt": "salt", "number_floor": "series", "periodic_slot": "name", "stored_file": "digest media_type",
        "voice_word": "word", "refresher_share": "touchpoint", "class_evaluation": "id marks words", "huddle": "seed",
        "typed_count": "text", "huddle_count": "choice_id", "huddle_phone": "phone", "huddle_step": "choice_id",
        "huddle_vote": "phone choice_id", "item_rollup": "instrument", "voice_count": "subject segment",
        "response": "key source_key segment repeat_digest receipt_digest", "survey_link": "digest label",
        "customer_comment": "question words", "response_answer": "question subject",
    }),
    "photos": (Both("培训班合影:按培训班的期限删除",
                     "Pictures of a whole class: they end with the class's term"), {
        "class_photo": "digest",
    }),
    "short": (Both("几天到几周内自行删除",
                    "Ends by itself within days or weeks"), {
        "outgoing_mail": "kind zone", "submission": "key digest", "job": "kind key args",
        "voice_intake": "filename digest rows",
    }),
    "ledger": (Both("不能更改:只有编号,没有姓名和原话",
                     "Cannot be changed: ids only, no name and nobody's words"), {
        "ledger_entry": "action subject facts previous hash", "ledger_seal": "heads hash",
    }),
}
