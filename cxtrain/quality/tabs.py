"""The pages about quality, as one row of tabs: what is in it, and for whom. Pure."""

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_

TABS = (
    Tab(N_("Visits"), "quality.list_visits", Can.SHOP, ("photos", "checks", "coaching", "decisions", "stops", "briefs")),
    Tab(N_("Plan"), "schedule.show_plan", Can.PLAN_VISITS, ("shoppers",)),
    Tab(N_("Forms"), "instruments.list_forms", Can.EDIT_INSTRUMENTS, ("form_parts",)),
    Tab(N_("Calibration"), "calibration.list_rounds", Can.SHOP, ("cases", "pool", "pairs")),
    Tab(N_("Appeals"), "appeals.list_appeals", Can.DECIDE_APPEALS),
    Tab(N_("Programme"), "programmes.list_programmes", Can.WRITE_PROGRAMMES),
    Tab(N_("Places"), "places.list_places", Can.SEE_QUALITY, ("notes",)),
)
