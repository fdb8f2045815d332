"""Counts of what attempts earned, changed in the transaction that settles an attempt. They can be computed anew.

Marks are whole numbers of a 1/100000 of a mark (`counting.STEPS`), so that sums are exact.
"""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db
from cxtrain.quizzes.models import QuestionVersion, Quiz


class QuizPaper(db.Model):
    """A paper that a quiz handed out: its questions, and the way in which they are marked. Written once."""

    __table_args__ = (UniqueConstraint("quiz_id", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    digest: Mapped[str] = mapped_column(String(64))  # `counting.digest_of`
    questions: Mapped[Json]  # ids of the question versions in the quiz's order; none where each attempt draws its own
    since: Mapped[Moment]  # when it was first handed in


class ItemCount(db.Model):
    """How many attempts earned so much at a question and so much in the rest of the paper, and chose these options."""

    __table_args__ = (CheckConstraint("n >= 0", name="n"),)
    paper_id: Mapped[int] = mapped_column(ForeignKey(QuizPaper.id), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(QuestionVersion.id), primary_key=True)
    is_first: Mapped[bool] = mapped_column(primary_key=True)  # the first attempts of their people
    earned: Mapped[int] = mapped_column(BigInteger, primary_key=True)  # steps
    rest: Mapped[int] = mapped_column(BigInteger, primary_key=True)  # steps
    chosen: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # `counting.chosen_of`
    n: Mapped[int]


class TotalCount(db.Model):
    """How many attempts earned so much in all."""

    __table_args__ = (CheckConstraint("n >= 0", name="n"),)
    paper_id: Mapped[int] = mapped_column(ForeignKey(QuizPaper.id), primary_key=True)
    is_first: Mapped[bool] = mapped_column(primary_key=True)
    total: Mapped[int] = mapped_column(BigInteger, primary_key=True)  # steps
    n: Mapped[int]


class TypedCount(db.Model):
    """How many attempts typed an answer that earned nothing."""

    __table_args__ = (CheckConstraint("n >= 0", name="n"),)
    paper_id: Mapped[int] = mapped_column(ForeignKey(QuizPaper.id), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(QuestionVersion.id), primary_key=True)
    is_first: Mapped[bool] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(100), primary_key=True)  # folded, as answers are compared, and shortened
    n: Mapped[int]
