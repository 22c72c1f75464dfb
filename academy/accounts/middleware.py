"""Staff come in with two factors."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _


class SecondFactorMiddleware:
    """Sends staff without a second factor from ``/admin/`` to where they set one up.

    allauth asks for the factor at sign-in once it is set up; this closes the gap before that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn staff away from the desk until they have one; let everyone else pass."""
        if request.path.startswith("/admin/") and self.is_missing(request):
            messages.warning(request, _("Staff need a second factor: set one up here, then go on."))
            return redirect("mfa_index")
        return self.get_response(request)

    @staticmethod
    def is_missing(request: HttpRequest) -> bool:
        """Whether a member of staff is signed in with a password alone."""
        person = request.user
        return bool(
            settings.STAFF_SECOND_FACTOR and person.is_authenticated and person.is_staff
        ) and not is_mfa_enabled(person)
