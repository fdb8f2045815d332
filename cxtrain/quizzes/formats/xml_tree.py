"""XML as plain nodes with their lines. A document type is refused, and with it every entity of its own. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from cxtrain.quizzes.formats.bounds import WholeFileRefused
from cxtrain.web.bilingual import N_

DEPTH = 40  # elements within each other; Moodle's need 6
MOST_NODES = 600_000  # 20,000 questions of four answers each
NO_DOCTYPE = N_("The file declares a document type, which Moodle never writes. Remove <!DOCTYPE …>.")
NO_ATTRIBUTES: dict[str, str] = {}  # one for all the elements that have none
TOO_DEEP = N_("Elements lie more than %(depth)s deep.")
TOO_MANY = N_("The file has more than %(limit)s elements. Split it.")
BROKEN = N_("The XML is broken from here on (%(detail)s).")


@dataclass(slots=True)
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str]
    line: int
    text: str = ""  # its own characters, those of its children not included
    children: list["Node"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Node"]:
        """Yield the children of one name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, *tags: str) -> "Node | None":
        """Return the first child of a name, its first child of the next name, and so on."""
        node: Node | None = self
        for tag in tags:
            node = next(node.all(tag), None) if node else None
        return node

    def words(self, *tags: str) -> str:
        """Return the text of such a child, without spaces at its ends; nothing where it is not there."""
        node = self.first(*tags)
        return node.text.strip() if node else ""


@dataclass(frozen=True)
class Document:
    """What was read: the root, which may be cut off, and where and why it was."""

    root: Node | None
    broken: WholeFileRefused | None = None


def planted(text: str) -> Document:
    """Return the tree of an XML text.

    Raises:
        WholeFileRefused: it declares a document type, or is too deep.
    """
    grower = _Grower()
    try:
        grower.parser.Parse(text.encode(), True)
    except ExpatError as fault:
        return Document(grower.root, WholeFileRefused(BROKEN, line=fault.lineno, detail=str(fault).partition(":")[0]))
    return Document(grower.root)


class _Grower:
    """Builds the tree."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._nodes = 0
        self.parser = ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes or NO_ATTRIBUTES, self.parser.CurrentLineNumber)
        self._nodes += 1
        if len(self._open) >= DEPTH:
            raise WholeFileRefused(TOO_DEEP, line=node.line, depth=DEPTH)
        if self._nodes > MOST_NODES:
            raise WholeFileRefused(TOO_MANY, line=node.line, limit=MOST_NODES)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = self.root or node
        self._open.append(node)

    def _end(self, tag: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def _doctype(self, *declared: object) -> None:
        raise WholeFileRefused(NO_DOCTYPE, line=self.parser.CurrentLineNumber)
