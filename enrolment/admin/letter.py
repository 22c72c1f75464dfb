"""The sponsorship letter at the desk: its pages as pictures, the file to download, and who looked."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse

from academy.desk import ReadOnly, colleague
from academy.documents.intake import note_reading, pages_of
from academy.documents.models import Document
from academy.documents.operations import hand_out, hand_out_page
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

    def letter_of(self, request: HttpRequest, key: int) -> Document:
        """The letter of the application; 404 without one."""
        application: Application = self.row(request, key)
        if application.letter is None:
            raise Http404
        return application.letter

    def letter(self, request: HttpRequest, key: int) -> FileResponse:
        """The file, to be saved."""
        document = self.letter_of(request, key)
        answer = hand_out(document)
        note_reading(document, colleague(request), downloaded=True)
        return answer

    def letter_page(self, request: HttpRequest, key: int, number: int) -> FileResponse:
        """One page as a picture."""
        document = self.letter_of(request, key)
        answer = hand_out_page(get_object_or_404(document.pages.select_related("document"), number=number))
        note_reading(document, colleague(request), downloaded=False)
        return answer


def sheet(application: Application) -> dict[str, Any]:
    """The pages with their addresses, and who looked at the letter, the last ones first."""
    document = application.letter
    if document is None:
        return {}
    key, name = application.pk, "admin:enrolment_application_letter"
    return {
        "letter_pages": [(page, reverse(f"{name}_page", args=[key, page.number])) for page in pages_of(document)],
        "letter_url": reverse(name, args=[key]),
        "readings": document.readings.select_related("by").order_by("-at")[:20],
    }
