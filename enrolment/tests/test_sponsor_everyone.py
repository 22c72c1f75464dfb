"""A sponsor confirms and an organization nominates, in a browser, wide and narrow, light and dark."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from academy.testing import cast, letters
from academy.testing.axe import faults
from enrolment.models import Nomination, SponsorAnswer
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_sponsor_looks_and_promises_a_part_without_an_account(visitor: Page) -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    assert application.letter
    scan = letters.photograph(size=(124, 175))
    application.letter.pages.create(number=1, text="We pay.", file=ContentFile(scan, "1.jpg"))
    visitor.goto(reverse("enrolment:sponsor", args=[build.sponsor_secret(application)]))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Do you sponsor Amina Diallo?")
    expect(visitor.get_by_alt_text(re.compile("Page 1 of 1"))).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_label("A part of the price").check()
    visitor.get_by_role("textbox", name=re.compile("^Your name")).fill("Moussa Ndiaye")
    visitor.get_by_role("textbox", name=re.compile("^Your position")).fill("Head of training")
    visitor.get_by_role("button", name="Send our answer").click()
    expect(visitor.get_by_role("alert").first).to_be_visible()
    assert faults(visitor) == []
    visitor.get_by_label("The part in EUR").fill("1000")
    visitor.get_by_role("button", name="Send our answer").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you for your answer")
    assert faults(visitor) == []
    assert SponsorAnswer.objects.get().amount == 1000


def test_an_organization_nominates_and_a_candidate_begins(visitor: Page, live_server: LiveServer) -> None:
    edition = build.open_edition()
    visitor.goto(edition.get_absolute_url())
    cast.come_in(visitor, cast.person("ministry@labour.example", "Moussa Ndiaye"), live_server.url)
    visitor.get_by_role("link", name="Nominate several candidates").click()
    assert faults(visitor) == []
    visitor.get_by_label("Your organization", exact=False).first.fill("Ministry of Labour")
    visitor.get_by_label("Your position").fill("Head of training")
    visitor.get_by_label("Candidates").first.fill("Amina Diallo\tamina@example.org\nBruno Silva\tbruno@example.org")
    visitor.get_by_label("All of them together, or none").check()
    visitor.get_by_label("The whole price").check()
    visitor.get_by_label("Nomination letter").set_input_files(
        {"name": "one.pdf", "mimeType": "application/pdf", "buffer": letters.pdf()}
    )
    visitor.get_by_role("button", name="Nominate").click()
    expect(visitor.get_by_text("The letter is sent")).to_have_count(2)
    assert faults(visitor) == []
    nominee = Nomination.objects.get().nominees.get(email="amina@example.org")
    cast.come_in(visitor, cast.applicant(), live_server.url)
    visitor.goto(reverse("enrolment:take_up", args=[nominee.pk]))
    assert faults(visitor) == []
    visitor.get_by_role("button", name="Begin my part").click()
    expect(visitor.get_by_label("Name on the certificate")).to_be_visible()
    visitor.goto(reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, "financing"]))
    expect(visitor.get_by_text("has nominated you and filled in this step")).to_be_visible()
    assert faults(visitor) == []
