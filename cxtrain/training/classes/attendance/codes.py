"""The code on the trainer's screen: what it is in each half minute, and how long it is taken. Pure."""

import datetime as dt
import hashlib
import hmac

STEP = 30  # seconds that a code stands on the screen
LENGTH = 20  # letters of a code; four bits each


def step_at(moment: dt.datetime) -> int:
    """Return the number of the half minute in which an aware moment lies."""
    return int(moment.timestamp()) // STEP


def seconds_left(moment: dt.datetime) -> int:
    """Return how many seconds the code of a moment still stands: 1..30."""
    return STEP - int(moment.timestamp()) % STEP


def code_of(secret: str, session_id: int, step: int) -> str:
    """Return the code of a session in one half minute: LENGTH letters 0-9 and a-f.

    Args:
        secret: of the class; whoever does not know it cannot tell the next code from all that went before.
        session_id: so that the code of the morning says nothing in the afternoon.
        step: as `step_at` counts.
    """
    return hmac.new(secret.encode(), f"attendance {session_id} {step}".encode(), hashlib.sha256).hexdigest()[:LENGTH]


def is_fresh(code: str, secret: str, session_id: int, at: dt.datetime) -> bool:
    """Whether a code was on the screen in this half minute or the one before.

    One of the half minute to come is taken too: the screen's server may be ahead of the one that is asked.
    """
    step = step_at(at)
    given = code.encode(errors="replace")
    return any([hmac.compare_digest(given, code_of(secret, session_id, step + skew).encode()) for skew in (-1, 0, 1)])
