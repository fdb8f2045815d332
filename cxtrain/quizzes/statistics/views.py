"""How a quiz measures: the whole, one question, and both as files. For those who write it; nobody is named."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from cxtrain.clock import today
from cxtrain.measures.intervals import Interval
from cxtrain.measures.item_analysis import is_turned
from cxtrain.people.guards import requires
from cxtrain.people.permissions import Can
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.queries import get_quiz, quiz_of
from cxtrain.quizzes.statistics import queries
from cxtrain.quizzes.statistics.counting import Item
from cxtrain.quizzes.statistics.figures import FEW, FEWEST, Analysis, QuestionFigures, analysis_of, figures_of, wrong_texts
from cxtrain.quizzes.statistics.notices import Notice
from cxtrain.quizzes.statistics.tables import option_rows, question_rows, quiz_rows, title_of
from cxtrain.quizzes.statistics.words import reliability_said
from cxtrain.web.charts import BarChart, Reading, bar_chart
from cxtrain.web.converters import asked_id
from cxtrain.web.pages import said, shown_number
from cxtrain.web.tables import csv_bytes, xlsx_bytes
from cxtrain.web.verdicts import facility_said, separation_said

bp = Blueprint("statistics", __name__, url_prefix="/authoring/quizzes")
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
LETTERS = "ABCDEFGHIJKLMNOPQRST"


@dataclass(frozen=True)
class Asked:
    """What a page is to show: a quiz, and whether first attempts only."""

    quiz: Quiz
    only_first: bool

    @cached_property
    def papers(self) -> list[queries.Sat]:
        """The papers that people sat, the latest first."""
        return queries.papers_of(self.quiz)

    @cached_property
    def paper(self) -> queries.Sat | None:
        """The one that the address names; else the latest that may be shown; None where there is none."""
        wanted = asked_id("paper")
        if request.args.get("paper"):
            return next((sat for sat in self.papers if sat.row.id == wanted), None) or abort(404)
        return next((sat for sat in self.papers if sat.people >= FEWEST), self.papers[0] if self.papers else None)

    @property
    def paper_ids(self) -> list[int]:
        """All of them."""
        return [sat.row.id for sat in self.papers]

    @property
    def query(self) -> dict[str, str | int]:
        """What addresses carry on."""
        named = {"paper": asked_id("paper")} if request.args.get("paper") else {}
        return named | ({} if self.only_first else {"attempts": "all"})


def _asked(slug: str) -> Asked:
    if not current_user.may(Can.SEE_COVERAGE):  # admins keep the content and see nothing of what people did
        abort(403)
    attempts = request.args.get("attempts", "first")
    if attempts not in ("first", "all"):
        abort(404)
    return Asked(get_quiz(slug), attempts == "first")


def _analysis(asked: Asked) -> Analysis:
    if asked.paper is None:
        return Analysis(0, 0, 0, None, ())
    row, drawn = asked.paper.row, not asked.paper.row.questions
    rows = queries.items_of([row.id])
    subjects = queries.subjects_of(row.questions or sorted({item.version_id for item, _n in rows}))
    if drawn:  # of a question that was changed, the latest version that people had
        subjects = sorted({each.key: each for each in subjects}.values(), key=lambda each: each.key)
    return analysis_of(subjects, rows, queries.totals_of(row.id), drawn=drawn, only_first=asked.only_first)


@bp.app_template_filter("notice")
def notice(told: Notice) -> str:
    """Return the reason to look at a question as a sentence."""
    return _(told.reason, **{name: shown_number(value, 0) if isinstance(value, float) else said(value)
                             for name, value in told.values.items()})


@bp.route("/<slug>/analysis")
@requires(Can.EDIT_CONTENT)
def show_analysis(slug: str) -> ResponseReturnValue:
    """Show how well the quiz measures, which questions deserve a look, and the figures of each."""
    asked = _asked(slug)
    analysis = _analysis(asked)
    return render_template(
        "quizzes/show_analysis.html", asked=asked, analysis=analysis, title=quiz_of(asked.quiz.current).title,
        drawn=asked.paper is not None and not asked.paper.row.questions, fewest=FEWEST, few=FEW,
        complete=queries.is_complete(), **_WORDS)


@bp.route("/<slug>/analysis/<int:version_id>")
@requires(Can.EDIT_CONTENT)
def show_item(slug: str, version_id: int) -> ResponseReturnValue:
    """Show one question: its options, what was typed instead of an answer, and its versions side by side."""
    asked = _asked(slug)
    versions = _versions(asked, version_id)
    figures = next((each for each in versions if each.subject.version_id == version_id), None) or abort(404)
    typed = queries.typed_of(asked.paper_ids, [version_id]) if figures.item else ()
    return render_template(
        "quizzes/show_item.html", asked=asked, figures=figures, versions=versions, chart=_chart(figures),
        texts=wrong_texts(typed, figures.item.n, only_first=asked.only_first) if figures.item else (),
        title=quiz_of(asked.quiz.current).title, fewest=FEWEST, few=FEW, letters=LETTERS, **_WORDS)


def _versions(asked: Asked, version_id: int) -> list[QuestionFigures]:
    """Return the figures of those versions of a question that were answered, over all papers, the latest first."""
    rows: dict[int, list[tuple[Item, int]]] = {each: [] for each in queries.versions_with(version_id)}
    for item, n in queries.items_of(asked.paper_ids, list(rows)):
        rows[item.version_id].append((item, n))
    subjects = queries.subjects_of([each for each, counted in rows.items() if counted])
    return [figures_of(subject, rows[subject.version_id], only_first=asked.only_first) for subject in subjects]


def _chart(figures: QuestionFigures) -> BarChart | None:
    """Return the shares of the options as bars, None where there are none to show."""
    if figures.options is None:
        return None
    readings = []
    for letter, option in zip(LETTERS, figures.options.options, strict=False):
        share, ends = option.share or 0.0, option.interval or Interval(0.0, 0.0)
        readings.append(Reading(f"{letter} ✓" if option.right else letter, 100 * share, 100 * ends.low, 100 * ends.high,
                                option.chosen, tone="good" if option.right else "ink"))
    return bar_chart(readings, low=0, high=100, digits=0)


@bp.route("/<slug>/analysis/file")
@requires(Can.EDIT_CONTENT)
def export_analysis(slug: str) -> ResponseReturnValue:
    """Send the figures: of the questions as CSV; of the quiz, its questions and their options as XLSX."""
    asked, kind = _asked(slug), request.args.get("as", "xlsx")
    if kind not in FILES:
        abort(404)
    analysis = _analysis(asked)
    questions = question_rows(analysis, said, _)
    body = csv_bytes([str(cell) for cell in questions[0]], questions[1:]) if kind == "csv" else xlsx_bytes({
        _("Quiz"): quiz_rows(analysis, _), _("Questions"): questions, _("Options"): option_rows(analysis.questions, said, _)})
    name = f"{_('item-analysis')}-{slug}-{today(current_user.zone)}.{kind}"
    return send_file(BytesIO(body), FILES[kind], as_attachment=True, download_name=name)


def _title(figures: QuestionFigures) -> str:
    return title_of(figures.subject.question, said)


_WORDS = {"facility_said": facility_said, "separation_said": separation_said, "reliability_said": reliability_said,
          "is_turned": is_turned, "title_of": _title}
