"""Paying by card: what was to be paid, and what the provider told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from enrolment.models.incoming import Incoming
from enrolment.models.payer import Payer
from enrolment.models.place import Place


class CardOrder(models.Model):
    """Somebody was sent to the provider's page to pay for a place; ``incoming`` once the money came.

    ``checkout`` is the provider's name for the page, empty until the provider gave one.
    """

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="card_orders")
    payer = models.ForeignKey(Payer, verbose_name=_("payer"), on_delete=models.PROTECT, related_name="card_orders")
    amount = models.DecimalField(_("amount in EUR"), max_digits=9, decimal_places=2)
    checkout = models.CharField(_("the provider’s number"), max_length=255, blank=True, db_index=True)
    incoming = models.OneToOneField(
        Incoming, verbose_name=_("incoming payment"), null=True, on_delete=models.PROTECT, related_name="card_order"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("payment by card")
        verbose_name_plural = _("payments by card")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.amount} {self.checkout}"


class CardEvent(models.Model):
    """A notice of the provider, kept as it came. What is told again is known by its ``key``."""

    key = models.CharField(_("the provider’s number"), max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=100)
    body = models.JSONField(_("what it says"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("notice of the card provider")
        verbose_name_plural = _("notices of the card provider")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
