"""What is true of the demo company's customers, and what they answer. Pure.

Each customer's satisfaction at a touchpoint is the touchpoint's level + the store's + the improvement, where there is one,
+ N(0, 1). Faces, ease and recommendation are cuts through three such draws, of which any two correlate .6. So shares are
normal tails: of the satisfied Φ(level + .35), and the Net Promoter Score 100 (Φ(level - .35) - Φ(-.6 - level)).
"""

import datetime as dt
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from random import Random

from cxtrain.demo.calendar import MONTHS, Year, moment
from cxtrain.demo.places import STORES
from cxtrain.demo.truth import MEANS
from cxtrain.demo.voices.words import write
from cxtrain.measures.distributions import normal_cdf
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.voices.tally import Answer

LEVELS: Mapping[str, float] = {"online-booking": .55, "front-desk-check-in": .25, "room": .7, "breakfast": .15,
                               "complaint-desk": -.25, "check-out": .45}
STORE_SD = .2
IMPROVED, IMPROVED_IN, IMPROVED_FROM, GAIN = "breakfast", "E", 8, .5  # a second buffet line, in one region, from that month on
TOGETHER = .6  # correlation of any two answers of one customer
FACES, EASE = (-1.9, -1.1, -.35, .75), (-2.0, -1.5, -1.0, -.45, .2, 1.0)
RECOMMEND = (-3.0, -2.7, -2.4, -2.1, -1.8, -1.2, -.6, -.15, .35, 1.1)
EXPECTED: Mapping[str, float] = dict(zip(DIMENSIONS, (5.8, 6.5, 6.2, 6.3, 5.7), strict=True))
MATTERS: Mapping[str, tuple[float, float]] = {  # what is asked: how important, and how well it is done, on the mean
    "waiting": (6.3, 4.8), "friendly": (6.0, 5.9), "answers": (6.2, 5.3), "clean": (5.9, 5.9), "value": (5.3, 4.9)}
ASKED = {name: question for question, name in zip(("place", "promise", "prompt", "trust", "care"), DIMENSIONS, strict=True)}
A_MONTH = {"three-questions": (9, 15), "service-gap": (4, 8), "what-matters": (4, 7)}  # responses of a store, at least and at most
LEFT_OUT, IN_WORDS, IN_ENGLISH = .08, .12, .08  # shares
HOURS = (8, 21)


@dataclass(frozen=True)
class Remark:
    """Words under a question, with what was ticked beside it."""

    question: str
    words: str
    score: str


@dataclass(frozen=True)
class Said:
    """One response."""

    questionnaire: str
    store: str
    touchpoint: str
    at: dt.datetime
    language: str
    answers: tuple[Answer, ...]
    remark: Remark | None = None


CAMPAIGNS = (*(("three-questions", touchpoint) for touchpoint in LEVELS), ("service-gap", "front-desk-check-in"),
             ("service-gap", "complaint-desk"), ("what-matters", "front-desk-check-in"))


def draw_stores(random: Random) -> dict[str, float]:
    """Return what each store adds to satisfaction, by code."""
    return {store.code: random.gauss(0, STORE_SD) for store in STORES}


def level_of(stores: Mapping[str, float], store: str, touchpoint: str, month: int) -> float:
    """Return the true satisfaction in a store and month (1..12)."""
    improved = touchpoint == IMPROVED and store.startswith(IMPROVED_IN) and month >= IMPROVED_FROM
    return LEVELS[touchpoint] + stores[store] + improved * GAIN


def true_csat(level: float) -> float:
    """Return the true share of the satisfied."""
    return normal_cdf(level - FACES[2])


def true_nps(level: float) -> float:
    """Return the true Net Promoter Score in points."""
    return 100 * (normal_cdf(level - RECOMMEND[8]) - normal_cdf(RECOMMEND[6] - level))


def draw_year(year: Year, stores: Mapping[str, float], random: Random) -> Iterator[Said]:
    """Yield all responses of a year, campaign by campaign; none of today, so that nothing lies ahead of the clock."""
    for questionnaire, touchpoint in CAMPAIGNS:
        for store in stores:
            for month in range(1, MONTHS + 1):
                days = [day for day in year.days(month) if day < year.today]
                level = level_of(stores, store, touchpoint, month)
                for _ in range(random.randint(*A_MONTH[questionnaire])):
                    at = moment(random.choice(days), random.randint(*HOURS), random.randint(0, 59))
                    yield _said(questionnaire, store, touchpoint, at, level=level, random=random)


def _said(questionnaire: str, store: str, touchpoint: str, at: dt.datetime, *, level: float, random: Random) -> Said:
    language = "en" if random.random() < IN_ENGLISH else "zh"
    if questionnaire == "service-gap":
        return Said(questionnaire, store, touchpoint, at, language, _gaps(touchpoint, level - LEVELS[touchpoint], random))
    if questionnaire == "what-matters":
        return Said(questionnaire, store, touchpoint, at, language, _matters(random))
    answers = draw_answers(level, random)
    return Said(questionnaire, store, touchpoint, at, language, answers, _remark(touchpoint, answers, language, random))


def draw_answers(level: float, random: Random) -> tuple[Answer, ...]:
    """Return the answers to the three questions; the first is always answered."""
    mood = random.gauss(0, 1)
    faces, ease, recommend = (level + sqrt(TOGETHER) * mood + sqrt(1 - TOGETHER) * random.gauss(0, 1) for _ in range(3))
    drawn = (Answer("satisfied", "csat", bisect(FACES, faces) + 1), Answer("easy", "ces2", bisect(EASE, ease) + 1),
             Answer("recommend", "nps", bisect(RECOMMEND, recommend)))
    return drawn[:1] + tuple(each for each in drawn[1:] if random.random() >= LEFT_OUT)


def _gaps(touchpoint: str, extra: float, random: Random) -> tuple[Answer, ...]:
    mood = random.gauss(extra, .6)
    return tuple(Answer(ASKED[name], "servqual", _seven(MEANS[touchpoint][name] - .2 + mood + random.gauss(0, .8)),
                        _seven(EXPECTED[name] + mood * .3 + random.gauss(0, .7)), name) for name in DIMENSIONS)


def _matters(random: Random) -> tuple[Answer, ...]:
    return tuple(Answer(name, "importance", _seven(done + random.gauss(0, 1.1)), _seven(important + random.gauss(0, .9)),
                        f"what-matters:{name}") for name, (important, done) in MATTERS.items())


def _seven(value: float) -> int:
    return min(7, max(1, round(value)))


def _remark(touchpoint: str, answers: tuple[Answer, ...], language: str, random: Random) -> Remark | None:
    if random.random() >= IN_WORDS:
        return None
    about = random.choice([each for each in answers if each.kind in ("csat", "nps")])
    pleased = about.value >= (4 if about.kind == "csat" else 8)
    words = write(touchpoint, pleased=pleased, language=language, random=random)
    return Remark("words" if about.kind == "csat" else about.question, words, f"{about.kind} {about.value}")
