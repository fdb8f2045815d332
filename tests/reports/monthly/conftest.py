"""A month whose numbers are made up, with everything that a report can say."""

import datetime as dt

from cxtrain.measures.intervals import Sums
from cxtrain.reports.monthly.facts import Facts, Place, Praise, Standing, Store, Three
from cxtrain.reports.monthly.operations import keep
from cxtrain.reports.monthly.paper import Made
from cxtrain.reports.monthly.sources.counted import share


def visits(n, mean, sd=1.0):
    """Return the sums of n visits with this mean and standard deviation."""
    return Sums(n, n * mean, n * mean**2 + (n - 1) * sd**2)


def nps(promoters, passives, detractors):
    """Return the sums of answers that count 1, 0 and -1."""
    return Sums(promoters + passives + detractors, float(promoters - detractors), float(promoters + detractors))


LINES = {
    "completion": Three(share(240, 168), share(230, 195), share(180, 150), 0.95),
    "hours": Three(visits(146, 2.6, 1.4), visits(144, 2.5, 1.4), visits(142, 1.9, 1.4), 2.0),
    "first-pass": Three(share(131, 110), share(120, 85), share(90, 66), 0.85),
    "resit-pass": Three(share(18, 14), share(25, 20), None),
    "holders": Three(share(96, 83), share(95, 83), None, 0.9),
    "visits": Three(share(48, 47), share(48, 46), None, 1.0),
    "tangibles": Three(visits(133, 5.75), visits(141, 5.77)), "reliability": Three(visits(132, 5.99), visits(140, 5.89)),
    "responsiveness": Three(visits(126, 5.89), visits(139, 5.78)), "assurance": Three(visits(131, 5.97), visits(138, 5.87)),
    "empathy": Three(visits(134, 5.2), visits(141, 5.7), None, None, ((visits(141, 0.25), visits(134, -0.25)), None)),
    "csat": Three(share(919, 655), share(857, 622), share(800, 560), 0.75),
    "nps": Three(nps(400, 302, 148), nps(340, 328, 130), nps(300, 300, 160), 30.0),
    "reply": Three(share(3, 3), share(9, 8)), "appeals": Three(share(12, 4), share(10, 3)),
    "plans": Three(share(26, 21), share(24, 20)),
}
FACTS = Facts(
    Place("E", {"zh": "华东", "en": "East China"}, "region"), "2026-05", LINES,
    (Store(Place("S01", {"zh": "静安店", "en": "Jing'an"}), {"completion": share(12, 9), "reply": share(3, 3)}),
     Store(Place("S02", {"zh": "徐汇店", "en": "Xuhui"}), {"completion": share(14, 14), "nps": nps(20, 12, 8)})),
    Standing(11, ({"zh": "静安店", "en": "Jing'an"},), ({"zh": "外滩店", "en": "The Bund"},)),
    (Praise(dt.date(2026, 5, 28), {"zh": "静安店", "en": "Jing'an"}, {"zh": "前台入住", "en": "Check-in"}, "有人主动帮客人提行李。"),
     Praise(dt.date(2026, 5, 21), {"zh": "徐汇店", "en": "Xuhui"}, {"zh": "客房", "en": "The room"}, "发现我在倒时差，主动问要不要换遮光帘。")),
    (31, 8))
MADE = Made("M-2026-05-E", dt.date(2026, 6, 1), {"zh": "何静", "en": "He Jing"})
EMPTY = Facts(Place("S09", {"zh": "新店", "en": "New store"}), "2026-05", {})


def kept(db, cast, facts, unit="jingan", by=None):
    """Keep a report of these facts; return its id."""
    number = keep(getattr(cast, unit), facts, by=by).id
    db.session.commit()
    return number
