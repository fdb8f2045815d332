"""The main menu: one table of what is in it, and for whom. Pure."""

from dataclasses import dataclass

from cxtrain.people.permissions import Can
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
          ("training", "quizzes", "assignments", "rules", "exemptions", "lateness", "refreshers")),
    Entry(N_("Role-play"), "roleplay.list_scenarios", Can.TRAIN, ("roleplay",)),
    Entry(N_("Team"), "reports.team", Can.SEE_TEAM, ("team", "employee", "retention")),
    Entry(N_("Mystery shops"), "quality.list_visits", Can.SHOP,
          ("quality", "photos", "checks", "coaching", "decisions", "schedule", "stops", "briefs", "shoppers", "instruments",
           "form_parts", "calibration", "cases", "pool", "pairs", "appeals", "programmes", "places", "notes")),
    Entry(N_("Customers"), "listening.show_voices", Can.SEE_VOICES,
          ("listening", "comments", "comment_tags", "voice_intake", "feedback", "feedback_rates", "feedback_imports",
           "kano", "kano_making", "kano_sheets", "indicators", "indicator_definitions", "indicator_targets", "indicator_intake",
           "indicators_beside", "customer_value", "surveys", "questionnaires", "posters")),
    Entry(N_("Plans"), "planning.list_plans", Can.WRITE_PLANS, ("planning",)),
    Entry(N_("Journey"), "journey_map.show_map", Can.SEE_JOURNEY,
          ("journey", "journey_map", "boards", "board_team", "board_sources", "obstacles", "departments")),
    Entry(N_("Write"), "authoring.list_drafts", Can.EDIT_CONTENT,
          ("authoring", "scenes", "imports", "papers", "exams", "bank", "writing", "intake", "remarks",
           "instruments", "form_parts")),
    Entry(N_("Certificates"), "certificates.register", Can.SEE_REGISTER, ("certificates", "print_runs")),
    Entry(N_("People"), "staff.list_people", Can.MANAGE_PEOPLE,
          ("staff", "careers", "access", "units", "roster")),
)
OWN_MENU = (  # behind the person's name
    Entry(N_("My certificates"), "certificates.my_certificates", Can.SEE_OWN, (), "award"),
    Entry(N_("Coaching observations"), "coaching.list_coachings", Can.SEE_OWN, (), "chat-square-text"),
    Entry(N_("My transcript"), "transcripts.my_transcript", Can.SEE_OWN, (), "file-text"),
    Entry(N_("What customers said"), "comments.list_comments", Can.TELL, (), "chat-dots"),
    Entry(N_("Assignments"), "assignments.list_assignments", Can.ASSIGN_TRAINING, (), "calendar-check"),
    Entry(N_("Marking"), "handmarking.list_waiting", Can.MARK_ANSWERS, (), "pencil-square"),
    Entry(N_("Learning time"), "learning_time.list_learning_time", Can.SEE_LEARNING_TIME, (), "clock-history"),
    Entry(N_("Jobs"), "reports.jobs", Can.SEE_JOBS, (), "hourglass-split"),
    Entry(N_("Ledger"), "reports.ledger", Can.SEE_LEDGER, (), "journal-text"),
)
