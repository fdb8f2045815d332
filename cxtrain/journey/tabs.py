"""The pages about the journey and its improvement, as one row of tabs. Pure."""

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_

TABS: tuple[Tab, ...] = (
    Tab(N_("Map"), "journey.list_touchpoints", Can.SEE_JOURNEY),
)
