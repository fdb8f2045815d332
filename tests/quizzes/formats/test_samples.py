"""Real files of other tools: each holds what the index says, and the parser's JSON beside a file agrees question by question."""

import json
import re
from collections import Counter

import pytest

from cxtrain.quizzes.formats.gift_export import write_gift
from cxtrain.quizzes.formats.moodle_export import write_moodle_xml
from cxtrain.quizzes.formats.reading import read_questions
from tests.quizzes.formats.examples import compared
from tests.quizzes.formats.samples import SAMPLES, needs_samples, rows

pytestmark = needs_samples
SHORT = {"single": "MC", "multiple": "MC", "true_false": "TF", "short_answer": "SA", "numerical": "NUM", "matching": "MATCH",
         "free_text": "ESSAY", "description": "DESC"}
LONG = {"single": "multichoice", "multiple": "multichoice", "true_false": "truefalse", "short_answer": "shortanswer",
        "numerical": "numerical", "matching": "matching", "free_text": "essay", "description": "description",
        "ordering": "ordering", "gap_fill": "cloze"}
PEG = SAMPLES / "gift" / "fuhrmanator-peg"


def read(file, form):
    """Return what is read of a sample."""
    return read_questions((SAMPLES / file).read_bytes(), form)


def told(shows):
    """Return the counts that a row of the index gives: "3 questions: MC 2 TF 1" or "…: multichoice 2 truefalse 1"."""
    found = re.match(r"(\d+) questions(?:: ((?:[A-Za-z]+ \d+ ?)+))?", shows)
    words = (found[2] or "").split()
    return int(found[1]), Counter({name: int(count) for name, count in zip(words[::2], words[1::2], strict=True)})


@pytest.mark.parametrize(("file", "shows"), [row for row in rows("gift") if "ordering" not in row[0]])
def test_a_gift_file_holds_what_the_index_says(file, shows):
    found = read(file, "gift")
    assert found.refused == ()
    assert (found.held, Counter(SHORT[question.kind] for question in found.questions)) == told(shows)
    right = Counter(question.answer for question in found.questions if question.kind == "true_false")
    for pattern, value in ((r"(\d+) MC choices", sum(len(q.options) for q in found.questions if SHORT[q.kind] == "MC")),
                           (r"true/false (\d+/\d+)", f"{right[True]}/{right[False]}"),
                           (r"(\d+) multi-answer", found.counts.get("multiple", 0))):
        if said := re.search(pattern, shows):
            assert said[1] == str(value), pattern
    if said := re.search(r"(\d+) general feedback", shows):
        assert _feedback(found) <= int(said[1]) <= _feedback(found) + _pictures(found)


def _feedback(found):
    return sum(bool(question.explanation) for question in found.questions)


def _pictures(found):
    """Return of how many questions pictures were left out, which may be all that their feedback was."""
    return sum(any("img" in note.sentence for note in taken.warnings) for taken in found.taken)


def test_ordering_in_gift_is_read_with_its_id_and_a_warning_of_what_its_settings_said():
    found = read("gift/moodle-ordering-testimport.gift.txt", "gift")
    assert found.counts == {"ordering": 1} and found.questions[0].id_number == "myid" and len(found.questions[0].items) == 6
    assert ">4 CONTIGUOUS" in found.taken[0].warnings[0].sentence


def test_an_old_encoding_is_read_with_a_warning_and_never_as_mojibake():
    found = read("gift/moodle-encoding-windows-1252.gift.txt", "gift")
    assert "Windows-1252" in found.notes[0].sentence and "aödf" in json.dumps(found.report(), ensure_ascii=False)


@pytest.mark.parametrize(("file", "shows"), rows("moodle-xml"))
def test_a_moodle_file_holds_what_the_index_says(file, shows):
    found = read(file, "moodle-xml")
    if "root is <question>" in shows:
        assert found.counts == {"ordering": 1}
        return
    count, kinds = told(shows)
    assert found.held == count
    left = kinds.copy()
    for question in found.questions:
        name = LONG[question.kind]
        left[name if left[name] else "gapselect"] -= 1
    assert sum(left.values()) == len(found.refused) and min(left.values()) >= 0


@pytest.mark.parametrize(("file", "good", "bad"), [("aiken/moodle-questions.aiken.txt", 2, 0), ("aiken/moodle-aiken_errors.txt", 3, 4)])
def test_an_aiken_file_holds_its_good_questions_and_its_errors(file, good, bad):
    found = read(file, "aiken")
    assert (len(found.taken), len(found.refused)) == (good, bad)


def flat(text):
    """Return a text without regard to white space, as far as the two parsers differ in it, and to unsafe HTML."""
    text = re.sub(r"<!--.*?-->|<[^<>]*>", "", (text or "").replace("&nbsp;", " ").replace("\xa0", " "))
    return re.sub(r"\s+", "", text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def said(part):
    """Return the flat text of a companion's part, which may be None."""
    return flat(part["text"]) if isinstance(part, dict) else flat(part)


def numbers(choices):
    """Return (value, tolerance, weight, feedback) for each answer of a companion's number."""
    if isinstance(choices, dict):
        choices = [{"text": choices, "weight": None, "feedback": None, "isCorrect": True}]
    for each in choices:
        number, weight = each["text"], each["weight"]
        weight = weight if weight is not None else 100 if each["isCorrect"] else 0
        if number.get("text") == "*":
            yield None, None, weight, said(each["feedback"])
        elif number["type"] == "high-low":
            low, high = number["numberLow"], number["numberHigh"]
            yield round((low + high) / 2, 9), round((high - low) / 2, 9), weight, said(each["feedback"])
        else:
            yield number["number"], number.get("range", 0), weight, said(each["feedback"])


def wanted(data):
    """Return what a companion says about a question: its kind, name, text, answers and feedback."""
    kind, answers = data["type"], None
    if kind == "MC" or kind == "Short":
        # The companions leave out =%100% and say 0 for =%0%: a weight that is there counts.
        answers = [(said(each["text"]), each["weight"] if each["weight"] is not None else 100 * each["isCorrect"],
                    said(each["feedback"])) for each in data["choices"]]
    elif kind == "TF":
        # Its trueFeedback is the first one, which Moodle shows for the wrong response.
        answers = (data["isTrue"], said(data["trueFeedback"]), said(data["falseFeedback"]))
    elif kind == "Matching":
        answers = sorted((said(pair["subquestion"]), said(pair["subanswer"])) for pair in data["matchPairs"])
    elif kind == "Numerical":
        answers = list(numbers(data["choices"]))
    return {"type": {"MC": "MC", "Short": "SA", "TF": "TF", "Matching": "MATCH", "Numerical": "NUM", "Essay": "ESSAY",
                     "Description": "DESC"}[kind],
            "name": flat(data["title"]), "stem": said(data["stem"]), "answers": answers, "id": data["id"],
            "tags": data["tags"] or [], "feedback": said(data.get("globalFeedback"))}


def got(listed, question):
    """Return the same about a question that was read."""
    answers = None
    if question.kind in ("single", "multiple", "short_answer"):
        answers = [(flat(each["text"]), each["weight"], flat(each["feedback"])) for each in listed["answers"]]
    elif question.kind == "true_false":
        right, wrong = (100, 0) if question.answer else (0, 100)
        assert [each["weight"] for each in listed["answers"]] == [right, wrong]
        said_wrong, said_right = (each["feedback"] for each in sorted(listed["answers"], key=lambda each: each["weight"]))
        answers = (question.answer, flat(said_wrong), flat(said_right))
    elif question.kind == "matching":
        answers = sorted((flat(each["text"]), flat(each["match"])) for each in listed["answers"])
    elif question.kind == "numerical":
        answers = [(each["value"], each["tolerance"], each["weight"], flat(each["feedback"])) for each in listed["answers"]]
    return {"type": SHORT[question.kind], "name": flat(question.name), "stem": flat(listed["stem"]), "answers": answers,
            "id": listed["id_number"], "tags": listed["tags"], "feedback": flat(listed["feedback"])}


@pytest.mark.parametrize("path", sorted(PEG.glob("*.json")), ids=lambda path: path.stem)
def test_the_companion_agrees_question_by_question(path):
    found = read_questions(path.with_suffix(".gift").read_bytes(), "gift")
    companions = [each for each in json.loads(path.read_text()) if each["type"] != "Category"]
    report = found.report()
    assert [got(*pair) for pair in zip(report["questions"], found.questions, strict=True)] == [wanted(each) for each in companions]


@pytest.mark.parametrize(("folder", "form", "write"), [("gift", "gift", write_gift), ("moodle-xml", "moodle-xml", write_moodle_xml)])
def test_what_was_read_comes_back_equal_but_for_what_is_named(folder, form, write):
    for file, _ in rows(folder):
        for taken in read(file, form).taken:
            made = write([taken.question])
            if not made.notes:
                assert [compared(q) for q in read_questions(made.text.encode(), form, "en" if taken.question.text.en else "zh").questions] \
                    == [compared(taken.question)], file


def test_the_same_questions_in_gift_and_moodle_xml_are_the_same():
    one = read("gift/asker-reales-problema.gift.txt", "gift")
    other = read("moodle-xml/asker/reales-problema-moodle.xml", "moodle-xml")
    assert (one.counts, len(one.taken)) == (other.counts, 105)
