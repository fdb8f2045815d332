"""The counts follow the attempts: each is in them once, however it came there, and can be taken out again."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes import operations
from cxtrain.quizzes.models import BankQuestion, HandMark, Quiz, QuizAttempt
from cxtrain.quizzes.queries import result_of
from cxtrain.quizzes.statistics import queries
from cxtrain.quizzes.statistics.counting import STEPS
from cxtrain.quizzes.statistics.models import ItemCount, QuizPaper, TotalCount
from cxtrain.quizzes.statistics.operations import put_in, rebuild, take_out
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG
from tests.quizzes.statistics.conftest import HALF, taker_of

WRITTEN = """\
format: 1
slug: written
title: {zh: 简答, en: Written}
brief: {zh: 两道题, en: Two questions}
questions:
  - {id: word, kind: short_answer, text: {zh: 酸奶, en: What is it?}, answers: [{text: yoghurt}]}
  - {id: essay, kind: free_text, text: {zh: 写, en: Write}, marks: 2}
  - {id: told, kind: description, text: {zh: 请读, en: Read}}
"""
DRAWN = """\
format: 1
slug: drawn
title: {zh: 抽题, en: Drawn}
brief: {zh: 一道题, en: One question}
questions: [{draw: 2}]
"""


def shown(tally):
    """Return the totals and the marks with their rests, in marks."""
    totals = {(total.is_first, total.total / STEPS): n for total, n in tally.totals.items()}
    items = {}
    for item, n in tally.items.items():
        key = (item.is_first, item.earned / STEPS, item.rest / STEPS)
        items[key] = items.get(key, 0) + n
    return totals, items


def test_an_attempt_is_counted_when_it_is_handed_in(crowd, quiz):
    crowd.sit(RIGHT)
    crowd.sit(HALF)
    crowd.sit(WRONG, RIGHT)
    totals, items = shown(queries.kept())
    assert totals == {(True, 3): 1, (True, 1): 1, (True, 0): 1, (False, 3): 1}
    assert items == {(True, 1, 2): 3, (True, 1, 0): 1, (True, 0, 1): 2, (True, 0, 0): 3, (False, 1, 2): 3}
    assert queries.is_complete()


def test_the_options_chosen_are_counted_as_bits(crowd, quiz):
    crowd.sit({**RIGHT, "canary-q1": []})
    found = {(subject.key, row.chosen) for row, _n in queries.items_of([1]) for subject in queries.subjects_of([row.version_id])}
    # q1 was left, of q2 the first two of three were ticked, of q3 the second of true and false.
    assert found == {("desk/canary-q1", 0), ("desk/canary-q2", 0b011), ("desk/canary-q3", 0b10)}


def test_an_open_attempt_is_not_counted(crowd, quiz, db):
    operations.start_attempt(taker_of(crowd.join()), db.session.get(Quiz, quiz))
    assert shown(queries.kept()) == ({}, {})


def test_taking_out_and_putting_in_leaves_everything_as_it_was(crowd, quiz):
    crowd.sit(RIGHT)
    attempt, = crowd.sit(HALF)
    before = queries.kept()
    take_out(attempt)
    assert shown(queries.kept())[0] == {(True, 3): 1}
    put_in(attempt, result_of(attempt))
    assert queries.kept() == before and queries.verify_counts()[1] == ()


def test_what_waits_for_a_person_is_counted_when_it_is_marked(crowd, db, cast):
    operations.publish_quiz(WRITTEN)
    attempt, = crowd.sit({"word": ["YOGHURT。"], "essay": ["I would ask."]}, slug="written")
    assert attempt.score is None and shown(queries.kept()) == ({}, {})
    put_in(attempt)
    take_out(attempt)
    assert shown(queries.kept()) == ({}, {}) and queries.is_complete()
    db.session.add(HandMark(attempt_id=attempt.id, question_id="essay", points=[4], marked_by=cast.li, marked_at=now()))
    db.session.flush()
    operations.settle(attempt, None, "quiz submitted")
    assert shown(queries.kept()) == ({(True, 2.6): 1}, {(True, 1, 1.6): 1, (True, 1.6, 1): 1})
    assert queries.verify_counts()[1] == ()


def test_wrong_typed_answers_are_counted_as_they_are_compared(crowd):
    operations.publish_quiz(WRITTEN)
    for text in ("Yogurt", " ｙｏｇｕｒｔ. ", "yoghurt", ""):
        crowd.sit({"word": [text]}, slug="written")
    assert {(typed.text, n) for typed, n in queries.kept().typed.items()} == {("yogurt", 2)}


def test_a_question_changed_makes_another_paper_and_the_old_one_keeps_its_counts(crowd, quiz, db):
    crowd.sit(RIGHT)
    operations.publish_quiz(QUIZ.replace("Saying sorry first", "To say sorry first"))
    crowd.sit(RIGHT)
    crowd.sit(RIGHT)
    sat = queries.papers_of(db.session.get(Quiz, quiz))
    assert [(each.people, each.is_current, len(each.row.questions)) for each in sat] == [(2, True, 3), (1, False, 3)]
    assert len(set(sat[0].row.questions) & set(sat[1].row.questions)) == 2


def test_another_way_of_marking_makes_another_paper(crowd, quiz, db):
    crowd.sit(HALF)
    operations.publish_quiz(QUIZ + "marking: partial\n")
    crowd.sit(HALF)
    assert shown(queries.kept())[0] == {(True, 1): 1, (True, 1.5): 1}
    assert len(queries.papers_of(db.session.get(Quiz, quiz))) == 2


def test_drawn_papers_are_counted_as_one_whose_rests_are_their_own(crowd, quiz, db):
    published = operations.publish_quiz(DRAWN).quiz
    for _ in range(4):
        crowd.sit({}, slug="drawn")
    paper, = queries.papers_of(published)
    assert (paper.row.questions, paper.people, paper.is_current) == ([], 4, True)
    assert sum(n for _item, n in queries.items_of([paper.row.id])) == 8


def test_a_rebuild_gives_what_was_there(taken, db):
    before = queries.kept()
    db.session.execute(ItemCount.__table__.update().values(n=ItemCount.__table__.c.n + 1))
    db.session.execute(TotalCount.__table__.delete())
    rows, wrong = queries.verify_counts()
    assert (rows, len(wrong)) == (len(before.items), len(before.items) + len(before.totals))
    assert not queries.is_complete()
    assert rebuild() == len(before.items) + len(before.totals) + len(before.typed)
    assert queries.kept() == before and queries.verify_counts()[1] == () and queries.is_complete()
    db.session.commit()
    assert db.session.query(LedgerEntry).filter_by(action="rollups rebuilt").count() == 1


def test_a_rebuild_finds_papers_that_were_never_written_down(taken, db):
    before = shown(queries.kept())
    for model in (ItemCount, TotalCount, QuizPaper):
        db.session.execute(model.__table__.delete())
    assert len(queries.verify_counts()[1]) > 0
    rebuild()
    assert shown(queries.kept()) == before


def test_handing_in_takes_few_statements_however_many_questions(crowd, quiz, db):
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    crowd.sit(RIGHT)
    assert sum("into item_count" in each for each in seen) == 1
    assert sum("_count" in each or "quiz_paper" in each for each in seen) <= 6


def test_the_question_page_of_the_bank_finds_the_analyses(taken, db):
    row = db.session.scalars(select(BankQuestion).where(BankQuestion.key == "desk/canary-q2")).one()
    assert [(found.slug, version) for found, version in queries.analyses_of(row.key)] == [("desk", row.current_id)]
    assert queries.analyses_of("nothing") == []


options = st.fixed_dictionaries({
    "canary-q1": st.sampled_from([[], ["canary-a"], ["canary-b"]]),
    "canary-q2": st.lists(st.sampled_from(["canary-a", "canary-b", "canary-c"]), unique=True),
    "canary-q3": st.sampled_from([[], ["true"], ["false"]])})


@given(st.lists(st.tuples(options, st.sampled_from(["sit", "again", "out and in"])), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_counts_are_those_of_a_fresh_count(crowd, quiz, played):
    people = [None]
    for answers, what in played:
        attempts = [crowd.sit(answers)] if what == "sit" else []
        if what == "again" and people[-1]:
            standing = operations.standing_of(people[-1], database.session.get(Quiz, quiz))
            attempts = [crowd.sit(answers, person=people[-1])] if standing.may_start else []
        for attempt, in attempts:
            people.append(attempt.employee_id)
        if what == "out and in":
            attempt = database.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id.desc())).first()
            if attempt:
                take_out(attempt)
                put_in(attempt)
    assert queries.verify_counts()[1] == () and queries.is_complete()
    assert all(item.earned + item.rest in (0, STEPS, 2 * STEPS, 3 * STEPS) for item in queries.kept().items)


def test_since_is_when_the_paper_was_first_handed_in(crowd, quiz, db):
    attempt, = crowd.sit(RIGHT)
    crowd.sit(WRONG)
    paper, = queries.papers_of(db.session.get(Quiz, quiz))
    assert paper.row.since == attempt.submitted_at and paper.row.since > now() - dt.timedelta(minutes=5)


@pytest.mark.parametrize("answers", [RIGHT, WRONG])
def test_nothing_is_taken_out_below_nought(crowd, quiz, answers):
    attempt, = crowd.sit(answers)
    take_out(attempt)
    assert shown(queries.kept()) == ({}, {})
