"""Paper sheets keyed in as a tally."""

from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.training.classes.models import ClassEvaluation
from tests.training.evaluations.test_evaluate_class import evaluate, page, rows


def tally(sheets, *counts, words=""):
    """Return the fields of a tally; questions that are not given were left out by all."""
    fields = {"sheets": str(sheets), "words": words}
    for at in range(5):
        for mark in range(1, 6):
            count = counts[at][mark - 1] if at < len(counts) else 0
            fields[f"counts-{at}-ticked_{mark}"] = str(count or "")
    return fields


def test_a_tally_is_looked_over_and_then_kept(someone, ended):
    lin, paper = someone("lin"), page(ended, "evaluations/paper")
    fields = tally(6, (0, 0, 1, 2, 3), (0, 0, 0, 0, 6), words="很好\n\n时间太短")
    answer = lin.post(paper, do="check", **fields)
    assert answer.status_code == 200
    assert "Look over and keep" in answer.text
    assert rows() == []
    assert lin.post(paper, do="save", **fields).status_code == 303
    text = lin.get(page(ended, "evaluations")).text
    assert "4 or 5: 5 of 6" in text
    assert "时间太短" in text


def test_a_second_tally_takes_the_place_of_the_first(someone, ended):
    lin, paper = someone("lin"), page(ended, "evaluations/paper")
    lin.post(paper, do="save", **tally(6, (6, 0, 0, 0, 0)))
    assert 'value="6"' in lin.get(paper).text
    lin.post(paper, do="save", **tally(5, (0, 0, 0, 0, 5)))
    assert [row.marks[0] for row in rows()] == [5] * 5
    assert all(row.shown for row in rows())


def test_few_sheets_wait_and_never_make_up_the_five_of_others(someone, ended):
    lin, paper = someone("lin"), page(ended, "evaluations/paper")
    lin.post(paper, do="save", **tally(4, (4, 0, 0, 0, 0)))
    evaluate(someone, ended, "wang")
    assert not any(row.shown for row in rows())
    text = lin.get(page(ended, "evaluations")).text
    assert "1 of 5 on screen" in text
    assert "from paper: 4 of 5" in text
    for who in ("zhao", "sun", "chen", "li"):
        evaluate(someone, ended, who)
    assert database.session.scalars(select(ClassEvaluation.shown)).all() == [True] * 9


def test_more_ticks_or_remarks_than_sheets_are_marked_and_nothing_is_lost(someone, ended):
    answer = someone("lin").post(page(ended, "evaluations/paper"), do="save", **tally(2, (1, 1, 1, 0, 0), words="a\nb\nc"))
    assert answer.status_code == 400
    assert "more ticks here than sheets" in answer.text
    assert "more remarks than sheets" in answer.text
    assert "a\nb\nc" in answer.text
    assert rows() == []


def test_a_number_that_is_none_is_named(someone, ended):
    fields = tally(2) | {"counts-0-ticked_1": "many", "sheets": ""}
    answer = someone("lin").post(page(ended, "evaluations/paper"), do="save", **fields)
    assert answer.status_code == 400
    assert "Write how many." in answer.text


def test_the_trainer_keys_in_no_sheets(someone, ended):
    admin, paper = someone("admin"), page(ended, "evaluations/paper")  # the trainer
    text = admin.get(paper).text
    assert "You teach this class" in text and 'name="sheets"' not in text
    fields = tally(5, (0, 0, 0, 0, 5))
    assert admin.post(paper, page="/me/sessions", do="save", **fields).status_code == 409
    assert rows() == []


def test_there_are_no_more_sheets_and_answers_than_people(someone, ended):
    lin, paper = someone("lin"), page(ended, "evaluations/paper")
    evaluate(someone, ended, "wang")
    answer = lin.post(paper, do="save", **tally(7, (0, 0, 0, 0, 7)))
    assert answer.status_code == 400 and "At most 6" in answer.text
    assert len(rows()) == 1
    assert lin.post(paper, do="save", **tally(6, (0, 0, 0, 0, 6))).status_code == 303
