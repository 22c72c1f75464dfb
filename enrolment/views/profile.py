"""A person's own profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from academy import clock
from enrolment.forms.profile import ProfileForm
from enrolment.models import Profile
from enrolment.operations import profile as operations
from enrolment.views import crumbs
from enrolment.views.own import person


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What the next application begins with; may be changed at any time."""
    who = person(request)
    kept = Profile.objects.filter(person=who).first() or Profile(full_name=who.name)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=kept)
    if form.is_valid():
        operations.keep(who, form.cleaned_data, now=clock.now())
        messages.success(request, _("Your profile is kept."))
        return redirect("enrolment:profile" if "more" in request.POST else "enrolment:my")
    return render(request, "enrolment/profile.html", {"form": form, "crumbs": crumbs.mine((_("My profile"), ""))})
