"""What happens to a running site when one of its parts dies, is emptied or refuses: nothing is lost or doubled.

All parts are real and belong to these tests alone: PostgreSQL, Redis, the mail server, web server, worker and clock.
"""

import contextlib
import http.client
import os
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from academy.processes import Processes, healthy
from academy.testing.letters import pdf
from academy.testing.services import free_port, start_postgres
from academy.testing.site import SeparateSite

pytestmark = [pytest.mark.services, pytest.mark.xdist_group("faults")]
COMPLETED = """
from academy.accounts.models import User
from certificates.tests.build import participant
from enrolment.tests.build import open_edition

ada = User.objects.get(email="administrator@example.org")
edition = open_edition(code="{code}", capacity={number}, electives=0)
for number in range({number}):
    learner = f"{code}-{{number}}@example.org".lower()
    participant(edition, learner, by=ada, certificate_name=f"Person Number {{number}}")
"""
DRAFT = """
from django.utils.translation import override
from academy.testing import cast
from enrolment.tests.build import draft, open_edition
from enrolment.views import steps

amina = cast.applicant("{code}@example.org".lower())
with override("en"):
    application = draft(amina, open_edition(code="{code}"))
    print(cast.browser(amina).cookies["sessionid"].value, application.pk, steps.url(application, "{step}"))
"""
PAGES = ["/en/", "/en/courses/", "/en/courses/academy-on-labour-migration/"]


class FaultySite(SeparateSite):
    """A site that shares nothing with other tests, so that every part of it may break."""

    def __init__(self, var_dir: Path, postgres: Processes) -> None:
        self.postgres = postgres
        self.mail_port = free_port()
        found = start_postgres(postgres, var_dir)
        super().__init__(var_dir, DATABASE_URL=found["DATABASE_URL"], EMAIL_URL=f"smtp://127.0.0.1:{self.mail_port}")

    def ask(self, question: str) -> list[tuple[object, ...]]:
        """What the database answers."""
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            return connection.execute(question).fetchall()

    def count(self, rows: str) -> int:
        """How many there are, by what follows FROM."""
        return int(str(self.ask(f"SELECT count(*) FROM {rows}")[0][0]))

    def once_there_are(self, rows: str, at_least: int, within: float = 120) -> int:
        """How many there are, as soon as there are ``at_least`` so many."""
        until = time.monotonic() + within
        while (found := self.count(rows)) < at_least:
            assert time.monotonic() < until, f"{found} of {at_least} {rows}\n{self.log.read_text()[-3000:]}"
            time.sleep(0.1)
        return found

    def draft(self, code: str, step: str) -> tuple[str, int, str]:
        """The session of somebody with a draft, the draft's number, and the address of one of its steps."""
        command = DRAFT.format(code=code, step=step)
        session, number, address = self.manage("shell", "--verbosity", "0", "--command", command).split()
        return session, int(number), address

    def order(self, code: str, number: int) -> str:
        """So many certificates, left to the worker; returns what counts those that are issued."""
        self.manage("shell", "--verbosity", "0", "--command", COMPLETED.format(code=code, number=number))
        assert f"{number} certificates ordered." in self.manage("issue_certificates", code, "--no-render")
        return f"certificates_certificate WHERE state = 'issued' AND data->>'code' = '{code}'"


@pytest.fixture(scope="module")
def site() -> Iterator[FaultySite]:
    with tempfile.TemporaryDirectory(prefix="faulty-", dir="/tmp") as name, Processes(os.environ) as postgres:
        Path(name).chmod(0o755)
        with FaultySite(Path(name), postgres) as made:
            made.start()
            yield made


@pytest.fixture(autouse=True)
def it_heals_without_a_hand(site: FaultySite) -> Iterator[None]:
    yield
    until = time.monotonic() + 60
    while not healthy(site.port):
        assert time.monotonic() < until, f"{call(site, 'GET', '/healthz')}\n{site.log.read_text()[-3000:]}"
        time.sleep(0.5)


class Post:
    """What a mail server does with a letter: it takes it, or says that it cannot just now."""

    def __init__(self, *, takes: bool) -> None:
        self.takes, self.taken, self.refused = takes, list[str](), 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd's question whether a letter is taken."""
        if not self.takes:
            self.refused += 1
            return "451 Come back later"
        self.taken += envelope.rcpt_tos
        return "250 Taken"


@contextlib.contextmanager
def post(site: FaultySite, *, takes: bool = True) -> Iterator[Post]:
    """The site's mail server, as long as the context lasts."""
    office = Post(takes=takes)
    server = Controller(office, hostname="127.0.0.1", port=site.mail_port)
    server.start()
    try:
        yield office
    finally:
        server.stop()


def call(site: FaultySite, method: str, address: str, body: str = "", session: str = "") -> tuple[int, str]:
    """Status and text; 0 when the connection broke."""
    link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    token = "a" * 32
    headers = {"Cookie": f"sessionid={session}; csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded"}
    try:
        link.request(method, address, f"csrfmiddlewaretoken={token}&{body}" if body else None, headers)
        answer = link.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        link.close()


def meanwhile(*works: Callable[[], object]) -> tuple[list[threading.Thread], threading.Event]:
    """Each of the works, done again and again until the event is set."""
    over = threading.Event()

    def again(work: Callable[[], object]) -> None:
        while not over.wait(0.05):
            work()

    threads = [threading.Thread(target=again, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    return threads, over


def issued_once_each(site: FaultySite, code: str, number: int) -> None:
    """Every certificate has one document with the bytes that were issued, one letter and one step."""
    assert "0 certificates ordered." in site.manage("issue_certificates", code)
    of_these = f"JOIN certificates_certificate AS one ON {{}} WHERE one.data->>'code' = '{code}'"
    documents = site.ask(
        "SELECT document.file, document.sha256 FROM documents_document AS document "
        + of_these.format("one.document_id = document.id")
    )
    assert len(documents) == len(set(documents)) == number
    private = site.var_dir / "private"
    assert all(sha256((private / str(file)).read_bytes()).hexdigest() == digest for file, digest in documents)
    kept = {str(file) for (file,) in site.ask("SELECT file FROM documents_document")}
    assert {f"documents/{file.name}" for file in (private / "documents").glob("certificate-*")} <= kept
    assert site.count(f"letters_letter WHERE name = 'certificates/issued' AND \"to\" LIKE '{code.lower()}-%'") == number
    steps = "certificates_certificatechange AS step " + of_these.format("step.certificate_id = one.id")
    assert site.count(f"{steps} AND step.verb = 'issue'") == number


def test_a_worker_killed_in_the_middle_of_twenty_certificates(site: FaultySite) -> None:
    with post(site):
        issued = site.order("A9900001", 20)
        site.once_there_are(issued, 4)
        site.kill_worker()
        assert site.count(issued) < 20, "the worker was done before it was killed"
        site.start_worker()
        site.once_there_are(issued, 20)
    issued_once_each(site, "A9900001", 20)


def test_postgresql_restarted_while_people_read_and_write_and_certificates_are_made(site: FaultySite) -> None:
    session, number, address = site.draft("A9900002", "motivation")
    issued = site.order("A9900003", 12)
    answers: list[tuple[int, str]] = []
    words, kept = [0], [0]

    def write() -> None:
        words[0] += 1
        if call(site, "POST", address, f"motivation=Reason+{words[0]}", session)[0] == 302:
            kept[0] = words[0]

    with post(site):
        threads, over = meanwhile(write, *(lambda page=page: answers.append(call(site, "GET", page)) for page in PAGES))
        site.once_there_are(issued, 2)
        site.postgres.leave_out("PostgreSQL")
        time.sleep(7)  # longer than a page waits for a connection
        back = len(answers)
        start_postgres(site.postgres, site.var_dir)
        site.once_there_are(issued, 12)
        over.set()
        for thread in threads:
            thread.join()
    assert kept[0] > 1
    assert site.ask(f"SELECT motivation FROM enrolment_application WHERE id = {number}") == [(f"Reason {kept[0]}",)]
    assert {status for status, _text in answers} == {200, 503}
    assert {status for status, _text in answers[back + 50 :]} == {200}
    assert all("what you just sent was not kept" in text for status, text in answers if status == 503)
    issued_once_each(site, "A9900003", 12)


def test_redis_emptied_and_away(site: FaultySite) -> None:
    with post(site):
        site.processes.leave_out("Redis")
        issued = site.order("A9900004", 3)
        assert [call(site, "GET", page)[0] for page in PAGES] == [200] * 3
        assert site.count(issued) == 0
        site.start_redis()
        site.once_there_are(issued, 3)
    issued_once_each(site, "A9900004", 3)


def test_a_mail_server_that_is_away_and_then_refuses_and_then_takes_letters(site: FaultySite) -> None:
    site.once_there_are(site.order("A9900005", 1), 1)
    failed = "jobs_job WHERE state = 'pending' AND attempts > 0 AND work LIKE 'academy.letters.%'"
    site.once_there_are(failed, 1)
    with post(site, takes=False) as server:
        site.processes.wait_until(lambda: server.refused, within=60)
        server.takes = True
        until = time.monotonic() + 90
        while "a9900005-0@example.org" not in server.taken:
            assert time.monotonic() < until, site.log.read_text()[-3000:]
            time.sleep(0.2)
    assert server.taken.count("a9900005-0@example.org") == len(
        site.ask("SELECT id FROM letters_letter WHERE \"to\" = 'a9900005-0@example.org' AND sent_at IS NOT NULL")
    )


def test_a_web_process_killed_in_the_middle_of_an_upload(site: FaultySite) -> None:
    session, number, address = site.draft("A9900006", "financing")
    letters = "documents_document WHERE title = 'nomination.pdf'"
    token = "a" * 32
    said = {"csrfmiddlewaretoken": token, "financing": "sponsor", "sponsor_name": "Ministry"}
    said |= {"sponsor_contact": "Ms Head", "sponsor_email": "head@example.org"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in said.items()]
    parts.append('--x\r\nContent-Disposition: form-data; name="letter"; filename="nomination.pdf"\r\n\r\n')
    body = "".join(parts).encode() + pdf(3) + b"\r\n--x--\r\n"
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={session}; csrftoken={token}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as link:
        link.sendall(head + body[:-200])
        time.sleep(0.5)
        master = site.processes.running["web server"].pid
        for process in Path(f"/proc/{master}/task/{master}/children").read_text().split():
            os.kill(int(process), signal.SIGKILL)
        with contextlib.suppress(OSError):
            assert link.recv(100) == b""
    assert site.count(letters) == 0
    assert site.ask(f"SELECT sponsor_name FROM enrolment_application WHERE id = {number}") == [("",)]
    site.processes.wait_until(lambda: healthy(site.port), within=30)
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as link:
        link.sendall(head + body)
        assert b" 302 " in link.recv(100)
    assert site.count(letters) == 1
