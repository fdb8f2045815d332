from random import Random

from cxtrain.demo.names import (
    COMPOUND_SURNAMES,
    OTHERS,
    RARE_GIVEN,
    TRICKY_SURNAMES,
    invent,
)
from cxtrain.people.names import clean_name, romanised


def test_it_invents_as_many_different_names_as_asked():
    names = invent(150, Random(1))
    assert len(set(names)) == 150
    assert set(OTHERS) <= set(names)


def test_the_same_seed_gives_the_same_names():
    assert invent(40, Random("a")) == invent(40, Random("a")) != invent(40, Random("b"))


def test_names_to_avoid_are_left_out():
    first = invent(60, Random(3))
    assert not {name for name in first if name not in OTHERS} & set(invent(60, Random(3), avoid=first))


def test_rare_characters_and_tricky_surnames_occur():
    # One in eight has a rare given name and one in eight a surname of the two special lists: among 600 about 75 each,
    # and a share below 40 would lie more than four standard deviations (8.1) away.
    names = invent(600, Random(5))
    rare = [name for name in names if any(name.endswith(given) for given in RARE_GIVEN)]
    tricky = [name for name in names if name[0] in TRICKY_SURNAMES or name[:2] in COMPOUND_SURNAMES]
    assert len(rare) > 40
    assert len(tricky) > 40


def test_each_name_is_kept_as_written_and_has_latin_letters():
    for name in invent(150, Random(7)):
        assert clean_name(name) == name
        assert romanised(name).isascii()
