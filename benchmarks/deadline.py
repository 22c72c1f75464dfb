"""The last hour before a deadline: many send their application with a letter at once, while many more read.

Run by ``python -m academy.testing.services -- python benchmarks/deadline.py [--submissions N]`` (2,000 unless another
number is given; 200 for a quick look). CLIENTS people at a time upload their sponsor's letter and send the form, every
tenth of them twice, as with a double click; READERS ask for the edition's page every READS_EVERY seconds. PostgreSQL,
gunicorn with two workers. Counts what arrived, asserts that none is lost and none doubled, and keeps the figures.
"""

import http.client
import os
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
VAR = tempfile.mkdtemp(prefix="academy-deadline-")
os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.served", "DEMONSTRATION": "true", "ENV_FILE": os.devnull}
os.environ |= {"VAR_DIR": VAR, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.client import encode_multipart  # noqa: E402
from django.urls import reverse  # noqa: E402

from academy import clock  # noqa: E402
from academy.accounts.models import User  # noqa: E402
from academy.letters.models import Letter  # noqa: E402
from academy.processes import Processes, web  # noqa: E402
from academy.testing import letters  # noqa: E402
from academy.testing.services import free_port  # noqa: E402
from benchmarks.figures import keep  # noqa: E402
from catalogue.models import Edition  # noqa: E402
from enrolment.models import Application, ApplicationChange  # noqa: E402
from enrolment.operations import apply  # noqa: E402
from enrolment.tests import build  # noqa: E402

CLIENTS, READERS, READS_EVERY, TWICE = 50, 100, 5, 10
TOKEN = "deadline" * 4  # what a browser would have got for its forms
BOUNDARY = "deadline-boundary"
People = list[tuple[int, str]]


def drafts(edition: Edition, number: int) -> People:
    """So many people whose form is filled in but for the letter: number and session."""
    answers = {key: value for key, value in build.ANSWERS.items() if key != "financing"}
    people = User.objects.bulk_create(
        User(email=f"late{one}@deadline.example", password="!", name=f"Late {one}") for one in range(number)
    )
    return [(one, filled(person, edition, answers)) for one, person in enumerate(people)]


def filled(person: User, edition: Edition, answers: dict[str, object]) -> str:
    """The draft of one person, who is signed in; the session's key."""
    application = apply.start(person, edition, now=clock.now())
    apply.save(application, answers | {"full_name": person.name}, now=clock.now())
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


class Rush:
    """What the clients share: who is still to send, how long each request took, and how often one was tried again."""

    def __init__(self, port: int, edition: Edition, people: People) -> None:
        self.port, self.edition = port, edition
        self.waiting: SimpleQueue[tuple[int, str]] = SimpleQueue()
        for one in people:
            self.waiting.put(one)
        self.took: dict[str, list[float]] = {"upload": [], "send": [], "read": []}
        self.again = 0
        self.over = threading.Event()

    def step(self, name: str) -> str:
        """The address of a step of the form."""
        return reverse("enrolment:apply_step", args=[self.edition.course.slug, self.edition.slug, name])

    def post(self, link: http.client.HTTPConnection, kind: str, step: str, session: str, body: bytes, as_: str) -> None:
        """Post a step; tries again, as people do, when the server is busy."""
        headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "Content-Type": as_}
        for _attempt in range(5):
            since = time.perf_counter()
            link.request("POST", self.step(step), body, headers)
            answer = link.getresponse()
            text = answer.read()
            self.took[kind].append(time.perf_counter() - since)
            if answer.status < 500:
                break
            self.again += 1
        assert answer.status == 302, f"{step}: {answer.status} {text[:2000]!r}"

    def send(self) -> None:
        """One client: person after person, until nobody waits."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        form = urlencode({"csrfmiddlewaretoken": TOKEN, "declaration": "on"}).encode()
        while True:
            try:
                number, session = self.waiting.get_nowait()
            except Empty:
                return
            self.post(link, "upload", "financing", session, *upload(number))
            for _click in range(1 if number % TWICE else 2):
                self.post(link, "send", "check", session, form, "application/x-www-form-urlencoded")

    def read(self) -> None:
        """One reader: the page again and again, with a pause to read it that outlasts a connection."""
        while not self.over.is_set():
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            since = time.perf_counter()
            link.request("GET", self.edition.get_absolute_url())
            answer = link.getresponse()
            answer.read()
            link.close()
            assert answer.status == 200, answer.status
            self.took["read"].append(time.perf_counter() - since)
            self.over.wait(READS_EVERY)


def upload(number: int) -> tuple[bytes, str]:
    """The financing step with a letter that is this person's own: body and type."""
    letter = Upload(letters.pdf(), f"letter-{number}.pdf")
    fields = build.SPONSOR | {"csrfmiddlewaretoken": TOKEN, "letter": letter}
    return encode_multipart(BOUNDARY, fields), f"multipart/form-data; boundary={BOUNDARY}"


class Upload:
    """A file as ``encode_multipart`` reads it."""

    content_type = "application/pdf"

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name

    def read(self) -> bytes:
        """All of it."""
        return self.content


def rushed(rush: Rush) -> float:
    """Let everybody run; the seconds until the last application was sent. A client that failed ends it all."""
    failed: list[BaseException] = []

    def run(act: object) -> None:
        try:
            act()  # type: ignore[operator]
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=run, args=(rush.read,)) for _one in range(READERS)]
    clients = [threading.Thread(target=run, args=(rush.send,)) for _one in range(CLIENTS)]
    since = time.perf_counter()
    for thread in readers + clients:
        thread.start()
    for thread in clients:
        thread.join()
    seconds = time.perf_counter() - since
    rush.over.set()
    for thread in readers:
        thread.join()
    if failed:
        raise failed[0]
    return seconds


def demand_all_once(edition: Edition, number: int) -> None:
    """None lost, none doubled: applications, their one step, their letters and the letters that confirm."""
    sent = Application.objects.filter(edition=edition, state="submitted").exclude(letter=None)
    steps = ApplicationChange.objects.filter(application__edition=edition, verb="submit")
    confirmed = Letter.objects.filter(name="enrolment/received")
    found = {
        "sent": sent.count(),
        "people": sent.values("applicant").distinct().count(),
        "letters": sent.values("letter__file").distinct().count(),
        "own letters": sum(
            email.startswith(f"late{title.removeprefix('letter-').removesuffix('.pdf')}@")
            for email, title in sent.values_list("applicant__email", "letter__title")
        ),
        "steps": steps.count(),
        "confirmed": confirmed.count(),
        "people confirmed": confirmed.values("person").distinct().count(),
    }
    assert set(found.values()) == {number}, found


def keep_figures(rush: Rush, number: int, seconds: float) -> None:
    """The table of the rush; what is drawn is the time that 99 % of requests took at most."""
    names = {"upload": "uploading the letter", "send": "sending the form", "read": "reading the edition’s page"}
    rows, bars = [], {}
    for kind, name in names.items():
        took = rush.took[kind]
        cuts = quantiles([one * 1000 for one in took], n=100)
        rows.append([name, str(len(took)), f"{len(took) / seconds:.1f}", *(f"{cuts[at]:.0f}" for at in (49, 94, 98))])
        bars[name] = round(cuts[98])
        print(*rows[-1], sep=" | ", flush=True)
    about = (
        f"{number:,} applications with a letter each from {CLIENTS} clients, every tenth sent twice, while {READERS} "
        f"read a page every {READS_EVERY} s: {seconds:.0f} s, {number / seconds:.1f} applications a second; none lost, "
        f"none doubled, {rush.again} requests tried again. PostgreSQL, gunicorn with 2 workers, the clients on "
        "the same machine."
    )
    keep("deadline", about, ["request", "number", "a second", "p50, ms", "p95, ms", "p99, ms"], rows, bars)


def answers(port: int) -> bool:
    """Whether the server is there; it has no worker behind it, so it need not be healthy."""
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        link.request("GET", "/bare/")
        return link.getresponse().status == 200
    except OSError:
        return False


def main() -> None:
    """Fill, serve, rush, count, write."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=2000)
    number, port = parser.parse_args().submissions, free_port()
    for step in ("migrate -v 0", "load_roles", "load_catalogue --once", "collectstatic --noinput -v 0"):
        call_command(*step.split())
    edition = build.open_edition(electives=0)
    people = drafts(edition, number)
    connection.close()
    with Processes(os.environ) as processes:
        processes.start("web server", *web(port))
        processes.wait_until(lambda: answers(port), within=60)
        rush = Rush(port, edition, people)
        seconds = rushed(rush)
    demand_all_once(edition, number)
    keep_figures(rush, number, seconds)


if __name__ == "__main__":
    main()
