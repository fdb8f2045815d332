"""The line between a phone and the application, which a test can break as a cellar or a lift does."""

import socket
import threading
from contextlib import contextmanager

from werkzeug.serving import make_server


class Line:
    """A WSGI application before another one. `state` is "up", "down" (nothing arrives) or "one way" (no answer comes back)."""

    def __init__(self, app):
        self.app, self.state, self.arrived = app, "up", []

    def __call__(self, environ, start_response):
        """Pass a request on as the line allows."""
        state = self.state
        if state == "down":
            self._hang_up(environ)
        self.arrived.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        answer = self.app(environ, start_response)
        if state == "one way":
            for _part in answer:
                pass
            answer.close()
            self._hang_up(environ)
        return answer

    def _hang_up(self, environ):
        environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        raise ConnectionResetError


@contextmanager
def over(line):
    """Serve what is behind `line`; yield its address."""
    server = make_server("127.0.0.1", 0, line, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
