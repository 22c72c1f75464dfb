"""A participant's own certificates."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.documents.operations import hand_out
from certificates.glyphs import unprintable
from certificates.models import Certificate
from enrolment.models import Place


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest, place_id: int) -> HttpResponse:
    """The certificates of one of the person's own places, the newest first; where there is none, what it takes."""
    own = Place.objects.filter(participant=request.user.pk).select_related("edition__course", "application")
    place = get_object_or_404(own, pk=place_id)
    found = place.certificates.select_related("document")
    crumbs = [
        {"label": _("My applications"), "url": reverse("enrolment:my")},
        {"label": place.edition, "url": place.get_absolute_url()},
        {"label": _("Your certificate")},
    ]
    letters = unprintable(place.application.certificate_name)
    context = {"certificates": found, "place": place, "crumbs": crumbs, "unprintable": letters}
    return render(request, "certificates/mine.html", context)


@require_safe
@login_required
def certificate(request: HttpRequest, number: str) -> FileResponse:
    """The PDF: to the participant while it stands, to staff who may see certificates always."""
    found = get_object_or_404(Certificate.objects.select_related("place", "capstone", "document"), number=number)
    owner = found.holder.pk == request.user.pk and found.state == "issued"
    if found.document is None or not (owner or request.user.has_perm("certificates.view_certificate")):
        raise Http404
    return hand_out(found.document)
