"""Certificates at the desk: who may, what is shown before, and what happens."""

import pytest
from django.urls import reverse

from academy.testing import cast
from academy.testing.cast import browser
from certificates.models import Certificate
from certificates.tests.build import issued, participant, work
from enrolment.tests.build import open_edition, place

pytestmark = pytest.mark.django_db


def page_of(certificate: Certificate) -> str:
    return reverse("admin:certificates_certificate_change", args=[certificate.pk])


def test_the_dry_run_and_the_button() -> None:
    edition, ada = open_edition(), cast.administrator()
    participant(edition, by=ada)
    place(cast.another_applicant(), edition, by=ada)
    desk = browser(ada)
    assert "A9900001" in desk.get(reverse("admin:certificates_certificate_editions")).content.decode()
    path = reverse("admin:certificates_certificate_issue", args=[edition.pk])
    shown = desk.get(path).content.decode()
    assert "1 person gets a certificate" in shown and "Amina DIALLO" in shown and "Still open" in shown
    assert not Certificate.objects.exists()
    assert desk.post(path, follow=True).status_code == 200
    assert Certificate.objects.get().state == "ordered"
    assert "There is nothing to issue now" in desk.get(path).content.decode()


def test_the_list_and_the_page_show_what_stands_on_it() -> None:
    certificate = issued()
    desk = browser(certificate.changes.get(verb="order").by)
    listed = desk.get(reverse("admin:certificates_certificate_changelist")).content.decode()
    shown = desk.get(page_of(certificate)).content.decode()
    assert certificate.number in listed and "Amina DIALLO" in listed
    assert certificate.number in shown and "Academy on Labour Migration" in shown and "Replace it" in shown


def test_an_administrator_revokes_with_a_reason() -> None:
    certificate = issued()
    desk = browser(certificate.changes.get(verb="order").by)
    assert desk.post(page_of(certificate), {"verb": "revoke", "why": ""}).status_code == 422
    assert desk.post(page_of(certificate), {"verb": "revoke", "why": "Copied."}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.state == "revoked"
    again = desk.post(page_of(certificate), {"verb": "revoke", "why": "Copied."})
    assert again.status_code == 409 and "no longer possible" in again.content.decode()


def test_an_administrator_replaces_it_under_another_name() -> None:
    certificate = issued()
    desk = browser(certificate.changes.get(verb="order").by)
    desk.post(page_of(certificate), {"verb": "replace", "name": "Amina Sow", "why": "Misspelt."})
    work()
    newer = Certificate.objects.get(replaces=certificate)
    assert (newer.state, newer.data["name"]) == ("issued", "Amina Sow")
    assert newer.number in desk.get(page_of(certificate)).content.decode()


@pytest.mark.parametrize("who", [cast.reviewer, cast.finance])
def test_nobody_else_of_the_staff_issues_or_sees_certificates(who: object) -> None:
    certificate = issued()
    desk = browser(who())  # type: ignore[operator]
    pages = [
        reverse("admin:certificates_certificate_editions"),
        reverse("admin:certificates_certificate_issue", args=[certificate.place.edition_id]),
        reverse("admin:certificates_certificate_changelist"),
        page_of(certificate),
    ]
    assert [desk.get(path).status_code for path in pages] == [403] * 4
    assert desk.post(page_of(certificate), {"verb": "revoke", "why": "Spite"}).status_code == 403
    certificate.refresh_from_db()
    assert certificate.state == "issued"
