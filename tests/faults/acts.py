"""The critical acts, as the requests that a browser sends: each changes something that touches somebody's score or standing."""

from dataclasses import dataclass, field

from lxml import html

from tests.access.forms import forms_of


@dataclass(frozen=True)
class Act:
    """Who sends which form of which page, with what filled in, and the action that the ledger then has once more."""

    name: str
    who: str
    page: str  # with the kinds of things in braces
    action: str | None  # None: what it changes is no matter of the ledger, a draft or an answer on the way
    fields: dict = field(default_factory=dict)
    button: tuple = ()
    to: str = ""  # the end of the form's address, where a page has several


ACTS = (
    Act("a choice in a role-play", "wang", "/roleplay/attempts/{play}", None, button=("choice", "")),
    Act("an answer of a quiz", "wang", "/quizzes/attempts/{quiz}", None, button=("go", "review")),
    Act("a scorecard saved", "chen", "/quality/visits/{draft}", None, {"praise": "She smiled"}, ("action", "save")),
    Act("a scorecard handed in", "chen", "/quality/visits/{draft}/review", "scorecard submitted", to="/review"),
    Act("a visit released", "he", "/quality/visits/{submitted}/decide", "scorecard released",
        {"employee_id": "{employee}", "grounds": "badge and receipt"}, ("decision", "release")),
    Act("a line appealed", "wang", "/quality/scorecards/{released}/appeal", "appeal opened",
        {"item": "s13", "reason": "The lobby had been cleaned an hour before."}),
    Act("a certificate revoked", "he", "/certificates/{certificate}/revoke", "certificate revoked", {"reason": "Wrong course"}),
    Act("a correction confirmed", "he", "/corrections/{correction}", "correction confirmed", button=("do", "confirm")),
    Act("a question marked anew", "admin", "/authoring/questions/{remarked}/remarks/{remark}", "question remarked", button=("do", "confirm")),
    Act("a complaint told", "wang", "/feedback/tell", "feedback told", {"words": "The room was cold", "kind": "complaint", "touchpoint_id": "{touchpoint}"}),
    Act("somebody leaves", "he", "/people/{employee}/depart", "employee left"),
    Act("a name corrected", "he", "/people/{employee}/edit", "employee edited", {"name_en": "Wang Zhe the Second"}),
    Act("a role taken away", "admin", "/people/{granted}", "role taken", to="/take"),
    Act("days away", "he", "/people/{employee}/absences", "absence entered", {"start_on": "2027-01-04", "end_on": "2027-01-08"}),
)


def filled(act, browser, ids):
    """Open the page of an act and return (address, fields) of its form as its sender fills it in."""
    path = act.page.format(**ids)
    answer = browser.get(path)
    assert answer.status_code == 200, f"{act.name}: {path} is {answer.status_code}"
    address, fields = next(each for each in forms_of(answer, path) if each[0].partition("?")[0].endswith(act.to))
    name, value = act.button or ("", "")
    if name and not value:
        value = next(each.get("value") for each in html.fromstring(answer.text).iter("button") if each.get("name") == name)
    chosen = {key: each.format(**ids) for key, each in act.fields.items()}
    return address, {**fields, **chosen, **({name: value} if name else {})}
