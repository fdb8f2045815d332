"""The clause that comes with the product, and who speaks for whom when it is changed. Pure."""

from cxtrain.people.permissions import Actor, Role
from cxtrain.web.bilingual import N_, Bilingual

SHIPPED = Bilingual(
    "本计划仅用于培训与辅导，不作为认定不能胜任工作、扣罚或解除劳动合同的依据。",
    "This plan serves training and coaching only. It is no ground for finding somebody unfit for the work, for deductions, "
    "or for ending a contract.")
SIDES = {Role.HR: "hr", Role.ADMIN: "admin"}
NAMES = {"hr": N_("HR"), "admin": N_("Admin")}


def sides_of(actor: Actor) -> frozenset[str]:
    """Return for whom `actor` may speak: "hr", "admin"; a role counts only where it covers the whole firm."""
    return frozenset(SIDES[held.role] for held in actor.roles if held.role in SIDES and held.unit_path.count("/") == 2)


def side_to_confirm(sides: frozenset[str], proposed_as: str) -> str | None:
    """Return the side that may confirm what `proposed_as` proposed, or None: it must be the other one."""
    return next(iter(sorted(sides - {proposed_as})), None)
