"""One question as a player sees it, outside any attempt. Pure."""

from cxtrain.quizzes.marking import Mark
from cxtrain.quizzes.paper import ShownQuestion, lay_out
from cxtrain.quizzes.question import NOTHING, Marking, Question
from cxtrain.quizzes.quiz import Quiz
from cxtrain.web.bilingual import Bilingual

SEED = 20_260_101  # of no meaning: it puts what is to be ordered into another order, always the same
NO_TEXT = Bilingual("", "")
ALONE = Quiz(slug="preview", title=NO_TEXT, brief=NO_TEXT, pass_mark=100, attempts=None, shuffle=False,
             marking=Marking.ALL_OR_NOTHING, one_by_one=True, questions=())


def shown(question: Question) -> ShownQuestion:
    """Return what a player would see."""
    return lay_out(ALONE, SEED, [question])[0].shown()


def unanswered(question: Question) -> Mark:
    """Return the mark of no answer, for a page that shows what would be right."""
    return Mark(question, (), NOTHING)
