"""The one table of who may do what."""

import pytest

from cxtrain.people.permissions import GRANTS, MAY_GRANT, OWN, Actor, Can, Held, Role


def actor(*roles):
    """Return somebody of the store /1/2/4/ with these roles, each as (role, path)."""
    held = tuple(Held(role, int(path.strip("/").split("/")[-1]), path) for role, path in roles)
    return Actor(1, 1, "S0101", "李想", "Li Xiang", "en", 4, "/1/2/4/", "静安店", "Asia/Shanghai", held)


def test_everybody_may_train_and_see_their_own():
    assert all(actor().may(can) for can in OWN)
    assert not any(actor().may(can) for can in Can if can not in OWN)
    assert actor().reach(Can.SEE_TEAM) == ()


def test_a_role_reaches_the_subtree_of_its_unit_and_no_further():
    supervisor = actor((Role.SUPERVISOR, "/1/2/4/"))
    assert supervisor.may_in(Can.SEE_TEAM, "/1/2/4/")
    assert not supervisor.may_in(Can.SEE_TEAM, "/1/2/5/")
    assert not supervisor.may_in(Can.SEE_TEAM, "/1/2/")
    assert not supervisor.may_in(Can.SEE_TEAM, "/1/2/44/")
    regional = actor((Role.SUPERVISOR, "/1/2/"))
    assert regional.may_in(Can.SEE_TEAM, "/1/2/4/") and regional.may_in(Can.SEE_TEAM, "/1/2/44/")


def test_nobody_but_hr_reviews_scorecards_and_an_admin_sees_no_scores():
    assert [role for role in Role if Can.REVIEW_SCORECARDS in GRANTS[role]] == [Role.HR]
    scores = {Can.SEE_TEAM, Can.SEE_SCORECARDS, Can.REVIEW_SCORECARDS, Can.WRITE_PLANS}
    assert not scores & GRANTS[Role.ADMIN]


@pytest.mark.parametrize("role", [Role.STAFF, Role.SUPERVISOR, Role.AUTHOR])
def test_only_hr_and_admins_hand_out_roles(role):
    assert actor((role, "/1/")).may_grant() == frozenset()


def test_hr_makes_no_admins():
    assert Role.ADMIN not in MAY_GRANT[Role.HR]
    assert Role.ADMIN in actor((Role.ADMIN, "/1/")).may_grant()
