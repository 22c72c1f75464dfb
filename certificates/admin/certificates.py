"""The list of certificates, and the page of one with what may still happen to it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from academy import clock, wording
from academy.desk import colleague, demand, demand_again
from academy.errors import Refused
from catalogue.admin.filters import EditionFilter
from certificates.admin.issue import ISSUE, IssuePages
from certificates.forms import ReplaceForm, RevokeForm
from certificates.frozen import thaw
from certificates.models import Certificate
from certificates.operations.correct import replace, revoke, send_again
from certificates.states import CERTIFICATE

Forms = dict[str, forms.Form]


def step_label(step: Any) -> Any:
    """What a step is called; sending the letter again changes no state."""
    return gettext_lazy("letter sent again") if step.verb == "send" else CERTIFICATE.states[step.target].for_staff


class OfEdition(EditionFilter):
    """Certificates of one edition."""

    path = "place__edition"


@admin.register(Certificate)
class CertificateAdmin(IssuePages):
    """Who may view reads and downloads; who may issue also revokes and replaces."""

    list_display = ("number", "kind", "name", "in_edition", "state", "asked_for", "download")
    list_filter = ("state", "kind", OfEdition)
    list_per_page = 50
    search_fields = (
        *("number", "place__application__certificate_name", "place__participant__email"),
        *("capstone__name", "capstone__person__email"),
    )
    search_help_text = gettext_lazy("Number, name or e-mail address")
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/certificates/certificates.html"

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """In a file the link to the PDF means nothing."""
        return [name for name in self.list_display if name != "download" or "/export/" not in request.path]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Certificate]:
        """All that a row of the list reads, in one query."""
        return super().get_queryset(request).select_related("place__edition__course", "document")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """What stands on it and what happened; a POST revokes or replaces it."""
        certificate = self.row(request, object_id)
        verb = request.POST.get("verb", "")
        if verb == "send":
            return self.sent(request, certificate)
        typed = {"revoke": RevokeForm, "replace": ReplaceForm}.get(verb)
        if request.method != "POST" or typed is None:
            return self.show(request, certificate, {})
        demand(request, ISSUE)
        form = typed(request.POST, auto_id=f"{verb}-%s")
        if not form.is_valid():
            return self.show(request, certificate, {verb: form}, status=422)
        demand_again(request)
        return self.corrected(request, certificate, verb, form)

    def sent(self, request: HttpRequest, certificate: Certificate) -> HttpResponse:
        """The letter goes out once more."""
        demand(request, ISSUE)
        try:
            send_again(certificate, by=colleague(request), now=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The letter goes out again."))
        return redirect("admin:certificates_certificate_change", certificate.pk)

    def corrected(self, request: HttpRequest, certificate: Certificate, verb: str, form: forms.Form) -> HttpResponse:
        """Call the operation; what it refuses comes back with the words that were typed."""
        values = form.cleaned_data | {"by": colleague(request), "now": clock.now()}
        try:
            newer = replace(certificate, **values) if verb == "replace" else revoke(certificate, **values)
        except Refused as refusal:
            messages.error(request, str(refusal))
            certificate.refresh_from_db()
            return self.show(request, certificate, {verb: form}, status=409)
        said = _("The new certificate is being made.") if newer else _("The certificate is revoked.")
        messages.success(request, said)
        return redirect("admin:certificates_certificate_change", (newer or certificate).pk)

    def show(self, request: HttpRequest, certificate: Certificate, typed: Forms, status: int = 200) -> HttpResponse:
        """The page; a form is offered when it is legal now and the person may."""
        may = request.user.has_perm(ISSUE)
        blank: Forms = {
            "replace": ReplaceForm(initial={"name": certificate.data["name"]}, auto_id="replace-%s"),
            "revoke": RevokeForm(auto_id="revoke-%s"),
        }
        legal = [verb for verb in blank if may and CERTIFICATE.allows(verb, certificate.state)]
        return self.page(
            request,
            "certificate",
            certificate.number,
            status=status,
            certificate=certificate,
            says=thaw(certificate.data),
            replaced_by=Certificate.objects.filter(replaces=certificate).first(),
            forms={verb: typed.get(verb, blank[verb]) for verb in legal},
            steps=[(step_label(step), step) for step in certificate.changes.select_related("by")],
            may_send=may and certificate.state == "issued",
            downloads=certificate.downloads.select_related("by")[:20],
        )

    @admin.display(description=gettext_lazy("name"))
    def name(self, certificate: Certificate) -> str:
        """As it is printed."""
        return str(certificate.data["name"])

    @admin.display(description=gettext_lazy("edition"), ordering="place__edition__starts")
    def in_edition(self, certificate: Certificate) -> str:
        """The code, which is shorter than the name."""
        if not certificate.place_id:
            return ""
        return certificate.place.edition.code or certificate.place.edition.slug

    @admin.display(description=gettext_lazy("ordered"), ordering="ordered_at")
    def asked_for(self, certificate: Certificate) -> str:
        """The moment in Turin."""
        return wording.moment(certificate.ordered_at)

    @admin.display(description=gettext_lazy("document"))
    def download(self, certificate: Certificate) -> str:
        """A link to the PDF, once it is made."""
        if certificate.document is None:
            return ""
        url = reverse("certificates:certificate", args=[certificate.number])
        return format_html('<a href="{}">PDF</a>', url)
