"""Photographs of those who consent: cut to one shape, written anew, private, and withdrawn at will."""

import io
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from academy.accounts.models import User
from academy.documents.check import Cleaned
from academy.documents.operations import keep
from academy.errors import Refused
from certificates.models import Photograph, Printout
from certificates.operations.printouts import throw_away

SHAPE = (480, 600)  # pixels: 35 by 44 mm in print


@transaction.atomic
def show(person: User, *, picture: Cleaned, now: datetime) -> Photograph:
    """Keep the picture of a person who consents, in place of any other. Raises Refused for what is no picture."""
    if picture.content_type not in ("image/jpeg", "image/png"):
        raise Refused(_("Choose a photograph: a JPEG or PNG file."))
    withdraw(person)
    document = keep(cut(picture.content), title=_("photograph") + ".jpg", content_type="image/jpeg")
    return Photograph.objects.create(person=person, document=document, consented_at=now)


def cut(content: bytes) -> bytes:
    """The middle of the picture in our shape, as a new JPEG without anything but its pixels."""
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as found:
        fitted = ImageOps.fit(found.convert("RGB"), SHAPE, method=Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    anew = io.BytesIO()
    fitted.save(anew, "JPEG", quality=85, optimize=True)
    return anew.getvalue()


@transaction.atomic
def withdraw(person: User) -> None:
    """The picture is no more, and neither is anything that was printed with it."""
    photograph = Photograph.objects.filter(person=person).select_related("document").first()
    if photograph is None:
        return
    document = photograph.document
    for printout in Printout.objects.filter(place=None, edition__places__participant=person).distinct():
        if any(one.get("photograph") == str(document.pk) for one in printout.data.get("people", [])):
            throw_away(printout)
    photograph.delete()
    transaction.on_commit(document.delete)
