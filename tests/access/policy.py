"""Who may reach what: every endpoint, for every actor and owner. An endpoint that is not here fails the matrix.

Letters: s stranger · w 王喆, z 赵䶮 staff and l 李想 supervisor of 静安店 · u 孙淼 staff and c 陈晨 supervisor of 徐汇店 ·
h HR · a author · m admin · o 秋叶, shopper from outside, who is sent to 静安店.
Things are 王喆's, 赵䶮's or 孙淼's; a thing that is not yours and one that is not there are the same 404.
"""

ALL, PUBLIC = "wzulcham", "swzulchamo"
SHOPPERS = "lcho"  # whoever may be sent to a visit
TEAM, HR, WRITERS, KEEPERS = "lch", "h", "lch", "hm"


def own(extra_jingan="", extra_xuhui=""):
    """Return who reaches a thing: its owner, and who else by its store."""
    return {"wang": "w" + extra_jingan, "zhao": "z" + extra_jingan, "sun": "u" + extra_xuhui}


def store(jingan, xuhui):
    """Return who reaches a thing by its store alone."""
    return {"wang": jingan, "zhao": jingan, "sun": xuhui}


TEAM_OF = store("lh", "ch")
PLAN = own("lh", "ch")
KEPT = store("hm", "hm")
SHOPPER = store("c", "l")  # 陈晨 visits 静安店, 李想 visits 徐汇店

# endpoint: who (for a page without a thing), or (kinds of its parameters, who by owner)
POLICY = {
    "assets.asset": PUBLIC, "health.healthz": PUBLIC, "health.readyz": PUBLIC,
    "people.sign_in": PUBLIC, "people.language": PUBLIC, "people.theme": PUBLIC, "people.set_password": "",
    "people.sign_out": ALL + "o", "people.my_sessions": ALL + "o",
    "reports.today": ALL + "o", "reports.my_record": ALL, "reports.team": TEAM, "reports.team_people": TEAM, "reports.ledger": KEEPERS, "reports.jobs": KEEPERS,
    "reports.employee": ({"employee_id": "employee"}, TEAM_OF),
    "transcripts.my_transcript": ALL, "transcripts.my_transcript_file": ALL,
    "transcripts.show_transcript": ({"employee_id": "employee"}, TEAM_OF),
    "transcripts.transcript_file": ({"employee_id": "employee"}, TEAM_OF),
    "learning_time.list_learning_time": HR, "learning_time.learning_time_file": HR,
    "places.list_places": WRITERS, "places.list_comments": WRITERS, "places.export_places": WRITERS,
    "places.show_unit": ({"unit_id": "unit"}, TEAM_OF), "places.show_touchpoint": ({"touchpoint_id": "touchpoint"}, {"wang": WRITERS}),
    "notes.note_month": ({"touchpoint_id": "touchpoint"}, {"wang": WRITERS}), "notes.take_back_note": ({"note_id": "month_note"}, TEAM_OF),
    "reports.job_file": ({"job_id": "job"}, {"wang": ""}),
    "journey.list_touchpoints": "lcham",
    "journey.edit_touchpoint": ({"touchpoint_id": "touchpoint"}, {"wang": "am"}),
    "roleplay.list_scenarios": ALL, "roleplay.show_scenario": ALL, "roleplay.start_scenario": ALL,
    "roleplay.worker": PUBLIC,
    "coverage.show_coverage": "lcha", "coverage.export_coverage": "a", "sharing.share_play": ({"attempt_id": "play"}, own()),
    "sharing.list_plays": ({"employee_id": "employee"}, store("l", "c")),
    "sharing.show_play": ({"employee_id": "employee", "attempt_id": "shared"}, store("l", "c")),
    "authoring.list_drafts": "am", "authoring.new_draft": "am", "authoring.table_template": "am", "authoring.show_draft": "am",
    "authoring.begin_draft": "am", "authoring.publish_draft": "am", "authoring.list_versions": "am",
    "authoring.compare_versions": "am", "authoring.go_back": "am", "authoring.discard_draft": "am",
    "authoring.retire_scenario": "am", "authoring.export_draft": "am",
    "scenes.edit_scene": "am", "scenes.add_scene": "am", "scenes.copy_scene": "am", "scenes.remove_scene": "am",
    "scenes.edit_heads": "am", "scenes.rehearse": "am", "imports.import_draft": "am", "imports.show_import": "am",
    "roleplay.play_attempt": ({"attempt_id": "play"}, own()), "roleplay.show_ending": ({"attempt_id": "play"}, own()),
    "roleplay.open_hint": ({"attempt_id": "play"}, own()), "roleplay.stop_clock": ({"attempt_id": "play"}, own()), "roleplay.try_again": ({"attempt_id": "play"}, own()),
    "quizzes.show_quiz": ALL, "quizzes.start_quiz": ALL,
    "quizzes.take_quiz": ({"attempt_id": "quiz"}, own()), "quizzes.save_answers": ({"attempt_id": "quiz"}, own()),
    "quizzes.review_quiz": ({"attempt_id": "quiz"}, own()), "quizzes.submit_quiz": ({"attempt_id": "quiz"}, own()),
    "quizzes.show_result": ({"attempt_id": "quiz"}, own()),
    "bank.list_questions": "am", "bank.show_question": "am", "bank.compare_questions": "am", "bank.retire_question": "am",
    "writing.new_question": "am", "writing.write_question": "am", "writing.edit_question": "am",
    "intake.import_questions": "am", "intake.choose_questions": "am", "intake.show_imported": "am", "intake.question_template": "am",
    "intake.export_questions": "am",
    "remarks.remark_question": "am", "remarks.show_remark": "am", "remarks.undo_remark": "am",
    "papers.list_quizzes": "am", "papers.new_quiz": "am", "papers.edit_quiz": "am", "papers.rehearse_quiz": "am",
    "papers.quiz_versions": "am", "handmarking.list_waiting": "lca", "handmarking.list_marked": "lca",
    "exams.list_exams": "lcam", "exams.make_exam": "am",
    "exams.show_exam": ({"exam_id": "paper_exam"}, {"wang": "lcam"}), "exams.exam_paper": ({"exam_id": "paper_exam"}, {"wang": "lcam"}),
    "exams.exam_key": ({"exam_id": "paper_exam"}, {"wang": "lcam"}), "exams.key_marks": ({"exam_id": "paper_exam"}, {"wang": "lca"}),
    "exams.correct_sitting": ({"attempt_id": "sitting"}, store("la", "ca")),
    "handmarking.mark_answer": ({"attempt_id": "written"}, store("la", "ca")),
    "statistics.show_analysis": "a", "statistics.export_analysis": "a", "statistics.show_item": ({"version_id": "item"}, {"wang": "a"}),
    "training.list_courses": ALL, "training.show_course": ALL, "training.start_course": ALL, "training.show_lesson": ALL,
    "refreshers.ask_refresher": ALL, "refreshers.more_refreshers": ALL, "refreshers.switch_refreshers": ALL,
    "refreshers.my_retention": ALL, "refreshers.show_refresher": ({"answer_id": "refresher"}, own()), "retention.team_retention": "lc",
    "assignments.list_assignments": WRITERS, "assignments.new_assignment": WRITERS,
    "assignments.show_assignment": ({"batch_id": "batch"}, TEAM_OF),
    "assignments.withdraw_assignment": ({"assignment_id": "assignment"}, TEAM_OF),
    "assignments.renew_quiz": ({"employee_id": "employee"}, TEAM_OF),
    "lateness.list_overdue": WRITERS, "lateness.export_overdue": WRITERS, "rules.list_rules": WRITERS, "rules.new_rule": WRITERS,
    "rules.show_rule": ({"rule_id": "rule"}, TEAM_OF), "rules.change_rule": ({"rule_id": "rule"}, TEAM_OF),
    "rules.end_rule": ({"rule_id": "rule"}, TEAM_OF), "exemptions.add_exemption": ({"employee_id": "employee"}, TEAM_OF),
    "exemptions.edit_exemption": ({"exemption_id": "exemption"}, TEAM_OF),
    "exemptions.end_exemption": ({"exemption_id": "exemption"}, TEAM_OF),
    "quality.worker": PUBLIC, "quality.list_visits": SHOPPERS, "quality.start_visit": WRITERS,
    "quality.enter_scorecard": ({"visit_id": "draft"}, SHOPPER), "quality.save_answers": ({"visit_id": "draft"}, SHOPPER),
    "quality.review_scorecard": ({"visit_id": "draft"}, SHOPPER), "quality.discard_visit": ({"visit_id": "draft"}, SHOPPER),
    "photos.add_photo": ({"visit_id": "draft"}, SHOPPER), "photos.upload_photo": ({"visit_id": "draft"}, SHOPPER), "photos.show_photo": ({"photo_id": "photo"}, SHOPPER),
    "photos.show_paper": ({"visit_id": "draft"}, store("", "")),
    "schedule.show_plan": HR, "schedule.make_plan": HR, "schedule.edit_quotas": ({"plan_id": "visit_plan"}, {"wang": "h"}),
    "schedule.preview_plan": ({"plan_id": "visit_plan"}, {"wang": "h"}), "schedule.draw_anew": ({"plan_id": "visit_plan"}, {"wang": "h"}),
    "schedule.publish_plan": ({"plan_id": "visit_plan"}, {"wang": "h"}), "schedule.send_shoppers": ({"plan_id": "visit_plan"}, {"wang": "h"}),
    "stops.show_planned": ({"planned_id": "planned"}, store("h", "h")), "stops.cancel_planned": ({"planned_id": "planned"}, store("h", "h")),
    "stops.redraw_planned": ({"planned_id": "planned"}, store("h", "h")), "stops.start_planned": ({"planned_id": "planned"}, store("o", "l")),
    "stops.key_in_planned": WRITERS, "briefs.show_brief": ({"planned_id": "planned"}, store("oh", "lh")),
    "briefs.brief_pdf": ({"planned_id": "planned"}, store("oh", "lh")),
    "briefs.edit_brief": ({"unit_id": "unit", "touchpoint_id": "visited_place"}, store("h", "h")),
    "shoppers.list_shoppers": HR, "shoppers.add_shopper": HR, "shoppers.edit_shopper": ({"account_id": "shopper"}, {"wang": "h"}),
    "shoppers.link_shopper": ({"account_id": "shopper"}, {"wang": "h"}), "shoppers.end_shopper": ({"account_id": "shopper"}, {"wang": "h"}),
    "decisions.decide_visit": ({"visit_id": "submitted"}, store("h", "h")),
    "decisions.show_scorecard": ({"visit_id": "released"}, own("lh", "ch")),
    "decisions.answer_question": ({"visit_id": "returned"}, SHOPPER),
    "decisions.acknowledge_scorecard": ({"visit_id": "released"}, own()),
    "instruments.list_forms": "ham", "instruments.new_form": "ham", "instruments.show_form": "ham", "instruments.begin_form": "ham",
    "instruments.preview_form": "ham", "instruments.try_form": "ham", "instruments.publish_form": "ham",
    "instruments.list_form_versions": "ham", "instruments.compare_forms": "ham", "instruments.go_back_form": "ham",
    "instruments.undo_form": "ham", "instruments.discard_form": "ham", "form_parts.edit_form_head": "ham",
    "form_parts.edit_section": "ham", "form_parts.edit_item": "ham", "form_parts.take_items": "ham", "form_parts.add_part": "ham",
    "form_parts.arrange_form": "ham",
    "appeals.appeal_line": ({"visit_id": "released"}, own("l", "c")), "appeals.withdraw_appeal": ({"appeal_id": "appeal"}, own()),
    "appeals.show_evidence": ({"appeal_id": "appeal"}, own("h", "h")), "appeals.list_appeals": "h",
    "appeals.appeal_statistics": "h", "appeals.decide_appeal": ({"appeal_id": "appeal"}, store("h", "h")),
    "notices.my_notices": ALL, "notices.show_notice": ({"programme_id": "programme"}, {"wang": ALL}),
    "notices.notice_pdf": ({"programme_id": "programme"}, {"wang": ALL}),
    "programmes.list_programmes": HR, "programmes.new_programme": HR,
    "programmes.show_programme": ({"programme_id": "programme"}, {"wang": "h"}),
    "programmes.list_readers": ({"programme_id": "programme", "unit_id": "unit"}, {"wang": "h"}),
    "programmes.edit_programme": ({"programme_id": "programme_draft"}, store("h", "h")),
    "programmes.publish_programme": ({"programme_id": "programme_draft"}, store("h", "h")),
    "programmes.discard_programme": ({"programme_id": "programme_draft"}, store("h", "h")),
    "programmes.end_programme": ({"programme_id": "programme"}, {"wang": "h"}),
    "programmes.remove_names": ({"unit_id": "unit"}, store("h", "h")),
    "planning.list_plans": ALL, "planning.unit_findings": ({"unit_id": "unit"}, TEAM_OF),
    "planning.person_findings": ({"employee_id": "employee"}, TEAM_OF),
    "planning.start_plan": ({"unit_id": "unit"}, TEAM_OF),
    "planning.start_person_plan": ({"employee_id": "employee"}, PLAN),
    "planning.show_plan": ({"plan_id": "plan"}, PLAN), "planning.plan_pdf": ({"plan_id": "plan"}, PLAN),
    "planning.edit_plan": ({"plan_id": "plan"}, TEAM_OF), "planning.approve_plan": ({"plan_id": "plan_draft"}, TEAM_OF),
    "planning.withdraw_plan": ({"plan_id": "plan_draft"}, TEAM_OF), "planning.answer_plan": ({"plan_id": "plan"}, own()),
    "planning.finish_action": ({"plan_id": "plan", "action_id": "action"}, PLAN),
    "planning.close_plan": ({"plan_id": "plan"}, TEAM_OF),
    "staff.list_people": KEEPERS, "staff.add_person": KEEPERS, "staff.show_person": ({"employee_id": "employee"}, KEPT),
    "staff.edit_person": ({"employee_id": "employee"}, KEPT),
    "staff.set_time_allowance": ({"employee_id": "employee"}, store("h", "h")),
    "careers.transfer_person": ({"employee_id": "employee"}, KEPT), "careers.start_leave": ({"employee_id": "employee"}, KEPT),
    "careers.end_leave": ({"employee_id": "employee"}, KEPT), "careers.depart_person": ({"employee_id": "employee"}, KEPT),
    "careers.bring_back_person": ({"employee_id": "employee"}, KEPT),
    "access.add_role": ({"employee_id": "employee"}, KEPT), "access.make_link": ({"employee_id": "employee"}, KEPT),
    "access.take_role": ({"employee_id": "granted", "grant_id": "grant"}, KEPT), "access.make_slips": KEEPERS,
    "units.list_units": KEEPERS, "units.add_unit": KEEPERS, "units.edit_unit": ({"unit_id": "unit"}, KEPT),
    "roster.upload_roster": KEEPERS, "roster.preview_roster": "", "roster.import_roster": "", "roster.roster_example": KEEPERS,
    "certificates.my_certificates": ALL, "certificates.border_svg": PUBLIC, "certificates.verify": PUBLIC,
    "certificates.show_verification": PUBLIC, "certificates.register": HR,
    "certificates.show_certificate": ({"certificate_id": "certificate"}, own("lh", "ch")),
    "certificates.certificate_pdf": ({"certificate_id": "certificate"}, own("lh", "ch")),
    "certificates.revoke_certificate": ({"certificate_id": "certificate"}, store("h", "h")),
    "print_runs.print_certificates": HR, "print_runs.show_print_run": ({"job_id": "job"}, {"wang": ""}),
    "print_runs.print_run_file": ({"job_id": "job"}, {"wang": ""}),
}
WORDS = {"slug": {"roleplay": "late", "coverage": "late", "authoring": "late", "scenes": "late", "quizzes": "desk", "papers": "desk", "statistics": "desk", "training": "moments", "assignments": "desk", "exemptions": "moments", "instruments": "hotel-breakfast", "form_parts": "hotel-breakfast"}, "item_id": "s11", "lesson": "welcome", "question": "own-words", "letter": "A", "question_id": "1", "remark_id": "1", "kind": "single",
         "token": "no-such-token", "upload_id": "00000000-0000-4000-8000-000000000000", "digest": "0" * 64, "name": "base.css", "code": "no-such-code", "form": "yaml", "ending": "csv"}
