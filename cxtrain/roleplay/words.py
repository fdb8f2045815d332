"""The words of role-play on pages, marked for translation."""

from cxtrain.web.bilingual import N_

MODES = {"practice": N_("Practice"), "exam": N_("Exam")}
OUTCOMES = {
    "delighted": N_("Delighted"),
    "satisfied": N_("Satisfied"),
    "indifferent": N_("Indifferent"),
    "lost": N_("Lost"),
}
OUTCOME_SENTENCES = {
    "delighted": N_("The customer leaves delighted."),
    "satisfied": N_("The customer leaves satisfied."),
    "indifferent": N_("The customer leaves without a feeling either way."),
    "lost": N_("The customer will not come back."),
}
STEPS = {"explore": N_("Explore"), "offer": N_("Offer"), "act": N_("Act"), "confirm": N_("Confirm")}
FACES = (N_("very unhappy"), N_("unhappy"), N_("calm"), N_("content"), N_("very happy"))  # by debrief.face_of
