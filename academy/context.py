"""What every template may know."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What pages know of the site."""
    return facts()


def facts() -> dict[str, object]:
    """The mode, the public address and the one address for questions; letters know these too."""
    return {
        "DEMONSTRATION": settings.DEMONSTRATION,
        "SITE_URL": settings.SITE_URL,
        "CONTACT_EMAIL": "migration@itcilo.org",
    }
