"""Coverage-guided fuzzing of everything that reads files: python -m tests.fuzz.run [--seconds 60] [target ...]

    python -m tests.fuzz.run --only story FILE     one input again

It needs Atheris (`make fuzz-tools`), which exists for Linux on x86-64 only. A finding is made small and left in
build/fuzz/found; mended, it belongs into tests/fuzz/corpus/<target>, which `make test` replays.
"""

import argparse
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.soak.table import tell

CORPUS = Path(__file__).parent / "corpus"
BUILD = Path("build/fuzz")
MISSING = "Nothing was fuzzed: Atheris is not installed. On Linux on x86-64 `make fuzz-tools` installs it."
MEMORY = 1024  # MB of the whole process; a fault beyond it is a finding
PATIENCE = 20  # seconds for one input, in which even a slow one comes back and is named by `examine`


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one target in this process, which the fuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["cxtrain", "PIL"]):
        from tests.fuzz.targets import examine
    atheris.Setup([sys.argv[0], *options], lambda data: examine(name, data))
    atheris.Fuzz()


def _options(name: str, seconds: int) -> list[str]:
    """Return the fuzzer's options: the corpus that grew before and the one of ours, and the words of ours."""
    own, grown, found = CORPUS / name, BUILD / "grown" / name, BUILD / "found" / name
    for folder in (grown, found):
        folder.mkdir(parents=True, exist_ok=True)
    words = {word for path in own.iterdir() for word in re.findall(rb"[\w<&{:\"'-]{2,24}", path.read_bytes())[:400]}
    (BUILD / f"{name}.dict").write_text("".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in sorted(words)))
    from tests.fuzz.targets import LONGEST
    return [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={PATIENCE}", f"-rss_limit_mb={MEMORY}", "-print_final_stats=1",
            "-close_fd_mask=1", f"-dict={BUILD / f'{name}.dict'}", f"-artifact_prefix={found}/", str(grown), str(own)]


def breached(name: str, data: bytes) -> type[BaseException] | None:
    """Return what an input lets out of a target, or None."""
    from tests.fuzz.targets import examine
    try:
        examine(name, data)
    except BaseException as fault:  # a panic of a library in another language is no Exception
        return type(fault)
    return None


def smallest(name: str, data: bytes) -> bytes:
    """Return a part of an input that lets the same out, of which nothing more can be cut."""
    kind, step = breached(name, data), len(data) // 2
    while kind and step:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + step:]
            if breached(name, shorter) is kind:
                data = shorter
            else:
                at += step
        step //= 2
    return data


def run(name: str, seconds: int) -> int:
    """Fuzz one target in a process of its own and tell how often; return how many findings there are (one ends a run)."""
    done = subprocess.run([sys.executable, "-m", "tests.fuzz.run", "--inside", name, *_options(name, seconds)],
                          stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    runs = int((re.findall(r"number_of_executed_units: (\d+)", done.stderr) or re.findall(r"#(\d+)\s", done.stderr) or ["0"])[-1])
    covered = (re.findall(r"\bcov: (\d+)", done.stderr) or ["0"])[-1]
    crashes = int(done.returncode != 0)
    tell("fuzz runs", runs, crashes, name)
    print(f"{name}: {runs:,} runs in {seconds} s, {covered} edges, {crashes} found{f' (it ended with {done.returncode})' * crashes}", flush=True)
    if crashes:
        print("\n".join(done.stderr.splitlines()[-12:]))
        for path in (BUILD / "found" / name).glob("*"):
            path.write_bytes(smallest(name, path.read_bytes()))
            print(f"  {path.read_bytes()[:100]!r}\n  again: python -m tests.fuzz.run --only {name} {path}")
    return crashes


def main() -> int:
    """Fuzz the named targets, or all; 1 where something was found, 2 where nothing can be fuzzed here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--only", nargs=2, metavar=("TARGET", "FILE"))
    parser.add_argument("targets", nargs="*")
    asked = parser.parse_args()
    from tests.fuzz.targets import TARGETS, examine
    if asked.only:
        return examine(asked.only[0], Path(asked.only[1]).read_bytes()) or 0
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    try:
        importlib.import_module("atheris")
    except ImportError:
        print(MISSING)
        return 2
    return int(any([run(name, asked.seconds) for name in asked.targets or TARGETS]))


if __name__ == "__main__":
    if "--inside" in sys.argv[1:2]:
        fuzz(sys.argv[2], sys.argv[3:])
        os._exit(0)
    sys.exit(main())
