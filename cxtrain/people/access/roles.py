"""The roles that are granted, in words. Pure."""

from cxtrain.people.permissions import Role
from cxtrain.web.bilingual import N_

ROLE_WORDS = {
    Role.SUPERVISOR: N_("Supervisor"),
    Role.HR: N_("HR"),
    Role.AUTHOR: N_("Course author"),
    Role.ADMIN: N_("Administrator"),
}
ROLE_HINTS = {
    Role.SUPERVISOR: N_("sees the team, enters mystery shops, writes and approves plans"),
    Role.HR: N_("runs rosters, reviews scorecards, prints certificates"),
    Role.AUTHOR: N_("writes scenarios, questions and courses"),
    Role.ADMIN: N_("runs the system and gives roles; sees no scores"),
}
