"""``manage.py serve``: the whole site on one machine, started and ended as one thing."""

import fcntl
import http.client
import io
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from academy import embedded
from academy.celery import app
from academy.processes import Processes

PATIENCE = 60
WEB = "-m gunicorn academy.wsgi --workers 2 --threads 4 --no-control-socket --log-level warning --bind".split()
WORKER = (
    "-m celery --app academy --quiet worker --beat --concurrency 2 --without-gossip --without-mingle --loglevel WARNING"
).split()
NO_WORD_ABOUT_ROOT = ["-W", "ignore:You're running the worker with superuser privileges"]


class Stopped(BaseException):
    """Somebody asked us to end."""


class Command(BaseCommand):
    """Ends, with everything it started, on Ctrl-C, on SIGTERM, or as soon as one of its parts ends."""

    help = "Run broker, web server, worker and clock of a demonstration site until stopped."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("serve is for trying the site out (DEMONSTRATION=true); see docs/operating.md.")
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        answer_signals(stop)
        processes = Processes(os.environ)
        try:
            with only_one(settings.VAR_DIR / "serve.lock"):
                self.run(processes)
        except Stopped:
            self.stdout.write("Stopping.")
        finally:
            answer_signals(signal.SIG_IGN)
            processes.stop()

    def run(self, processes: Processes) -> None:
        """Start every part, say where the site is, and watch until a part ends."""
        refuse_taken_port()
        listens_at = embedded.socket_path(settings.VAR_DIR)
        if f"unix://{listens_at}" == settings.REDIS_URL:
            processes.start("broker", *embedded.broker(listens_at))
        said = io.StringIO()
        call_command("prepare", stdout=said)
        processes.start("web server", sys.executable, *WEB, f"127.0.0.1:{settings.PORT}")
        processes.start("worker", sys.executable, *NO_WORD_ABOUT_ROOT, *WORKER)
        wait_for_health(processes)
        self.stdout.write(f"{said.getvalue()}The site runs at {settings.SITE_URL}/ (desk: /admin/, mail: /mail/).")
        while True:
            still_running(processes)
            time.sleep(0.2)


def stop(number: int, frame: object) -> NoReturn:
    """The answer to the first signal; those that follow (make passes its own on) change nothing."""
    answer_signals(signal.SIG_IGN)
    raise Stopped


def answer_signals(answer: Callable[[int, Any], Any] | signal.Handlers) -> None:
    """Do ``answer`` from now on when somebody asks us to end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, answer)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold ``lock``, which names our address; raises CommandError with the other's when another site holds it."""
    with lock.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CommandError(f"The site already runs at {file.read()}; stop that first.") from None
        file.truncate(0)
        file.write(settings.SITE_URL)
        file.flush()
        yield


def refuse_taken_port() -> None:
    """Raises CommandError when something else listens on our port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", settings.PORT))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {settings.PORT} ({error}): try another with make run PORT=8001") from None


def still_running(processes: Processes) -> None:
    """Raises CommandError when a part has ended."""
    if ended := processes.ended():
        raise CommandError(f"{ended} Stopping the rest.")


def wait_for_health(processes: Processes) -> None:
    """Until /healthz says that every part works; raises CommandError after PATIENCE seconds."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        still_running(processes)
        if app.control.ping(timeout=1.0, limit=1) and healthy():
            return
    raise CommandError(f"The site did not become healthy within {PATIENCE} seconds: see {settings.SITE_URL}/healthz")


def healthy() -> bool:
    """Whether /healthz answers 200; asked directly, whatever proxy the environment names."""
    link = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=5)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        link.close()
