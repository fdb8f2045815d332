"""What one customer is asked, and how what was posted is read."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.answering.sheet import HALF, LONGEST, MISSING, asked, read
from cxtrain.voices.questionnaire import PAIRS, SCALES
from tests.voices.answering.conftest import sheet_of

EVERY = sheet_of(*((kind, kind, {}) for kind in (*SCALES, "segment", "comment") if kind != "stars"))
FEATURES = sheet_of(*((f"f{n}", "kano", {}) for n in range(12)), ("who", "segment", {}), kind="kano", draws=3)
fields = st.sampled_from([f"q-{each.id}{part}" for each in EVERY.questions for part in ("", "-other", "-why")])
posted = st.dictionaries(fields, st.one_of(st.text(max_size=30), st.integers(-3, 12).map(str), st.sampled_from(["work", "４", "²"])))


@given(posted)
def test_whatever_is_posted_only_answers_on_their_scales_are_kept(form):
    filled = read(EVERY, "key", form)
    kinds = {question.id: question.kind for question in EVERY.questions}
    for answer in filled.answers:
        assert answer.kind == kinds[answer.question] and answer.value in SCALES[answer.kind]
        assert (answer.other is not None) == (answer.kind in PAIRS) and (answer.other is None or answer.other in SCALES[answer.kind])
    assert all(each.words.strip() == each.words != "" and len(each.words) <= LONGEST for each in filled.said)
    assert filled.segment in ("", "work", "family")
    assert bool(filled.faults) or bool(filled.answers or filled.said)


@given(st.data())
def test_a_whole_page_is_read_back_as_it_was_ticked(data):
    ticked = {}
    for each in EVERY.questions:
        for part in ("", "-other") if each.is_pair else ("",) if each.kind in SCALES else ():
            ticked[f"q-{each.id}{part}"] = str(data.draw(st.sampled_from(SCALES[each.kind])))
    filled = read(EVERY, "key", ticked)
    back = {f"q-{a.question}": str(a.value) for a in filled.answers}
    back |= {f"q-{a.question}-other": str(a.other) for a in filled.answers if a.other is not None}
    assert back == ticked and not filled.faults


@given(st.text(min_size=1))
def test_of_many_features_each_page_asks_as_many_as_are_drawn_and_always_the_same(key):
    first = asked(FEATURES, key)
    assert [q.kind for q in first] == ["kano"] * 3 + ["segment"]
    assert asked(FEATURES, key) == first
    order = [q.id for q in FEATURES.questions]
    assert [order.index(q.id) for q in first] == sorted(order.index(q.id) for q in first)


def test_every_feature_has_its_turn_about_equally_often():
    seen = [q.id for n in range(1200) for q in asked(FEATURES, f"page {n}") if q.kind == "kano"]
    assert all(250 < seen.count(f"f{n}") < 350 for n in range(12))  # 300 each by the lot


def test_a_feature_that_was_not_asked_is_not_taken():
    first = {q.id for q in asked(FEATURES, "key")}
    left = next(q.id for q in FEATURES.questions if q.kind == "kano" and q.id not in first)
    assert read(FEATURES, "key", {f"q-{left}": "1", f"q-{left}-other": "5"}).answers == ()


def test_half_a_pair_is_a_fault_and_never_half_an_answer():
    filled = read(EVERY, "key", {"q-servqual": "4", "q-importance-other": "7", "q-csat": "5"})
    assert filled.faults == {"servqual": HALF, "importance": HALF}
    assert [answer.kind for answer in filled.answers] == ["csat"]


def test_pairs_have_the_name_under_which_they_are_counted():
    filled = read(EVERY, "key", {"q-servqual": "4", "q-servqual-other": "6", "q-kano": "1", "q-kano-other": "5"})
    assert [(a.kind, a.subject, a.value, a.other) for a in filled.answers] == [
        ("servqual", "empathy", 4, 6), ("kano", "s:kano", 1, 5)]


def test_what_is_required_must_be_answered_in_each_kind():
    kinds = [*(kind for kind in SCALES if kind != "stars"), "segment", "comment"]
    strict = sheet_of(*((kind, kind, {"required": True}) for kind in kinds))
    assert read(strict, "key", {}).faults == dict.fromkeys(kinds, MISSING)


def test_an_empty_page_is_no_answer_and_one_word_is_one():
    assert set(read(EVERY, "key", {}).faults) == {""}
    filled = read(EVERY, "key", {"q-comment": "  Lovely\r\nplace\x00 "})
    assert not filled.faults and filled.said[0].words == "Lovely\nplace" and filled.said[0].score == ""


def test_beside_words_stands_the_score_that_was_ticked():
    sheet = sheet_of(("sat", "csat", {}), ("rec", "nps", {"why": True}), ("words", "comment", {}))
    both = read(sheet, "key", {"q-sat": "2", "q-rec": "3", "q-rec-why": "Slow", "q-words": "Cold"})
    assert [(s.question, s.score) for s in both.said] == [("rec", "nps 3"), ("words", "nps 3")]
    assert [s.score for s in read(sheet, "key", {"q-sat": "2", "q-words": "Cold"}).said] == ["csat 2"]
