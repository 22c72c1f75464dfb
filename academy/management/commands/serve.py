"""``manage.py serve``: the whole site on one machine, started and ended as one thing."""

import fcntl
import io
import os
import signal
import socket
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
from academy.health import works
from academy.processes import Ended, Processes, healthy, web, worker

PATIENCE, GRACE = 60, 0.6


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
            self.stdout.flush()
            processes.stop(GRACE)
            os._exit(0)  # at once: to take this interpreter apart would need another second
        except (Ended, OSError) as error:
            raise CommandError(f"{error} Stopping the rest.") from None
        finally:
            answer_signals(signal.SIG_IGN)
            processes.stop(GRACE)

    def run(self, processes: Processes) -> None:
        """Start every part, say where the site is, and watch until a part ends."""
        refuse_taken_port()
        listens_at = embedded.socket_path(settings.VAR_DIR)
        if f"unix://{listens_at}" == settings.REDIS_URL:
            processes.start("broker", *embedded.broker(listens_at))
        said = io.StringIO()
        call_command("prepare", stdout=said)
        processes.start("web server", *web(settings.PORT))
        processes.start("worker", *worker("--beat"))
        processes.wait_until(lambda: works(worker_answers) and healthy(settings.PORT), PATIENCE)
        self.stdout.write(f"{said.getvalue()}The site runs at {settings.SITE_URL}/ (desk: /admin/, mail: /mail/).")
        while True:
            processes.check()
            time.sleep(0.2)


def worker_answers() -> bool:
    """Whether the worker is there, asked without the pause that /healthz makes between two questions."""
    return bool(app.control.ping(timeout=1.0, limit=1))


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
