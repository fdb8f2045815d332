import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.reports.training_files.operations import printed
from cxtrain.reports.training_files.sheet import years_of
from tests.pictures import looks_like
from tests.reports.training_files.samples import FILE, LI, LINES
from tests.training.classes.papers.test_pages import text_of


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_each_page_looks_as_it_did(language):
    looks_like(printed(FILE, language, LI), f"training_file_{language}")


def test_the_copy_for_auditors_says_so_and_leaves_shop_results_out():
    own, copy = text_of(printed(FILE, "zh", LI)), text_of(printed(FILE, "zh", LI, auditors=True))
    assert "暗访所见" in own and "5.4" in own
    assert "暗访所见" not in copy and "5.4" not in copy and "审核用副本" in copy
    assert "2026年学时合计14.5" in copy and "面授11.5，在线3" in copy and "HX-MOT-2026-0001" in copy


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_the_lines_of_a_year_add_up_to_its_total(lines):
    for year in years_of(lines):
        assert year.total == sum(line.hours for line in year.lines) == year.classroom + year.online
    assert [year.year for year in years_of(lines)] == sorted({year for year, _ in lines}, reverse=True)
