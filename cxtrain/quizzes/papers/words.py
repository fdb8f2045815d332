"""How pages call what a quiz may be set to. Pure."""

from cxtrain.web.bilingual import N_

MOMENT = "%Y-%m-%d %H:%M"
COUNTS = {"best": N_("the best attempt"), "last": N_("the last attempt"), "first": N_("the first attempt"),
          "mean": N_("the mean of all attempts")}
MARKINGS = {"all_or_nothing": N_("all right answers and no other, or nothing"),
            "partial": N_("each right answer earns its share, each wrong one loses some")}
PAGES = {"one_by_one": N_("one question after the other"), "all_on_one": N_("all questions on one page")}
WHENS = {"at_once": N_("after handing in"), "settled": N_("once passed, or all attempts used"),
         "closed": N_("when the quiz has closed"), "never": N_("never")}
