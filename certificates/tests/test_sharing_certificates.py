"""What participants do with their certificates, and what staff see of it."""

import csv
import io
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from academy import clock
from academy.accounts.models import User
from academy.letters.models import Letter
from academy.testing import cast
from certificates.linkedin import address
from certificates.models import Certificate
from certificates.operations.correct import revoke
from certificates.tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate() -> Certificate:
    return build.issued()


@pytest.fixture
def ada(certificate: Certificate) -> User:
    return User.objects.get(email="ada@example.org")


def test_linkedin_gets_the_fields_that_it_documents(certificate: Certificate) -> None:
    parts = urlsplit(address(certificate))
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "www.linkedin.com", "/profile/add")
    assert fields == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Certificate of Achievement: Academy on Labour Migration",
        "organizationName": "International Training Centre of the ILO",
        "issueYear": str(clock.today().year),
        "issueMonth": str(clock.today().month),
        "certUrl": settings.SITE_URL + certificate.get_absolute_url(),
        "certId": certificate.number,
    }


def test_the_page_offers_the_link_linkedin_and_the_zip(certificate: Certificate) -> None:
    page = cast.browser(certificate.holder).get(reverse("certificates:mine", args=[certificate.place_id]))
    text = page.content.decode()
    assert certificate.get_absolute_url() in text and "linkedin.com/profile/add" in text
    assert reverse("certificates:everything") in text


def test_the_zip_holds_what_stands_and_nothing_of_others(certificate: Certificate, ada: User) -> None:
    browser, path = cast.browser(certificate.holder), reverse("certificates:everything")
    with zipfile.ZipFile(io.BytesIO(browser.get(path).content)) as bundle:
        assert sorted(bundle.namelist()) == [f"{certificate.number}.jwt", f"{certificate.number}.pdf"]
        assert bundle.read(f"{certificate.number}.pdf").startswith(b"%PDF")
        assert bundle.read(f"{certificate.number}.jwt").decode() == certificate.credential
    assert cast.browser(cast.another_applicant()).get(path).status_code == 404
    revoke(certificate, why="Mistake", by=ada, now=clock.now())
    assert browser.get(path).status_code == 404


def test_staff_see_who_downloaded_it_and_when(certificate: Certificate, ada: User) -> None:
    page = reverse("admin:certificates_certificate_change", args=[certificate.pk])
    assert "Downloads" not in cast.browser(ada).get(page).content.decode()
    cast.browser(certificate.holder).get(reverse("certificates:certificate", args=[certificate.number])).getvalue()
    assert certificate.downloads.get().by == certificate.holder
    assert "Downloads" in cast.browser(ada).get(page).content.decode()


def test_staff_send_the_letter_again_and_that_is_kept(certificate: Certificate, ada: User) -> None:
    page = reverse("admin:certificates_certificate_change", args=[certificate.pk])
    assert cast.browser(ada).post(page, {"verb": "send"}).status_code == 302
    assert Letter.objects.filter(name="certificates/issued", to=certificate.holder.email).count() == 2
    assert certificate.changes.filter(verb="send", by=ada).count() == 1
    assert "Letter sent again" in cast.browser(ada).get(page).content.decode()
    revoke(certificate, why="Mistake", by=ada, now=clock.now())
    cast.browser(ada).post(page, {"verb": "send"})
    assert Letter.objects.filter(name="certificates/issued").count() == 2


def test_who_may_only_look_sends_nothing(certificate: Certificate) -> None:
    page = reverse("admin:certificates_certificate_change", args=[certificate.pk])
    assert cast.browser(cast.reviewer()).post(page, {"verb": "send"}).status_code == 403
    assert Letter.objects.filter(name="certificates/issued").count() == 1


def test_the_list_is_handed_out_without_links(certificate: Certificate, ada: User) -> None:
    answer = cast.browser(ada).get(reverse("admin:certificates_certificate_csv"))
    heading, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heading[:3] == ["Number", "Kind", "Name"]
    assert row[:3] == [certificate.number, "Certificate of Achievement", "Amina DIALLO"]
    assert "<" not in ",".join(row)
