"""The information note as it was when a person applied, and what changed since."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.documents.operations import hand_out
from certificates import changes
from certificates.models import InformationNote
from certificates.note import for_note, note_of
from enrolment.models import Application


@require_safe
@never_cache
@login_required
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """The version that the applicant had, compared with the facts of now; 404 where there was none."""
    application, note = own(request, pk)
    edition = get_object_or_404(for_note(), pk=application.edition_id)
    crumbs = [
        {"label": _("My applications"), "url": reverse("enrolment:my")},
        {"label": edition, "url": application.get_absolute_url()},
        {"label": _("Your information note")},
    ]
    found = changes.differences(note.data, note_of(edition, note.language))
    context = {"application": application, "edition": edition, "note": note, "differences": found, "crumbs": crumbs}
    return render(request, "certificates/received.html", context)


@require_safe
@login_required
def pdf(request: HttpRequest, pk: int) -> FileResponse:
    """That version as it was handed out."""
    _application, note = own(request, pk)
    if note.document is None:
        raise Http404
    return hand_out(note.document, inline=True)


def own(request: HttpRequest, pk: int) -> tuple[Application, InformationNote]:
    """The person's own application, with the note of its time in the language of the page; 404 without either."""
    application = get_object_or_404(Application, pk=pk, applicant=request.user.pk)
    note = changes.received(application, get_language() or "en")
    if note is None:
        raise Http404
    return application, note
