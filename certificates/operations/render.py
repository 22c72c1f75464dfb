"""Making the PDF of an ordered certificate: the worker's job."""

from dataclasses import dataclass
from datetime import datetime, time
from hashlib import sha256
from typing import Any
from unicodedata import east_asian_width

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from academy import clock
from academy.documents.operations import keep
from academy.letters.operations import write
from academy.states import move
from certificates.drawings import code, rosette
from certificates.frozen import thaw
from certificates.models import Certificate, Kind
from certificates.operations.once import made_once


def render(certificate_id: str) -> None:
    """Make the PDF of an ordered certificate, keep it, and tell the participant; done once however often it is run.

    The file is named after the certificate: what a worker that died left behind is written over, and never stays beside
    the real one.
    """
    rows = Certificate.objects.filter(pk=certificate_id)
    made_once(rows, waits=is_ordered, draw=sealed, hand_over=hand_over)


def is_ordered(certificate: Certificate) -> bool:
    """Whether it waits for its PDF."""
    return certificate.state == "ordered"


@dataclass(frozen=True)
class Made:
    """The signed credential, the signed PDF that carries it, and the hash of the PDF before it was signed.

    A signature is another one each time; the bytes before it are the same whenever they are drawn with the same token.
    """

    token: str
    content: bytes
    unsigned_sha256: str


def sealed(certificate: Certificate) -> Made:
    """Draw the certificate with its credential and set the Centre's seal under both."""
    from certificates import credential, sealing  # heavy, as is the PDF room, and only the worker needs them

    certificate.credential = credential.signed(certificate)
    content = drawn(certificate)
    signed = sealing.sealed(content, place=certificate.data["place_of_issue"])
    return Made(certificate.credential, signed, sha256(content).hexdigest())


def hand_over(certificate: Certificate, made: Made) -> None:
    """Keep the PDF of the locked certificate, call it issued, and write to the participant."""
    certificate.credential, certificate.unsigned_sha256 = made.token, made.unsigned_sha256
    certificate.document = keep(
        made.content,
        title=f"{certificate.number}.pdf",
        content_type="application/pdf",
        name=f"certificate-{certificate.number}",
        made_from={"certificate": certificate.number} | certificate.data,
    )
    certificate.save(update_fields=["document", "credential", "unsigned_sha256"])
    move(certificate, "issue", by=None, now=clock.now())
    tell(certificate)


def tell(certificate: Certificate) -> None:
    """Write to its holder that it is there."""
    holder = certificate.holder
    about = f"place:{certificate.place_id}" if certificate.place_id else f"diploma:{holder.pk}"
    write("certificates/issued", to=holder, about=about, certificate=certificate)


def drawn(certificate: Certificate) -> bytes:
    """The PDF, from the frozen data alone: the same bytes whenever it is drawn."""
    from certificates import pdf  # the PDF room is heavy and only the worker needs it

    data = thaw(certificate.data)
    values = data | sizes(data) | marks(certificate)
    made_at = datetime.combine(data["issued_on"], time(12), tzinfo=clock.ROME)
    look = "diploma" if certificate.kind == Kind.DIPLOMA else "certificate"
    return pdf.render(
        f"{look}.html",
        values,
        language=certificate.language,
        sheet=look,
        made_at=made_at,
        sizes=("usual", "small", "tiny"),
        pages=range(1, 2),
        attached=attached(certificate, made_at),
    )


def attached(certificate: Certificate, made_at: datetime) -> list[Any]:
    """The credential as a file in the PDF, once there is one."""
    from weasyprint import Attachment

    if not certificate.credential:
        return []
    with translation.override(certificate.language):
        about = _("The same as an Open Badges 3.0 credential, for machines")
    name = f"{certificate.number}.jwt"
    days = {"created": made_at, "modified": made_at}
    return [Attachment(string=certificate.credential, name=name, description=about, relationship="Alternative", **days)]


def marks(certificate: Certificate) -> dict[str, Any]:
    """What makes this sheet unlike all others: its number, its rosette, and the code that leads to its page."""
    with translation.override(certificate.language):
        page = settings.SITE_URL + reverse("certificates:verified", args=[certificate.number])
        form = settings.SITE_URL + reverse("certificates:verify")
    return {
        "number": certificate.number,
        "kind": certificate.kind,
        "rosette": rosette(certificate.number),
        "qr": mark_safe(code(page)),  # noqa: S308 -- drawn by segno
        "address_of_form": form.partition("://")[2],
    }


def sizes(data: dict[str, Any]) -> dict[str, str]:
    """How large each part is set, so that the longest names and titles stay on the sheet."""
    return {
        "name_size": size(data["name"], long=36, longest=70),
        "course_size": size(data["course"], long=60, longest=120),
        "capstone_size": size(data.get("capstone", ""), long=60, longest=120),
    }


def size(text: str, *, long: int, longest: int) -> str:
    """The class of a text by its length in characters; Chinese ones count twice, since they are twice as wide."""
    length = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return "longest" if length > longest else "long" if length > long else "usual"
