"""Damage to the text of a content file, as slips, merges and bad disks do it."""

import re

MARKS = ("[", "]", "{", "}", ":", ": ", "- ", "'", '"', "|", ">", "&a", "*a", "!!x ", "#", "%", "@", "\t", "\\", "---\n", "...\n", ",",
         "\x00", "\x07", "\ufeff", "\u2028", "\x85", "\u202e", "\U0001f600", "null", "~", "1e999", "-.inf", ".nan", "0o7", "9" * 30)
VALUES = ("true", "no", "3", "-1e9", "1.5", "''", "[]", "{}", "[1, [2]]", "{zh: 一}", "{zh: 一, en: a}", ">= 1", "'>= 1 and < 0'", "s0", "  ")
LINE = re.compile(r"(?m)^.*\n?")
PAIR = re.compile(r"(?m)^([ ]*(?:- )?[\w-]+:)[ ]+(\S.*)$")


def mutated(text, chance):
    """Return the bytes of a text that was damaged in one to four places."""
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(WAYS)(text, chance)
    body = text.encode("utf-8", "replace")
    return noisy(body, chance) if chance.random() < 0.1 else body


def noisy(body, chance):
    """Return bytes of which a few are others."""
    raw = bytearray(body)
    for _ in range(min(len(raw), chance.randint(1, 5))):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def _lines(text):
    return LINE.findall(text)[:-1] or [""]


def _drop_line(text, chance):
    lines = _lines(text)
    at = chance.randrange(len(lines))
    return "".join(lines[:at] + lines[at + chance.randint(1, 3):])


def _double_line(text, chance):
    lines = _lines(text)
    at = chance.randrange(len(lines))
    return "".join(lines[:at + 1] + lines[at:])


def _move_line(text, chance):
    lines = _lines(text)
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)
    return "".join(lines)


def _indent_line(text, chance):
    lines = _lines(text)
    at = chance.randrange(len(lines))
    lines[at] = lines[at][2:] if chance.random() < 0.5 else "  " + lines[at]
    return "".join(lines)


def _cut(text, chance):
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.randint(1, 80):]


def _put(text, chance):
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(MARKS) + text[at:]


def _truncate(text, chance):
    return text[:chance.randint(0, len(text))]


def _twice(text, chance):
    return text + text if len(text) < 200_000 else text


def _value(text, chance):
    """Give one key another value."""
    pairs = list(PAIR.finditer(text))
    if not pairs:
        return text
    pair = chance.choice(pairs)
    return text[:pair.start(2)] + chance.choice(VALUES) + text[pair.end(2):]


def _swap(text, chance):
    """Exchange the values of two keys."""
    pairs = sorted(chance.sample(found, 2), key=lambda pair: pair.start()) if len(found := list(PAIR.finditer(text))) > 1 else []
    if not pairs:
        return text
    one, other = pairs
    return text[:one.start(2)] + other[2] + text[one.end(2):other.start(2)] + one[2] + text[other.end(2):]


def _nest(text, chance):
    """Put a value very deep, or open very many that are never closed."""
    opened, closed = chance.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("(", ")"), ("> ", "")))
    depth = chance.choice((5, 39, 41, 300, 5000))
    at = chance.randint(0, len(text))
    return text[:at] + opened * depth + "x" + closed * (depth if chance.random() < 0.5 else 0) + text[at:]


def _rename(text, chance):
    """Write one word otherwise, wherever it stands, or only once."""
    words = re.findall(r"[a-z][a-z-]{2,}", text)
    if not words:
        return text
    word = chance.choice(words)
    return text.replace(word, word[1:] + word[0], chance.choice((1, -1)))


WAYS = (_drop_line, _double_line, _move_line, _indent_line, _cut, _put, _truncate, _twice, _value, _swap, _nest, _rename, _value, _rename,
        _put, _cut)
