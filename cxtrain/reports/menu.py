"""The main menu, and the tabs over training and over reports: what is in them, and for whom. Pure."""

from dataclasses import dataclass

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class Entry:
    """One word in the bar: where it leads, and what one must be able to do to see it."""

    label: str
    endpoint: str
    can: Can
    package: tuple[str, ...]  # pages of these blueprints light the word up
    icon: str = ""


MENU = (
    Entry(N_("Today"), "reports.today", Can.SEE_OWN, ("today",)),
    Entry(N_("Training"), "training.list_courses", Can.TRAIN,
          ("training", "quizzes", "refreshers", "classes", "class_members", "class_results", "class_photos", "class_papers",
           "class_archives", "attendance", "evaluations", "huddles", "practicals", "practical_plans", "practical_keying",
           "practical_sheets", "onsite", "sittings", "marks_lists", "handmarking", "assignments", "rules", "exemptions",
           "lateness")),
    Entry(N_("Role-play"), "roleplay.list_scenarios", Can.TRAIN, ("roleplay",)),
    Entry(N_("Team"), "reports.team", Can.SEE_TEAM, ("team", "employee", "retention")),
    Entry(N_("Mystery shops"), "quality.list_visits", Can.SHOP,
          ("quality", "photos", "checks", "coaching", "decisions", "schedule", "stops", "briefs", "shoppers", "instruments",
           "form_parts", "calibration", "cases", "pool", "pairs", "appeals", "programmes", "places", "notes")),
    Entry(N_("Customers"), "listening.show_voices", Can.SEE_VOICES,
          ("listening", "comments", "comment_tags", "voice_intake", "feedback", "feedback_rates", "feedback_imports",
           "kano", "kano_making", "kano_sheets", "indicators", "indicator_definitions", "indicator_targets", "indicator_intake",
           "indicators_beside", "customer_value", "surveys", "questionnaires", "posters")),
    Entry(N_("Plans"), "planning.list_plans", Can.WRITE_PLANS, ("planning", "remedies", "proposals", "critical", "thresholds")),
    Entry(N_("Journey"), "journey_map.show_map", Can.SEE_JOURNEY,
          ("journey", "journey_map", "boards", "board_team", "board_sources", "obstacles", "departments")),
    Entry(N_("Write"), "authoring.list_drafts", Can.EDIT_CONTENT,
          ("authoring", "scenes", "imports", "papers", "exams", "bank", "writing", "intake", "remarks",
           "instruments", "form_parts")),
    Entry(N_("Certificates"), "register.list_certificates", Can.SEE_REGISTER,
          ("certificates", "certificate_forms", "certificate_pictures", "print_runs", "register", "renewal", "series",
           "collection")),
    Entry(N_("People"), "staff.list_people", Can.MANAGE_PEOPLE,
          ("staff", "careers", "access", "units", "roster")),
    Entry(N_("Reports"), "monthly.list_reports", Can.SEE_MONTHLY,
          ("monthly", "monthly_targets", "hr_reports", "training_files", "auditors", "learning_time", "exports")),
)
TRAINING_TABS = (
    Tab(N_("Courses"), "training.list_courses", Can.TRAIN, ("quizzes", "refreshers")),
    Tab(N_("Classes"), "classes.list_classes", Can.TRAIN),
    Tab(N_("Practical assessments"), "practicals.list_sittings", Can.ASSESS),
    Tab(N_("Exams on site"), "onsite.list_openings", Can.ASSESS),
    Tab(N_("Huddles"), "huddles.list_huddles", Can.LEAD_HUDDLES),
    Tab(N_("Assignments"), "assignments.list_assignments", Can.ASSIGN_TRAINING),
    Tab(N_("Marking"), "handmarking.list_waiting", Can.MARK_ANSWERS),
)
REPORT_TABS = (
    Tab(N_("Monthly reports"), "monthly.list_reports", Can.SEE_MONTHLY, ("monthly_targets",)),
    Tab(N_("HR reports"), "hr_reports.show_hr_report", Can.SEE_HR_REPORTS),
    Tab(N_("Learning time"), "learning_time.list_learning_time", Can.SEE_LEARNING_TIME),
    Tab(N_("Training files"), "training_files.list_files", Can.SEE_HR_REPORTS),
    Tab(N_("Files"), "exports.list_exports", Can.SEE_HR_REPORTS),
    Tab(N_("Links for auditors"), "auditors.list_links", Can.INVITE_AUDITORS),
)
OWN_MENU = (  # behind the person's name
    Entry(N_("My certificates"), "certificates.my_certificates", Can.SEE_OWN, (), "award"),
    Entry(N_("Coaching observations"), "coaching.list_coachings", Can.SEE_OWN, (), "chat-square-text"),
    Entry(N_("My transcript"), "transcripts.my_transcript", Can.SEE_OWN, (), "file-text"),
    Entry(N_("What customers said"), "comments.list_comments", Can.TELL, (), "chat-dots"),
    Entry(N_("Library of actions"), "remedies.list_remedies", Can.EDIT_REMEDIES, (), "journal-check"),
    Entry(N_("Picture of the seal"), "certificate_pictures.keep_seal", Can.KEEP_SEAL, (), "patch-check"),
    Entry(N_("Keeping and erasing"), "keeping.show_periods", Can.HOLD_BACK, (), "hourglass-split"),
    Entry(N_("Jobs"), "reports.jobs", Can.SEE_JOBS, (), "hourglass-split"),
    Entry(N_("Ledger"), "reports.ledger", Can.SEE_LEDGER, (), "journal-text"),
)
