"""What addresses of the pages of places ask for, and the order of units."""

import pytest

from cxtrain.people.models import Unit
from cxtrain.reports.places.asked import NotThere, in_tree_order, read


def unit(id, path, kind="store", parent=None):
    return Unit(id=id, path=path, kind=kind, parent_id=parent, code=str(id), name=str(id))


FIRM = [unit(1, "/1/", "firm"), unit(5, "/1/2/5/", parent=2), unit(2, "/1/2/", "region", 1), unit(4, "/1/3/4/", parent=3),
        unit(3, "/1/3/", "region", 1), unit(6, "/1/2/6/", parent=2)]


def test_without_wishes_it_is_all_that_is_in_reach_for_a_year():
    asked = read({}, FIRM, "2026-11")
    assert (asked.scope.id, asked.span, asked.ends, asked.kind, asked.dimension) == (
        1, 12, ("2025-12", "2026-11"), "mystery_shop", "overall")
    assert asked.store_ids == [5, 4, 6] and asked.address() == {}


def test_wishes_are_kept_in_addresses():
    asked = read({"unit": "2", "span": "3", "kind": "announced_check", "dimension": "empathy"}, FIRM, "2026-02")
    assert asked.store_ids == [5, 6] and asked.ends == ("2025-12", "2026-02")
    assert asked.address(dimension=None) == {"unit": 2, "span": 3, "kind": "announced_check"}


@pytest.mark.parametrize("values", [{"span": "7"}, {"span": "x"}, {"kind": "coaching"}, {"dimension": "score"}])
def test_what_cannot_be_asked_for_is_as_usual(values):
    assert read(values, FIRM, "2026-11") == read({}, FIRM, "2026-11")


@pytest.mark.parametrize("units,unit_id", [(FIRM, "99"), (FIRM, "x"), (FIRM[1:2], "1"), ([], "")])
def test_a_unit_out_of_reach_is_not_there(units, unit_id):
    with pytest.raises(NotThere):
        read({"unit": unit_id}, units, "2026-11")


def test_two_trees_have_no_unit_above_them():
    asked = read({}, [FIRM[2], FIRM[1], FIRM[3]], "2026-11")
    assert asked.scope is None and asked.store_ids == [5, 4] and asked.paths == ["/1/2/", "/1/3/4/"]


def test_units_stand_below_what_they_belong_to():
    assert [each.id for each in in_tree_order(FIRM)] == [1, 2, 5, 6, 3, 4]
