from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.certificates.print_runs.arrangement import Slip, arranged, file_names, natural

SLIP = Slip(1, "S01 静安店", "前台", "王喆", "", "S0102", "HM-MOT-2026-0001", "关键时刻")


def slips(**columns):
    """Return slips that differ in the given columns, with ids from 1."""
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [replace(SLIP, certificate_id=n, **row) for n, row in enumerate(rows, 1)]


def test_by_pinyin_goes_by_unit_then_post_then_the_surname_as_it_is_read():
    made = slips(unit=["S02 徐汇店", "S01 静安店", "S01 静安店", "S01 静安店"], post=["前台", "前台", "客房", "客房"],
                 name=["单一", "王喆", "曾国", "单雄信"])
    assert [each.name for each in arranged(made, "pinyin")] == ["单雄信", "曾国", "王喆", "单一"]


def test_a_reading_that_hr_corrected_counts():
    made = slips(name=["单雄信", "邓丽", "王喆"], correction=["Dan Xiongxin", "", ""])
    assert [each.name for each in arranged(made, "pinyin")] == ["单雄信", "邓丽", "王喆"]


def test_foreign_names_stand_by_their_family_name():
    made = slips(name=["Anna Schmidt", "Zoe Adams"])
    assert [each.name for each in arranged(made, "pinyin")] == ["Zoe Adams", "Anna Schmidt"]


def test_staff_numbers_are_numbers():
    made = slips(staff_number=["S10", "S9", "007", "7", "A1"])
    assert [each.staff_number for each in arranged(made, "number")] == ["7", "007", "A1", "S9", "S10"]
    assert natural("S9") < natural("S10")


def test_files_are_named_by_number_name_and_course_and_never_alike():
    made = slips(staff_number=["S1", "S1", "S1", "s2", "S2"], name=["王喆", "王喆", "王/喆?", "李想", "李想"],
                 number=["N-1", "N-2", "N-3", "N-4", "N-5"])
    assert file_names(made) == ["S1_王喆_关键时刻_N-1.pdf", "S1_王喆_关键时刻_N-2.pdf", "S1_王 喆_关键时刻.pdf",
                                "s2_李想_关键时刻_N-4.pdf", "S2_李想_关键时刻_N-5.pdf"]


@given(st.lists(st.tuples(st.text(max_size=90), st.text(max_size=90), st.text(max_size=200)), max_size=20))
def test_whatever_people_typed_the_names_fit_any_system_and_differ(typed):
    made = [replace(SLIP, certificate_id=n, staff_number=a, name=b, course=c, number=f"HM-{n}")
            for n, (a, b, c) in enumerate(typed)]
    names = file_names(made)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name.endswith(".pdf") and not set(name) & set('<>:"/\\|?*\0\n\u202e') and len(name.encode()) <= 255
