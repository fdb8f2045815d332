"""What 5,000 questions cost to read, in seconds and in memory, beside `json` reading the same questions in the same run.

The baseline is `json.loads` of the report on the same file: the least that any reader of these texts takes. Memory is the
peak of a fresh process that reads the file and does nothing else.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from cxtrain.quizzes.formats.reading import read_questions
from cxtrain.quizzes.formats.writing import write_questions
from tests.benchmarks.scenarios import timed

COUNT = 5_000
FORMS = ("gift", "moodle-xml", "yaml")
ONE = """// question: {0}
// [id:FD-{0}] [tag:front desk]
::Late check-out {0}::[html]<p>Guest {0} asks for a <b>late</b> check-out. What do you say first?</p>{{
\t=<p>I will look at once.</p>#Right\\: act first.
\t~<p>That is not possible.</p>#Why not look?
\t~%50%<p>Ask my colleague, number {0}.</p>#Half of it.
\t####<p>Listen, then act.</p>
}}

"""
PEAK = """
import re, resource, sys
from pathlib import Path
from cxtrain.quizzes.formats.reading import read_questions

def peak():
    status = Path("/proc/self/status")  # on Linux getrusage counts what the process had before exec, too
    if status.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000

before = peak()
read_questions(open(sys.argv[1], "rb").read(), sys.argv[2])
print(before, peak())
"""


def peak_megabytes(data: bytes, form: str) -> tuple[float, float]:
    """Return the peak memory of a process after its imports, and after reading."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "questions"
        file.write_bytes(data)
        done = subprocess.run([sys.executable, "-c", PEAK, str(file), form], capture_output=True, text=True, check=True)
    before, after = map(float, done.stdout.split())
    return before, after


def main() -> None:
    """Measure each format and print a line for it."""
    gift = "".join(ONE.format(number) for number in range(COUNT)).encode()
    found = read_questions(gift, "gift")
    report = json.dumps(found.report(), ensure_ascii=False)
    base = timed(lambda: json.loads(report))
    print(f"\n{COUNT:,} questions: json.loads of the same questions, the baseline {base * 1000:.0f} ms")
    for form in FORMS:
        data = gift if form == "gift" else write_questions(found.questions, form).text.encode()
        seconds = timed(lambda data=data, form=form: read_questions(data, form), 3)
        before, after = peak_megabytes(data, form)
        print(f"  read {form:<11}{len(data) / 1e6:5.1f} MB{seconds:8.2f} s {seconds / base:8.1f} × json.loads; "
              f"peak {after:4.0f} MB, {before:.0f} of them imports")


if __name__ == "__main__":
    main()
