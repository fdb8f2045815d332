"""The words of the authors' pages, marked for translation."""

from cxtrain.web.bilingual import N_

STATES = {"draft": N_("Draft"), "ahead": N_("Published, with changes that are not"), "published": N_("Published"),
          "retired": N_("Taken down")}
