"""Reading what each source says of a board's touchpoint over the last twelve months."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.measures.confirmation import Confirmation
from cxtrain.measures.effects import difference
from cxtrain.measures.importance import Point
from cxtrain.measures.intervals import Estimate, Sums, mean_interval
from cxtrain.people.models import Unit
from cxtrain.planning.boards.agreement import WHOLE, Agreed, Says, Voice, against_standards, agree, of_count, of_interval
from cxtrain.planning.boards.analysis.queries import KIND, NONE, last_year, need_of, stores_of
from cxtrain.planning.boards.measure import MEASURES, sums_of
from cxtrain.planning.boards.models import Board
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.sums.queries import place_sums
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.figures import confirmations, importance_grid, is_scored, pairs
from cxtrain.voices.kano.queries import Category, category_of
from cxtrain.voices.models import QuestionnaireVersion
from cxtrain.voices.obstacles.queries import counts_at, lately_at
from cxtrain.voices.queries import questionnaire_of
from cxtrain.voices.sums.queries import Counted, counts
from cxtrain.web.bilingual import N_

SCORES = ("csat", "nps", "ces2")
FEWEST = 30  # answers of customers from which a source speaks
MOST_WORDS = 8  # sentences about obstacles on a page


@dataclass(frozen=True)
class Source:
    """How much there is of a source over twelve months, and how much it takes until it says something."""

    slug: str
    name: str
    n: int
    needed: int | None  # None: each one is heard

    @property
    def to_go(self) -> int:
        """How many are missing."""
        return max(0, (self.needed or 0) - self.n)


@dataclass(frozen=True)
class Beside:
    """One score of customers here, beside the other touchpoints of the same unit."""

    slug: str
    here: Sums
    others: Sums
    apart: Estimate  # here - others, in points of the measure


@dataclass(frozen=True)
class Attribute:
    """An attribute of the importance-performance map, in the words in which it is asked."""

    label: dict[str, str]
    point: Point


@dataclass(frozen=True)
class Picture:
    """All that is known of a board's touchpoint."""

    months: tuple[str, str]
    dimensions: Mapping[str, Sums]
    standards: Mapping[str, float]
    overall: Estimate
    confirmed: Mapping[str, Confirmation]
    beside: tuple[Beside, ...]
    attributes: tuple[Attribute, ...]
    kano: Category | None
    complaints: int
    obstacles: Mapping[str, int]  # how often staff told each kind
    told: tuple[str, ...]  # in what words, the newest first; nobody's name
    agreed: tuple[Agreed, ...]


def picture_of(board: Board, today: dt.date) -> Picture:
    """Return what the sources say, and what they agree on."""
    ends, standards = last_year(today), board.touchpoint.expectation
    sums = _visits(board, ends)
    overall = sums.pop(OVERALL, NONE)
    rows = counts([board.unit_id], ends)
    own = [row for row in rows if row.touchpoint_id == board.touchpoint_id]
    beside, confirmed = _beside(board, rows), confirmations(own)
    complaints, obstacles = count_complaints(board, today), count_obstacles(board, today)
    level = mean_interval(overall.n, overall.total, overall.squares)
    voices = [*against_standards(sums, standards, least=MEASURES["shopper"].scored_from, source="visits"),
              *_confirmed_voices(own), _overall_voice(level, standards),
              *(Voice(each.slug, WHOLE, _says(each), each.here.n) for each in beside if each.here.n),
              of_count("complaints", complaints), of_count("obstacles", sum(obstacles.values()))]
    return Picture(ends, sums, standards, level, confirmed,
                   tuple(beside), tuple(_attributes(own)), category_of(board.touchpoint_id, today), complaints,
                   obstacles, words_of_obstacles(board, today), agree(voice for voice in voices if voice.n))


def sources(board: Board, today: dt.date) -> list[Source]:
    """Return how much there is of each source, and how much is needed."""
    ends = last_year(today)
    own = counts([board.unit_id], ends, touchpoint_id=board.touchpoint_id)
    visits, need = _visits(board, ends).get(OVERALL, NONE).n, need_of(board, today)
    wanted = {slug: each.scored_from for slug, each in MEASURES.items()} | ({board.measure: need.n} if need else {})
    asked = {slug: sum(row.n for row in own if row.measure == slug) for slug in SCORES}
    paired = {slug: max((found.total() for found in pairs(own, slug).values()), default=0)
              for slug in ("servqual", "importance")}
    return [Source("shopper", MEASURES["shopper"].name, visits, wanted["shopper"]),
            *(Source(slug, MEASURES[slug].name, asked[slug], wanted[slug]) for slug in SCORES),
            Source("servqual", N_("Customers: expectation and perception"), paired["servqual"], FEWEST),
            Source("importance", N_("Customers: importance and performance"), paired["importance"], FEWEST),
            Source("complaints", N_("Complaints"), count_complaints(board, today), None),
            Source("obstacles", N_("Obstacles told by staff"), sum(count_obstacles(board, today).values()), None)]


def _visits(board: Board, ends: tuple[str, str]) -> dict[str, Sums]:
    """Return the visits' sums by dimension, OVERALL among them."""
    found: dict[str, Sums] = {}
    for cell in place_sums(stores_of(board.unit), ends, kind=KIND, touchpoint_id=board.touchpoint_id):
        found[cell.dimension] = found.get(cell.dimension, NONE) + Sums(int(cell.n), float(cell.total), float(cell.squares))
    return found


def _overall_voice(level: Estimate, standards: Mapping[str, float]) -> Voice:
    standard = sum(standards.values()) / len(standards)
    enough = level.n >= MEASURES["shopper"].scored_from
    return Voice("visits", WHOLE, of_interval(level, standard) if enough else Says.OPEN, level.n)


def _confirmed_voices(own: Sequence[Counted]) -> list[Voice]:
    gaps = {name: sum((Sums(n, n * (value - other), n * (value - other) ** 2) for (value, other), n in found.items()), NONE)
            for name, found in pairs(own, "servqual").items()}
    return against_standards(gaps, dict.fromkeys(gaps, 0.0), least=FEWEST, source="confirmation")


def _beside(board: Board, rows: Sequence[Counted]) -> list[Beside]:
    found = []
    for slug in SCORES:
        here, others = (sums_of(slug, ((row.value, row.n) for row in rows
                                       if row.measure == slug and (row.touchpoint_id == board.touchpoint_id) is own))
                        for own in (True, False))
        enough = is_scored(here.n) and is_scored(others.n)
        found.append(Beside(slug, here, others, difference(others, here) if enough else Estimate(None, here.n + others.n)))
    return found


def _says(beside: Beside) -> Says:
    """Return LOW or FINE only where this touchpoint lies apart from the others beyond chance."""
    interval = beside.apart.interval
    if interval is None or interval.low <= 0 <= interval.high:
        return Says.OPEN
    return Says.LOW if interval.high < 0 else Says.FINE


def _attributes(own: Sequence[Counted]) -> list[Attribute]:
    grid = importance_grid(own)
    labels = _labels({point.name for point in grid.points})
    return [Attribute(labels.get(point.name, {"zh": point.name, "en": point.name}), point) for point in grid.points]


def _labels(subjects: set[str]) -> dict[str, dict[str, str]]:
    """Return how attributes are asked, by subject ("questionnaire:question")."""
    slugs = {subject.partition(":")[0] for subject in subjects}
    if not slugs:
        return {}
    versions = db.session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.slug.in_(slugs))
                                  .order_by(QuestionnaireVersion.id)).all()
    asked = [questionnaire_of(version) for version in versions]
    return {each.subject(question): question.label.as_dict() for each in asked for question in each.questions
            if question.kind == "importance"}


def count_complaints(board: Board, today: dt.date) -> int:
    """Return how many complaints there were at the touchpoint, in the board's unit and below, in twelve months."""
    return db.session.scalar(
        select(func.count()).select_from(Feedback).join(Unit, Unit.id == Feedback.unit_id)
        .where(Feedback.kind == "complaint", Feedback.touchpoint_id == board.touchpoint_id, Feedback.opened_at >= _since(today),
               Unit.path.startswith(board.unit.path, autoescape=True))) or 0


def count_obstacles(board: Board, today: dt.date) -> dict[str, int]:
    """Return how often staff told each kind of obstacle at the touchpoint, in the board's unit and below, in twelve months."""
    return counts_at(board.touchpoint_id, stores_of(board.unit), _since(today))


def words_of_obstacles(board: Board, today: dt.date) -> tuple[str, ...]:
    """Return what staff wrote beside their obstacles there, the newest first."""
    lately = lately_at(board.touchpoint_id, stores_of(board.unit), _since(today))
    return tuple(dict.fromkeys(each.words for each in lately if each.words))[:MOST_WORDS]


def _since(today: dt.date) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(f"{last_year(today)[0]}-01"), dt.time(), dt.UTC)
