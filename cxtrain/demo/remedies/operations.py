"""Two changes of the library of actions: a shipped one is fitted to the hotel, and one is added."""

from sqlalchemy import insert

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.planning.remedies.models import RemedyVersion

WRITER = "0002"  # the author
CHANGES = (  # days ago, what the ledger says, slug, content, note
    (40, "remedy edited", "rs-roster", {
        "id": "rs-roster", "kind": "process", "for": ["team"], "dimensions": ["responsiveness"], "days": 21,
        "what": {"zh": "记一周每小时的入住和退房数，按高峰调整前台排班；忙不过来时举手示意，礼宾看到就补位",
                 "en": "Count arrivals and departures by the hour for a week and fit the desk's roster to the peaks; a raised hand "
                       "calls the concierge to step in"},
        "check": {"zh": "高峰时段从走近到招呼、到办理的时间中位数",
                  "en": "Median time to greeting and to service at peak hours"}}, "各店的高峰在退房和入住，礼宾最近。"),
    (25, "remedy added", "own-1", {
        "id": "own-1", "kind": "coach", "for": ["person", "team"], "dimensions": ["empathy"], "stages": ["purchase"], "days": 14,
        "what": {"zh": "办理入住前先问一句“路上辛苦吗”，听完再要证件；主管每班听两次，班后说说客人的反应",
                 "en": "Before asking for papers at check-in, ask how the journey was and hear the answer; the supervisor listens "
                       "twice a shift and talks it over afterwards"},
        "check": {"zh": "听到的 6 次里至少 5 次先问后办", "en": "Asked first in five of six check-ins heard"}}, "徐汇店试过，客人反应好。"),
)


def write_remedies(staff: Staff, chronicle: Chronicle) -> None:
    """Write the versions and what the ledger says of them."""
    writer = staff.employees[WRITER]
    for key, (days_ago, act, slug, content, note) in enumerate(CHANGES, 1):
        at = moment(staff.company.year.before(days_ago), 15, 30)
        db.session.execute(insert(RemedyVersion.__table__).values(
            id=key, slug=slug, number=1, content=content, taken_out=False, note=note, made_by=writer, made_at=at))
        chronicle.note(at, act, ("remedy_version", key), unit_id=None, actor_id=writer, slug=slug, number=1)
