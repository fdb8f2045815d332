"""Words of the pages about customers' scores: answers, verdicts, definitions."""

from collections.abc import Sequence

from flask_babel import gettext as _

from cxtrain.measures.intervals import Estimate
from cxtrain.web.bilingual import N_
from cxtrain.web.scales import number

FACES = (N_("very dissatisfied"), N_("dissatisfied"), N_("neither"), N_("satisfied"), N_("very satisfied"))
EASE = (N_("strongly disagree"), N_("disagree"), N_("somewhat disagree"), N_("neither agree nor disagree"),
        N_("somewhat agree"), N_("agree"), N_("strongly agree"))
GROUPS = (N_("Detractors (0–6)"), N_("Passives (7–8)"), N_("Promoters (9–10)"))
MET = (N_("disappointed"), N_("as expected"), N_("exceeded"))
DEFINITIONS = (
    N_("NPS is the share of promoters (9 and 10) less that of detractors (0 to 6), in points from −100 to 100."),
    N_("CSAT is the share of answers 4 and 5 on five faces. CES is the form of 2013: the share of 5 to 7 on “made it easy”, "
       "1 to 7. The two are never mixed, nor with the stars of reviews."),
    N_("n is the number of answers to that question. Repeats from one device on one day do not count."),
    N_("Below 5 answers nothing is shown, so that nobody can be guessed; from 5 to 29 the answers are counted, without a "
       "score; from 30 there is a score with its interval."),
    N_("Intervals hold the true value with a confidence of .95: of NPS by its variance, of shares by Wilson, of means by "
       "Student's t."),
    N_("Answers of surveys and imported responses count; reviews, posts and interviews do not, and other departments' answers "
       "stand elsewhere."),
    N_("Expectation and perception are of the same customer. The gap is perception less expectation, on the scale 1 to 7."),
    N_("A correlation says how far two lines go up and down together, from −1 to 1. It does not say why."),
)


def change_told(change: Estimate, *, percent: bool = False) -> str:
    """Return in a sentence how the last three months compare with those before; an estimate in points, or shares."""
    if change.value is None or change.interval is None:
        return _("Whether the last three months differ from those before cannot be said yet: both need 30 answers.")
    factor = 100 if percent else 1
    facts = {"by": number(abs(change.value) * factor, 0), "low": number(change.interval.low * factor, 0),
             "high": number(change.interval.high * factor, 0)}
    if change.interval.low > 0:
        return _("The last three months lie %(by)s points above those before, beyond chance (%(low)s to %(high)s).", **facts)
    if change.interval.high < 0:
        return _("The last three months lie %(by)s points below those before, beyond chance (%(low)s to %(high)s).", **facts)
    return _("The last three months do not differ from those before beyond chance (change between %(low)s and %(high)s "
             "points).", **facts)


def together_told(found: Estimate) -> str:
    """Return in a sentence how far the shoppers' and the customers' line go together."""
    if found.value is None or found.interval is None:
        return _("Whether CSAT and the shoppers' scores go together cannot be said: only %(n)s periods have both.", n=found.n)
    facts = {"r": number(found.value, 2), "low": number(found.interval.low, 2), "high": number(found.interval.high, 2),
             "n": found.n}
    if found.interval.low <= 0 <= found.interval.high:
        return _("Whether CSAT and the shoppers' scores go together cannot be said: correlation %(r)s (%(low)s to %(high)s) "
                 "over %(n)s periods.", **facts)
    if found.value > 0:
        return _("CSAT and the shoppers' scores go together: correlation %(r)s (%(low)s to %(high)s) over %(n)s periods. That "
                 "says nothing of the cause.", **facts)
    return _("CSAT and the shoppers' scores go apart: correlation %(r)s (%(low)s to %(high)s) over %(n)s periods. That says "
             "nothing of the cause.", **facts)


def gaps_told(off: Sequence[str], above: Sequence[str], tested: int) -> str:
    """Return in a sentence which dimensions (names) lie below or above what customers expected, beyond chance."""
    if not tested:
        return _("No dimension has 30 pairs yet: too few to hold what was found against what was expected.")
    told = [_("Below what was expected, beyond chance: %(names)s.", names=", ".join(off))] if off else []
    told += [_("Above it: %(names)s.", names=", ".join(above))] if above else []
    return " ".join(told) or _("No dimension lies off what was expected beyond chance.")


def places_told(tested: int, above: int, below: int) -> str:
    """Return in a sentence which rows of a table stand apart from all others together in CSAT."""
    if not tested:
        return _("No two of them have 30 answers each, so none is set beside the others.")
    if not above + below:
        return _("CSAT of each was held against all others together (%(tested)s): they differ within the margin of error.",
                 tested=tested)
    return _("CSAT of each was held against all others together (%(tested)s): above beyond chance %(above)s ▲, below "
             "%(below)s ▼. Of the rest the data cannot tell.", tested=tested, above=above, below=below)
