"""What files about many people are made for. Pure."""

from dataclasses import dataclass

from cxtrain.web.bilingual import N_

PURPOSES = {
    "management": N_("Report to management"), "audit": N_("Audit or inspection"), "planning": N_("Planning of training"),
    "records": N_("Records of the unit"), "other": N_("Something else"),
}
MOST = 200  # characters of the words


@dataclass(frozen=True)
class Purpose:
    """What a file is for: the code goes into the ledger, the words stay with the file."""

    code: str  # of PURPOSES
    words: str = ""
