"""A real site for browser tests, screenshots and benchmarks: the demo company, served as `cxtrain serve` serves it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a cxtrain command on the instance in `folder`; its output is shown where it fails."""
    done = subprocess.run([sys.executable, "-m", "cxtrain.cli", *words], env=environment(folder), capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command that works on the instance in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CXTRAIN_")}
    return {**kept, "CXTRAIN_INSTANCE": str(folder)}


@contextlib.contextmanager
def served(folder: Path, *options: str, **settings: str):
    """Serve the instance in `folder` on a free port, with more settings such as CXTRAIN_PROXIES; yield its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "cxtrain.cli", "serve", "--port", str(port), *options],
                               env={**environment(folder), **settings}, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def wait_for(url: str, seconds: float = 60) -> None:
    """Wait until `url` answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).read()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
