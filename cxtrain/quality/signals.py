"""News that higher packages may listen to, sent inside the sender's transaction."""

from blinker import Namespace

_news = Namespace()
scorecard_released = _news.signal("scorecard_released")  # sender: Visit
visit_voided = _news.signal("visit_voided")  # sender: Visit, out of all sums already
appeal_opened = _news.signal("appeal_opened")  # sender: Appeal; its visit counts nowhere about the person meanwhile
appeal_decided = _news.signal("appeal_decided")  # sender: Appeal, upheld, declined or withdrawn; its visit is counted anew
