"""How long certificates take: plain WeasyPrint against what the worker does, in turn, with two processes each.

Run it with the project's Python; ``issue.py 40`` for a short look, 500 otherwise. It prints certificates a second, how
much a process has grown between the first tenth and the end, and how often the second way is faster than the first.
Both lay out the same sheets from the same templates and sign them; nothing is written to the database.
"""

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ |= {"DJANGO_SETTINGS_MODULE": "academy.settings", "ENV_FILE": os.devnull, "DEMONSTRATION": "true"}
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="issue-"))

WORKERS = 2


def resident() -> int:
    """KB that this process holds."""
    held = Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]
    return int(held) * os.sysconf("SC_PAGE_SIZE") // 1024


def of(number: int):
    """A certificate that differs from all others in name and number."""
    from certificates.models import Certificate
    from certificates.rules.number import number as written
    from certificates.tests.test_certificate_pdf import SAYS

    return Certificate(
        number=written("LMA", 2025, number * 7919), language="en", data=SAYS | {"name": f"Amina DIALLO {number}"}
    )


def plain(number: int) -> bytes:
    """As the manuals have it: fonts, style sheet and key are read each time, and the signature's size is tried out."""
    from certificates import sealing, typefaces
    from certificates.operations.render import drawn

    for kept in (typefaces.configuration, typefaces.sheet, typefaces.han, sealing.signer):
        kept.cache_clear()
    sealing.ROOM = None
    return sealing.sealed(drawn(of(number)), place="Turin")


def ours(number: int) -> bytes:
    """As the worker does it: fonts, style sheet and key are loaded once in a process."""
    from certificates import sealing
    from certificates.operations.render import drawn

    return sealing.sealed(drawn(of(number)), place="Turin")


def share(way: str, numbers: range) -> tuple[float, int]:
    """Seconds and KB of growth of one process that makes all of ``numbers``; what it loads first is not counted."""
    import django

    django.setup()
    make = {"plain": plain, "ours": ours}[way]
    for warm in range(3):
        make(warm)
    since, early = time.perf_counter(), 0
    for place, number in enumerate(numbers):
        make(number)
        early = resident() if place == len(numbers) // 10 else early
    return time.perf_counter() - since, resident() - early


def measured(way: str, count: int) -> float:
    """Certificates a second with WORKERS processes; prints a row."""
    parts = [range(start, count, WORKERS) for start in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(share, [way] * WORKERS, parts))
    speed = count / max(seconds for seconds, _growth in done)
    growth = max(growth for _seconds, growth in done) / (count * 0.9 / WORKERS)
    print(f"| {way} | {speed:.1f} | {growth:.1f} |", flush=True)
    return speed


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{count} certificates, {WORKERS} processes\n\n| way | a second | KB of growth each |\n| --- | --- | --- |")
    before, after = measured("plain", count), measured("ours", count)
    print(f"\n{after / before:.2f} times as fast")
