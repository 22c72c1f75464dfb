"""Who read what about whom, and whose account is to be erased."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.keeping.states import ERASURE
from academy.models import StateChange


class Matter(models.TextChoices):
    """What can be read at the desk and is private."""

    APPLICATION = "application", _("opened the application")
    LETTER = "letter", _("opened the letter")
    LETTER_FILE = "letter-file", _("downloaded the letter")
    WORK = "work", _("downloaded the work")
    PRINTOUT = "printout", _("downloaded a letter or a list")
    STAY = "stay", _("opened what was told about the stay")
    STAY_SHEET = "stay-sheet", _("handed out what was told about the stay")


class Reading(models.Model):
    """Somebody of the staff read something private about a person; rows are only ever added, until they are due.

    ``about`` is the key of the row that was read (``application:12``).
    """

    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("about whom"), on_delete=models.CASCADE, related_name="read_by"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(_("what was done"), max_length=20, choices=Matter)
    about = models.CharField(_("about"), max_length=64, db_index=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.by} {self.get_matter_display()}"


class Erasure(models.Model):
    """An account is to be erased on a day, because its person asked, or because nobody used it for years."""

    TABLE = ERASURE

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="erasures"
    )
    state = models.CharField(_("state"), max_length=20, choices=ERASURE.choices, default="asked", editable=False)
    idle = models.BooleanField(_("because nobody used it"))
    asked_at = models.DateTimeField(_("asked"))
    on = models.DateField(_("to be erased on"))

    class Meta:
        verbose_name = _("erasure of an account")
        verbose_name_plural = _("erasures of accounts")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(state="asked"), name="one_erasure_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        """Where the person can call it back."""
        return reverse("keeping:data")


class ErasureChange(StateChange):
    """One step of an erasure."""

    erasure = models.ForeignKey(Erasure, on_delete=models.CASCADE, related_name="changes")
