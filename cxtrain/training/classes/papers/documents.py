"""Which papers a class has, what each is called and says; and what an evaluation asks. Pure."""

from dataclasses import dataclass

from cxtrain.training.classes.evaluations.questions import QUESTIONS
from cxtrain.web.bilingual import N_

LOCALES = {"zh": "zh_Hans", "both": "both", "en": "en"}  # as chosen on the page -> locale on paper
LANGUAGES = {"zh": N_("Chinese"), "both": N_("Chinese and English"), "en": N_("English")}
EVALUATED = QUESTIONS  # 1 not at all … 5 entirely


@dataclass(frozen=True)
class Document:
    """One paper of a class."""

    name: str  # in addresses, and of its template
    title: str
    says: str  # on the page that lists them


DOCUMENTS = (
    Document("notice", N_("Training notice"), N_("Who comes when and where; to be sent or put up.")),
    Document("plan", N_("Teaching plan"), N_("Sessions with topics, methods and class hours.")),
    Document("roster", N_("Roster"), N_("Who is to come.")),
    Document("sign_in", N_("Sign-in sheet"),
             N_("A sheet for each day, with what is known of attendance; blank where nothing is.")),
    Document("evaluation", N_("Evaluation form"), N_("Anonymous, two to a sheet of paper: copy it and cut.")),
    Document("marks", N_("Results of the class, a line for each person"),
             N_("Attendance, and the best score of each at every exam and practical assessment.")),
    Document("evaluated", N_("What people thought"), N_("The evaluations in numbers and words, from five on.")),
    Document("summary", N_("Summary of the class"), N_("What was held, who came, and what came of it.")),
)
