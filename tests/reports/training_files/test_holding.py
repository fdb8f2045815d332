import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.certificates.terms import Life, Status
from cxtrain.reports.training_files.holding import Holder, Need, counted, required_of, worth

DAY = dt.date(2026, 5, 31)
PATHS = ("/1/", "/1/2/", "/1/2/3/", "/1/4/")
POSTS = ("前台", "礼宾", "收银")
people = st.lists(st.builds(Holder, st.integers(1, 30), st.integers(1, 4), st.sampled_from(PATHS), st.sampled_from(POSTS),
                            st.just("full_time")), max_size=30, unique_by=lambda person: person.employee_id)
needs = st.lists(st.builds(Need, st.integers(1, 3), st.sampled_from(PATHS), st.frozensets(st.sampled_from(POSTS))), max_size=4)
days = st.dates(dt.date(2026, 5, 1), dt.date(2026, 6, 30))
lives = st.builds(lambda until, grace, revoked: Life(until, until and until + dt.timedelta(grace), revoked),
                  st.none() | days, st.integers(0, 40), st.booleans())
held = st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 3)), st.lists(lives, max_size=3), max_size=30)


@given(people, needs, held, st.sets(st.tuples(st.integers(1, 30), st.integers(1, 3)), max_size=8))
def test_every_count_is_what_one_finds_by_asking_for_each_person(people, needs, held, exempt):
    found = counted(required_of(people, needs, exempt), held, DAY)
    asked = {(person.employee_id, need.course_id) for person in people for need in needs
             if person.post in need.posts and person.unit_path.startswith(need.unit_path)} - exempt
    assert found.required == len(asked)
    assert found.valid == sum(worth(held.get(key, ()), DAY) is Status.VALID for key in asked)
    assert found.valid + found.grace <= found.required and all(row.required >= 1 for row in found.rows)
    assert (found.rate is None) == (not asked)


def test_a_certificate_in_grace_or_revoked_is_none_that_is_valid():
    gone = Life(dt.date(2026, 5, 30), dt.date(2026, 6, 15))
    assert worth([gone], DAY) is Status.GRACE and worth([gone, Life()], DAY) is Status.VALID
    assert worth([Life(revoked=True), Life(dt.date(2026, 5, 1), dt.date(2026, 5, 2))], DAY) is None
    assert worth([Life(DAY, DAY)], DAY) is Status.VALID  # its last day counts
