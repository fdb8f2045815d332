"""Each kind of question on the page, from the tick to the count."""

import re

from sqlalchemy import select

from cxtrain.journey.models import Department
from cxtrain.voices.models import Response, ResponseAnswer
from cxtrain.voices.sums.queries import counts, verify_counts
from tests.voices.answering.test_sheet import EVERY

MONTHS = ("2020-01", "2199-12")
TICKED = {"q_csat": 5, "q_nps": 10, "q_ces2": 7, "q_servqual": 3, "q_servqual_other": 6, "q_importance": 2, "q_importance_other": 7,
          "q_kano": 1, "q_kano_other": 5, "q_segment": "family"}


def test_every_kind_is_asked_answered_stored_and_counted(customer, survey, db, cast):
    path = survey(*((each.id, each.kind, {}) for each in EVERY.questions))
    assert "Thank you" in customer(path=path).send(**TICKED).text
    rows = db.session.execute(select(ResponseAnswer.kind, ResponseAnswer.subject, ResponseAnswer.value, ResponseAnswer.other))
    assert sorted(tuple(row) for row in rows) == [
        ("ces2", "", 7, None), ("csat", "", 5, None), ("importance", "s:importance", 2, 7), ("kano", "s:kano", 1, 5),
        ("nps", "", 10, None), ("servqual", "empathy", 3, 6)]
    assert db.session.scalars(select(Response.segment)).one() == "family"
    found = {(each.measure, each.segment): (each.value, each.other, each.n) for each in counts([cast.firm], MONTHS)}
    assert found[("kano", "family")] == (1, 5, 1) and found[("servqual", "")] == (3, 6, 1) and len(found) == 6
    assert verify_counts()[1] == {}


def test_a_found_answer_shows_every_kind_in_words(customer, survey, db):
    someone = customer(path=survey(*((each.id, each.kind, {}) for each in EVERY.questions)))
    receipt = re.search(r'class="code">([^<]*)<', someone.send(**TICKED).text)[1]
    shown = someone.send(someone.browser.get("/answer"), path="/answer", receipt=receipt).text
    for words in ("Very happy", "10 of 10", "7 of 7", "3 of 7", "6 of 7", "I would like that", "I would dislike that"):
        assert f"<dd>{words}</dd>" in shown


def test_a_page_of_a_study_asks_a_few_features_and_counts_those(customer, survey, db, cast):
    path = survey(*((f"f{n}", "kano", {}) for n in range(12)), kind="kano", draws=3)
    someone = customer(path=path)
    page = someone.open()
    names = list(dict.fromkeys(re.findall(r'name="q-(f[0-9]+)"', page.text)))
    assert len(names) == 3
    every = {f"q_f{n}{part}": 2 for n in range(12) for part in ("", "_other")}  # a bot fills in what was never asked
    someone.send(page, **every)
    assert sorted(db.session.scalars(select(ResponseAnswer.question))) == sorted(names)


def test_departments_are_asked_about_each_other_and_never_counted_with_customers(customer, survey, db, cast):
    kitchen, desk = Department(slug="kitchen", title={"zh": "厨房", "en": "Kitchen"}), Department(slug="desk", title={"zh": "前台", "en": "Desk"})
    db.session.add_all([kitchen, desk])
    db.session.flush()
    asks, answers = kitchen.id, desk.id
    someone = customer(path=survey(("sat", "csat", {}), kind="internal", label="desk", department_id=asks))
    assert "Kitchen" in someone.open().text
    someone.send(q_sat=4)
    found = db.session.scalars(select(Response)).one()
    assert (found.source, found.department_id) == ("internal", answers)
    assert counts([cast.firm], MONTHS) == [] and len(counts([cast.firm], MONTHS, sources=("internal",))) == 1
