"""What operations on sittings answer where something cannot be done. Pure."""

from cxtrain.web.bilingual import N_

TOO_LATE = N_("An assessor has handed in marks, so this sitting is carried through.")
INCOMPLETE = N_("Some items have no mark yet.")
HANDED_IN = N_("These marks have been handed in.")
NOT_TO_TALK = N_("There is nothing to be talked over any more.")
NOT_DECIDED = N_("Only a decided sitting is corrected.")
NOT_AGREED = N_("Say for each of these items what you agreed on.")
NOT_ONESELF = N_("Nobody assesses themselves.")
CHANGED = N_("Meanwhile a sitting was changed: check the rows again.")


class Refused(Exception):
    """It cannot be done as things stand; `sentence` is an English template for the catalogue."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
