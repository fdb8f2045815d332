"""The pages about customers, as one row of tabs. Pure."""

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_

TABS: tuple[Tab, ...] = (
    Tab(N_("Scores"), "listening.show_voices", Can.SEE_VOICES),
    Tab(N_("Comments"), "comments.list_comments", Can.SEE_VOICES, ("comment_tags", "voice_intake")),
    Tab(N_("Complaints and praise"), "feedback.list_feedback", Can.HANDLE_FEEDBACK, ("feedback_rates", "feedback_imports")),
    Tab(N_("Kano studies"), "kano.list_studies", Can.SEE_VOICES, ("kano_making", "kano_sheets")),
    Tab(N_("Business figures"), "indicators.show_indicators", Can.SEE_INDICATORS,
        ("indicator_definitions", "indicator_targets", "indicator_intake", "customer_value", "indicators_beside")),
    Tab(N_("Surveys"), "surveys.list_campaigns", Can.RUN_SURVEYS, ("questionnaires", "posters")),
)
