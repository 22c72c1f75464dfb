"""Finding what belongs to the person who asks."""

from typing import cast

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from academy.accounts.models import User
from enrolment.models import Application, Place


def person(request: HttpRequest) -> User:
    """Who is signed in; the view is behind ``login_required``."""
    return cast(User, request.user)


def own_application(request: HttpRequest, pk: int) -> Application:
    """The person's own application; 404 for anybody else's, as for one that does not exist."""
    mine = Application.objects.filter(applicant=person(request))
    return get_object_or_404(mine.select_related("edition__course", "letter"), pk=pk)


def own_place(request: HttpRequest, pk: int) -> Place:
    """The place that the person has now; 404 for anybody else's."""
    mine = Place.objects.filter(participant=person(request))
    return get_object_or_404(mine.select_related("edition__course", "application"), pk=pk)
