"""Who reads a customer's words. Pure."""

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
