"""Why a change to a programme is refused, at which field, in sentences that a page translates. Pure."""

from cxtrain.web.bilingual import N_


class Refused(ValueError):
    """The change is not allowed as things stand: `field` of the form, `sentence` with its `facts`."""

    def __init__(self, field: str, sentence: str, **facts: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence, self.facts = field, sentence, facts


DRAFT_THERE = N_("There is a draft for this unit already. Go on with it.")
NO_LONGER = N_("This programme has moved on meanwhile.")
NOT_COMPLETE = N_("A notice is complete in both languages. Fill in what is empty.")
NO_KIND = N_("Choose at least one form of observation.")
NO_START = N_("Choose the first day.")
TOO_EARLY = N_("Everybody gets the notice at least 7 days ahead: the first day is %(day)s or later.")
NO_REASON = N_("Say why results are to be used more widely. The ledger keeps it.")
NO_END_REASON = N_("Say why it ends. The ledger keeps it.")
ENDS_BEFORE = N_("The last day cannot lie before today.")
WIDER_AFTER = N_("Afterwards a programme rules here that stores more about persons. People need its notice 7 days ahead: "
                 "choose %(day)s or later.")
NO_REMOVAL_REASON = N_("Say why the names are removed. The ledger keeps it.")
NARROWED = N_("This notice promises that less is stored about persons, and that holds already. To store more again, publish a "
              "new version.")
