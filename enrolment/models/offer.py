"""A place that is offered: held until it is taken up, turned down, or the time to answer is over."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrolment.models.application import Application
from enrolment.states import HOLDING_AN_OFFER


class OfferOutcome(models.TextChoices):
    """How an offer ended; empty while it is open."""

    TAKEN_UP = "taken-up", _("taken up")
    TURNED_DOWN = "turned-down", _("turned down")
    LAPSED = "lapsed", _("lapsed")
    CLOSED = "closed", _("closed: edition called off")


class OfferQuerySet(models.QuerySet["Offer"]):
    """Facts about many offers."""

    def open(self) -> "OfferQuerySet":
        """Those that still wait for an answer; each holds a seat."""
        return self.filter(outcome="", application__state__in=HOLDING_AN_OFFER)


class Offer(models.Model):
    """One offer, used once. ``answer_by`` is the first moment at which it can no longer be taken up."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), on_delete=models.PROTECT, related_name="offers"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("made"))
    answer_by = models.DateTimeField(_("to be answered before"))
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=OfferOutcome, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(outcome=""), name="one_open_offer"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="an_offer_that_ended_says_when",
            ),
        ]
        indexes = [models.Index(fields=["outcome", "answer_by"])]

    def __str__(self) -> str:
        return f"{self.application} ({self.get_outcome_display() or _('open')})"
