"""Which addresses send files that hold others' data, and why any other file needs no purpose. Pure.

A test walks all views that send files: each stands in `kinds.py`, here, or there with its reason.
"""

PURPOSED = frozenset({
    "register.register_file", "renewal.ending_file", "print_runs.print_run_file", "print_runs.print_run_list",
    "print_runs.print_run_sheet", "lateness.export_overdue", "marks_lists.marks_book", "marks_lists.marks_pdf",
    "comments.export_comments", "kano.export_study", "indicators.export_indicators", "posters.links_file",
    "places.export_places", "listening.export_voices", "transcripts.transcript_file", "training_files.person_file",
})
HANDED_OUT = frozenset({"print_runs.print_run_file"})  # certificates, which bear no mark
OWN = "It is about whoever fetches it, or that person's own certificate, plan or scorecard."
ASKED = "What for was asked before it was made."
CONTENT = "It is the firm's content or an empty form, and names nobody."
LINK = "The link was made for a purpose, and its opening is in the ledger."
ROOM = "It is a paper for the room, made while the class, the talk or the visit goes on."
PAGE = "It is the page on paper, for whoever may read that: sums of a unit or a board's work."
RETURNED = "It gives back rows that the same person has just uploaded."
UNPURPOSED = {
    OWN: "badges.badge_png badges.badge_token certificates.certificate_pdf certificates.certificate_png my_data.my_data_file "
         "plan_documents.plan_pdf training_files.my_file transcripts.my_transcript_file visit_report.visit_pdf",
    ASKED: "class_archives.archive_file exports.export_file training_files.bundle_file reports.job_file",
    CONTENT: "authoring.export_draft authoring.table_template certificate_drawings.sample_pdf coverage.export_coverage "
             "exams.exam_key exams.exam_paper feedback_imports.import_example indicator_intake.indicator_template "
             "intake.export_questions intake.question_template journey_map.map_pdf kano_sheets.sheet_template "
             "notices.notice_pdf paper.score_sheet posters.link_cards posters.poster_sheet print_runs.print_sample "
             "questionnaires.questionnaire_file roster.roster_example statistics.export_analysis",
    LINK: "auditor_pages.audited_class_file auditor_pages.audited_class_paper auditor_pages.audited_person_file",
    ROOM: "briefs.brief_pdf class_papers.class_paper class_papers.practical_paper paper.planned_sheet paper.visit_sheet "
          "plan_documents.talk_sheet",
    PAGE: "boards.board_pdf monthly.report_pdf monthly.report_xlsx team_report.team_pdf",
    RETURNED: "voice_intake.faulty_rows",
}
