"""The figures as tables for a spreadsheet: rows of cells, words left to be translated by whoever asks. Pure."""

from collections.abc import Callable, Sequence

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.quizzes.question import Question, Wording
from cxtrain.quizzes.statistics.figures import Analysis, QuestionFigures
from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.cells import Value
from cxtrain.web.verdicts import facility_said, separation_said

Said = Callable[[Wording | Bilingual], str]
Told = Callable[[str], str]

QUIZ_HEAD = (N_("Figure"), N_("Value"))
QUESTION_HEAD = (
    N_("No."), N_("Key"), N_("Version"), N_("Question"), N_("People"), N_("n"), N_("Facility, %"), N_("How hard"),
    N_("SD, % of the most"), N_("Discrimination"), N_("It tells apart"), N_("Efficiency, %"), N_("Intended weight, %"),
    N_("Effective weight, %"))
OPTION_HEAD = (
    N_("No."), N_("Key"), N_("Version"), N_("Option"), N_("Text"), N_("Right"), N_("Chosen"), N_("Share, %"), N_("Low"),
    N_("High"), N_("Upper third, %"), N_("Lower third, %"), N_("Correlation with the rest"))
FIGURES = (
    (N_("Mean, marks"), "mean"), (N_("Median, marks"), "median"), (N_("SD, marks"), "sd"), (N_("Skewness"), "skewness"),
    (N_("Kurtosis"), "kurtosis"), (N_("Alpha, %"), "consistency"), (N_("Error ratio, %"), "error_ratio"),
    (N_("Standard error, marks"), "standard_error"))


def title_of(question: Question, said: Said) -> str:
    """Return how tables call a question: its name, or its text as a reader sees it, shortened."""
    return question.name or short(words_of(said(question.text), question.markup))


def short(text: str, most: int = 120) -> str:
    """Return a text in one line of `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most - 1] + "…"


def quiz_rows(analysis: Analysis, _: Told) -> list[tuple[Value, ...]]:
    """Return a row for each figure of the quiz, with a header."""
    rows: list[tuple[Value, ...]] = [
        tuple(map(_, QUIZ_HEAD)), (_(N_("People")), analysis.people), (_(N_("Attempts")), analysis.attempts),
        (_(N_("Marks at most")), analysis.most)]
    quiz = analysis.quiz
    return rows + [(_(label), getattr(quiz, name) if quiz else None) for label, name in FIGURES]


def question_rows(analysis: Analysis, said: Said, _: Told) -> list[tuple[Value, ...]]:
    """Return a row for each question, with a header."""
    return [tuple(map(_, QUESTION_HEAD)), *(
        (place, *_named(figures), title_of(figures.subject.question, said), figures.people, *_figures(figures, _,
         weighed=analysis.quiz is not None)) for place, figures in enumerate(analysis.questions, 1))]


def _named(figures: QuestionFigures) -> tuple[str, int]:
    return figures.subject.key, figures.subject.number


def _figures(figures: QuestionFigures, _: Told, *, weighed: bool) -> tuple[Value, ...]:
    item = figures.item
    if item is None:
        return (None,) * 9
    weights = (item.intended_weight, item.effective_weight) if weighed else (None, None)
    return (item.n, item.facility, _(facility_said(item)) if facility_said(item) else "", item.sd, item.discrimination,
            _(separation_said(item)), item.efficiency, *weights)


def option_rows(questions: Sequence[QuestionFigures], said: Said, _: Told) -> list[tuple[Value, ...]]:
    """Return a row for each option of each question, with a header."""
    rows: list[tuple[Value, ...]] = [tuple(map(_, OPTION_HEAD))]
    for place, figures in enumerate(questions, 1):
        question, table = figures.subject.question, figures.options
        texts = {name: words_of(said(text), question.markup) for name, text in question.choices}
        for option in table.options if table else ():
            thirds = (option.upper, option.lower) if figures.has_thirds else (None, None)
            rows.append((
                place, *_named(figures), option.name, texts[option.name], _(N_("yes")) if option.right else _(N_("no")),
                option.chosen, _percent(option.chosen, table.n if table else 0),
                *((100 * option.interval.low, 100 * option.interval.high) if option.interval else (None, None)),
                _percent(thirds[0], table.upper if table else 0), _percent(thirds[1], table.lower if table else 0),
                option.correlation))
    return rows


def _percent(part: int | None, whole: int | None) -> float | None:
    return 100 * part / whole if part is not None and whole else None
