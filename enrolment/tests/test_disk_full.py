"""A disk that takes no more: the letter is refused in words, nothing changes, and later the same letter is taken."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.test import Client

from academy.documents.models import Document
from academy.testing import cast, letters
from enrolment.tests import build
from enrolment.views import steps

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """The kernel refuses to let this process write further into any file, as it does when a disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_letter_that_the_disk_does_not_take_changes_nothing_and_is_taken_later() -> None:
    amina = cast.applicant()
    application = build.draft(amina, build.open_edition(), sponsor_name="")
    client: Client = cast.browser(amina)
    client.raise_request_exception = False

    def send() -> int:
        photograph = BytesIO(letters.photograph(size=(1500, 1000)))
        photograph.name = "letter.jpg"
        said = {name: build.SPONSOR[name] for name in ("financing", "sponsor_name", "sponsor_contact", "sponsor_email")}
        answer = client.post(steps.url(application, "financing"), said | {"letter": photograph})
        assert answer.status_code == 302 or "what you just sent was not kept" in answer.content.decode()
        application.refresh_from_db()
        return answer.status_code

    with no_file_beyond(2_000):
        assert send() == 503
    assert (application.sponsor_name, Document.objects.count()) == ("", 0)
    assert send() == 302
    assert (application.sponsor_name, Document.objects.count()) == (build.SPONSOR["sponsor_name"], 1)
