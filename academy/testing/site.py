"""The whole site as separate processes, for tests that look at it from outside as a person or a machine does."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psycopg

from academy.letters.mailbox import Mail, as_mail, read
from academy.processes import Processes, beat, healthy, web, worker
from academy.testing.services import free_port

PATIENCE = 90
BASE_DIR = Path(__file__).resolve().parents[2]
INHERITED = {"TESTING", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


class Site:
    """A running site in demonstration mode: its address, its environment, its commands and its mail.

    Jobs are held for 40 seconds only, so that what a killed worker held is soon free again, and long enough for a
    first certificate on a busy machine.
    """

    def __init__(self, var_dir: Path, **more: str) -> None:
        self.var_dir = var_dir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {name: value for name, value in os.environ.items() if name not in INHERITED}
        self.env |= {"DEMONSTRATION": "true", "ENV_FILE": os.devnull, "VAR_DIR": str(var_dir), "PORT": str(self.port)}
        self.env |= {"JOB_LEASE": "40", "JOB_SWEEP_EVERY": "2", "DATABASE_POOL": "8"} | more
        self.log = var_dir / "site.log"
        self.output = self.log.open("ab")
        self.processes = Processes(self.env, self.output)

    def manage(self, *words: str) -> str:
        """What ``manage.py`` prints; its complaint is in the error when it fails."""
        command = [sys.executable, str(BASE_DIR / "manage.py"), *words]
        done = subprocess.run(command, env=self.env, cwd=BASE_DIR, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"manage.py {' '.join(words)}: {done.stderr}"
        return done.stdout

    def wait(self) -> None:
        """Until every part works; the end of the log is in the error when it does not come up."""
        try:
            self.processes.wait_until(lambda: healthy(self.port), PATIENCE)
        except Exception as error:
            raise AssertionError(f"{error}\n{self.log.read_text()[-4000:]}") from error

    def collect_static(self) -> None:
        """Use the static files that ``make`` collected when no source is newer, else collect them here."""
        made, sources = BASE_DIR / "var" / ".static", (BASE_DIR / "static").rglob("*")
        if made.exists() and made.stat().st_mtime > max(source.stat().st_mtime for source in sources):
            (self.var_dir / "static").symlink_to(BASE_DIR / "var" / "static")
        else:
            self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def mails(self, to: str) -> list[Mail]:
        """All letters to an address, oldest first."""
        raise NotImplementedError

    def mail(self, to: str, subject: str, within: float = 60) -> Mail:
        """The newest letter to ``to`` whose subject contains ``subject``, waited for."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            found = [mail for mail in self.mails(to) if subject in mail.subject]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no letter “{subject}” to {to}: {[mail.subject for mail in self.mails(to)]}")

    def __enter__(self) -> Self:
        self.collect_static()
        return self

    def __exit__(self, *error: object) -> None:
        self.processes.stop()
        self.output.close()


class SeparateSite(Site):
    """As in production: PostgreSQL, Redis, SMTP, and web server, worker and clock as processes of their own."""

    def __init__(self, var_dir: Path, **more: str) -> None:
        self.redis = free_port()
        more = {
            "DATABASE_URL": more.get("DATABASE_URL") or new_database(f"site_{var_dir.name.replace('-', '_')}"),
            "REDIS_URL": f"redis://127.0.0.1:{self.redis}/0",
            "EMAIL_URL": os.environ["EMAIL_URL"],
        } | more
        super().__init__(var_dir, **more)

    def start_redis(self) -> None:
        """A Redis that keeps nothing."""
        flags = f"--bind 127.0.0.1 --port {self.redis} --appendonly no --dir {self.var_dir} --loglevel warning"
        self.processes.start("Redis", "redis-server", *flags.split(), "--save", "")

    def start(self) -> None:
        """Fill the database and start everything; ready when it returns."""
        self.start_redis()
        self.manage("prepare")
        self.processes.start("web server", *web(self.port))
        self.processes.start("clock", *beat())
        self.start_worker()

    def kill_worker(self) -> None:
        """SIGKILL, to the worker and its children."""
        self.processes.kill("worker")

    def start_worker(self) -> None:
        """A worker; ready when it returns."""
        self.processes.start("worker", *worker())
        self.wait()

    def mails(self, to: str) -> list[Mail]:
        """From the Maildir that the SMTP server writes."""
        letters = sorted(Path(os.environ["TEST_MAILDIR"]).glob("new/*"), key=lambda file: file.stat().st_mtime)
        return [mail for mail in (as_mail(letter.read_bytes()) for letter in letters) if to in mail.to]


class EmbeddedSite(Site):
    """As ``make run`` starts it: SQLite, a private Valkey, mail as files; one process that owns the others."""

    serve = (sys.executable, str(BASE_DIR / "manage.py"), "serve")

    def start(self) -> None:
        """Start everything; ready when it returns."""
        self.processes.start("site", *self.serve)
        self.wait()

    def mails(self, to: str) -> list[Mail]:
        """From the folder into which Django writes them."""
        files = sorted((self.var_dir / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime)
        return [mail for file in files for mail in read(file) if to in mail.to]


def new_database(name: str) -> str:
    """The address of an empty PostgreSQL database beside the one that DATABASE_URL names."""
    address = os.environ.get("DATABASE_URL", "")
    assert address.startswith("postgres"), "Run this under: python -m academy.testing.services -- pytest …"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(address)._replace(path=f"/{name}").geturl()
