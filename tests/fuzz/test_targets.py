"""The corpus of the fuzzers is replayed, and hypothesis adds what it thinks of: only refusals of our own come out."""

import subprocess
import sys
import tracemalloc
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import run, targets
from tests.fuzz.targets import LONGEST, TARGETS, Target, TooSlow, examine
from tests.roleplay.mutations import mutated, noisy
from tests.soak.table import KINDS

FILES = sorted(path for path in run.CORPUS.rglob("*") if path.is_file())
ROOT = Path(__file__).parents[2]


def corpus(name):
    """The files of a target."""
    return [path.read_bytes() for path in FILES if path.parent.name == name]


def test_each_target_has_a_corpus_and_each_corpus_a_target():
    assert {path.parent.name for path in FILES} == set(TARGETS)
    assert [path.name for path in FILES if path.stat().st_size > LONGEST] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_written_or_found_stays_within_time_and_memory(path):
    data, target = path.read_bytes(), TARGETS[path.parent.name]
    examine(path.parent.name, data)
    tracemalloc.start()
    try:
        target.read(data)
        assert tracemalloc.get_traced_memory()[1] <= target.megabytes * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_bytes_come_only_refusals_of_our_own_come_out(name, data):
    sample, chance = data.draw(st.sampled_from(corpus(name))), data.draw(st.randoms())
    body = data.draw(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode), st.just(b"")))
    if not body:
        text = sample.decode("utf-8", "replace")
        body = noisy(sample, chance) if "\ufffd" in text or chance.random() < 0.3 else mutated(text, chance)
    examine(name, body[:LONGEST])


@pytest.mark.parametrize("seed", ["[", "(", "（", " ", "\u3000", "{", "<", "·", "-", "&", "**", "`"])
@pytest.mark.parametrize("name", ["roster", "voices", "keyed", "markdown", "placeholder", "pasted", "gift"])
def test_no_sign_said_ten_thousand_times_within_a_file_takes_long(name, seed):
    # Twice as long a text may take twice as long, not four times: so a mistaken pattern was found in headers and names.
    for sample in corpus(name):
        middle = sample.decode("utf-8", "replace")
        cut = middle.find("王喆") + 1 or len(middle) // 2
        text = (middle[:cut] + seed * 10_000 + middle[cut:]).encode()
        start = process_time()
        TARGETS[name].read(text)
        assert process_time() - start < 3


def test_a_target_that_lets_something_through_is_caught(monkeypatch):
    monkeypatch.setitem(TARGETS, "table", Target(lambda data: {}[data]))
    with pytest.raises(KeyError):
        examine("table", b"x")


def test_a_target_that_takes_too_long_is_caught(monkeypatch):
    def slow(data):
        start = process_time()
        while process_time() - start < 0.02:
            pass
    monkeypatch.setitem(TARGETS, "table", Target(slow, seconds=0.01))
    with pytest.raises(TooSlow, match="table"):
        examine("table", b"x")


def test_a_finding_is_made_small(monkeypatch):
    monkeypatch.setitem(TARGETS, "table", Target(lambda data: 1 // (b"evil" not in data)))
    assert run.smallest("table", b"long before evil long after") == b"evil"
    assert run.breached("table", b"good") is None


def test_without_the_fuzzer_it_says_so_and_is_not_green():
    block = "import sys; sys.modules['atheris'] = None; sys.argv = ['run']; from tests.fuzz.run import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and done.stdout.strip() == run.MISSING


def test_an_unknown_target_is_refused():
    done = subprocess.run([sys.executable, "-m", "tests.fuzz.run", "nonsense"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2


def test_the_table_of_the_soak_waits_for_the_fuzzers():
    recipe = (ROOT / "Makefile").read_text().partition("\nsoak:")[2].partition("\n\n")[0]
    assert "fuzz runs" in KINDS and "tests.fuzz.run" in recipe and targets.__doc__
    assert recipe.index("tests.fuzz.run") < recipe.rindex("tests.soak.table")
