"""Twine's published HTML (twine-2-htmloutput-spec 1.0.2) as the same passages that Twee gives. Pure."""

from html.parser import HTMLParser

from cxtrain.roleplay.formats.bounds import MOST_SCENES, TOO_MANY_PASSAGES, at_most
from cxtrain.roleplay.formats.twee_file import Passage, Story

OWN = {"pid", "name", "tags"}
STORY = ("startnode", "name", "format")


class _Reader(HTMLParser):
    """Collects the first story of a page; what stands outside it is the program that plays it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.story: dict[str, str] | None = None
        self.passages: list[Passage] = []
        self.pids: dict[str, str] = {}
        self._open: tuple[str, dict[str, str], list[str]] | None = None
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open the story, a passage, or its style and script."""
        given = {name: value or "" for name, value in attrs}
        if tag == "tw-storydata" and self.story is None:
            self.story = given
        elif self.story is not None and not self._done and tag in ("tw-passagedata", "style", "script"):
            self._open = (tag, given, [])

    def handle_data(self, data: str) -> None:
        """Keep the text of what is open."""
        if self._open:
            self._open[2].append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close a passage, or the story."""
        if tag == "tw-storydata":
            self._done = True
        if not self._open or tag != self._open[0]:
            return
        kind, given, parts = self._open
        self._open, text = None, "".join(parts)
        if kind == "tw-passagedata":
            self.pids.setdefault(given.get("pid", ""), given.get("name", ""))
            metadata = {name: value for name, value in given.items() if name not in OWN}
            self.passages.append(
                Passage(given.get("name", ""), text, tuple(given.get("tags", "").split()), metadata, "", self.getpos()[0])
            )
        elif text.strip():
            self.passages.append(Passage(f"<{kind}>", text, ("stylesheet" if kind == "style" else kind,)))


def read_twine(text: str) -> Story:
    """Return the story in a page that Twine published; one without passages where there is none.

    Raises:
        TooLarge: it has more passages than a scenario takes.
    """
    at_most(MOST_SCENES, text.count("<tw-passagedata"), TOO_MANY_PASSAGES)
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):  # the standard library's parser asserts on some broken declarations
        pass
    given = reader.story or {}
    data: dict[str, object] = {name: value for name, value in given.items() if name not in STORY and value}
    data |= {"format": given.get("format", ""), "start": reader.pids.get(given.get("startnode", ""), "")}
    return Story(tuple(reader.passages), given.get("name", ""), data, "twine")
