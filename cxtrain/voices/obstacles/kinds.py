"""What stands in the way, as staff name it. Pure."""

from cxtrain.web.bilingual import N_

KINDS = {
    "stock": N_("Out of stock"),
    "system": N_("System slow or down"),
    "hands": N_("Too few hands"),
    "equipment": N_("Equipment broken"),
    "rule": N_("Rule unclear or in the way"),
    "wait": N_("Waiting for another department"),
    "other": N_("Something else"),
}
ICONS = {"stock": "box-seam", "system": "hourglass-split", "hands": "people", "equipment": "tools", "rule": "signpost-split",
         "wait": "telephone", "other": "chat-left-text"}
STATES = {"open": N_("open"), "taken": N_("being looked into"), "solved": N_("solved"), "left": N_("stays as it is for now")}
MOST_WORDS = 200  # characters
