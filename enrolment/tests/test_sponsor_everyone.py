"""A sponsor confirms and an organization nominates, in a browser, wide and narrow, light and dark."""

import re

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import Page, expect

from academy.accounts.models import User
from academy.testing import cast, letters
from academy.testing.axe import findings
from enrolment.models import Nomination, SponsorAnswer
from enrolment.tests import build

pytestmark = pytest.mark.django_db(transaction=True)


def is_for_everyone(page: Page) -> None:
    """Nothing for axe to find, and nothing that scrolls sideways."""
    assert findings(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def sign_in(page: Page, person: User) -> None:
    """Give the browser the person's session."""
    session = cast.browser(person).cookies[settings.SESSION_COOKIE_NAME].value
    url = re.match(r"https?://[^/]+", page.url)
    assert url
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url[0]}])


def test_a_sponsor_looks_and_promises_a_part_without_an_account(visitor: Page) -> None:
    application = build.submitted(cast.applicant(), build.open_edition(), **build.SPONSOR)
    assert application.letter
    scan = letters.photograph(size=(124, 175))
    application.letter.pages.create(number=1, text="We pay.", file=ContentFile(scan, "1.jpg"))
    visitor.goto(reverse("enrolment:sponsor", args=[build.sponsor_secret(application)]))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Do you sponsor Amina Diallo?")
    expect(visitor.get_by_alt_text(re.compile("Page 1 of 1"))).to_be_visible()
    is_for_everyone(visitor)
    visitor.get_by_label("A part of the price").check()
    visitor.get_by_role("textbox", name=re.compile("^Your name")).fill("Moussa Ndiaye")
    visitor.get_by_role("textbox", name=re.compile("^Your position")).fill("Head of training")
    visitor.get_by_role("button", name="Send our answer").click()
    expect(visitor.get_by_role("alert").first).to_be_visible()
    is_for_everyone(visitor)
    visitor.get_by_label("The part in EUR").fill("1000")
    visitor.get_by_role("button", name="Send our answer").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you for your answer")
    is_for_everyone(visitor)
    assert SponsorAnswer.objects.get().amount == 1000


def test_an_organization_nominates_and_a_candidate_begins(visitor: Page) -> None:
    edition = build.open_edition()
    visitor.goto(edition.get_absolute_url())
    sign_in(visitor, cast.person("ministry@labour.example", "Moussa Ndiaye"))
    visitor.get_by_role("link", name="Nominate several candidates").click()
    is_for_everyone(visitor)
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
    is_for_everyone(visitor)
    nominee = Nomination.objects.get().nominees.get(email="amina@example.org")
    sign_in(visitor, cast.applicant())
    visitor.goto(reverse("enrolment:take_up", args=[nominee.pk]))
    is_for_everyone(visitor)
    visitor.get_by_role("button", name="Begin my part").click()
    expect(visitor.get_by_label("Name on the certificate")).to_be_visible()
    visitor.goto(reverse("enrolment:apply_step", args=[edition.course.slug, edition.slug, "financing"]))
    expect(visitor.get_by_text("has nominated you and filled in this step")).to_be_visible()
    is_for_everyone(visitor)
