"""The letter with an invoice carries the address by which a paying organization names substitutes."""

import pytest
from django.test import Client

from academy import clock
from academy.letters.models import Letter
from academy.testing import cast
from certificates.operations.invoices import make
from enrolment.operations import invoices, payers, sponsor_places
from enrolment.tests import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sponsored", [True, False])
def test_the_link_stands_in_the_letter_to_an_organization_alone(sponsored: bool) -> None:
    more = build.SPONSOR if sponsored else {}
    place = build.place(cast.applicant(), build.open_edition(), by=cast.reviewer(), **more)
    payer = payers.correct(payers.payer_of(place), {"address": "1 Independence Square, Dakar", "country": "SN"})
    make(str(invoices.issue(payer, [place], by=cast.finance(), now=clock.now()).pk))
    letter = Letter.objects.get(name="certificates/document")
    assert ("sponsor-places" in letter.text) is sponsored
    if sponsored:
        path = sponsor_places.url_for(payer).partition("/en/")[2]
        assert Client().get(f"/en/{path}").status_code == 200
