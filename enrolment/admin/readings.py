"""Noting at the desk that somebody read what applicants and participants tell."""

from collections.abc import Iterable

from django.http import HttpRequest

from academy import clock
from academy.desk import colleague
from academy.keeping.models import Matter
from academy.keeping.operations import note_readings
from enrolment.models import Application


def note(request: HttpRequest, matter: Matter, applications: Iterable[Application]) -> None:
    """Whoever sits at the desk did this with the data of these applicants."""
    subjects = [(one.applicant_id, f"application:{one.pk}") for one in applications]
    note_readings(matter, subjects, by=colleague(request), now=clock.now())
