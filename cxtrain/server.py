"""`cxtrain serve`: granian with one blocking thread for each worker process, which measured fairest and fastest."""

import multiprocessing
import os
import signal
import socket
import threading
import time
from contextlib import suppress
from multiprocessing.context import SpawnProcess
from pathlib import Path

from flask import Flask
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
    worker = _JobWorker() if with_worker else None
    server = Granian(
        "cxtrain.server:application", factory=True, address=settings.host, port=port, interface=Interfaces.WSGI,
        workers=workers, blocking_threads=1, websockets=False, log_enabled=False, respawn_failed_workers=True,
        ssl_cert=tls[0] if tls else None, ssl_key=tls[1] if tls else None)
    try:
        server.serve()
    finally:
        if worker:
            worker.end()


def application() -> Flask:
    """Return the application of one web process."""
    from cxtrain.app import create_app
    _end_with_parent()
    return create_app()


def _end_with_parent() -> None:
    """End this process soon after the server that started it: killed, it tells nobody, and its port would stay taken."""
    parent = multiprocessing.parent_process()

    def watch(pid: int) -> None:
        while os.getppid() == pid:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)  # what was not committed was not acknowledged

    if parent and parent.pid:
        threading.Thread(target=watch, args=(parent.pid,), daemon=True).start()


class _JobWorker:
    """A job worker beside the server. One that was killed is started anew, or print runs would wait until somebody looks."""

    def __init__(self) -> None:
        self._ended, self._process = threading.Event(), _started()
        self._minder = threading.Thread(target=self._mind, daemon=True)
        self._minder.start()

    def _mind(self) -> None:
        while not self._ended.wait(1):
            if not self._process.is_alive():
                self._process = _started()

    def end(self) -> None:
        """End it; what it was at is taken up again by the next one."""
        self._ended.set()
        self._minder.join()
        self._process.terminate()
        self._process.join(10)


def _started() -> SpawnProcess:
    process = multiprocessing.get_context("spawn").Process(target=_do_jobs)
    process.start()
    return process


def _do_jobs() -> None:
    from cxtrain.jobs.work import work
    from cxtrain.upkeep.running import running
    app = application()
    with suppress(KeyboardInterrupt), running(app.config["CX"].instance):
        work(app)
