"""Child processes that run together, are named, and never outlive the one that started them."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import IO, Self

NO_WORD_ABOUT_ROOT = "ignore:You're running the worker with superuser privileges"
CELERY = [sys.executable, "-W", NO_WORD_ABOUT_ROOT, "-m", "celery", "--app", "academy", "--quiet"]


def web(port: int) -> list[str]:
    """The command of the web server, on a port of this machine alone.

    An address may be of any length: the page says in words that a search is too long, which gunicorn would not.
    """
    flags = f"--workers 2 --threads 4 --limit-request-line 0 --no-control-socket --bind 127.0.0.1:{port}"
    return [sys.executable, "-m", "gunicorn", "academy.wsgi", *flags.split(), "--log-level", "warning"]


def worker(*more: str) -> list[str]:
    """The command of a worker that does two jobs at a time; ``--beat`` makes it the clock as well."""
    flags = "--concurrency 2 --without-gossip --without-mingle --loglevel WARNING"
    return [*CELERY, "worker", *flags.split(), *more]


def beat() -> list[str]:
    """The command of the clock."""
    return [*CELERY, "beat", "--loglevel", "WARNING", "--pidfile", ""]


def become(account: str | None) -> list[str]:
    """The flags of setpriv for running as another account."""
    return ["--reuid", account, "--regid", account, "--init-groups"] if account else []


def healthy(port: int) -> bool:
    """Whether /healthz answers 200; asked directly, whatever proxy the environment names."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        link.close()


class Ended(Exception):
    """A child ended that should run."""


class Processes:
    """Each child leads a process group of its own and is told to end by the kernel when this process dies.

    As a context manager it stops them all on the way out. Start what others lean on first: it is stopped last.
    """

    def __init__(self, environment: Mapping[str, str], log: IO[bytes] | None = None) -> None:
        self.environment = dict(environment)
        self.log = log
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.farewells: dict[str, signal.Signals] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self, name: str, *command: str, farewell: signal.Signals = signal.SIGTERM, account: str | None = None
    ) -> None:
        """Start ``command``, as another account if one is named; ``farewell`` is the signal that asks it to end."""
        self.farewells[name] = farewell
        self.running[name] = subprocess.Popen(
            ["setpriv", *become(account), "--pdeathsig", farewell.name.removeprefix("SIG"), *command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def run(self, *command: str, account: str | None = None) -> None:
        """Run ``command`` to its end; raises CalledProcessError when it fails."""
        full = ["setpriv", *become(account), *command]
        subprocess.run(full, env=self.environment, stdout=self.log, stderr=self.log, check=True)

    def check(self) -> None:
        """Raises Ended with a sentence about the first child that has ended by itself."""
        for name, child in self.running.items():
            status = child.poll()
            if status is not None:
                how = f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
                raise Ended(f"The {name} {how}.")

    def wait_until(self, ready: Callable[[], object], within: float) -> None:
        """Ask ``ready`` until it says yes; raises Ended when a child ends first, TimeoutError after ``within`` s."""
        until = time.monotonic() + within
        while not ready():
            self.check()
            if time.monotonic() > until:
                raise TimeoutError(f"{', '.join(self.running)}: not ready after {within:.0f} seconds.")
            time.sleep(0.1)

    def stop(self, within: float = 10) -> None:
        """Ask all to end, those started first last; after ``within`` seconds what is left is killed."""
        until = time.monotonic() + within
        base, *others = [*self.running] or [""]
        for name in others:
            self.ask(name)
        for name in [*others, base]:
            self.ask(name)
            self.end(name, until)

    def ask(self, name: str) -> None:
        """Ask one child to end, once."""
        farewell = self.farewells.pop(name, None)
        if farewell and self.running[name].poll() is None:
            self.running[name].send_signal(farewell)

    def end(self, name: str, until: float) -> None:
        """Wait for one child until the monotonic time ``until``, then kill it and whatever it left in its group."""
        child = self.running.pop(name, None)
        if child is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, until - time.monotonic()))
        self.finish_off(child)

    def leave_out(self, name: str, within: float = 10) -> None:
        """Ask one child to end and wait for it; the others go on without it."""
        self.ask(name)
        self.end(name, time.monotonic() + within)

    def kill(self, name: str) -> None:
        """Kill one child with all of its group at once, as a power cut would."""
        self.finish_off(self.running.pop(name))

    @staticmethod
    def finish_off(child: subprocess.Popen[bytes]) -> None:
        """Nothing of the child's group is left afterwards."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
