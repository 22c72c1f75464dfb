"""Certificates while the worker is killed three times on the way: each comes out once, and no worker grows.

``python -m academy.testing.services -- python benchmarks/killed.py`` orders 500 (``killed.py 60`` for a short look) on
a site of its own with PostgreSQL, Redis and a mail server, kills the worker after a quarter, a half and three quarters,
and then counts: one document with the issued bytes, one letter and one step for each. It prints how long it took and
how much memory each worker had when it was killed or done.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from academy.processes import Processes
from certificates.tests.test_faults import FaultySite, issued_once_each, post

CODE = "A9900500"


def memory(process: int) -> int:
    """MB that the largest process of a worker holds."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    sizes = [Path(f"/proc/{one}/statm").read_text(encoding="utf-8").split()[1] for one in (str(process), *children)]
    return max(int(size) for size in sizes) * os.sysconf("SC_PAGE_SIZE") // 2**20


def killed_three_times(site: FaultySite, number: int) -> None:
    """Print what happened."""
    issued = site.order(CODE, number)
    since = time.monotonic()
    for quarter in (1, 2, 3):
        found = site.once_there_are(issued, number * quarter // 4, within=3600)
        held = memory(site.processes.running["worker"].pid)
        site.kill_worker()
        print(
            f"killed after {found} of {number}, {time.monotonic() - since:.0f} s; the worker held {held} MB", flush=True
        )
        site.start_worker()
    site.once_there_are(issued, number, within=3600)
    held = memory(site.processes.running["worker"].pid)
    print(f"{number} issued after {time.monotonic() - since:.0f} s; the last worker held {held} MB", flush=True)
    issued_once_each(site, CODE, number)
    again = site.ask("SELECT count(*) FROM jobs_job WHERE work LIKE 'certificates.%render' AND attempts > 1")
    print(f"each once: documents, letters and steps are {number}; {again[0][0]} jobs were taken up a second time")


def main(number: int) -> None:
    """On a site of its own."""
    with tempfile.TemporaryDirectory(prefix="killed-", dir="/tmp") as name, Processes(os.environ) as postgres:
        Path(name).chmod(0o755)
        with FaultySite(Path(name), postgres) as site:
            site.start()
            with post(site):
                killed_three_times(site, number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
