"""A worker that is killed in the middle of fifty certificates, and another that takes up what it left."""

import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from academy.testing.site import SeparateSite

HOW_MANY = 50
FIFTY_WHO_COMPLETED = f"""
from academy.testing import cast
from certificates.tests.build import participant
from enrolment.tests.build import open_edition

edition, ada = open_edition(capacity={HOW_MANY}, electives=0), cast.administrator()
for number in range({HOW_MANY}):
    participant(edition, f"learner{{number}}@example.org", by=ada, certificate_name=f"Person Number {{number}}")
"""
ISSUED = "SELECT count(*) FROM certificates_certificate WHERE state = 'issued' AND data->>'code' = 'A9900001'"


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[SeparateSite]:
    """A site whose worker may be killed without disturbing another test."""
    with SeparateSite(tmp_path) as made:
        made.start()
        yield made


def ask(site: SeparateSite, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(site.env["DATABASE_URL"]) as connection:
        return connection.execute(question).fetchall()


def wait_for(site: SeparateSite, at_least: int, within: float) -> int:
    """How many are issued, as soon as there are ``at_least`` so many."""
    until = time.monotonic() + within
    while (issued := int(str(ask(site, ISSUED)[0][0]))) < at_least:
        assert time.monotonic() < until, f"{issued} of {at_least} after {within} seconds"
        time.sleep(0.1)
    return issued


@pytest.mark.services
@pytest.mark.xdist_group("site")
def test_fifty_certificates_come_out_once_each_though_the_worker_was_killed(own_site: SeparateSite) -> None:
    own_site.manage("shell", "--verbosity", "0", "--command", FIFTY_WHO_COMPLETED)
    assert f"{HOW_MANY} certificates ordered." in own_site.manage("issue_certificates", "A9900001", "--no-render")
    wait_for(own_site, 10, within=120)
    own_site.kill_worker()
    assert wait_for(own_site, 10, within=1) < HOW_MANY, "the worker was done before it was killed"
    own_site.start_worker()
    wait_for(own_site, HOW_MANY, within=120)

    assert "0 certificates ordered." in own_site.manage("issue_certificates", "A9900001")
    documents = ask(
        own_site,
        "SELECT document.file, document.sha256 FROM documents_document AS document "
        "JOIN certificates_certificate AS certificate ON certificate.document_id = document.id "
        "WHERE certificate.data->>'code' = 'A9900001'",
    )
    assert len(documents) == len(set(documents)) == HOW_MANY
    private = own_site.var_dir / "private"
    assert all(sha256((private / str(file)).read_bytes()).hexdigest() == digest for file, digest in documents)
    kept = {str(file) for (file,) in ask(own_site, "SELECT file FROM documents_document")}
    assert {f"documents/{file.name}" for file in (private / "documents").glob("certificate-*")} <= kept
    letters = ask(own_site, "SELECT \"to\" FROM letters_letter WHERE name = 'certificates/issued'")
    assert sum(str(to).startswith("learner") for (to,) in letters) == HOW_MANY
    steps = ask(
        own_site,
        "SELECT count(*) FROM certificates_certificatechange AS step JOIN certificates_certificate AS certificate "
        "ON step.certificate_id = certificate.id WHERE step.verb = 'issue' AND certificate.data->>'code' = 'A9900001'",
    )
    assert steps == [(HOW_MANY,)]
