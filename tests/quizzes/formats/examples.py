"""Questions for the tests of formats: one of each kind, and hypothesis strategies for questions in one language."""

from decimal import Decimal

from hypothesis import strategies as st

from cxtrain.quizzes.formats.markup import cleaned
from cxtrain.quizzes.kinds.every import as_data, digest_of, from_data

SIGNS = "ab Zé\\:#={}~%[]*<>&|_-.>\"'/$12 好客。（）\n"
WEIGHTS = ["50", "-50", "33.33333", "-100", "12.5"]


def words(alphabet=SIGNS, most=20):
    """Return a strategy for texts without spaces at their ends."""
    return st.text(alphabet, min_size=1, max_size=most).map(str.strip).filter(bool)


def line(alphabet=SIGNS):
    """Return a strategy for texts of one line, spaces single."""
    return words(alphabet).map(lambda text: " ".join(text.split())).filter(bool)


def marked_up(markup, alphabet=SIGNS):
    """Return a strategy for texts in a question's form; HTML is as the sanitiser leaves it."""
    if markup != "html":
        return words(alphabet)
    tags = st.sampled_from(["<p>{}</p>", "<b>{}</b>", "{}", "<ul><li>{}</li></ul>", '<a href="https://a.example/?b=1">{}</a>'])
    made = st.builds(lambda tag, text: cleaned(tag.format(text.replace("&", "&amp;").replace("<", "&lt;")))[0], tags, words(alphabet))
    return made.map(str.strip).filter(bool)


def wording(draw, markup, language, alphabet=SIGNS):
    """Return a text as data."""
    return {language: draw(marked_up(markup, alphabet))}


def maybe(draw, part, key, make):
    """Return a part with a key more, or not."""
    return part | {key: make()} if draw(st.booleans()) else part


@st.composite
def questions(draw, kinds, *, language="en", markups=("plain",), alphabet=SIGNS, feedback=True, head=True):
    """Return a question of one of some kinds, in one language, written as an import would write it."""
    markup = draw(st.sampled_from(markups))
    say = lambda: wording(draw, markup, language, alphabet)
    told = (lambda part, key="feedback": maybe(draw, part, key, say)) if feedback else (lambda part, key="feedback": part)
    kind = draw(st.sampled_from(kinds))
    data = {"id": "x", "kind": kind, "markup": markup, "text": say(), **BODIES[kind](draw, say, told, alphabet)}
    if kind != "description" or feedback == "always":
        data = told(data, "explanation")
    if head:
        for key in ("name", "id_number"):
            data = maybe(draw, data, key, lambda: draw(line(alphabet)))
        data = maybe(draw, data, "category", lambda: draw(st.sampled_from(["a", "top/b c", "前台/入住"])))
        data = maybe(draw, data, "tags", lambda: draw(st.lists(line(alphabet), max_size=2, unique=True)))
    return from_data(data)


def letters(parts):
    """Return parts with the ids a, b, c."""
    return [{"id": chr(ord("a") + index)} | part for index, part in enumerate(parts)]


def _single(draw, say, told, alphabet):
    count = draw(st.integers(2, 4))
    right = draw(st.integers(0, count - 1))
    parts = [told({"text": say()}) for _ in range(count)]
    for index, part in enumerate(parts):
        if index == right:
            part["correct"] = True
        elif draw(st.booleans()):
            part["weight"] = draw(st.sampled_from(WEIGHTS))
    return {"options": letters(parts)}


def _multiple(draw, say, told, alphabet):
    parts = [told({"text": say(), "weight": "50"})] + [told({"text": say()}) for _ in range(draw(st.integers(1, 3)))]
    parts[-1]["weight"] = draw(st.sampled_from(WEIGHTS))
    return {"options": letters(parts)}


def _flagged(draw, say, told, alphabet):
    count = draw(st.integers(2, 4))
    parts = [{"text": say()} for _ in range(count)]
    for part in draw(st.lists(st.sampled_from(parts), min_size=1, unique_by=id)):
        part["correct"] = True
    return {"options": letters(parts)}


def _true_false(draw, say, told, alphabet):
    feedback = told(told({}, "right"), "wrong")
    return {"answer": draw(st.booleans())} | ({"feedback": feedback} if feedback else {})


def _short(draw, say, told, alphabet):
    parts = [told({"text": draw(line(alphabet))}) for _ in range(draw(st.integers(1, 3)))]
    for part in parts[1:]:
        part["weight"] = draw(st.sampled_from(WEIGHTS + ["0"]))
    return {"answers": parts}


def _numerical(draw, say, told, alphabet):
    number = st.decimals(-10**6, 10**6, places=2).map(lambda value: f"{value:f}")
    parts = [told({"value": draw(number)})]
    if draw(st.booleans()):
        low, high = sorted([draw(st.integers(-99, 99)), draw(st.integers(-99, 99))])
        parts.append(told({"low": str(low), "high": str(high), "weight": "50"}))
    if draw(st.booleans()):
        parts[0]["tolerance"] = "0.5"
    if draw(st.booleans()):
        parts.append(told({"weight": "0"}))
    return {"answers": parts}


def _matching(draw, say, told, alphabet):
    match = lambda: {key: " ".join(draw(line("ab cd好客")).split()) for key in say()}
    pairs = letters([{"text": say(), "match": match()} for _ in range(draw(st.integers(2, 4)))])
    extra = [match() for _ in range(draw(st.integers(0, 2)))]
    return {"pairs": pairs} | ({"extra": extra} if extra else {})


def _ordering(draw, say, told, alphabet):
    return {"items": letters([{"text": say()} for _ in range(draw(st.integers(2, 4)))])}


BODIES = {
    "single": _single, "multiple": _multiple, "true_false": _true_false, "short_answer": _short, "numerical": _numerical,
    "matching": _matching, "ordering": _ordering, "free_text": lambda *_: {}, "description": lambda *_: {},
}


def compared(question):
    """Return what makes a question the same as another: all but its id, and a range as its middle and half its width."""
    data = as_data(question)
    for answer in data["answers"] if question.kind == "numerical" else ():
        if "low" in answer:
            low, high = Decimal(answer.pop("low")), Decimal(answer.pop("high"))
            answer |= {"value": f"{(low + high) / 2:f}"} | ({"tolerance": f"{(high - low) / 2:f}"} if high > low else {})
    return digest_of(from_data(data))


def same(one, other):
    """Whether two lists of questions are the same but for their ids."""
    return [compared(question) for question in one] == [compared(question) for question in other]
