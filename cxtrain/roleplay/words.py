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
MISSED = {
    "offered_before_asking": N_("You offered something before you had asked what was needed."),
    "never_asked": N_("You never asked what was needed."),
    "never_offered": N_("You never said what you could do."),
    "never_acted": N_("You did nothing yet that the customer could see."),
    "never_confirmed": N_("You did not check at the end whether it was right."),
}
FEELINGS = {"positive": N_("positive"), "neutral": N_("neutral"), "negative": N_("negative")}
FACES = (N_("very unhappy"), N_("unhappy"), N_("calm"), N_("content"), N_("very happy"))  # by debrief.face_of
