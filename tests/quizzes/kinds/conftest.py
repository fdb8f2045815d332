"""Questions made in a line, and strategies that make one of any kind."""

from hypothesis import strategies as st

from cxtrain.quizzes.kinds.every import from_data

TEXT = {"zh": "题", "en": "Question"}
LETTERS = "abcdefgh"


def asked(kind, **rest):
    """Return a question of a kind with what else it needs."""
    return from_data({"id": "q", "kind": kind, "text": TEXT, **rest})


def earned(question, *given):
    """Return what an answer earns, after the check that every answer goes through."""
    return question.points(question.checked(given), "all_or_nothing")


texts = st.fixed_dictionaries({}, optional={"zh": st.text("客人请坐", min_size=1, max_size=6),
                                            "en": st.text("abc XYZ", min_size=1, max_size=6).filter(str.strip)}).filter(bool)
weights = st.sampled_from([100, 50, 33.33333, 0, -25])


@st.composite
def questions(draw):
    """Return the plain data of a question of any kind, with most of what a question may have."""
    kind = draw(st.sampled_from(sorted(PARTS)))
    optional = {"name": st.just("Name"), "id_number": st.just("FD-1"), "category": st.just("前台/入住"), "tags": st.just(["夜班"]),
                "difficulty": st.sampled_from(["easy", "medium", "hard"]), "dimension": st.just("empathy"),
                "touchpoint": st.just("check-in"), "markup": st.sampled_from(["html", "markdown"]),
                "marks": st.sampled_from([2, 0.5]), "explanation": texts}
    about = draw(st.fixed_dictionaries({"id": st.just("q"), "kind": st.just(kind), "text": texts}, optional=optional))
    return {**about, **draw(PARTS[kind])}


def listed(part, least=2, most=5):
    """Return lists of parts with ids a, b, c …"""
    return st.lists(part, min_size=least, max_size=most).map(
        lambda parts: [{"id": letter, **part} for letter, part in zip(LETTERS, parts, strict=False)])


accepted = st.fixed_dictionaries({"text": st.sampled_from(["MOT", "先*后", "提议", "a\\*b"])},
                                 optional={"weight": weights, "feedback": texts})
options = listed(st.fixed_dictionaries({"text": texts}, optional={"feedback": texts})).map(
    lambda found: [{**found[0], "correct": True}, *found[1:]])
numbers = st.fixed_dictionaries({"value": st.sampled_from([3, 2.5, -1, 0])}, optional={
    "tolerance": st.sampled_from([1, 0.5]), "weight": weights, "feedback": texts}) | st.just({"low": 1, "high": 2.5})
experts = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)).map(list), min_size=1, max_size=4)
PARTS = {
    "single": st.fixed_dictionaries({"options": options}),
    "multiple": st.fixed_dictionaries({"options": options}, optional={"marking": st.sampled_from(["partial", "all_or_nothing"])}),
    "true_false": st.fixed_dictionaries({"answer": st.booleans()}, optional={"feedback": st.fixed_dictionaries(
        {"right": texts, "wrong": texts})}),
    "short_answer": st.fixed_dictionaries({"answers": st.lists(accepted, min_size=1, max_size=3)}, optional={"case": st.just(True)}),
    "gap_fill": st.fixed_dictionaries({"text": st.just({"zh": "先[[1]]后[[2]]", "en": "[[2]] after [[1]]"}), "parts": st.lists(
        st.fixed_dictionaries({"answers": st.lists(accepted, min_size=2, max_size=3)}, optional={"choose": st.just(True)}),
        min_size=2, max_size=2)}),
    "numerical": st.fixed_dictionaries({"answers": st.lists(numbers, min_size=1, max_size=3)}, optional={
        "units": st.just([{"text": "分钟"}, {"text": "小时", "multiplier": 60}]), "unit_penalty": st.just(0.1)}),
    "matching": st.fixed_dictionaries({"pairs": listed(st.fixed_dictionaries({"text": texts, "match": texts}))}, optional={
        "extra": st.lists(texts, min_size=1, max_size=2)}),
    "ordering": st.fixed_dictionaries({"items": listed(st.fixed_dictionaries({"text": texts}))}),
    "judgement": st.fixed_dictionaries({"mode": st.just("rate"), "responses": listed(
        st.fixed_dictionaries({"text": texts}, optional={"feedback": texts}), most=2), "experts": experts}),
    "free_text": st.just({}) | st.fixed_dictionaries({"sample": texts, "rubric": listed(
        st.fixed_dictionaries({"text": texts, "points": st.integers(1, 5)}), most=3)}),
    "description": st.just({}),
}
