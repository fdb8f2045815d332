from cxtrain.certificates.print_runs.bundle import join, zipped
from cxtrain.certificates.print_runs.parts import Parts
from tests.certificates.print_runs.conftest import files


def test_what_was_kept_is_there_after_a_crash(tmp_path):
    Parts(tmp_path / "run-1").keep(b"first", 50)
    again = Parts(tmp_path / "run-1")
    assert again.count == 50
    again.keep(b"second", 7)
    assert list(Parts(tmp_path / "run-1").bodies()) == [b"first", b"second"]


def test_a_part_that_was_cut_short_is_made_again_with_all_after_it(tmp_path):
    parts = Parts(tmp_path)
    for body in (b"first", b"second", b"third"):
        parts.keep(body, 10)
    parts.kept[1].path.write_bytes(b"sec")
    (tmp_path / "unfinished-99").write_bytes(b"half")
    (tmp_path / "x.part").write_bytes(b"no name of ours")
    assert Parts(tmp_path).count == 10
    assert sorted(path.name[:6] for path in tmp_path.glob("*.part")) == ["000000"]


def test_nothing_is_left_of_a_run_that_is_over(tmp_path):
    parts = Parts(tmp_path / "run-1")
    parts.keep(b"first", 1)
    parts.clear()
    assert not (tmp_path / "run-1").exists() and Parts(tmp_path / "run-1").count == 0


def test_zips_are_joined_into_one_that_is_not_compressed_and_always_the_same(tmp_path):
    parts = [zipped([("S1_王喆.pdf", b"%PDF 1"), ("S2_李想.pdf", b"%PDF 2")]), zipped([("S3_孙淼.pdf", b"%PDF 3")])]
    for name in ("a.zip", "b.zip"):
        assert join(parts, tmp_path / name) == 3
    body = (tmp_path / "a.zip").read_bytes()
    assert body == (tmp_path / "b.zip").read_bytes()
    assert files(body) == {f"S{n}_{name}.pdf": (f"%PDF {n}".encode(), 0) for n, name in enumerate(("王喆", "李想", "孙淼"), 1)}
