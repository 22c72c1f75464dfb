"""Child processes that run together, are named, and never outlive the one that started them."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Self


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

    def start(self, name: str, *command: str, farewell: signal.Signals = signal.SIGTERM) -> None:
        """Start ``command``; ``farewell`` is the signal that asks it to end."""
        self.farewells[name] = farewell
        self.running[name] = subprocess.Popen(
            ["setpriv", "--pdeathsig", farewell.name.removeprefix("SIG"), *command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def ended(self) -> str | None:
        """A sentence about the first child that has ended by itself, or None while all run."""
        for name, child in self.running.items():
            status = child.poll()
            if status is not None:
                how = f"was killed by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
                return f"The {name} {how}."
        return None

    def stop(self, within: float = 2.0) -> None:
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
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()

    def kill(self, name: str) -> None:
        """Kill one child with all of its group, as a power cut would."""
        self.end(name, until=0)
