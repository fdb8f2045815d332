"""Words for what the measures say of a question, or of a scene. Pure."""

from cxtrain.measures.item_analysis import Item, is_turned
from cxtrain.web.bilingual import N_

FACILITIES = {
    "extremely_difficult": N_("Extremely hard"), "very_difficult": N_("Very hard"), "difficult": N_("Hard"),
    "moderately_difficult": N_("Rather hard"), "about_right": N_("About right"), "fairly_easy": N_("Rather easy"),
    "easy": N_("Easy"), "very_easy": N_("Very easy"), "extremely_easy": N_("Extremely easy"),
}
# Below this discrimination. Source of the bounds: Moodle documentation, "Quiz report statistics".
SEPARATIONS = ((0, N_("not at all")), (20, N_("hardly")), (30, N_("a little")), (50, N_("well enough")))
BEST_SEPARATION, TURNED = N_("very well"), N_("the wrong way round")
REASONS = (  # as the measures give them
    N_("There are no attempts yet."), N_("The question carries no mark."), N_("It takes two attempts to see a spread."),
    N_("It takes three attempts to see a shape or a consistency."), N_("All attempts have the same mark here."),
    N_("All attempts have the same mark in the rest of the quiz."), N_("All attempts have the same total."),
    N_("Consistency is between questions, and there is only one."), N_("Nobody or everybody chose it."),
    N_("The marks in the rest of the quiz are too much alike to make thirds of them."),
)


def facility_said(item: Item) -> str:
    """Return how hard a question is, for the catalogue; empty where that cannot be said."""
    return next((FACILITIES[verdict] for verdict in item.verdicts if verdict in FACILITIES), "")


def separation_said(item: Item) -> str:
    """Return how well a question tells those who do well from those who do not; why that cannot be said where it cannot."""
    if item.discrimination is None:
        return item.reasons["discrimination"]
    if is_turned(item):
        return TURNED
    return next((word for bound, word in SEPARATIONS if item.discrimination < bound), BEST_SEPARATION)
