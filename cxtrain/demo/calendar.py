"""The twelve months that lie behind the day on which the demo company is made. Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

MONTHS = 12
ZONE = "Asia/Shanghai"  # of every store


@dataclass(frozen=True)
class Year:
    """Twelve months that end on `today`; months are numbered from 1."""

    today: dt.date

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.first_day(1)

    def first_day(self, month: int) -> dt.date:
        """Return the first day of the `month`-th month, 1..13; of the 13th it is tomorrow."""
        whole = self.today.year * 12 + self.today.month - 1 - (MONTHS + 1 - month)
        year, month_of_year = divmod(whole, 12)
        first_of_next = dt.date(year + (month_of_year == 11), (month_of_year + 1) % 12 + 1, 1)
        last = (first_of_next - dt.timedelta(1)).day
        return dt.date(year, month_of_year + 1, min(self.today.day, last)) + dt.timedelta(1)

    def days(self, month: int) -> list[dt.date]:
        """Return the days of the `month`-th month, oldest first."""
        first = self.first_day(month)
        return [first + dt.timedelta(n) for n in range((self.first_day(month + 1) - first).days)]

    def month_of(self, day: dt.date) -> int:
        """Return the number of the month in which `day` lies: 1..12 within the year, less before it."""
        month = MONTHS
        while month > 0 and day < self.first_day(month):
            month -= 1
        return month

    def before(self, days: int) -> dt.date:
        """Return the day that lies `days` before today."""
        return self.today - dt.timedelta(days)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return the moment when the stores' clocks show that time on `day`."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZoneInfo(ZONE))
