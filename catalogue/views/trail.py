"""Where the reader is."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def trail(*steps: tuple[str, str]) -> list[dict[str, Any]]:
    """The breadcrumbs from the list of courses down: pairs of label and address, the present page without one."""
    return [{"label": label, "url": url} for label, url in ((_("Courses"), reverse("catalogue:courses")), *steps)]
