"""How long all information notes take to make, and whether the worker that makes them grows.

``python -m academy.testing.services -- python benchmarks/notes.py [--editions N]`` makes the note of every published
edition in every language in one process, as a worker does: the Centre's own editions and N made-up ones (100 unless
another number is given). Writes the table of docs/performance/notes.md: notes a second, the time of one, bytes, and the
memory of the process at the first, the middle and the last note.
"""

import os
import platform
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "academy.testing.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import get_runner  # noqa: E402

from academy import clock  # noqa: E402
from academy.documents.models import Document  # noqa: E402
from academy.errors import Refused  # noqa: E402
from catalogue.benchmark import load_catalogue  # noqa: E402
from certificates.note import for_note  # noqa: E402
from certificates.operations.note import current, make  # noqa: E402

PAGE = ROOT / "docs" / "performance" / "notes.md"
WARM = 3  # notes that are made first and not counted: fonts and style sheets are read with them
MB = 1024 * 1024


def resident() -> float:
    """The memory that the process has now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def asked() -> list[int]:
    """The notes to make; one whose texts are missing in a language is refused and left out."""
    found, refused = [], 0
    for edition in for_note():
        for language, _name in settings.LANGUAGES:
            try:
                found.append(current(edition, language, now=clock.now()).pk)
            except Refused:
                refused += 1
    print(f"{len(found)} notes to make, {refused} refused for missing texts")
    return found


def made(notes: list[int]) -> tuple[list[float], list[float]]:
    """Seconds and memory, note by note."""
    seconds, memory = [], []
    for number, note in enumerate(notes):
        since = time.perf_counter()
        make(str(note))
        if number >= WARM:
            seconds.append(time.perf_counter() - since)
            memory.append(resident())
    return seconds, memory


def table(seconds: list[float], memory: list[float]) -> str:
    """The words and figures of the page."""
    sizes = list(Document.objects.values_list("size", flat=True))
    grown = " / ".join(f"{memory[at]:.0f}" for at in (0, len(memory) // 2, -1))
    row = (
        f"| {len(seconds)} | {len(seconds) / sum(seconds):.2f} | {median(seconds):.2f} | {max(seconds):.2f} "
        f"| {sum(sizes) / len(sizes) / 1024:.0f} | {grown} |"
    )
    return (
        "# Information notes\n\nEvery published edition in English, French and Spanish, made one after another in one "
        f"process ({connection.vendor}, {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}): `python -m academy.testing.services -- python benchmarks/notes.py`. What else "
        "runs on the machine slows it down.\n\n"
        "| notes | a second | one, s (median) | slowest, s | KB each | MB of the process: first / middle / last |\n"
        f"| --- | --- | --- | --- | --- | --- |\n{row}\n"
    )


def main() -> None:
    """Fill a database of its own, make, write."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--editions", type=int, default=100)
    number = parser.parse_args().editions
    runner = get_runner(settings)(verbosity=0, interactive=False)
    names = runner.setup_databases()
    call_command("load_catalogue", verbosity=0)
    if number:
        load_catalogue(courses=max(number // 8, 1), editions=number, years=10)
    page = table(*made(asked()))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    print(page)
    runner.teardown_databases(names)


if __name__ == "__main__":
    main()
