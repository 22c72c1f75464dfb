"""Information notes: asked for, made by the worker, and kept until a fact of the edition changes."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from academy import clock
from academy.documents.operations import keep
from academy.errors import Refused
from academy.jobs import operations as jobs
from academy.jobs.models import Job, JobState
from academy.jobs.operations import ask, name_of
from academy.wording import language_name
from catalogue.models import Edition
from catalogue.selectors.readiness import lacking
from certificates.brochure import PAGES, SIZES, arranged
from certificates.drawings import code
from certificates.frozen import fingerprint, thaw
from certificates.models import InformationNote
from certificates.note import note_of
from certificates.operations.once import has_no_document, made_once


def current(edition: Edition, language: str, *, now: datetime) -> InformationNote:
    """The note of an edition from ``for_note`` as its facts are now; the worker is asked for it when it is not made.

    A note that the worker gave up is not asked for again: staff see why and decide. Raises Refused, which lists them,
    when texts are missing in this language; the other languages are not held up by that.
    """
    if texts := lacking(edition, language):
        raise Refused(
            _("There is no information note in %(language)s yet. What is missing: %(texts)s.")
            % {"language": language_name(language), "texts": "; ".join(texts)}
        )
    data = note_of(edition, language)
    key = {"edition": edition, "language": language, "fingerprint": fingerprint(data)}
    try:
        note, _made = InformationNote.objects.get_or_create(**key, defaults={"data": data, "asked_at": now})
    except IntegrityError:  # somebody else asked at the same moment
        note = InformationNote.objects.get(**key)
    if note.document_id is None and not given_up(note):
        ask(make, note.pk)
    return note


@transaction.atomic
def retry(note: InformationNote) -> None:
    """Have a note tried again that the worker gave up. Raises Refused when it did not, or is at it already."""
    failed = Job.objects.filter(work=name_of(make), subject=str(note.pk), state=JobState.FAILED).first()
    if failed is None:
        raise Refused(_("Only a note that could not be made can be tried again."))
    jobs.retry(failed)


def given_up(note: InformationNote) -> bool:
    """Whether the worker failed too often to make it."""
    job = Job.objects.filter(work=name_of(make), subject=str(note.pk)).first()
    return job is not None and job.state == JobState.FAILED


def being_made() -> int:
    """How many notes the worker has before it."""
    return Job.objects.filter(work=name_of(make), state__in=[JobState.PENDING, JobState.RUNNING]).count()


def make(note_id: str) -> None:
    """Make the PDF of a note and keep it; done once however often it is run, as with certificates."""
    made_once(InformationNote.objects.filter(pk=note_id), waits=has_no_document, draw=drawn, hand_over=hand_over)


def hand_over(note: InformationNote, content: bytes) -> None:
    """Keep the PDF of the locked note."""
    note.document = keep(
        content,
        title=f"{note.data['edition']}-information-note-{note.language}.pdf",
        content_type="application/pdf",
        name=f"note-{note.fingerprint}",
        made_from={"note": note.pk, "fingerprint": note.fingerprint},
    )
    note.save(update_fields=["document"])


def drawn(note: InformationNote) -> bytes:
    """The PDF, from the note's data alone; the day on it is the day when it was first asked for."""
    from certificates import pdf  # the PDF room is heavy and only the worker needs it

    data, address = thaw(note.data), address_of(note)
    with override(note.language):
        values = data | arranged(data)
    values |= {"made_on": clock.civil_day(note.asked_at), "address": address, "qr": mark_safe(code(address))}  # noqa: S308
    return pdf.render(
        "note.html", values, language=note.language, sheet="note", made_at=note.asked_at, sizes=SIZES, pages=PAGES
    )


def address_of(note: InformationNote) -> str:
    """The whole address of the edition's page in the note's language."""
    with override(note.language):
        return settings.SITE_URL + note.edition.get_absolute_url()
