"""What the counts say about a quiz and its questions. Nothing is said of what fewer than five people answered. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.measures import item_analysis
from cxtrain.measures.distractors import OptionTable
from cxtrain.measures.item_counts import Counts, analyse_counts, analyse_items
from cxtrain.measures.option_counts import analyse_option_counts
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.question import Question
from cxtrain.quizzes.statistics.counting import STEPS, Item, Total, Typed
from cxtrain.quizzes.statistics.notices import Notice, notices_of

FEWEST = 5  # people, as where scenarios are shown: fewer could be told apart
FEW = 30  # attempts, below which the figures will still move
THIRDS = 3 * FEWEST  # people, so that a third is not fewer than may be shown
MOST_TEXTS = 20

Rows = Sequence[tuple[Item, int]]


@dataclass(frozen=True)
class Subject:
    """A version of a question that is looked at."""

    version_id: int
    key: str
    number: int  # of the version
    question: Question


@dataclass(frozen=True)
class QuestionFigures:
    """What is known of a version; `item` is None where fewer than FEWEST people answered it, and all else is empty then."""

    subject: Subject
    people: int
    item: item_analysis.Item | None = None
    options: OptionTable | None = None  # of a question with options
    notices: tuple[Notice, ...] = ()  # the most urgent first

    @property
    def has_thirds(self) -> bool:
        """Whether thirds may be shown."""
        return self.people >= THIRDS and self.options is not None and self.options.upper is not None


@dataclass(frozen=True)
class Analysis:
    """A quiz and its questions; `quiz` is None where questions are drawn, or where nothing may be shown."""

    people: int  # whose first attempts are counted
    attempts: int
    most: float  # marks that a paper gives at most
    quiz: item_analysis.Quiz | None
    questions: tuple[QuestionFigures, ...]

    @property
    def shown(self) -> bool:
        """Whether enough people took it."""
        return self.people >= FEWEST

    @property
    def to_look_at(self) -> tuple[QuestionFigures, ...]:
        """The questions that deserve a look, the most urgent first."""
        found = [(each.notices[0].urgency, each.item.discrimination or 0.0, place)
                 for place, each in enumerate(self.questions) if each.item and each.notices]
        return tuple(self.questions[place] for *_, place in sorted(found))


def analysis_of(subjects: Sequence[Subject], rows: Rows, totals: Sequence[tuple[Total, int]], *, drawn: bool,
                only_first: bool) -> Analysis:
    """Return the figures of a paper.

    Args:
        subjects: its questions, those that ask for something.
        rows: their counts.
        totals: of the same paper.
        drawn: whether each attempt draws questions of its own; then there are no figures of the whole.
        only_first: whether each person's first attempt counts, or all do.
    """
    people = sum(n for total, n in totals if total.is_first)
    summed: Counter[int] = Counter()
    for total, n in totals:
        summed[total.total] += n if total.is_first or not only_first else 0
    most = sum(map(_worth, subjects)) / STEPS
    if people < FEWEST:
        return Analysis(people, 0, most, None, ())
    found = _by_version(rows)
    if drawn:
        each = (figures_of(subject, found[subject.version_id], only_first=only_first) for subject in subjects)
        return Analysis(people, summed.total(), most, None, tuple(each))
    quiz = _whole(subjects, found, summed, only_first)
    each = (_figures(one, found[one.version_id], item, only_first) for one, item in zip(subjects, quiz.items, strict=True))
    return Analysis(people, summed.total(), most, quiz, tuple(each))


def _whole(subjects: Sequence[Subject], rows: Mapping[int, Rows], totals: Counter[int], only_first: bool) -> item_analysis.Quiz:
    counts = [_counts(rows[subject.version_id], only_first) for subject in subjects]
    return analyse_counts(counts, list(map(_worth, subjects)), totals, steps=STEPS)


def figures_of(subject: Subject, rows: Rows, *, only_first: bool) -> QuestionFigures:
    """Return the figures of one version from its counts, of whatever papers."""
    item, = analyse_items([_counts(rows, only_first)], [_worth(subject)])
    return _figures(subject, rows, item, only_first)


def _by_version(rows: Rows) -> Mapping[int, Rows]:
    found: dict[int, list[tuple[Item, int]]] = defaultdict(list)
    for item, n in rows:
        found[item.version_id].append((item, n))
    return found


def _worth(subject: Subject) -> int:
    return round(subject.question.worth * STEPS)


def _counts(rows: Rows, only_first: bool) -> Counts:
    found: dict[tuple[int, int], int] = defaultdict(int)
    for item, n in rows:
        if item.is_first or not only_first:
            found[item.earned, item.rest] += n
    return found


def _figures(subject: Subject, rows: Rows, item: item_analysis.Item, only_first: bool) -> QuestionFigures:
    people = sum(n for row, n in rows if row.is_first)
    if people < FEWEST:
        return QuestionFigures(subject, people)
    options = _options(subject.question, [(row, n) for row, n in rows if row.is_first or not only_first])
    return QuestionFigures(subject, people, item, options, notices_of(subject.question, item, options, many=item.n >= FEW))


def _options(question: Question, rows: Rows) -> OptionTable | None:
    if not isinstance(question, Choice | TrueFalse):
        return None
    everybody: Counter[int] = Counter()
    chosen: dict[str, Counter[int]] = {option.id: Counter() for option in question.options}
    for row, n in rows:
        everybody[row.rest] += n
        for place, option in enumerate(question.options):
            if row.chosen >> place & 1:
                chosen[option.id][row.rest] += n
    right = [option.id for option in question.options if option.right]
    unanswered = sum(n for row, n in rows if not row.chosen)
    return analyse_option_counts(list(chosen), right, chosen, everybody, unanswered=unanswered)


@dataclass(frozen=True)
class WrongText:
    """A typed answer that earned nothing."""

    text: str
    n: int
    share: float  # 0..1 of the attempts


def wrong_texts(rows: Iterable[tuple[Typed, int]], attempts: int, *, only_first: bool) -> tuple[WrongText, ...]:
    """Return the most frequent typed answers, at most MOST_TEXTS; those of fewer than FEWEST people might tell who they are."""
    people, counted = Counter[str](), Counter[str]()
    for typed, n in rows:
        people[typed.text] += n if typed.is_first else 0
        counted[typed.text] += n if typed.is_first or not only_first else 0
    frequent = sorted((text for text in counted if people[text] >= FEWEST), key=lambda text: (-counted[text], text))
    return tuple(WrongText(text, counted[text], counted[text] / attempts) for text in frequent[:MOST_TEXTS])
