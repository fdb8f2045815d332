"""People who send what counts without a pause, and again with the same key whenever no answer came; each notes what was acknowledged."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from lxml import html
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.models import Visit
from cxtrain.quizzes.models import Answer
from cxtrain.roleplay.models import Attempt, Step
from cxtrain.voices.feedback.models import Feedback
from tests.access.forms import forms_of
from tests.conftest import PASSWORD, PEOPLE
from tests.faults.acts import ACTS, filled

BROKEN = (OSError, http.client.HTTPException)
LATER = (503, 507)  # nothing was done: come again
NUMBERS = {person[0]: person[1].lower() for person in PEOPLE}
KNOWN = {act.name: act for act in ACTS}


@dataclass(frozen=True)
class Page:
    """What came back, as the forms of a page are read from it."""

    status_code: int
    text: str
    location: str
    mimetype: str
    headers: dict


class Visitor:
    """A browser with one connection and its cookies, patient with a server that is away."""

    def __init__(self, port):
        self.port, self.cookies, self.line = port, {}, None
        self.refused = []  # answers that asked to come again

    def send(self, method, path, fields=None):
        """Send a request once.

        Raises:
            BROKEN: nobody answered, or not to the end.
        """
        told = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                "Accept": "text/html", "Accept-Language": "en", "Content-Type": "application/x-www-form-urlencoded"}
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self.line.request(method, path, urlencode(fields) if fields is not None else None, told)
            answer = self.line.getresponse()
            text = answer.read().decode()
        except BROKEN:
            self.line.close()
            self.line = None
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.status, text, answer.headers.get("Location", ""), answer.headers.get_content_type(), dict(answer.headers))

    def ask(self, method, path, fields=None):
        """Send a request until it is answered: the same one, with the same key, as often as it takes."""
        end = time.monotonic() + 120
        while True:
            try:
                page = self.send(method, path, fields)
                if page.status_code not in LATER:
                    return page
                self.refused.append(page)
            except BROKEN:
                pass
            assert time.monotonic() < end, f"{method} {path} is not answered for two minutes"
            time.sleep(0.05 * random.random())

    def get(self, path):
        """Fetch a page, and the page that it leads on to."""
        page = self.ask("GET", path)
        return self.ask("GET", page.location) if page.status_code in (302, 303) else page

    def sign_in(self, number):
        """Sign in as somebody of the cast."""
        fields = next(fields for address, fields in forms_of(self.get("/sign-in"), "/sign-in") if "login" in fields)
        answer = self.ask("POST", "/sign-in", {**fields, "login": number, "password": PASSWORD})
        assert answer.status_code == 303 and "sign-in" not in answer.location, answer.text
        return self


class Sender(threading.Thread):
    """One of them, with one kind of act, until told to stop; what it began it carries to its end."""

    def __init__(self, site, who, ids):
        super().__init__(daemon=True)
        self.who, self.ids, self.visitor, self.last = who, ids, Visitor(site.port), {}
        self.made, self.acknowledged, self.wrong, self.ending = [], [], [], False

    def run(self):
        """Send one after the other."""
        try:
            self.visitor.sign_in(NUMBERS[self.who])
            while not self.ending:
                self.once(*self.form(len(self.made)))
        except Exception as error:
            self.wrong.append(f"{type(self).__name__} of {self.who}: {error!r}")

    def once(self, address, fields):
        """Send a form until it is acknowledged, and return where that leads."""
        self.made.append(fields["submission_key"])
        answer = self.visitor.ask("POST", address, fields)
        if answer.status_code == 303 and "sign-in" not in answer.location:
            self.acknowledged.append(fields["submission_key"])
        else:
            self.wrong.append(f"{address} of {self.who} was answered {answer.status_code}: {answer.text[-300:]}")
        return answer.location

    def see(self, shown):
        """What was acknowledged last must stand in a form that shows what is kept."""
        self.wrong += [f"{self.who}: {name} is {shown.get(name)!r} instead of {words!r}" for name, words in self.last.items()
                       if shown.get(name) != words]


class Teller(Sender):
    """Tells of one complaint after the other."""

    def form(self, n):
        """Return (address, fields) of the n-th form."""
        act = KNOWN["a complaint told"]
        return filled(replace(act, fields={**act.fields, "words": f"The room was cold {self.who} {n}"}), self.visitor, self.ids)

    def effects(self):
        """How many there are."""
        return db.session.scalar(select(func.count()).select_from(Feedback).where(
            Feedback.words.startswith(f"The room was cold {self.who} ")))


class Keeper(Sender):
    """Saves a scorecard again and again with other words."""

    def form(self, n):
        """Return (address, fields) of the n-th form."""
        address, fields = filled(KNOWN["a scorecard saved"], self.visitor, self.ids)
        self.see({**fields, **filled(replace(KNOWN["a scorecard saved"], fields={}), self.visitor, self.ids)[1]})
        self.last = {"praise": f"She smiled {n}"}
        return address, {**fields, **self.last}

    def effects(self):
        """How often it was saved."""
        return db.session.scalar(select(Visit.version).where(Visit.id == self.ids["draft"]))


class Namer(Sender):
    """Corrects a name again and again."""

    def form(self, n):
        """Return (address, fields) of the n-th form."""
        act = KNOWN["a name corrected"]
        self.see(filled(replace(act, fields={}), self.visitor, self.ids)[1])
        self.last = {"name_en": f"Wang Zhe the {n}."}
        return filled(replace(act, fields=self.last), self.visitor, self.ids)

    def effects(self):
        """How many entries the ledger has of it."""
        return db.session.scalar(select(func.count()).select_from(LedgerEntry).where(LedgerEntry.action == "employee edited"))


class Answerer(Sender):
    """Changes the answer to the first question of a quiz again and again."""

    def form(self, n):
        """Return (address, fields) of the n-th form."""
        path = f"/quizzes/attempts/{self.ids['quiz']}"
        page = self.visitor.get(path)
        address, fields = next(iter(forms_of(page, path)))
        self.see(fields)
        offered = [(each.get("name"), each.get("value")) for each in html.fromstring(page.text).iter("input")
                   if each.get("type") in ("radio", "checkbox")]
        self.last = dict([offered[n % len(offered)]])
        return address, {**fields, **self.last, "go": "review"}

    def effects(self):
        """One and the same answer, however often it is given."""
        return db.session.scalar(select(func.count()).select_from(Answer).where(Answer.attempt_id == self.ids["quiz"]))


class Player(Sender):
    """Plays a role-play to its end, and begins anew."""

    def form(self, n):
        """Return (address, fields) of a choice, or of a start."""
        act = KNOWN["a choice in a role-play"]
        if 'name="choice"' in self.visitor.get(act.page.format(**self.ids)).text:
            return filled(act, self.visitor, self.ids)
        forms = forms_of(self.visitor.get("/roleplay/late"), "/roleplay/late")
        address, fields = next(each for each in forms if each[0].endswith("/start"))
        return address, {**fields, "mode": "practice"}

    def once(self, address, fields):
        """Go on with the play that was started."""
        location = super().once(address, fields)
        if found := re.search(r"/attempts/(\d+)", location):
            self.ids = {**self.ids, "play": int(found[1])}

    def effects(self):
        """How many practices were started and how many choices were made in them."""
        mine = (Attempt.employee_id == self.ids["employee"]) & (Attempt.mode == "practice")
        steps = select(func.count()).select_from(Step).join(Attempt, Attempt.id == Step.attempt_id).where(mine)
        return db.session.scalar(steps) + db.session.scalar(select(func.count()).select_from(Attempt).where(mine))


def everybody(site, everything):
    """Return those who send: each with a thing of their own, so that one's effects can be counted apart from another's."""
    def ids(owner):
        return {kind: owners.get(owner) for kind, owners in everything.ids.items()} | {
            "touchpoint": everything.ids["touchpoint"].get(owner) or next(iter(everything.ids["touchpoint"].values()))}
    return [Player(site, "wang", ids("wang")), Player(site, "zhao", ids("zhao")), Player(site, "sun", ids("sun")),
            Teller(site, "wang", ids("wang")), Teller(site, "sun", ids("sun")), Answerer(site, "zhao", ids("zhao")),
            Keeper(site, "chen", ids("wang")), Keeper(site, "li", ids("sun")), Namer(site, "he", ids("wang"))]
