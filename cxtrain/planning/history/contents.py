"""What a version of a plan holds, and what its parts are called. Pure.

A version is plain data: FIELDS of the plan, then `actions`, `options` and `talks` as lists of parts, each with its id. Texts
in two languages are {"zh": …, "en": …}; days are ISO; names are words, as they were then.
"""

from collections.abc import Mapping
from typing import Any

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.planning.talks.sheet import SOURCES
from cxtrain.web.bilingual import N_

Version = Mapping[str, Any]
ACTS = {
    "drafted": N_("Drafted"), "edited": N_("Edited"), "shared": N_("Shown to the colleague"), "talked": N_("Talk noted"),
    "option": N_("Option added"), "dropped": N_("Option taken back"), "approved": N_("Approved"),
    "answered": N_("Read by the colleague"), "done": N_("Action done"), "closed": N_("Reviewed and closed"),
    "withdrawn": N_("Withdrawn"),
}
STATES = {"draft": N_("Draft"), "approved": N_("Approved"), "closed": N_("Closed"), "withdrawn": N_("Withdrawn")}
KINDS = {"train": N_("Practise"), "coach": N_("Coach"), "process": N_("Change the process"), "collect": N_("Look again")}
OUTCOMES = {"met": N_("Reached"), "partly": N_("Partly reached"), "unmet": N_("Not reached")}
FIELDS = {
    "state": N_("State"), "finding": N_("What was found"), "cause": N_("Why, as far as known"), "goal": N_("Goal"),
    "indicator": N_("Measured by"), "baseline": N_("Where it stands"), "target": N_("Where it is to stand"),
    "n_needed": N_("Visits needed, before and after each"), "due_on": N_("Check on"),
    "own_words": N_("The colleague's own words"), "outcome": N_("Outcome"), "review": N_("Review of the plan"),
    "clause": N_("Clause"),
}
ACTION = {"what": N_("What will be done"), "kind": N_("Kind"), "dimension": N_("Dimension"), "owner": N_("Who"),
          "due_on": N_("By when"), "done_on": N_("Done"), "note": N_("What came of it")}
OPTION = {"what": N_("Option considered"), "source": N_("Whose idea"), "chosen": N_("Is taken")}
TALK = {"held_on": N_("Held on"), "place": N_("Where it took place"), "leader": N_("Led by"), "goal": N_("Goal"),
        "reality": N_("Reality"),
        "gap": N_("Where the gap is"), "motivation": N_("What the colleague wants"), "forward": N_("Way forward"),
        "doer": N_("Who"), "forward_on": N_("By when"), "support": N_("Support"), "next_on": N_("Next talk")}
PARTS = {"actions": (N_("Action"), ACTION), "options": (N_("Option considered"), OPTION), "talks": (N_("Talk"), TALK)}
DAYS = {"due_on", "done_on", "held_on", "forward_on", "next_on"}
# Values that are words of ours, which a page translates.
CODES: Mapping[str, Mapping[Any, str]] = {
    "state": STATES, "kind": KINDS, "outcome": OUTCOMES, "source": SOURCES, "dimension": DIMENSION_NAMES,
    "chosen": {True: N_("Yes"), False: N_("No")}}
