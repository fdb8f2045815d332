import io
import json
import struct

import pytest

from cxtrain.paths import resource_dir
from cxtrain.web import press


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", (None, ("127.0.0.1", 80))),
        ("socket.getaddrinfo", ("example.com", 80, 0, 0, 0)),
        ("subprocess.Popen", ("/bin/sh", [], None, None)),
        ("os.system", (b"true",)),
        ("open", ("/etc/passwd", "r", 0)),
        ("open", ("/proc/self/environ", "rb", 0)),
        ("open", (str(resource_dir("templates") / "base.html"), "w", 577)),
        ("open", (f"{resource_dir('templates')}/../setup.cfg", "r", 0)),
    ],
)
def test_a_render_process_may_not(event, arguments):
    with pytest.raises(PermissionError):
        press.guard(event, arguments)


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("open", (str(resource_dir("templates") / "base.html"), "r", 0)),
        ("open", (json.__file__, "rb", 0)),
        ("open", (3, "wb", 1)),
        ("import", ("json", None, None, None, None)),
    ],
)
def test_a_render_process_may_read_what_it_is_made_of(event, arguments):
    press.guard(event, arguments)


class Faulty:
    """An engine whose documents fail."""

    def sheet(self, template):
        raise RecursionError("too deep")


def test_a_fault_becomes_an_answer_and_the_next_request_is_served(monkeypatch):
    monkeypatch.setattr(press, "limit_processor", lambda seconds: None)
    request = json.dumps(
        {"template": "x", "locale": "en", "facts": {}, "arts": [], "under": [], "apart": False, "own": [], "tagged": True,
             "seconds": 1}
    ).encode()
    source = io.BytesIO(2 * (struct.pack(">I", len(request)) + request))
    sink = io.BytesIO()
    press.serve(source, sink, Faulty())
    answers, sink = [], io.BytesIO(sink.getvalue())
    while head := sink.read(4):
        answers.append(json.loads(sink.read(struct.unpack(">I", head)[0])))
    assert len(answers) == 2 and all(not answer["ok"] and "TemplateNotFound" in answer["fault"] for answer in answers)


def test_the_font_set_names_only_the_folders_of_our_faces(tmp_path):
    text = press.font_set(tmp_path).read_text()
    assert text.count("<dir>") == len({press.fonts.font_file(face).parent for face in press.fonts.installed()})
