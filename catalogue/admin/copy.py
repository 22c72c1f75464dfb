"""Copying an edition at the desk: one small form, one button."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from academy.errors import Refused
from catalogue.admin.common import ChildLists
from catalogue.desk_forms import CopyForm
from catalogue.models import Edition
from catalogue.operations.copy import copy_edition


class CopyPage(ChildLists):
    """``<edition>/copy/`` beside the page of an edition, for who may add editions."""

    def get_urls(self) -> list[Any]:
        """Before Django's own addresses."""
        view = self.admin_site.admin_view(self.copy)
        return [path("<int:object_id>/copy/", view, name="catalogue_edition_copy"), *super().get_urls()]

    def copy(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form; a POST makes the copy and goes to its page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        edition = self.get_object(request, str(object_id))
        if edition is None:
            raise Http404
        form = CopyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self.copied(request, edition, form)
        return self.copy_page(request, edition, form)

    def copied(self, request: HttpRequest, edition: Edition, form: CopyForm) -> HttpResponse:
        """Make it, or say why not."""
        try:
            made = copy_edition(edition, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.copy_page(request, edition, form, status=409)
        self.log_addition(request, made, _("Copied from %(edition)s.") % {"edition": edition})
        messages.success(request, _("The copy is made. Nobody else can read it until it is published."))
        return redirect("admin:catalogue_edition_change", made.pk)

    def copy_page(
        self, request: HttpRequest, edition: Edition, form: CopyForm, *, status: int = 200
    ) -> TemplateResponse:
        """The page with the form, in the frame of the desk."""
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "title": _("Copy an edition")}
        context = frame | {"edition": edition, "form": form}
        return TemplateResponse(request, "admin/catalogue/copy.html", context, status=status)
