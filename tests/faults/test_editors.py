"""Two who edit one thing: the second to save is told so, and everything they typed is still there.

Every form of every page that carries the mark of what it was made from is tried, so that no new page is forgotten.
"""

from html import unescape
from pathlib import Path

from lxml import html

from tests.access.conftest import ACTORS, everything, world  # noqa: F401
from tests.access.test_matrix import cells
from tests.conftest import Browser
from tests.faults.filling import acts_of
from tests.faults.sweep import Kept

ROOT = Path(__file__).resolve().parents[2]
MARKS = {"version", "seen", "base", "digest"}  # names of fields that say what a form was made from
FIRST, SECOND = "Words of the first", "Words of the second"
NEW = {"questionnaires.new_questionnaire", "kano_making.new_study", "practical_sheets.new_sheet", "journey.add_touchpoint",
       "papers.new_quiz", "writing.write_question", "talks.hold_talk"}  # nobody else has what is not there yet
# Forms that need more than one word changed to be saved, and the file where two save them.
BY_HAND = {
    "schedule.edit_quotas": "quality/schedule/test_plan_pages.py", "appeals.decide_appeal": "quality/appeals/test_decide_appeal.py",
    "feedback.refile_feedback": "voices/feedback/test_slice.py", "classes.edit_class": "training/classes/test_show_class.py",
    "remarks.remark_question": "quizzes/bank/remarks/test_remark_question.py",
    "remarks.show_remark": "quizzes/bank/remarks/test_show_remark.py",
    "handmarking.mark_answer": "quizzes/handmarking/test_mark_answer.py", "quality.review_scorecard": "quality/test_review_scorecard.py",
    "certificate_forms.edit_form": "certificates/form/test_edit_form.py"}


def marked(browser, path):
    """Return the forms of a page that carry a mark, as the page fills them: {button: (address, fields, names of words)}."""
    answer, found = browser.get(path), {}
    for act, (address, fields) in acts_of(answer, path):
        if MARKS & set(fields):
            inputs = html.fromstring(answer.text).xpath("//textarea | //input[@type='text' or not(@type)]")
            words = [each.get("name") for each in inputs if each.get("name") in fields]
            found[act.name] = address, {name: value for name, value in fields.items() if name not in act.fields}, words
    return found


def saved_by_both(one, two, path, kept):
    """Let both save a form of a page, each with words of their own; return the second's answer, None where no form can be saved."""
    kept.restore()
    mine, theirs = marked(one, path), marked(two, path)
    for button, (address, fields, names) in mine.items():
        for name in names[:4]:
            kept.restore()
            if one._open("POST", address, data={**fields, name: FIRST}).status_code == 303:
                return two._open("POST", address, data={**theirs[button][1], name: SECOND})
    return None


def test_who_saves_second_is_told_and_keeps_what_they_typed(app, cast, everything):  # noqa: F811
    apart, answers = NEW | set(BY_HAND), {}
    for letter in "hlca":
        one, two = (Browser(app).login(getattr(cast, ACTORS[letter])) for _ in range(2))
        kept = Kept()
        for rule, _, path, who in list(cells(app, everything)):
            if rule.endpoint not in apart and letter in who and {"GET", "POST"} <= rule.methods and not answers.get(rule.endpoint):
                if marked(one, path):
                    answers[rule.endpoint] = saved_by_both(one, two, path, kept)
    print(f"\n{len(answers)} forms saved by two")
    assert {name: answer and answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 409)
    assert [name for name, answer in answers.items() if SECOND not in unescape(answer.text)] == []
    assert len(answers) > 10


def test_what_is_tried_by_hand_is_tried_where_it_says():
    assert [name for name in BY_HAND.values() if "409" not in (ROOT / "tests" / name).read_text()] == []
