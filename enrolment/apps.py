"""The enrolment app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrolmentConfig(AppConfig):
    """Who takes part."""

    name = "enrolment"
    verbose_name = _("Applications and places")

    def ready(self) -> None:
        """Tell the catalogue how seats are counted."""
        from catalogue import seats
        from enrolment import facts

        seats.counted_by(facts.seats_taken)
