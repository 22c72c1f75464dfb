"""Letters at the desk: what was written to whom, whether it went out, and sending it again when it did not."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.desk import ReadOnly, demand
from academy.errors import Refused
from academy.letters import operations
from academy.letters.models import Letter

SEND = "letters.change_letter"


class SentFilter(admin.SimpleListFilter):
    """Whether the mail server has taken it."""

    title = gettext_lazy("sent")
    parameter_name = "sent"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Yes or not yet."""
        return [("yes", gettext_lazy("Sent")), ("no", gettext_lazy("Not sent yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        """The letters of that kind."""
        return queryset.filter(sent_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    """Newest first. The words of a letter that carries a secret are never shown: they would open an account."""

    list_display = ("subject", "to", "name", "language", "written_at", "sent_at")
    list_filter = (SentFilter, "name", "language")
    list_per_page = 50
    search_fields = ("to", "subject", "about", "person__name")
    empty_value_display = gettext_lazy("not sent yet")
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[Any]:
        """The button, before Django's own addresses."""
        send = self.admin_site.admin_view(require_POST(self.send))
        return [path("<int:key>/send/", send, name="letters_letter_send"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The letter as it was read."""
        letter = self.row(request, object_id)
        may_send = letter.sent_at is None and request.user.has_perm(SEND)
        return self.page(request, "letter", letter.subject, letter=letter, may_send=may_send)

    def send(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask the worker again for a letter that is still unsent."""
        demand(request, SEND)
        try:
            operations.send_again(self.row(request, key))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The letter is on its way again."))
        return redirect("admin:letters_letter_change", key)
