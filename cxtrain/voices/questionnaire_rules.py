"""What can be wrong with a questionnaire, and what would be better; files and the browser both go by it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cxtrain.voices.questionnaire import MOST_ASKED, PAIRS, Question, Questionnaire
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Path

LONGEST = 200  # characters of one text: what a phone shows without scrolling past it
MOST_SECONDS = 60  # half a minute is the aim; after a minute most people have left
CHARACTERS, WORDS = 250 / 60, 238 / 60  # read in a second: Chinese our assumption, English Brysbaert 2019
TICK = 2.0  # seconds to choose an answer, our assumption


@dataclass(frozen=True)
class Finding:
    """One thing to mend, or (no error) to think about. `message` is an English template for `values`."""

    path: Path
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_error: bool = True


def findings(asked: Questionnaire) -> Iterator[Finding]:
    """Yield what is wrong with a questionnaire, and what would be better."""
    yield from _repeated(asked)
    for index, question in enumerate(asked.questions):
        path: Path = ("questions", index)
        yield from _pair(question, path, asked.kind)
        yield from _extras(question, path)
        yield from _texts(question, path)
    yield from _number(asked)
    yield from _draws(asked)
    if seconds(asked) > MOST_SECONDS:
        yield Finding(("questions",), N_("This takes about %(seconds)s seconds; half a minute is a good length."),
                      {"seconds": round(seconds(asked))}, is_error=False)


def _repeated(asked: Questionnaire) -> Iterator[Finding]:
    ids = [question.id for question in asked.questions]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Finding(("questions", index, "id"), N_('Two questions have the short name "%(id)s".'), {"id": name})
    for kind in ("csat", "nps", "ces2"):  # counted together wherever they are asked, so one person answers each once
        once = [index for index, question in enumerate(asked.questions) if question.kind == kind]
        yield from (Finding(("questions", index, "kind"), N_('"%(kind)s" can be asked once.'), {"kind": kind})
                    for index in once[1:])


def _pair(question: Question, path: Path, kind: str) -> Iterator[Finding]:
    if question.kind == "stars":
        yield Finding((*path, "kind"), N_("Stars come from reviews elsewhere: ask csat, the five faces."))
    if (question.kind == "kano") != (kind == "kano") and question.kind in PAIRS:
        yield Finding((*path, "kind"), N_("Pairs about features belong into a questionnaire of kind kano, and only those."))
    if question.is_pair and question.other is None:
        yield Finding(path, N_("A pair needs both texts: text and other."))
    if question.other is not None and not question.is_pair:
        yield Finding((*path, "other"), N_("Only a pair has a second text."))


def _extras(question: Question, path: Path) -> Iterator[Finding]:
    if (question.kind == "servqual") != (question.dimension is not None):
        yield Finding((*path, "dimension") if question.dimension else path,
                      N_("A pair of kind servqual names its dimension, and no other question does."))
    if question.why and question.kind != "nps":
        yield Finding((*path, "why"), N_("Only the question of recommending asks why; add a question of kind comment."))
    if (question.kind == "segment") != bool(question.choices):
        yield Finding((*path, "choices") if question.choices else path,
                      N_("A question of who somebody is has choices, and no other question does."))
    elif question.choices and len(question.choices) not in range(2, 9):
        yield Finding((*path, "choices"), N_("Offer two to eight choices."))
    elif len({choice.id for choice in question.choices}) < len(question.choices):
        yield Finding((*path, "choices"), N_("Two choices have the same short name."))


def _texts(question: Question, path: Path) -> Iterator[Finding]:
    for name in ("text", "other"):
        text = getattr(question, name)
        if text is not None and max(len(text.zh), len(text.en)) > LONGEST:
            yield Finding((*path, name), N_("Longer than %(most)s characters: ask it in fewer words."), {"most": LONGEST})


def _number(asked: Questionnaire) -> Iterator[Finding]:
    counted = [question for question in asked.questions if question.kind not in ("segment", "comment")]
    segments = [index for index, question in enumerate(asked.questions) if question.kind == "segment"]
    if not counted and not any(question.kind == "comment" for question in asked.questions):
        yield Finding(("questions",), N_("Ask something about the service, too."))
    for index in segments[1:]:
        yield Finding(("questions", index, "kind"), N_("Ask once at most who somebody is."))
    if number_asked(asked) > MOST_ASKED + (asked.kind == "kano" and len(segments) > 0):
        yield Finding(("questions",), N_("One customer is asked %(most)s questions at most; these are %(n)s."),
                      {"most": MOST_ASKED, "n": number_asked(asked)})


def _draws(asked: Questionnaire) -> Iterator[Finding]:
    features = sum(question.kind == "kano" for question in asked.questions)
    if asked.draws is not None and asked.kind != "kano":
        yield Finding(("draws",), N_("Only pairs about features are drawn by lot (kind kano)."))
    elif asked.draws is not None and asked.draws > features:
        yield Finding(("draws",), N_("More are drawn than there are features: %(n)s."), {"n": features})
    if asked.kind == "kano" and not features:
        yield Finding(("questions",), N_("A questionnaire of kind kano asks about at least one feature."))


def number_asked(asked: Questionnaire) -> int:
    """Return how many questions one customer sees, those drawn by lot counted as drawn."""
    features = sum(question.kind == "kano" for question in asked.questions)
    return len(asked.questions) - features + min(features, asked.draws or features)


def seconds(asked: Questionnaire) -> float:
    """Return about how long answering takes, in the slower language; words that are optional are not counted."""
    features = [question for question in asked.questions if question.kind == "kano"]
    others = [question for question in asked.questions if question.kind != "kano"]
    drawn = asked.draws / len(features) if asked.draws and features else 1.0
    return sum(map(_seconds, others)) + min(drawn, 1.0) * sum(map(_seconds, features))


def _seconds(question: Question) -> float:
    texts = [text for text in (question.text, question.other) if text is not None]
    chinese = sum(len(text.zh) for text in texts) / CHARACTERS
    english = sum(len(text.en.split()) for text in texts) / WORDS
    return max(chinese, english) + (0 if question.kind == "comment" else TICK * (1 + question.is_pair))
