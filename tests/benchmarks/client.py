"""A client that keeps its connection and its cookies, and a closed loop of eight of them."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    text: str
    location: str
    tag: str = ""  # the ETag


class Client:
    """One visitor: one connection, one cookie jar, no compression, as the floor's."""

    def __init__(self, port: int):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}  # sent with every request

    def get(self, path: str) -> Reply:
        """Fetch a page."""
        return self._send("GET", path, None)

    def post(self, path: str, fields: dict[str, str] | list[tuple[str, str]]) -> Reply:
        """Send a form."""
        return self._send("POST", path, urlencode(fields))

    def _send(self, method: str, path: str, body: str | None) -> Reply:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items()), "Accept": "text/html", **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies[name] = value
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status} {re.sub('<[^>]*>', ' ', text)[-600:]}")
        return Reply(answer.status, text, answer.headers.get("Location", ""), answer.headers.get("ETag", ""))


def hidden(text: str) -> dict[str, str]:
    """Return the hidden fields of a page's forms; of several with one name, the last."""
    fields = {}
    for tag in HIDDEN.findall(text):
        name, value = NAME.search(tag), VALUE.search(tag)
        if name and name[1] != "back":
            fields[name[1]] = value[1] if value else ""
    return fields


@dataclass(frozen=True)
class Measured:
    """Rate per second, and the 50th, 95th and 99th percentile in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float


def closed_loop(tasks: list[Callable[[], None] | Iterator[None]], seconds: float) -> Measured:
    """Run each task over and over in a thread of its own for `seconds`; an iterator may end sooner."""
    times: list[list[float]] = [[] for _ in tasks]
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(tasks) + 1)

    def run(task, mine) -> None:  # type: ignore[no-untyped-def]
        step = task if callable(task) else lambda: next(task)
        barrier.wait()
        end = time.perf_counter() + seconds
        try:
            while (start := time.perf_counter()) < end:
                step()
                mine.append(time.perf_counter() - start)
        except StopIteration:
            return
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(tasks, times)]
    [thread.start() for thread in threads]
    barrier.wait()
    start = time.perf_counter()
    [thread.join() for thread in threads]
    if failures:
        raise failures[0]
    took, every = time.perf_counter() - start, sorted(each for mine in times for each in mine)
    at = lambda share: 1000 * every[min(len(every) - 1, int(share * len(every)))]  # noqa: E731
    return Measured(len(every) / took, at(0.5), at(0.95), at(0.99))
