"""Debian's Chromium for the tests, without its window: started when first asked for, and again after it died."""

import contextlib
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Playwright

PATIENCE = 120  # seconds; the longest test that uses a browser needs about 20
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"


class Chromium:
    """One browser of this process. One that hangs is killed, so that its test fails instead of waiting for ever."""

    def __init__(self, playwright: Playwright) -> None:
        self.playwright = playwright
        self.mark = f"--tests-of={os.getpid()}"
        self.started: Browser | None = None

    def running(self) -> Browser:
        """A browser that answers."""
        if self.started is None or not self.started.is_connected():
            program = shutil.which("chromium-headless-shell")
            self.started = self.playwright.chromium.launch(executable_path=program, args=[*FLAGS.split(), self.mark])
        return self.started

    @contextlib.contextmanager
    def watched(self) -> Iterator[Browser]:
        """A browser that answers, or is killed after ``PATIENCE``: several of Playwright's calls have no time limit."""
        browser = self.running()
        watch = threading.Timer(PATIENCE, self.kill)
        watch.start()
        try:
            yield browser
        finally:
            watch.cancel()

    def kill(self) -> None:
        """SIGKILL to every process of this browser."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self.mark.encode() in (process / "cmdline").read_bytes().split(b"\0"):
                    os.kill(int(process.name), signal.SIGKILL)

    def close(self) -> None:
        """End it, if it runs."""
        if self.started is not None:
            self.started.close()
