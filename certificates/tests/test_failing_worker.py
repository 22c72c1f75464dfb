"""A worker that cannot keep what it makes, and another try once it can."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from academy.jobs.operations import MOST_ATTEMPTS
from academy.testing.site import SeparateSite

NOTE = "certificates.operations.note.make"
ASK = """
from academy import clock
from certificates.note import for_note
from certificates.operations.note import current
print(current(for_note().get(slug="A9718056"), "es", now=clock.now()).pk)
"""
AGAIN = """
from certificates.models import InformationNote
from certificates.operations.note import retry
retry(InformationNote.objects.get(pk={}))
"""


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[SeparateSite]:
    """A site whose disk may fail without disturbing another test."""
    with SeparateSite(tmp_path) as made:
        made.start()
        yield made


def wait_for(site: SeparateSite, note: str, state: str, within: float = 60) -> str:
    """The last error of the note's job, as soon as the job is in ``state``."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        with psycopg.connect(site.env["DATABASE_URL"]) as connection:
            question = "SELECT state, error FROM jobs_job WHERE work = %s AND subject = %s ORDER BY id DESC LIMIT 1"
            found = connection.execute(question, (NOTE, note)).fetchone()
        if found and found[0] == state and (found[1] or state == "done"):
            return str(found[1])
        time.sleep(0.1)
    raise AssertionError(f"{found} after {within} seconds, not {state}")


@pytest.mark.services
@pytest.mark.xdist_group("site")
def test_a_note_that_the_worker_gave_up_is_made_once_somebody_tries_again(own_site: SeparateSite) -> None:
    folder = own_site.var_dir / "private" / "documents"
    folder.rename(folder.with_name("aside"))
    folder.write_text("not a folder")
    note = own_site.manage("shell", "--verbosity", "0", "--command", ASK).strip()
    assert "FileExistsError" in wait_for(own_site, note, "pending")
    with psycopg.connect(own_site.env["DATABASE_URL"]) as connection:
        last = "UPDATE jobs_job SET attempts = %s, due_at = now() WHERE work = %s AND subject = %s"
        connection.execute(last, (MOST_ATTEMPTS - 1, NOTE, note))
    assert "FileExistsError" in wait_for(own_site, note, "failed")

    folder.unlink()
    folder.with_name("aside").rename(folder)
    own_site.manage("shell", "--verbosity", "0", "--command", AGAIN.format(note))
    wait_for(own_site, note, "done")
    assert list(folder.glob("note-*.pdf"))
