"""What changed since an earlier information note."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from academy.caching import public_page
from certificates.changes import changes_since
from certificates.note import for_note


@public_page
def changes(request: HttpRequest, course_slug: str, slug: str) -> HttpResponse:
    """For who has a note in this language and wants to know whether it still holds."""
    edition = get_object_or_404(for_note(), course__slug=course_slug, slug=slug)
    found = changes_since(edition, get_language() or "en")
    return render(request, "certificates/changes.html", {"edition": edition, "notes": found})
