"""Marking an answer by another version's key, or giving everybody the marks. Pure.

An answer is kept as ids and places of the version that was answered (`question.Shape`), so it is first put into the words of
the other version: what was chosen is known by its short name, matches by their text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxtrain.quizzes.kinds.arranged import Matching, Ordering
from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.judgement import Judgement
from cxtrain.quizzes.kinds.numerical import Numerical
from cxtrain.quizzes.kinds.written import GapFill, ShortAnswer
from cxtrain.quizzes.marking import Mark, Result, scored
from cxtrain.quizzes.question import NOTHING, WHOLE, Question
from cxtrain.quizzes.quiz import Quiz


@dataclass(frozen=True)
class Key:
    """How answers to a version are to be marked."""

    question: Question | None  # whose key counts; None: everybody gets the marks
    keeps_better: bool = True


def is_comparable(old: Question, new: Question) -> bool:
    """Whether every answer to `old` is one to `new`: the same kind, with the same things to choose from."""
    if old.kind != new.kind:
        return False
    match (old, new):
        case (Choice(), Choice()) | (Ordering(), Ordering()):
            return {name for name, _ in old.choices} == {name for name, _ in new.choices}
        case (Judgement(), Judgement()):
            return old.mode == new.mode and {name for name, _ in old.choices} == {name for name, _ in new.choices}
        case (Matching(), Matching()):
            return ({pair.id for pair in old.pairs} == {pair.id for pair in new.pairs}
                    and {text for _, text in old.choices} == {text for _, text in new.choices})
        case (GapFill(), GapFill()):
            pairs = list(zip(old.gaps, new.gaps, strict=False))
            return len(old.gaps) == len(new.gaps) and all(set(one.offered) == set(other.offered) for one, other in pairs)
        case _:
            return isinstance(old, TrueFalse | ShortAnswer | Numerical)


def translated(old: Question, new: Question, given: Sequence[str]) -> tuple[str, ...]:
    """Return an answer to `old` as an answer to `new`, to which it is comparable."""
    if not given:
        return ()
    if isinstance(old, Ordering | Judgement) and isinstance(new, Ordering | Judgement):
        said = {name: text for (name, _), text in zip(old.choices, given, strict=True)}
        return tuple(said[name] for name, _ in new.choices)
    if isinstance(old, Matching) and isinstance(new, Matching):
        texts, names = dict(old.choices), {text: name for name, text in new.choices}
        chosen = {pair.id: names[texts[name]] if name else "" for pair, name in zip(old.pairs, given, strict=True)}
        return tuple(chosen[pair.id] for pair in new.pairs)
    return tuple(given)


def on_paper(old: Question, new: Question) -> Question:
    """Return the key's question as it would stand on the paper: its id, its worth, its options in their places."""
    same: dict[str, Any] = {"id": old.id, "marks": old.marks, "dimension": old.dimension, "touchpoint": old.touchpoint}
    if isinstance(old, Choice) and isinstance(new, Choice):
        order = [option.id for option in old.options]
        same["options"] = tuple(sorted(new.options, key=lambda option: order.index(option.id)))
    return new.model_copy(update=same)


def marked_anew(mark: Mark, key: Key, quiz: Quiz) -> Mark:
    """Return the mark that an answer gets by a key; one that waits for a person stays as it is."""
    if mark.points is None or not mark.asks:
        return mark
    if key.question is None:
        return replace(mark, points=WHOLE, certainty=None, is_anew=True)
    question = on_paper(mark.question, key.question)
    given = question.checked(translated(mark.question, key.question, mark.given))
    points = question.points(given, quiz.marking) if given else NOTHING
    new = replace(mark, question=question, given=given, points=points, is_anew=True)
    return replace(new, points=mark.points) if key.keeps_better and mark.earned > new.earned else new


def anew(result: Result, paper: Sequence[int], keys: Mapping[int, Key], quiz: Quiz) -> Result:
    """Return a result with the answers to some versions marked anew.

    Args:
        result: the marks of a paper.
        paper: the ids of the versions on it, in the order of the marks.
        keys: by version id.
        quiz: by which the paper was marked.
    """
    marks = tuple(marked_anew(mark, keys[version], quiz) if version in keys else mark
                  for version, mark in zip(paper, result.marks, strict=True))
    return scored(quiz, marks)
