"""A participant's own invoices and receipts, and what they say of the participant."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from academy.documents.operations import hand_out
from academy.errors import Refused
from academy.money import ZERO
from enrolment import facts
from enrolment.forms.payer import OwnPayerForm
from enrolment.models import Payer
from enrolment.operations.payers import correct
from enrolment.views import crumbs
from enrolment.views.own import person


@never_cache
@login_required
def invoices(request: HttpRequest) -> HttpResponse:
    """What is owed for which place and what was issued; a POST corrects name and address for what is issued later."""
    payer = Payer.objects.filter(person=request.user.pk).first()
    form = OwnPayerForm(request.POST if request.method == "POST" else None, instance=payer) if payer else None
    if payer and form and form.is_valid():
        try:
            correct(payer, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. What was issued stays as it is."))
            return redirect("certificates:invoices")
    pairs = facts.places_paid_by(payer) if payer else []
    owed = sum((one.owed for one in pairs), ZERO)
    shown = {
        "form": form,
        "pairs": pairs,
        "owed": owed,
        "to_send_back": -owed,
        "papers": facts.papers_to(payer, pairs) if payer else [],
        "crumbs": crumbs.mine((_("My invoices"), "")),
    }
    return render(request, "certificates/invoices.html", shown, status=422 if form and form.errors else 200)


@require_safe
@login_required
def invoice(request: HttpRequest, number: str) -> FileResponse:
    """The PDF of a document that was issued to the person; 404 for anybody else's, and until it is made."""
    found = get_object_or_404(facts.invoices_to(person(request)), number=number)
    if found.document is None:
        raise Http404
    return hand_out(found.document)
