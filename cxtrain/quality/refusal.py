"""Why a change to a visit is refused, in sentences that a page translates. Pure."""

from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault


class Refused(ValueError):
    """The change is not allowed as things stand; `sentence` says why, in English for the catalogue."""

    def __init__(self, sentence: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence, self.faults = sentence, faults


NOT_CALIBRATED = N_("Score the calibration cases first: see Calibration. Visits that are begun may be finished.")
NOT_COMPLETE = N_("Something is still missing; the page says what.")
UNANSWERED = N_("The reviewer has a question: answer it first.")
WRONG_STATE = N_("This scorecard has moved on meanwhile.")
OWN_CASE = N_("Whoever made a visit or keyed it in cannot decide it.")
OWN_UNIT = N_("Nobody is a mystery shopper in their own unit.")
NO_NAMES = N_("This unit stores no names, so nobody can be identified.")
NOT_THERE = N_("This person did not belong to the unit on that day, or made or keyed in the visit.")
NO_GROUNDS = N_("Say on what the person was identified: badge, receipt, shift.")
NO_PROGRAMME = N_("No programme is in force in this unit on that day, so nothing is observed there. HR publishes one under "
                  "Programme, at least 7 days ahead.")
NOT_IN_PROGRAMME = N_("The programme in force in this unit does not provide for this form of observation.")
