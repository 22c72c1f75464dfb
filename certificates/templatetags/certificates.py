"""Notes on pages of the apps below, which know nothing of them."""

from django import template
from django.utils.translation import get_language

from certificates.changes import received
from enrolment.models import Application

register = template.Library()


@register.inclusion_tag("certificates/_received.html")
def note_received(application: Application) -> dict[str, object]:
    """Which version of the note the applicant had, with a link to what changed since; nothing where there was none."""
    return {"note": received(application, get_language() or "en"), "application": application}
