"""A question to a sponsor, and its answer."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrolment.models.application import Application

TIME_TO_ANSWER = timedelta(days=30)


class Share(models.TextChoices):
    """How much of the price a sponsor pays."""

    ALL = "all", _("The whole price")
    PART = "part", _("A part of the price")
    NONE = "none", _("Nothing, but we support the application")
    REFUSED = "refused", _("We do not sponsor this person")


class SponsorRequest(models.Model):
    """One letter that asks the sponsor whether it stands by an application.

    Its link is known to the mailbox alone: here lies only the hash. A new letter ends the one before it, so at most
    one of an application can be answered.
    """

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="sponsor_requests"
    )
    email = models.EmailField(_("e-mail address of the sponsor"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("can be answered until"))
    ended_at = models.DateTimeField(_("replaced by a newer one"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to a sponsor")
        verbose_name_plural = _("questions to sponsors")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(ended_at=None), name="one_open_sponsor_request")
        ]
        indexes = [models.Index(fields=["ended_at", "asked_at"])]

    def __str__(self) -> str:
        return f"{self.application}: {self.email}"


class SponsorAnswer(models.Model):
    """What the sponsor said, to which letter and which price; written once and never changed."""

    request = models.OneToOneField(
        SponsorRequest, verbose_name=_("question"), on_delete=models.CASCADE, related_name="answer"
    )
    share = models.CharField(_("what the sponsor pays"), max_length=10, choices=Share)
    amount = models.DecimalField(_("amount in EUR"), max_digits=9, decimal_places=2, null=True)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(pgettext_lazy("in an organization", "position"), max_length=200)
    price = models.DecimalField(_("price that was shown, in EUR"), max_digits=9, decimal_places=2, null=True)
    letter_sha256 = models.CharField(_("SHA-256 of the letter that was shown"), max_length=64)
    at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer of a sponsor")
        verbose_name_plural = _("answers of sponsors")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(share="part") | Q(amount__gt=0), name="a_part_of_the_price_is_more_than_nothing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request}: {self.get_share_display()}"
