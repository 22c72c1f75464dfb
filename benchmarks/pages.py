"""How quickly pages are served at scale.

Run by ``python -m academy.testing.services -- python benchmarks/pages.py [YEARS]``.
Fills PostgreSQL with ``manage.py benchmark_data`` (10 years unless another number is given), starts gunicorn with two
workers and lets wrk (from Debian) ask for each page: requests a second, that rate beside a bare Django page's just
before, percentiles, queries, and the memory of a worker. Then opens every list of the desk.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
VAR = tempfile.mkdtemp(prefix="academy-pages-")
os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.served", "DEMONSTRATION": "true", "ENV_FILE": os.devnull}
os.environ |= {"VAR_DIR": VAR, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT), "TRUSTED_PROXIES": "1"}

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from academy import clock  # noqa: E402
from academy.accounts.models import User  # noqa: E402
from academy.processes import Processes, web  # noqa: E402
from academy.testing import cast  # noqa: E402
from academy.testing.services import free_port  # noqa: E402
from benchmarks.figures import keep  # noqa: E402
from certificates.models import Certificate  # noqa: E402
from enrolment.models import Application  # noqa: E402

CLIENTS, ROUNDS, SECONDS = 8, 5, 2
Headers = dict[str, str]
Row = list[str]


def signed_in(person: User) -> Headers:
    """The header of a browser in which ``person`` is signed in."""
    client = Client()
    client.force_login(person)
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def addresses() -> dict[str, tuple[str, Headers]]:
    """What is asked for, and with which headers."""
    people = Application.objects.select_related("applicant", "edition__course")
    accepted = people.filter(state="accepted").latest("pk")
    waiting = people.filter(state="submitted").latest("pk")
    draft = people.filter(state="draft", edition__applications_close__gte=clock.today()).latest("pk")
    step = reverse("enrolment:apply_step", args=[draft.edition.course.slug, draft.edition.slug, "work"])
    ada, own, other = signed_in(cast.administrator()), signed_in(accepted.applicant), signed_in(draft.applicant)
    edition, search = accepted.edition.get_absolute_url(), "/en/courses/?text=migration+policy"
    made_anew = {"Cookie": "messages=none"}
    return {
        "catalogue": ("/en/courses/", {}),
        "search": (search, {}),
        "edition": (edition, {}),
        "catalogue, 304": ("/en/courses/", {"If-None-Match": Client().get("/en/courses/")["ETag"]}),
        "edition, 304": (edition, {"If-None-Match": Client().get(edition)["ETag"]}),
        "search, made anew": (search, made_anew),
        "edition, made anew": (edition, made_anew),
        "verification": (Certificate.objects.latest("pk").get_absolute_url(), {}),
        "step of an application": (step, other),
        "status of an application": (accepted.get_absolute_url(), own),
        "desk: applications to decide": ("/admin/enrolment/application/", ada),
        "desk: one application": (reverse("admin:enrolment_application_change", args=[waiting.pk]), ada),
        "desk: places": ("/admin/enrolment/place/", ada),
        "desk: one place and its ledger": (reverse("admin:enrolment_place_change", args=[accepted.place.pk]), ada),
    }


def queries(address: str, headers: Headers) -> int:
    """How many a second visit takes."""
    client = Client(headers=headers)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)


def load(port: int, address: str, headers: Headers) -> dict[str, float]:
    """What wrk counts: requests a second, and the milliseconds that half, 95 % and 99 % of them took at most."""
    with_headers = [word for name, value in headers.items() for word in ("--header", f"{name}: {value}")]
    flags = f"--threads 1 --connections {CLIENTS} --timeout 60s --script {ROOT}/benchmarks/visitors.lua"
    command = ["wrk", *flags.split(), *with_headers, f"http://127.0.0.1:{port}{address}"]
    said = subprocess.run([*command, "--duration", f"{SECONDS}s"], check=True, capture_output=True, text=True).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    assert not found["failed"], f"{address}: {said}"
    return found


def memory(pid: int) -> float:
    """MB of the largest child of the process."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    sizes = [re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{child}/status").read_text()) for child in children]
    return max(int(size[1]) for size in sizes if size) / 1024


def beside_bare(port: int, address: str, headers: Headers) -> tuple[dict[str, float], float]:
    """The round of the median rate, and the median of its ratios to a bare page measured just before.

    Each round has connections of its own: those of one round may all have come to one of the two workers.
    """
    load(port, address, headers)
    pairs = [(load(port, "/bare/", {})["rate"], load(port, address, headers)) for _round in range(ROUNDS)]
    found = sorted((page for _bare, page in pairs), key=lambda page: page["rate"])
    return found[ROUNDS // 2], median(page["rate"] / bare for bare, page in pairs)


def measured(port: int, pid: int) -> list[Row]:
    """The rows of the first table."""
    rows = []
    for name, (address, headers) in addresses().items():
        found, ratio = beside_bare(port, address, headers)
        figures = [f"{found['rate']:.0f}", f"{ratio:.0%}", *(f"{found[cut]:.1f}" for cut in ("p50", "p95", "p99"))]
        rows.append([name, *figures, str(queries(address, headers)), f"{memory(pid):.0f}"])
        print(*rows[-1], sep=" | ", flush=True)
    return rows


def lists(ada: Headers) -> list[Row]:
    """The rows of the second table: every list of the desk with its rows and the milliseconds of one visit."""
    rows = []
    for model in sorted(apps.get_models(), key=lambda model: -model._default_manager.count()):
        if not admin.site.is_registered(model):
            continue
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        if admin.site.get_model_admin(model).has_view_permission(asking()):
            count = model._default_manager.count()
            rows.append([address, f"{count:,}", f"{visit(address, ada):.0f}", str(queries(address, ada))])
            print(*rows[-1], sep=" | ", flush=True)
    return rows


def asking() -> HttpRequest:
    """A request of the administrator."""
    request = HttpRequest()
    request.user = User.objects.get(email="ada@example.org")
    return request


def visit(address: str, headers: Headers) -> float:
    """The median of nine visits in this process, in milliseconds."""
    client, took = Client(headers=headers), []
    for _visit in range(9):
        since = time.perf_counter()
        assert client.get(address).status_code == 200, address
        took.append((time.perf_counter() - since) * 1000)
    return median(took)


def answers(port: int) -> bool:
    """Whether the server is there; it has no worker behind it, so it need not be healthy."""
    try:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        link.request("GET", "/bare/")
        return link.getresponse().status == 200
    except OSError:
        return False


def main() -> None:
    """Fill, serve, measure, keep."""
    years, port = int(sys.argv[1]) if len(sys.argv) > 1 else 10, free_port()
    for step in ("migrate -v 0", "load_roles", "load_catalogue --once", "collectstatic --noinput -v 0"):
        call_command(*step.split())
    call_command("benchmark_data", years=years)
    with Processes(os.environ) as processes:
        processes.start("web server", *web(port))
        processes.wait_until(lambda: answers(port), within=60)
        rows = measured(port, processes.running["web server"].pid)
    about = (
        f"{years} years of data on PostgreSQL; gunicorn with 2 workers; {ROUNDS} rounds of {CLIENTS} connections "
        f"for {SECONDS} s each by wrk on the same machine; the median round is shown. A bare page with one query, "
        "behind the same middleware, is measured before each round."
    )
    heads = ["page", "requests/s", "of a bare page", "p50, ms", "p95, ms", "p99, ms", "queries", "worker, MB"]
    keep("pages", about, heads, rows, {row[0]: float(row[2].rstrip("%")) for row in rows})
    found = lists(signed_in(User.objects.get(email="ada@example.org")))
    about = "Every list of the desk that an administrator may see, asked for nine times in one process."
    heads = ["list", "rows", "median of a visit, ms", "queries"]
    keep("lists", about, heads, found, {row[0]: float(row[2]) for row in found})


if __name__ == "__main__":
    main()
