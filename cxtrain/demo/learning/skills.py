"""How people of the demo company play and answer: right as often as their skill says, otherwise as it comes. Pure."""

from random import Random

from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.question import Question, Shape
from cxtrain.quizzes.quiz import Quiz
from cxtrain.roleplay.graph import Edge
from cxtrain.roleplay.play import MOST_CHOICES
from cxtrain.roleplay.records import Scenario
from cxtrain.roleplay.score import Extremes, extremes_of


def play(scenario: Scenario, skill: float, random: Random) -> list[str]:
    """Return the answers of a whole play: at each scene the best one with probability `skill`, else any other."""
    extremes, here, chosen = extremes_of(scenario), 0, list[str]()
    while not extremes.graph.is_ending(here) and len(chosen) < MOST_CHOICES:
        edges = [edge for edge in extremes.graph.edges[here] if not edge.choice.is_silence]
        best = max(edges, key=lambda edge: _worth(extremes, edge))
        others = [edge for edge in edges if edge is not best]
        edge = best if not others or random.random() < skill else random.choice(others)
        chosen.append(edge.choice.id)
        here = edge.target
    return chosen


def _worth(extremes: Extremes, edge: Edge) -> float:
    return float(edge.gain[-1] + extremes.best[edge.target][-1])


def answer(quiz: Quiz, knowledge: float, random: Random) -> dict[str, list[str]]:
    """Return option ids by question id: each question right with probability `knowledge`."""
    return {question.id: answer_one(question, known=random.random() < knowledge, random=random) for question in quiz.questions}


def answer_one(question: Question, *, known: bool, random: Random) -> list[str]:
    """Return the ids of the right options, or of wrong ones."""
    return _right(question) if known else _wrong(question, random)


def _right(question: Question) -> list[str]:
    assert isinstance(question, Choice | TrueFalse), "the shipped quizzes ask by options"
    return [option.id for option in question.options if option.correct]


def _wrong(question: Question, random: Random) -> list[str]:
    assert isinstance(question, Choice | TrueFalse)
    wrong = [option.id for option in question.options if not option.correct]
    if question.shape is not Shape.SEVERAL:
        return [random.choice(wrong)]
    return _right(question)[:-1] or [random.choice(wrong)]  # one was overlooked
