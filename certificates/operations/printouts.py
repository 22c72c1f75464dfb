"""Letters, statements, badges and lists: asked for, drawn once by the worker from frozen data, and kept."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.accounts.models import User
from academy.documents.models import Document
from academy.documents.operations import keep
from academy.errors import Refused
from academy.jobs.operations import ask
from catalogue.models import Edition
from certificates import facts
from certificates.frozen import fingerprint, freeze, thaw
from certificates.kinds import LOOKS
from certificates.models import Printout, PrintoutKind
from certificates.operations.once import has_no_document, made_once
from enrolment.models import Place


def ask_for(
    kind: str, *, edition: Edition, place: Place | None = None, language: str, by: User, now: datetime
) -> Printout:
    """The printout as the data is now; the worker is asked for it when it is not made.

    Raises Refused, which says what is missing, when it cannot be printed.
    """
    if why := facts.why_not(kind, edition, place, clock.civil_day(now)):
        raise Refused(why)
    with override(language):
        data = freeze(facts.of_place(kind, place) if place else facts.of_edition(edition))
    key = {"kind": kind, "edition": edition, "place": place, "language": language, "fingerprint": fingerprint(data)}
    try:
        with transaction.atomic():
            made, _new = Printout.objects.get_or_create(**key, defaults={"data": data, "asked_at": now, "asked_by": by})
    except IntegrityError:  # somebody else asked at the same moment
        made = Printout.objects.get(**key)
    if made.document_id is None:
        ask(make, made.pk)
    return made


def make(printout_id: str) -> None:
    """Draw it and keep it; done once however often it is run. One that was thrown away meanwhile is not drawn."""
    rows = Printout.objects.filter(pk=printout_id)
    if rows.exists():
        made_once(rows, waits=has_no_document, draw=drawn, hand_over=hand_over)


def hand_over(printout: Printout, content: bytes) -> None:
    """Keep the PDF of the locked row."""
    whose = printout.place.application.full_name if printout.place else printout.edition.code or printout.edition.slug
    with override(printout.language):
        title = f"{printout.get_kind_display()} – {whose}.pdf"
    printout.document = keep(
        content,
        title=title[:200],
        content_type="application/pdf",
        name=f"printout-{printout.pk}-{printout.fingerprint[:12]}",
        made_from={"printout": printout.pk, "fingerprint": printout.fingerprint},
    )
    printout.save(update_fields=["document"])


def drawn(printout: Printout) -> bytes:
    """The PDF, from the frozen data and the photographs it names; a letter with the Centre's seal."""
    from certificates import pdf, sealing  # heavy, and only the worker needs them

    look = LOOKS[PrintoutKind(printout.kind)]
    with override(printout.language):
        title = printout.get_kind_display()
    content = pdf.render(
        look.template,
        values(printout) | {"title": title},
        language=printout.language,
        sheet=look.sheet,
        made_at=printout.asked_at,
        sizes=look.sizes,
        pages=look.pages,
    )
    return sealing.sealed(content, place=printout.data["place_of_issue"]) if look.sealed else content


def values(printout: Printout) -> dict[str, Any]:
    """What the template prints."""
    says = thaw(printout.data)
    found = says | {"kind": printout.kind, "made_on": clock.civil_day(printout.asked_at)}
    if "people" not in says:
        return found
    pictures = {one: picture(one) for one in {person.get("photograph") for person in says["people"]} if one}
    people = [
        person | {"picture": pictures[person["photograph"]]} if "photograph" in person else person
        for person in says["people"]
    ]
    return found | {"people": people}


def picture(document_id: str) -> str:
    """A photograph as an address that holds the picture itself. Raises Refused when it was withdrawn meanwhile."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise Refused(_("A photograph was withdrawn; print it anew."))
    with document.file.open("rb") as file:
        return "data:image/jpeg;base64," + b64encode(file.read()).decode()


@transaction.atomic
def throw_away(printout: Printout) -> None:
    """It is no more, and neither are its bytes."""
    document = printout.document
    printout.delete()
    if document:
        transaction.on_commit(document.delete)
