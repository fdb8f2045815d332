"""Words of the pages of places: kinds of observation, signals, verdicts, definitions; and words without names. Pure."""

import re
from collections.abc import Iterable

from cxtrain.web.bilingual import N_

KINDS = {"mystery_shop": N_("Mystery shops"), "announced_check": N_("Announced checks")}
UNITS = {"seconds": N_("seconds"), "minutes": N_("minutes"), "count": ""}  # of numbers
SIGNALS = {
    "outside": N_("outside the limits: something out of the ordinary happened"),
    "run": N_("the eighth or a later one in a row on the same side of the centre: the level has moved"),
    "trend": N_("six in a row go the same way"),
    "two_of_three": N_("two of three lie near the same limit: perhaps the level is moving"),
}
DEFINITIONS = (
    N_("The score of a dimension is the mean of a visit's answered items, 1 to 7; a visit counts where four in five of them "
       "were answered."),
    N_("“All dimensions” is the mean of a visit's dimensions, each counting the same."),
    N_("n is the number of visits that were released and count. Visits under review count nowhere; while an appeal is open a "
       "visit counts for the place and not for the person."),
    N_("Kinds of observation are never mixed in one mean. Coaching observations are in no table."),
    N_("Intervals hold the true value with a confidence of .95: of means by Student's t, of shares by Wilson."),
    N_("No number below 3 visits; from 3 to 7 visits a number is provisional and hatched."),
    N_("“Beyond chance”: more than 5 cells are tested together by Benjamini-Hochberg at a false discovery rate of .10, up to 5 "
       "each at .05. Only cells of 8 visits or more are tested."),
    N_("The standard is what management asks for at the touchpoint, not what customers said."),
    N_("A yes/no item's share counts the answers that are as they should be. “Does not apply” and “did not notice” are in no "
       "mean; their shares are of all visits that asked the item."),
)
SOMEBODY = "…"


def without_names(text: str, names: Iterable[str]) -> str:
    """Return `text` with each of these names of two letters or more replaced by an ellipsis, the longest first."""
    known = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not known:
        return text
    parts = [rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name) for name in known]
    return re.sub("|".join(parts), SOMEBODY, text, flags=re.IGNORECASE)
