"""How quickly pages are served at scale.

Run by ``python -m academy.testing.services -- python benchmarks/pages.py [YEARS]``.
Fills PostgreSQL with ``manage.py benchmark_data`` (10 years unless another number is given), starts gunicorn with two
workers, asks for each page from CLIENTS connections for SECONDS, and writes docs/performance/pages.md: requests
a second, that rate beside a bare Django page's in the same run, percentiles, queries, and the memory of a worker.
"""

import http.client
import os
import platform
import re
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
VAR = tempfile.mkdtemp(prefix="academy-pages-")
os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.served", "DEMONSTRATION": "true", "ENV_FILE": os.devnull}
os.environ |= {"VAR_DIR": VAR, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from academy.accounts.models import User  # noqa: E402
from academy.processes import Processes, web  # noqa: E402
from academy.testing import cast  # noqa: E402
from academy.testing.services import free_port  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from enrolment.models import Application  # noqa: E402

CLIENTS, SECONDS = 8, 6
PAGE = ROOT / "docs" / "performance" / "pages.md"
BEGIN, END = "<!-- pages -->\n", "<!-- /pages -->"
Headers = dict[str, str]


def signed_in(person: User) -> Headers:
    """The header of a browser in which ``person`` is signed in."""
    client = Client()
    client.force_login(person)
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def addresses() -> dict[str, tuple[str, Headers]]:
    """What is asked for, and with which headers."""
    accepted = Application.objects.filter(state="accepted").select_related("applicant", "edition__course").latest("pk")
    ada, own = signed_in(cast.administrator()), signed_in(accepted.applicant)
    tag = Client().get("/en/courses/")["ETag"]
    return {
        "bare": ("/bare/", {}),
        "catalogue": ("/en/courses/", {}),
        "search": ("/en/courses/?text=migration+policy", {}),
        "search, made anew": ("/en/courses/?text=migration+policy", {"Cookie": "messages=none"}),
        "edition": (accepted.edition.get_absolute_url(), {}),
        "catalogue, 304": ("/en/courses/", {"If-None-Match": tag}),
        "verification": (Certificate.objects.latest("pk").get_absolute_url(), {}),
        "status of an application": (accepted.get_absolute_url(), own),
        "desk: applications to decide": ("/admin/enrolment/application/", ada),
        "desk: all applications": ("/admin/enrolment/application/?state=sent", ada),
        "desk: places and their ledgers": ("/admin/enrolment/place/", ada),
        "desk: certificates": ("/admin/certificates/certificate/", ada),
    }


def queries(address: str, headers: Headers) -> int:
    """How many a second visit takes."""
    client = Client(headers=headers)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def ask(port: int, address: str, headers: Headers, until: float, took: list[float]) -> None:
    """One connection, one request after the other."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < until:
        since = time.perf_counter()
        link.request("GET", address, headers=headers)
        answer = link.getresponse()
        answer.read()
        assert answer.status in (200, 304), f"{address}: {answer.status}"
        took.append(time.perf_counter() - since)
    link.close()


def load(port: int, address: str, headers: Headers) -> tuple[float, list[float]]:
    """Requests a second, and how long each took in milliseconds; after a second that does not count."""
    for seconds in (1, SECONDS):
        took: list[float] = []
        until = time.monotonic() + seconds
        clients = [threading.Thread(target=ask, args=(port, address, headers, until, took)) for _one in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
    return len(took) / SECONDS, [one * 1000 for one in took]


def memory(pid: int) -> float:
    """MB of the largest child of the process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = [re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text()) for child in children]
    return max(int(size[1]) for size in sizes if size) / 1024


def measured(port: int, pid: int) -> list[str]:
    """The rows of the table."""
    rows, bare = [], 0.0
    for name, (address, headers) in addresses().items():
        rate, took = load(port, address, headers)
        bare = bare or rate
        cuts = quantiles(took, n=100)
        figures = f"{rate:.0f} | {rate / bare:.0%} | {median(took):.0f} | {cuts[94]:.0f} | {cuts[98]:.0f}"
        rows.append(f"| {name} | {figures} | {queries(address, headers)} | {memory(pid):.0f} |")
        print(rows[-1], flush=True)
    return rows


def write(years: int, rows: list[str]) -> None:
    """Put the table between its markers."""
    head = f"{years} years of data, PostgreSQL, gunicorn with 2 workers, {CLIENTS} connections for {SECONDS} s each, "
    head += f"the load generator on the same machine ({os.cpu_count()} cores, {platform.machine()}, "
    head += (
        f"Python {platform.python_version()}): `python -m academy.testing.services -- python benchmarks/pages.py`\n\n"
    )
    head += "| page | requests/s | of a bare page | p50, ms | p95, ms | p99, ms | queries | worker, MB |\n"
    head += "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else f"# Performance\n\n## Pages\n{BEGIN}{END}\n"
    before, _begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + head + "\n".join(rows) + "\n" + END + after, encoding="utf-8")


def main() -> None:
    """Fill, serve, measure, write."""
    years, port = int(sys.argv[1]) if len(sys.argv) > 1 else 10, free_port()
    for step in ("migrate -v 0", "load_roles", "load_catalogue --once", "collectstatic --noinput -v 0"):
        call_command(*step.split())
    call_command("benchmark_data", years=years)
    with Processes(os.environ) as processes:
        processes.start("web server", *web(port))
        processes.wait_until(lambda: answers(port), within=60)
        write(years, measured(port, processes.running["web server"].pid))


def answers(port: int) -> bool:
    """Whether the server is there; it has no worker behind it, so it need not be healthy."""
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        link.request("GET", "/bare/")
        return link.getresponse().status == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()
