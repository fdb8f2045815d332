"""`cxtrain serve`: granian with one blocking thread for each worker process, which measured fairest and fastest."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import FrameType

from granian import Granian
from granian.constants import Interfaces

from cxtrain.config import Settings, UnsafeSetting


def refuse_taken(host: str, port: int) -> None:
    """Refuse a port on which somebody listens; granian would share it, and half the requests would go astray.

    Raises:
        UnsafeSetting: it is taken, or not ours to take.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise UnsafeSetting(f"cannot listen on {host}, port {port} ({error.strerror}): stop what listens there, "
                            "or choose another with --port") from error


def serve(settings: Settings, *, port: int, workers: int, with_worker: bool,
          tls: tuple[Path, Path] | None = None) -> None:
    """Serve until stopped; with `with_worker` a job worker runs beside it and ends with it."""
    os.environ["CXTRAIN_HOST"] = settings.host
    if tls:
        os.environ["CXTRAIN_TLS"] = "1"
    if settings.allow_plain_http:  # each web process reads the settings anew
        os.environ["CXTRAIN_ALLOW_PLAIN_HTTP"] = "1"
    worker = _start_worker() if with_worker else None
    server = Granian(
        "cxtrain.app:create_app", factory=True, address=settings.host, port=port, interface=Interfaces.WSGI,
        workers=workers, blocking_threads=1, websockets=False, log_enabled=False, respawn_failed_workers=True,
        ssl_cert=tls[0] if tls else None, ssl_key=tls[1] if tls else None)
    try:
        server.serve()
    finally:
        if worker:
            worker.terminate()
            worker.wait(10)


def _start_worker() -> subprocess.Popen[bytes]:
    worker = subprocess.Popen([sys.executable, "-m", "cxtrain.cli", "work"])

    def stop(number: int, frame: FrameType | None) -> None:
        worker.terminate()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    return worker
