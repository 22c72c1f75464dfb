"""Asking a ClamAV daemon about bytes: its INSTREAM command over TCP or a unix socket (``man clamd``)."""

import socket
from urllib.parse import urlsplit

CHUNK = 64 * 1024
SECONDS = 30


class ScannerAway(Exception):
    """The daemon did not answer, or gave no verdict: nothing is known about the bytes."""


def infection(content: bytes, url: str) -> str:
    """The name of what ClamAV found in ``content``, empty when it is clean; ``url`` is CLAMAV_URL.

    Raises ScannerAway without a verdict.
    """
    try:
        with connected(url) as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                link.sendall(len(piece).to_bytes(4, "big") + piece)
            link.sendall(bytes(4))
            verdict = answer(link)
    except OSError as error:
        raise ScannerAway(str(error)) from error
    if verdict == "stream: OK":
        return ""
    if verdict.startswith("stream: ") and verdict.endswith(" FOUND"):
        return verdict.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerAway(verdict or "no answer")


def connected(url: str) -> socket.socket:
    """A connection to ``tcp://host:3310`` or ``unix:///run/clamav/clamd.ctl``."""
    where = urlsplit(url)
    if where.scheme == "tcp":
        return socket.create_connection((where.hostname, where.port or 3310), timeout=SECONDS)
    link = socket.socket(socket.AF_UNIX)
    link.settimeout(SECONDS)
    try:
        link.connect(where.path)
    except OSError:
        link.close()
        raise
    return link


def answer(link: socket.socket) -> str:
    """All that the daemon says before it hangs up, at most a line."""
    said = b""
    while len(said) < 1024 and not said.endswith(b"\0") and (more := link.recv(1024)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
