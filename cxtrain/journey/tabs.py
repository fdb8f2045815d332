"""The pages about the journey and its improvement, as one row of tabs. Pure."""

from cxtrain.people.permissions import Can
from cxtrain.people.tabs import Tab
from cxtrain.web.bilingual import N_

TABS: tuple[Tab, ...] = (
    Tab(N_("Map"), "journey_map.show_map", Can.SEE_JOURNEY, ("journey",)),
    Tab(N_("Boards"), "boards.list_boards", Can.JOIN_BOARDS, ("board_team", "board_sources")),
    Tab(N_("Obstacles"), "obstacles.list_obstacles", Can.IMPROVE),
    Tab(N_("Departments"), "departments.list_departments", Can.EDIT_DEPARTMENTS),
)
