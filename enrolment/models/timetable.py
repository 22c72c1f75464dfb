"""The secret address of a participant's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from enrolment.models.place import Place


class FeedRenewal(models.Model):
    """The address of the calendar was made anew, and every earlier one ended; rows are only ever added."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="feed_renewals")
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("new address of a calendar")
        verbose_name_plural = _("new addresses of calendars")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.place}, {self.at}"
