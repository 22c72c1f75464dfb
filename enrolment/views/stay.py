"""The participant tells about the stay."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from academy.errors import Refused
from enrolment import facts
from enrolment.forms.stay import StayForm
from enrolment.models import Stay
from enrolment.operations import stay as operations
from enrolment.views import crumbs
from enrolment.views.own import own_place


@never_cache
@login_required
def stay(request: HttpRequest, pk: int) -> HttpResponse:
    """The second form; may be kept half filled in and changed until the stay is over."""
    mine = own_place(request, pk)
    standing = facts.stay_of(mine, clock.today())
    if standing is None:
        return redirect(mine)
    kept = facts.told_stay(mine) or Stay(application=mine.application)
    form = StayForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_valid():
        try:
            told = operations.keep(mine, form.cleaned_data, now=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. We have what we need.") if told.told_at else _("Saved."))
            return redirect(f"{mine.get_absolute_url()}#stay")
    trail = crumbs.mine((mine.edition, mine.get_absolute_url()), (_("My stay"), ""))
    shown = {"place": mine, "edition": mine.edition, "form": form, "stay": standing, "crumbs": trail}
    return render(request, "enrolment/stay.html", shown)
