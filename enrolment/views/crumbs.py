"""Where one is, from a person's own page down."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def mine(*below: tuple[Any, str]) -> list[dict[str, Any]]:
    """The breadcrumbs: my applications, then pairs of label and address; the present page has no address."""
    above = [(_("My applications"), reverse("enrolment:my"))]
    return [{"label": label, "url": url} for label, url in (*above, *below)]
