"""What guests of the demo company really want at the front desk, and drawing their answers. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from random import Random

from cxtrain.measures.kano import ATTRACTIVE, INDIFFERENT, MUST_BE, ONE_DIMENSIONAL, QUESTIONABLE, REVERSE, TABLES
from cxtrain.voices.kano.sheets.entry import Entry
from cxtrain.voices.kano.study import Feature, Group, Grouping, slug_of
from cxtrain.web.bilingual import Bilingual

SHEETS, DRAWS, DAYS = 420, 3, 21
BUSINESS, HOLIDAY = "on-business", "on-holiday"
SHARES = {BUSINESS: 0.55, HOLIDAY: 0.40, "": 0.05}  # some do not say
GROUPING = Grouping(Bilingual("您这次入住是为了?", "Why are you staying with us?"),
                    (Group(BUSINESS, Bilingual("商务", "On business")), Group(HOLIDAY, Bilingual("度假", "On holiday"))))
CLEARLY, BLURRED = 0.62, 0.12  # how often a guest answers as the truth has it, and how often each of the other three
CONTRADICTS = 0.02  # and so seldom in a way that makes no sense

# Name, what it is in both languages, and the true category of guests on business and on holiday.
WISHES = (
    ("三分钟内办完入住", "Check-in within three minutes", MUST_BE, MUST_BE),
    ("房费和早餐一次说清", "Rate and breakfast said at once", ONE_DIMENSIONAL, ONE_DIMENSIONAL),
    ("记得老客人的喜好", "Regulars' wishes remembered", ATTRACTIVE, ATTRACTIVE),
    ("发票离店前发到手机", "Invoice on the phone before leaving", MUST_BE, INDIFFERENT),
    ("手绘的周边地图", "A hand-drawn map of the quarter", INDIFFERENT, ATTRACTIVE),
    ("大堂钢琴演奏", "A pianist in the lobby", INDIFFERENT, INDIFFERENT),
)
PAIRS: Mapping[str, Sequence[tuple[int, int]]] = {
    letter: [(there, missing) for there in range(1, 6) for missing in range(1, 6)
             if TABLES["classic"][there - 1][missing - 1] == letter]
    for letter in (ATTRACTIVE, MUST_BE, ONE_DIMENSIONAL, INDIFFERENT, REVERSE, QUESTIONABLE)}
PLAIN = (MUST_BE, ONE_DIMENSIONAL, ATTRACTIVE, INDIFFERENT)


def features() -> tuple[Feature, ...]:
    """Return the features as the study asks for them."""
    made: list[Feature] = []
    for zh, en, *_ in WISHES:
        made.append(Feature(
            slug_of(en, [each.id for each in made]), Bilingual(zh, en),
            Bilingual(f"如果{zh},您觉得怎么样?", f"{en}: how do you feel if it is so?"),
            Bilingual(f"如果没有做到“{zh}”,您觉得怎么样?", f"{en}: how do you feel if it is not so?")))
    return tuple(made)


def truth(group: str) -> dict[str, str]:
    """Return the true category of each feature in a group, by its id."""
    return {each.id: wish[3 if group == HOLIDAY else 2] for each, wish in zip(features(), WISHES, strict=True)}


def draw_sheets(first: dt.date, stores: Sequence[int], random: Random) -> list[Entry]:
    """Return the sheets that were filled in at the desks of these stores in three weeks from `first` on."""
    every = features()
    entries = []
    for number in range(1, SHEETS + 1):
        group = random.choices(list(SHARES), list(SHARES.values()))[0]
        asked = sorted(random.sample(range(len(every)), DRAWS))
        wanted = truth(group or random.choice((BUSINESS, HOLIDAY)))
        pairs = tuple((every[index].id, *_pair(wanted[every[index].id], random)) for index in asked)
        entries.append(Entry(f"{number:03d}", first + dt.timedelta(random.randrange(DAYS)), random.choice(stores), group, pairs))
    return entries


def _pair(category: str, random: Random) -> tuple[int, int]:
    """Return one guest's two answers to a feature of this true category."""
    if random.random() < CONTRADICTS:
        return random.choice(PAIRS[QUESTIONABLE])
    weights = [CLEARLY if letter == category else BLURRED for letter in PLAIN]
    return random.choice(PAIRS[random.choices(PLAIN, weights)[0]])
