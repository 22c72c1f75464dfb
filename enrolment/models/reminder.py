"""That somebody was reminded."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """One reminder that was written; the row is what keeps it from being written again.

    ``name`` is the letter's, ``about`` the key of the row that it is about (``application:12``). When what is ``due``
    is put off to another day, there is a reminder of that day too.
    """

    name = models.CharField(_("kind"), max_length=60)
    about = models.CharField(_("about"), max_length=64)
    due = models.DateField(_("due"))
    days = models.PositiveSmallIntegerField(_("days before"))
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["name", "about", "due", "days"], name="one_letter_per_reminder")]

    def __str__(self) -> str:
        return f"{self.name} {self.about}"
