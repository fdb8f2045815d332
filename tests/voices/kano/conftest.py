"""A study of three features of the front desk, asked of customers on business and on holiday."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.measures.kano import TABLES
from cxtrain.voices.kano import operations, queries
from cxtrain.voices.kano.making import operations as making
from cxtrain.voices.kano.models import KanoStudy
from cxtrain.voices.kano.sheets import operations as sheets
from cxtrain.voices.kano.sheets.entry import Entry
from cxtrain.voices.kano.study import Group, Grouping
from cxtrain.web.bilingual import Bilingual
from tests.quality.conftest import SCENARIOS, actor

FEATURES = {"fast": "三分钟内办完", "pillow": "枕头可选", "lobby-music": "大堂音乐"}
# A pair of answers that the classic table reads as this category.
PAIR_OF = {letter: next((there, missing) for there in range(1, 6) for missing in range(1, 6)
                        if TABLES["classic"][there - 1][missing - 1] == letter) for letter in "AMOIRQ"}
GROUPS = Grouping(Bilingual("您为什么入住?", "Why are you here?"),
                  (Group("on-business", Bilingual("商务", "On business")), Group("on-holiday", Bilingual("度假", "On holiday"))))


def the_heads(cast, touchpoint, **changes):
    """What the study says beside its features."""
    return making.Heads(**{
        "title": Bilingual("前台的三项", "Three things at the desk"), "unit_id": cast.firm, "touchpoint_id": touchpoint,
        "purpose": Bilingual("改进前台", "To improve the desk"), "reading": "classic", "draws": 3, "grouping": GROUPS, **changes})


class Study:
    """A study with its answers, made by the operations that pages use."""

    def __init__(self, db, cast):
        """Begin it with its features."""
        self.db, self.cast, self.number = db, cast, 0
        publish_touchpoints((SCENARIOS / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
        self.places = dict(db.session.execute(select(Touchpoint.slug, Touchpoint.id)).all())
        self.he = actor(db, cast.he)
        self.id = making.make_study(self.he, the_heads(cast, self.places["front-desk-check-in"])).id
        for feature, name in FEATURES.items():
            making.put_feature(self.row, None, name=Bilingual(name, feature.replace("-", " ")),
                               there=Bilingual(f"如果有{name}", f"If there is {feature}"),
                               missing=Bilingual(f"如果没有{name}", f"If there is no {feature}"))
        db.session.commit()

    @property
    def row(self):
        """The study as the database has it now, whatever requests came between."""
        return self.db.session.get(KanoStudy, self.id)

    def ask(self):
        """Have it asked."""
        making.ask(self.he, self.row, today("Asia/Shanghai"))
        self.db.session.commit()
        return self

    def answers(self, group="", **letters):
        """Let customers answer on paper: fast="MMMO" is four customers, each with a pair that the table reads so."""
        longest = max(map(len, letters.values()))
        entries = []
        for index in range(longest):
            self.number += 1
            pairs = tuple((feature.replace("_", "-"), *PAIR_OF[said[index]]) for feature, said in letters.items() if index < len(said))
            entries.append(Entry(str(self.number), today("Asia/Shanghai") - dt.timedelta(days=1), self.cast.jingan, group, pairs))
        sheets.enter(self.row, entries)
        self.db.session.commit()
        return self


@pytest.fixture
def study(db, cast):
    """The study, not asked yet."""
    return Study(db, cast)


@pytest.fixture
def asked_study(study):
    """Asked, with 40 answers: fast is a must-be, pillow attractive and lobby music indifferent, each clearly."""
    return study.ask().answers(group="on-business", fast="M" * 30 + "O" * 4 + "I" * 6, pillow="A" * 28 + "I" * 12,
                               lobby_music="I" * 36 + "A" * 4)




def put_studies(db, cast, found):
    """Put a draft, a study with answers, one of its sheets and a category taken over into the world of the matrix."""
    found.put("kano_draft", "wang", Study(db, cast).id)
    study = Study(db, cast).ask().answers(fast="M" * 30)
    reading = queries.found_in(study.row).reading("fast")
    taken = operations.take_over(study.he, study.row, reading, touchpoint_id=study.row.touchpoint_id, reason="",
                                 day=today("Asia/Shanghai"))
    found.put("kano_study", "wang", study.id)
    found.put("kano_sheet", "wang", queries.last_sheets(study.row)[0].id)
    found.put("kano_category", "wang", taken.id)
