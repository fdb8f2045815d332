"""Which answers of one device are counted. Pure; decision 0021 says why it is so.

A device is known for a day only, by a digest with the day's salt of its address and of how its browser presents itself.
Two customers with the same telephone on a shop's Wi-Fi have the same digest.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence

GAP = dt.timedelta(minutes=10)  # after a counted answer the next one of the same digest does not count for so long
MOST = 5  # counted answers of one digest in one campaign on one day


def digest_of(salt: str, *traits: str) -> str:
    """Return the digest of a device on the day of this salt, hex."""
    return hmac.new(salt.encode(), "\n".join(traits).encode(errors="replace"), hashlib.sha256).hexdigest()


def is_counted(counted_before: Sequence[dt.datetime], at: dt.datetime) -> bool:
    """Say whether an answer counts, given when the counted answers of the same digest came today."""
    return len(counted_before) < MOST and all(abs(at - before) >= GAP for before in counted_before)
