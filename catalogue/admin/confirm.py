"""Confirming at the desk that an edition takes place: what speaks for it, one button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from academy import clock
from academy.errors import Refused
from catalogue import seats
from catalogue.admin.copy import CopyPage
from catalogue.operations.plan import confirm


class ConfirmPage(CopyPage):
    """``<edition>/confirm/`` beside the page of an edition, for who may change editions."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.confirm)
        return [path("<int:object_id>/confirm/", view, name="catalogue_edition_confirm"), *super().get_urls()]

    def confirm(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Places taken and needed; a POST tells readers that the edition takes place."""
        edition = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, edition):
            raise PermissionDenied
        if edition is None:
            raise Http404
        if request.method == "POST":
            try:
                confirm(edition, now=clock.now())
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("Readers now see that this edition takes place."))
            return redirect("admin:catalogue_edition_change", object_id)
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Confirm an edition")}
        context = frame | {"edition": edition, "taken": seats.taken(edition.pk).places}
        return TemplateResponse(request, "admin/catalogue/confirm.html", context)
