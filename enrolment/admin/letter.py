"""The sponsorship letter at the desk: its pages as pictures, the file to download, and who read what."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from academy.desk import ReadOnly
from academy.documents.intake import pages_of
from academy.documents.models import Document
from academy.documents.operations import hand_out, hand_out_page
from academy.keeping.models import Matter, Reading
from enrolment import facts
from enrolment.admin.readings import note
from enrolment.models import Application


class LetterPages(ReadOnly):
    """Whoever may see the application may see its letter; that somebody looked is recorded."""

    def letter_urls(self) -> list[Any]:
        """The file, and each of its pages."""
        view = self.admin_site.admin_view
        return [
            path("<int:key>/letter/", view(self.letter), name="enrolment_application_letter"),
            path("<int:key>/letter/<int:number>/", view(self.letter_page), name="enrolment_application_letter_page"),
        ]

    def letter_of(self, request: HttpRequest, key: int) -> tuple[Application, Document]:
        """The application and its letter; 404 without one."""
        application: Application = self.row(request, key)
        if application.letter is None:
            raise Http404
        return application, application.letter

    def letter(self, request: HttpRequest, key: int) -> FileResponse:
        """The file, to be saved."""
        application, document = self.letter_of(request, key)
        answer = hand_out(document)
        note(request, Matter.LETTER_FILE, [application])
        return answer

    def letter_page(self, request: HttpRequest, key: int, number: int) -> FileResponse:
        """One page as a picture."""
        application, document = self.letter_of(request, key)
        answer = hand_out_page(get_object_or_404(document.pages.select_related("document"), number=number))
        note(request, Matter.LETTER, [application])
        return answer


def sheet(application: Application) -> dict[str, Any]:
    """The pages with their addresses, or why there are none, and who read what of the application, the last first."""
    readings = Reading.objects.filter(about=f"application:{application.pk}").select_related("by")[:20]
    document = application.letter
    if document is None:
        awaited = facts.awaits_letter_of_applicant(application)
        return {"readings": readings, "lost": facts.lost_letter(application), "awaited": awaited}
    key, name = application.pk, "admin:enrolment_application_letter"
    return {
        "readings": readings,
        "letter_pages": [(page, reverse(f"{name}_page", args=[key, page.number])) for page in pages_of(document)],
        "letter_url": reverse(name, args=[key]),
    }
