"""News of customers' answers to other packages, inside the transaction in which they change."""

from blinker import Namespace

response_received = Namespace().signal("response-received")
"""Sent with a Response that came by a link made for one customer, after it was stored and the link marked as used.

Of answers to posters, which come by the thousand and belong to nobody, nothing is sent.
"""
