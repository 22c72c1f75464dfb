"""Making the PDF of an ordered certificate: the worker's job."""

from datetime import datetime, time
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from academy import clock
from academy.documents.operations import keep
from academy.letters.operations import write
from academy.locks import lock_one
from academy.states import move
from certificates.drawings import code, rosette
from certificates.frozen import thaw
from certificates.models import Certificate


def render(certificate_id: str) -> None:
    """Make the PDF of an ordered certificate, keep it, and tell the participant; done once however often it is run.

    The page is drawn before the row is locked, since that takes a tenth of a second; file, row, state and letter then
    come in one transaction. The file is named after the certificate: what a worker that died left behind is
    written over, and never stays beside the real one.
    """
    certificate = Certificate.objects.get(pk=certificate_id)
    if certificate.state != "ordered":
        return
    content = drawn(certificate)
    with transaction.atomic():
        certificate = lock_one(Certificate.objects.filter(pk=certificate_id))
        if certificate.state == "ordered":
            hand_over(certificate, content, now=clock.now())


def hand_over(certificate: Certificate, content: bytes, *, now: datetime) -> None:
    """Keep the PDF of the locked certificate, call it issued, and write to the participant."""
    certificate.document = keep(
        content,
        title=f"{certificate.number}.pdf",
        content_type="application/pdf",
        name=f"certificate-{certificate.number}",
        made_from={"certificate": certificate.number} | certificate.data,
    )
    certificate.save(update_fields=["document"])
    move(certificate, "issue", by=None, now=now)
    place = certificate.place
    about = f"place:{place.pk}"
    write("certificates/issued", to=place.participant, about=about, certificate=certificate, place=place)


def drawn(certificate: Certificate) -> bytes:
    """The PDF, from the frozen data alone: the same bytes whenever it is drawn."""
    from certificates import pdf  # the PDF room is heavy and only the worker needs it

    data = thaw(certificate.data)
    values = data | sizes(data) | marks(certificate)
    made_at = datetime.combine(data["issued_on"], time(12), tzinfo=clock.ROME)
    return pdf.render(
        "certificate.html",
        values,
        language=certificate.language,
        sheet="certificate",
        made_at=made_at,
        sizes=("usual", "small", "tiny"),
        pages=range(1, 2),
    )


def marks(certificate: Certificate) -> dict[str, Any]:
    """What makes this sheet unlike all others: its number, its rosette, and the code that leads to its page."""
    with translation.override(certificate.language):
        page = settings.SITE_URL + reverse("certificates:verified", args=[certificate.number])
        form = settings.SITE_URL + reverse("certificates:verify")
    return {
        "number": certificate.number,
        "rosette": rosette(certificate.number),
        "qr": mark_safe(code(page)),  # noqa: S308 -- drawn by segno
        "address_of_form": form.partition("://")[2],
    }


def sizes(data: dict[str, Any]) -> dict[str, str]:
    """How large each part is set, so that the longest names and titles stay on the sheet."""
    return {
        "name_size": size(data["name"], long=36, longest=70),
        "course_size": size(data["course"], long=60, longest=120),
    }


def size(text: str, *, long: int, longest: int) -> str:
    """The class of a text by its length in characters; Chinese ones count twice, since they are twice as wide."""
    length = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return "longest" if length > longest else "long" if length > long else "usual"
