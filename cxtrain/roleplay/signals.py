"""News from role-plays to higher packages, sent inside the transaction of the change."""

from blinker import Namespace

_news = Namespace()

scenario_finished = _news.signal("scenario-finished")
"""Sent with the Attempt that has just come to its end and been scored."""

asked_where_next = _news.signal("scenario-asked-where-next")
"""Sent with a finished Attempt whose ending is on screen; a receiver may answer with a link: url and label, or None."""

asked_uses = _news.signal("scenario-asked-uses")
"""Sent with a Scenario that is to be taken down; a receiver answers with the titles of what it is a part of."""
