"""News of customers' answers to other packages, inside the transaction in which they change."""

from blinker import Namespace

_signals = Namespace()
response_received = _signals.signal("response-received")
"""Sent with a Response from a survey's page, after it was stored and counted."""

responses_going = _signals.signal("responses-going")
"""Sent with a list of ids of responses, before they are deleted with their words: what hangs on them goes first."""
