"""Why a change to a customer's matter is refused, in sentences that a page translates. Pure."""

from cxtrain.web.bilingual import N_


class Refused(ValueError):
    """The change is not allowed as things stand; `sentence` says why, in English for the catalogue."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


WRONG_STATE = N_("This matter has moved on meanwhile. It is shown as it stands now.")
NO_WORDS = N_("Say what it is about, in a few words.")
NO_RESULT = N_("Say what was done, in a few words.")
NO_REASON = N_("Say why, in a few words.")
WAY_BACK = N_("Leave out telephone numbers, addresses and the like: what leads to a customer is not kept here.")
NO_NAMES = N_("This unit stores no names, so nobody can be named here.")
NOT_THERE = N_("This person does not belong to the unit.")
OWN_PRAISE = N_("Praise of oneself is told by somebody else.")
OWN_CASE = N_("Whoever a complaint is about does not handle it.")
NOT_A_HANDLER = N_("This person does not handle what customers say in this unit.")
STEPS_OWED = N_("Some steps are still to be done; they stand open above.")
DONE_ALREADY = N_("This step was done already.")
NO_STEP = N_("This step does not belong here.")
PRAISE_STAYS = N_("Praise is not opened again.")
TAKEN_OVER = N_("These words were taken over already.")
FIVE_WHYS = N_("The chain has its five answers.")
NO_EVIDENCE = N_("Say what shows it: a record, a count, what somebody saw.")
NO_SURVEY = N_("No survey of how a complaint ended is open for this unit. HR opens one under Surveys.")
ASKED_ALREADY = N_("The customer has a link already.")
NO_WAY_TO_ASK = N_("The customer left no way back, so nobody can be asked.")
