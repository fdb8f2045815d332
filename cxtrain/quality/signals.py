"""News that higher packages may listen to, sent inside the sender's transaction."""

from blinker import Namespace

_news = Namespace()
scorecard_released = _news.signal("scorecard_released")  # sender: Visit
