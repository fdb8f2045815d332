"""Why an author should look at a question, and what to do about it, in plain words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from cxtrain.measures.distractors import DETERS_THE_ABLE, DRAWS_THE_ABLE, UNUSED, OptionTable
from cxtrain.measures.item_analysis import DUBIOUS, Item, is_clear, is_turned
from cxtrain.quizzes.kinds.choice import Single, TrueFalse
from cxtrain.quizzes.question import Question, Wording
from cxtrain.web.bilingual import N_

TOO_HARD, TOO_EASY = 11, 95  # per cent of the marks; the ends of the words that `item_analysis` has for them

WRONG_WAY = N_("Those who do well in the rest do worse here (discrimination %(value)s).")
CHECK_KEY = N_("See first whether the right answer is marked as right, then whether the text can be understood in two ways.")
WRONG_DRAWS = N_("“%(option)s” counts as wrong, yet those who do well choose it.")
ASK_EXPERT = N_("Ask somebody who knows whether it is right as well. If not, let the question say what speaks against it.")
RIGHT_DETERS = N_("“%(option)s” counts as right, yet those who do well leave it out.")
TELLS_LITTLE = N_("It hardly tells those who do well from those who do not (efficiency %(value)s %%).")
ASK_ONE_THING = N_("Let it ask for one thing, in a situation from work; or let it count for less.")
EARNS_LITTLE = N_("Only %(value)s %% of its marks are earned.")
IS_IT_TAUGHT = N_("See whether the course teaches it. If it does, look at the wrong answer that most people give.")
LIKE_GUESSING = N_("People earn %(value)s %% here; by guessing they would earn %(guess)s %%.")
EARNS_ALL = N_("Nearly everybody has it right (%(value)s %%), so it says nothing about anybody.")
KEEP_OR_SHARPEN = N_("Keep it as an easy beginning, or offer the mistakes that people really make.")
NOBODY_TAKES = N_("Nobody chooses “%(option)s”.")
REPLACE = N_("Put a mistake in its place that you see at work.")


@dataclass(frozen=True)
class Notice:
    """One reason to look at a question: a sentence with its values, and what to do."""

    urgency: int  # 0 is the most urgent
    reason: str
    advice: str
    values: Mapping[str, float | Wording] = field(default_factory=dict)  # numbers are shown without decimals


def notices_of(question: Question, item: Item, options: OptionTable | None, *, many: bool) -> tuple[Notice, ...]:
    """Return the reasons to look at a question, the most urgent first.

    Args:
        question: as it was answered.
        item: its figures.
        options: those of its options, where it has any.
        many: whether there are so many attempts that an option nobody takes is no accident.
    """
    found = [*_separation(item), *_difficulty(question, item), *_options(question, item, options, many)]
    return tuple(sorted(found, key=lambda notice: notice.urgency))


def _separation(item: Item) -> Iterator[Notice]:
    if is_turned(item) and item.discrimination is not None:
        yield Notice(0, WRONG_WAY, CHECK_KEY, {"value": item.discrimination})
    elif DUBIOUS in item.verdicts and item.efficiency is not None:
        yield Notice(2, TELLS_LITTLE, ASK_ONE_THING, {"value": item.efficiency})


def _difficulty(question: Question, item: Item) -> Iterator[Notice]:
    if item.facility is None:
        return
    value, guess = {"value": item.facility}, guess_of(question)
    if item.facility < TOO_HARD:
        yield Notice(2, EARNS_LITTLE, IS_IT_TAUGHT, value)
    elif guess is not None and item.facility <= 100 * guess:
        yield Notice(2, LIKE_GUESSING, IS_IT_TAUGHT, value | {"guess": float(100 * guess)})
    elif item.facility >= TOO_EASY:
        yield Notice(3, EARNS_ALL, KEEP_OR_SHARPEN, value)


def guess_of(question: Question) -> Fraction | None:
    """Return what blind guessing earns of a question's marks; None where that cannot be said."""
    if isinstance(question, TrueFalse):
        return Fraction(1, 2)
    if isinstance(question, Single):
        weights = [Fraction(option.weight) / 100 if option.weight is not None else Fraction(option.correct)
                   for option in question.options]
        return sum(weights, Fraction(0)) / len(weights)
    return None


def _options(question: Question, item: Item, table: OptionTable | None, many: bool) -> Iterator[Notice]:
    texts = dict(question.choices)
    for option in table.options if table else ():
        says = {"option": texts[option.name]}
        clear = table is not None and option.correlation is not None and is_clear(option.correlation, table.n)
        if DRAWS_THE_ABLE in option.verdicts and clear:
            yield Notice(1, WRONG_DRAWS, ASK_EXPERT, says)
        elif DETERS_THE_ABLE in option.verdicts and clear and not is_turned(item):
            yield Notice(1, RIGHT_DETERS, CHECK_KEY, says)
        elif UNUSED in option.verdicts and many:
            yield Notice(4, NOBODY_TAKES, REPLACE, says)
