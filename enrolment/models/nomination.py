"""An organization nominates several candidates at once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from academy.documents.models import Document
from catalogue.models import Edition
from enrolment.models.application import Application


class Together(models.TextChoices):
    """Whether the candidates of a nomination are one group."""

    ANY = "any", _("Any of them: each is selected on their own")
    ALL = "all", _("All of them together, or none")


class Nomination(models.Model):
    """One letter of an organization for several candidates: what it pays for each, and whether they belong together."""

    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("nominated by"), on_delete=models.PROTECT, related_name="nominations"
    )
    edition = models.ForeignKey(
        Edition, verbose_name=_("edition"), on_delete=models.PROTECT, related_name="nominations"
    )
    organization = models.CharField(_("organization"), max_length=200)
    contact = models.CharField(_("contact person"), max_length=200)
    position = models.CharField(pgettext_lazy("in an organization", "position"), max_length=200)
    letter = models.ForeignKey(
        Document, verbose_name=_("nomination letter"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    together = models.CharField(_("all or any"), max_length=3, choices=Together)
    share = models.CharField(_("what the sponsor pays"), max_length=10)
    amount = models.DecimalField(_("amount in EUR for each"), max_digits=9, decimal_places=2, null=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    at = models.DateTimeField(_("nominated"))

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__in=["all", "none"]) | Q(share="part", amount__gt=0),
                name="nomination_says_who_pays",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.edition}"

    def get_absolute_url(self) -> str:
        """The nominator's own page of it."""
        return reverse("enrolment:nomination", args=[self.pk])


class Nominee(models.Model):
    """One candidate of a nomination; ``application`` is there once the candidate has begun the own part."""

    nomination = models.ForeignKey(
        Nomination, verbose_name=_("nomination"), on_delete=models.CASCADE, related_name="nominees"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    application = models.OneToOneField(
        Application,
        verbose_name=_("application"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="nominee",
    )

    class Meta:
        verbose_name = _("nominated candidate")
        verbose_name_plural = _("nominated candidates")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["nomination", "email"], name="nominated_once")]

    def __str__(self) -> str:
        return self.name
