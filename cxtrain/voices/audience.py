"""Who reads a customer's words. Pure."""

from cxtrain.people.permissions import Actor, Can
from cxtrain.web.bilingual import N_

AUDIENCES = {  # each holds those before it
    "nobody": N_("withheld"),
    "hr": N_("HR only"),
    "supervisors": N_("HR and supervisors"),
    "staff": N_("everybody of the unit"),
}
SOURCES = {
    "survey": N_("Survey"),
    "import": N_("Imported answers"),
    "review": N_("Online reviews"),
    "social": N_("Social media"),
    "interview": N_("Interview notes"),
    "internal": N_("Other departments"),
}


def may_read(actor: Actor, audience: str, unit_id: int, unit_path: str) -> bool:
    """Whether `actor` reads words that were said of a unit and are for `audience`.

    The same as a condition on many comments is `comments/queries.visible_for`.
    """
    if actor.may_in(Can.RELEASE_COMMENTS, unit_path):
        return True
    if audience in ("supervisors", "staff") and actor.may_in(Can.SEE_VOICES, unit_path):
        return True
    return audience == "staff" and actor.unit_id == unit_id and not actor.is_outside
