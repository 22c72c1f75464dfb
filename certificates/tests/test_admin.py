"""Certificates at the desk: who may, what is shown before, and what happens."""

import pytest
from django.urls import reverse

from academy.accounts.models import User
from academy.jobs.models import Job
from academy.jobs.operations import run_now
from academy.testing import cast
from academy.testing.cast import confirmed as browser
from certificates import facts
from certificates.models import Certificate
from certificates.tests.build import issued, participant, work
from enrolment.tests.build import open_edition, place

pytestmark = pytest.mark.django_db


def page_of(certificate: Certificate) -> str:
    return reverse("admin:certificates_certificate_change", args=[certificate.pk])


def ordered_by(certificate: Certificate) -> User:
    """Who ordered it."""
    by = certificate.changes.get(verb="order").by
    assert by
    return by


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


def test_for_one_alone() -> None:
    edition, ada = open_edition(), cast.administrator()
    participant(edition, by=ada)
    bruno = participant(edition, "zoe@example.org", by=ada, certificate_name="Zoe")
    desk, path = browser(ada), reverse("admin:certificates_certificate_issue", args=[edition.pk])
    desk.post(path, {"only": bruno.pk})
    assert Certificate.objects.get().place == bruno


def test_it_is_paused_resumed_and_says_how_far_it_is() -> None:
    edition, ada = open_edition(), cast.administrator()
    for name in ("amina", "zoe", "li"):
        participant(edition, f"{name}@example.org", by=ada)
    desk, path = browser(ada), reverse("admin:certificates_certificate_issue", args=[edition.pk])
    part = reverse("admin:certificates_certificate_progress", args=[edition.pk])
    assert "0 of 3 are made." in desk.post(path, follow=True).content.decode()
    run_now(Job.objects.filter(work=facts.RENDER).earliest("pk").pk)
    assert "1 of 3 are made." in desk.get(part).content.decode()
    desk.post(path, {"verb": "pause"})
    work()
    assert "1 of 3 are made. 2 are put aside." in desk.get(path).content.decode()
    assert desk.get(part).status_code == 204
    desk.post(path)  # ordering again neither orders twice nor lets them go on
    work()
    assert facts.progress(edition) == facts.Progress(made=1, waiting=0, aside=2, failed=0)
    desk.post(path, {"verb": "resume"})
    work()
    assert facts.progress(edition) == facts.Progress(made=3, waiting=0, aside=0, failed=0)


def test_the_list_and_the_page_show_what_stands_on_it() -> None:
    certificate = issued()
    desk = browser(ordered_by(certificate))
    listed = desk.get(reverse("admin:certificates_certificate_changelist")).content.decode()
    shown = desk.get(page_of(certificate)).content.decode()
    assert certificate.number in listed and "Amina DIALLO" in listed
    assert certificate.number in shown and "Academy on Labour Migration" in shown and "Replace it" in shown


def test_an_administrator_revokes_with_a_reason() -> None:
    certificate = issued()
    desk = browser(ordered_by(certificate))
    assert desk.post(page_of(certificate), {"verb": "revoke", "why": ""}).status_code == 422
    assert desk.post(page_of(certificate), {"verb": "revoke", "why": "Copied."}).status_code == 302
    certificate.refresh_from_db()
    assert certificate.state == "revoked"
    again = desk.post(page_of(certificate), {"verb": "revoke", "why": "Copied."})
    assert again.status_code == 409 and "no longer possible" in again.content.decode()


def test_an_administrator_replaces_it_under_another_name() -> None:
    certificate = issued()
    desk = browser(ordered_by(certificate))
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
