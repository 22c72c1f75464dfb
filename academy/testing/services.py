"""``python -m academy.testing.services -- COMMAND``: run a command beside real servers of its own.

PostgreSQL, Redis and an SMTP server that keeps what it gets in a Maildir, all private to this run, on sockets and
free ports. The command finds them in DATABASE_URL, REDIS_URL, EMAIL_URL and TEST_MAILDIR. Whatever happens, they
are stopped and their files removed. Exits with the command's status.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from academy.processes import Processes

CLUSTER = "--no-sync --auth trust --username postgres --encoding UTF8 --locale C.UTF-8".split()
FAST = [
    word
    for option in ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    for word in ("-c", option)
]


def free_port() -> int:
    """A TCP port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str:
    """Where Debian keeps the newest PostgreSQL's program of this name."""
    folder = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return str(folder / name)


def account() -> str | None:
    """PostgreSQL refuses to run as root, so root lends it Debian's account."""
    return "postgres" if os.getuid() == 0 else None


def start_postgres(processes: Processes, folder: Path) -> dict[str, str]:
    """A server on a socket in ``folder``, over a fresh cluster or over the one that it left there."""
    home = folder / "postgres"
    data = home / "data"
    if not home.exists():
        home.mkdir()
        if owner := account():
            shutil.chown(home, owner, owner)
        processes.run(program("initdb"), *CLUSTER, "--pgdata", str(data), account=account())
    start = [program("postgres"), "-D", str(data), "-k", str(home), *FAST, "-c", "max_connections=300"]
    processes.start("PostgreSQL", *start, farewell=signal.SIGINT, account=account())

    def answers() -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(home), user="postgres").close()
            return True
        return False

    processes.wait_until(answers, within=30)
    return {"DATABASE_URL": f"postgres://postgres@/postgres?host={home}", "DATABASE_POOL": "40"}


def start_redis(processes: Processes, folder: Path) -> dict[str, str]:
    """Debian's Redis, keeping nothing."""
    port = free_port()
    flags = f"--bind 127.0.0.1 --port {port} --appendonly no --databases 64 --dir {folder} --loglevel warning"
    processes.start("Redis", "redis-server", *flags.split(), "--save", "")

    def answers() -> bool:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        return False

    processes.wait_until(answers, within=30)
    return {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}


@contextlib.contextmanager
def smtp(folder: Path) -> Iterator[dict[str, str]]:
    """An SMTP server in a thread; every letter becomes a file of the Maildir."""
    port, maildir = free_port(), folder / "maildir"
    server = Controller(Mailbox(maildir), hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "TEST_MAILDIR": str(maildir)}
    finally:
        server.stop()


def leave(number: int, frame: object) -> NoReturn:
    """End as if by sys.exit, so that everything is stopped on the way."""
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Start the services, run ``command``, stop them; returns the command's exit status."""
    signal.signal(signal.SIGTERM, leave)
    with tempfile.TemporaryDirectory(prefix="academy-", dir="/tmp") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        log = stack.enter_context((folder / "services.log").open("wb"))
        processes = stack.enter_context(Processes(os.environ, log))
        found = start_postgres(processes, folder) | start_redis(processes, folder)
        found |= stack.enter_context(smtp(folder))
        return subprocess.call(command, env=os.environ | found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[sys.argv.index("--") + 1 :]))
