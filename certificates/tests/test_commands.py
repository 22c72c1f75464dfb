"""The command does what the desk's button and the worker do."""

import io

import pytest
from django.core.management import CommandError, call_command

from academy.testing import cast
from certificates.models import Certificate
from certificates.tests.build import participant
from enrolment.tests.build import open_edition, place

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("issue_certificates", *arguments, stdout=out)
    return out.getvalue()


def test_it_issues_and_says_who_got_none_and_why() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    place(cast.another_applicant(), edition, by=staff)
    said = run("A9900001").splitlines()
    certificate = Certificate.objects.get()
    assert certificate.state == "issued"
    assert said[0] == f"{certificate.number}  Amina DIALLO  issued"
    assert said[1].startswith("none  Bruno Silva  Still open: ")
    assert run("A9900001").splitlines()[-1] == "0 certificates ordered."


def test_without_rendering_it_leaves_the_work_to_the_worker_and_a_second_run_takes_it_up() -> None:
    edition, staff = open_edition(), cast.administrator()
    participant(edition, by=staff)
    run("A9900001", "--no-render")
    assert Certificate.objects.get().state == "ordered"
    run("A9900001")
    assert Certificate.objects.get().state == "issued"


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(CommandError, match="no edition X1"):
        run("X1")
