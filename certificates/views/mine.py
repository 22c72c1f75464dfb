"""A participant's own certificates."""

import io
import zipfile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from academy import clock
from academy.accounts.models import User
from academy.documents.operations import hand_out
from academy.errors import Refused
from certificates import facts
from certificates.forms import NameForm
from certificates.glyphs import unprintable
from certificates.models import Certificate
from certificates.operations.names import correct_own_name, may_correct
from enrolment.models import Place
from enrolment.views.own import person


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def mine(request: HttpRequest, place_id: int) -> HttpResponse:
    """The certificates of one of the person's own places, newest first; before there is one, a POST mends the name."""
    own = Place.objects.filter(participant=request.user.pk).select_related("edition__course", "application")
    place = get_object_or_404(own, pk=place_id)
    found = place.certificates.select_related("document")
    form = NameForm(request.POST or None, initial={"name": place.application.certificate_name})
    if form.is_valid():
        try:
            correct_own_name(place, name=form.cleaned_data["name"], by=person(request), now=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. The certificate will be printed with this name."))
            return redirect("certificates:mine", place_id)
    crumbs = [
        {"label": _("My applications"), "url": reverse("enrolment:my")},
        {"label": place.edition, "url": place.get_absolute_url()},
        {"label": _("Your certificate")},
    ]
    letters = unprintable(place.application.certificate_name)
    context = {"certificates": found, "place": place, "crumbs": crumbs, "unprintable": letters}
    context["form"] = form if may_correct(place) else None
    return render(request, "certificates/mine.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def certificate(request: HttpRequest, number: str) -> FileResponse:
    """The PDF: to the participant while it stands, to staff who may see certificates always."""
    found = get_object_or_404(Certificate.objects.select_related("place", "capstone", "document"), number=number)
    owner = found.holder.pk == request.user.pk and found.state == "issued"
    if found.document is None or not (owner or request.user.has_perm("certificates.view_certificate")):
        raise Http404
    answer = hand_out(found.document)
    found.downloads.create(by=person(request), at=clock.now())
    return answer


@require_safe
@login_required
def everything(request: HttpRequest) -> HttpResponse:
    """All certificates and diplomas of the person that stand, with their credentials, in one ZIP file."""
    me = person(request)
    rows = facts.standing_of(me)
    if not rows:
        raise Http404
    answer = HttpResponse(zipped(rows, me), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="certificates.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def zipped(rows: list[Certificate], me: User) -> bytes:
    """The PDF and the credential of each; that each was downloaded is noted."""
    anew = io.BytesIO()
    with zipfile.ZipFile(anew, "w") as bundle:
        for one in rows:
            if one.document:
                with one.document.file.open("rb") as file:
                    bundle.writestr(f"{one.number}.pdf", file.read())
                bundle.writestr(f"{one.number}.jwt", one.credential)
                one.downloads.create(by=me, at=clock.now())
    return anew.getvalue()
