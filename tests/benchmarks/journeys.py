"""What people do, as closed loops: each function returns a step that a client repeats."""

import itertools
import re
from collections.abc import Callable, Iterator

from tests.benchmarks.client import Client, hidden

PASSWORD_FIELD = "password"
CHOICE = re.compile(r'name="choice" value="([^"]+)"')
OPTION = re.compile(r'name="(q\d+)"[^>]*?value="([^"]+)"|value="([^"]+)"[^>]*?name="(q\d+)"')
ITEM = re.compile(r'name="(s\d+)"')
Step = Callable[[], object]


def signed_in(port: int, number: str, password: str) -> Client:
    """Return a client with a session of its own."""
    client = Client(port)
    client.post("/sign-in", {**hidden(client.get("/sign-in").text), "login": number, "password": password})
    return client


def page(client: Client, path: str) -> Step:
    """Fetch a page over and over."""
    return lambda: client.get(path)


def whole_roleplay(client: Client, slug: str) -> Step:
    """Start a practice play, choose until it ends (six choices or more), read the ending."""
    def play() -> None:
        start = hidden(client.get(f"/roleplay/{slug}").text)
        at = client.post(f"/roleplay/{slug}/start", {**start, "mode": "practice", "anew": "y"}).location.split("#")[0]
        while not at.endswith("/ending"):
            text = client.get(at).text
            at = client.post(at, {**hidden(text), "choice": CHOICE.findall(text)[0]}).location.split("#")[0]
        client.get(at)
    return play


def whole_quiz(client: Client, slug: str) -> Step:
    """Start an attempt, save twenty answers at once, look over it, hand it in."""
    start = hidden(client.get(f"/quizzes/{slug}").text)

    def attempt() -> None:
        fields = {name: value for name, value in start.items() if name != "submission_key"}
        at = client.post(f"/quizzes/{slug}/start", fields).location
        text = client.get(at).text
        chosen: dict[str, str] = {}
        for one, two, three, four in OPTION.findall(text):
            chosen.setdefault(one or four, two or three)
        assert len(chosen) == 20, f"{len(chosen)} questions on the page"
        review = client.post(f"{at.split('?')[0]}/answers", {**fields, **chosen}).location
        over = client.get(review).text
        client.post(f"{at.split('?')[0]}/submit", {**fields, "submission_key": hidden(over)["submission_key"]})
    return attempt


def new_scorecard(client: Client, unit: int, touchpoint: int, day: str) -> tuple[str, dict[str, str], list[str]]:
    """Begin a scorecard; return its address, its hidden fields and the names of its items."""
    start = hidden(client.get("/quality/visits/new").text)
    at = client.post("/quality/visits/new", {**start, "unit_id": str(unit), "touchpoint_id": str(touchpoint),
                                             "visited_on": day, "how": "own"}).location
    text = client.get(at).text
    return at, hidden(text), sorted(set(ITEM.findall(text)))


def scorecard_save(client: Client, card: tuple[str, dict[str, str], list[str]]) -> Step:
    """Save every item of a scorecard, as the page's script does; each time with other values."""
    at, fields, items = card
    values, version = itertools.cycle(("5", "6", "7")), [fields["version"]]

    def save() -> None:
        value = next(values)
        text = client.post(f"{at}/answers", {"csrf_token": fields["csrf_token"], "version": version[0],
                                             **dict.fromkeys(items, value)}).text
        version[0] = re.search(r'"version":\s*(\d+)', text)[1]  # type: ignore[index]
    return save


def scorecard_submits(client: Client, cards: list[tuple[str, dict[str, str], list[str]]]) -> Iterator[None]:
    """Submit one prepared scorecard after the other."""
    ready = []
    for at, fields, items in cards:
        client.post(f"{at}/answers", {"csrf_token": fields["csrf_token"], "version": fields["version"],
                                      **dict.fromkeys(items, "6"), "arrived": "10:00", "greeted": "10:01",
                                      "left": "10:20", "praise": "The guest was greeted by name."})
        ready.append((at, hidden(client.get(f"{at}/review").text)))

    def submits() -> Iterator[None]:
        for at, fields in ready:
            yield client.post(f"{at}/review", fields) and None
    return submits()


def floor_page(client: Client) -> Step:
    """Fetch the floor's page over and over."""
    return lambda: client.get("/page")


def floor_save(client: Client) -> Step:
    """Save 21 rows in one transaction, each time with other values."""
    values = itertools.cycle(("5", "6", "7"))

    def save() -> None:
        value = next(values)
        client.post("/save", {str(item): value for item in range(21)})
    return save
