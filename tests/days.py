"""The day it is where the cast works, asked when a test needs it: a suite that begins before midnight ends after it."""

import datetime as dt

from cxtrain import clock


def today(days=0):
    """Return the date in Shanghai, or the one that many days later (or earlier, where negative)."""
    return clock.today("Asia/Shanghai") + dt.timedelta(days)
