"""A small SMTP server on a free port, which takes mail or misbehaves as it is told."""

import contextlib
import email
import email.policy
import socketserver
import threading


class Server(socketserver.ThreadingTCPServer):
    """Keeps what it took in `taken`; `answers` are its answers to the next RCPT or DATA lines, such as b"451 later"."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), Session)
        self.taken, self.recipients, self.data = [], [], []
        self.connections, self.hanging, self.released = 0, False, threading.Event()

    @property
    def port(self):
        """The port it listens on."""
        return self.server_address[1]


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self):
        """Speak as much SMTP as sending takes."""
        self.server.connections += 1
        if self.server.hanging:
            self.server.released.wait(60)
            return
        self.say(b"220 hello")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.say(b"221 bye")
                return
            if verb == b"RCPT" and self.server.recipients:
                self.say(self.server.recipients.pop(0))
            elif verb == b"DATA":
                self.take()
            else:
                self.say(b"250 fine")

    def take(self):
        """Take the text of a mail."""
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        answer = self.server.data.pop(0) if self.server.data else b"250 taken"
        if answer.startswith(b"250"):
            self.server.taken.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say(answer)

    def say(self, line):
        """Send one answer."""
        self.wfile.write(line + b"\r\n")


@contextlib.contextmanager
def mail_server():
    """Run a server while the block lasts."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
