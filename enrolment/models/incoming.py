"""Money that came in, as bank statements and the card provider tell it, before it is booked as payments."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from academy.money import ZERO
from enrolment.states import INCOMING, OPEN_INCOMING


class BankStatement(models.Model):
    """A file that was taken in. Of its bytes the hash is kept; ``columns`` is what was chosen for its headings."""

    title = models.CharField(_("file"), max_length=200)
    form = models.CharField(_("format"), max_length=30)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    headings = models.JSONField(_("headings of its columns"), default=list)
    columns = models.JSONField(_("what its columns hold"), default=dict)
    known = models.PositiveIntegerField(_("taken in before"))
    outgoing = models.PositiveIntegerField(_("sums that went out"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("taken in by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("taken in"))

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.title


class IncomingQuerySet(models.QuerySet["Incoming"]):
    """Facts about many."""

    def open(self) -> "IncomingQuerySet":
        """Neither booked nor decided otherwise."""
        return self.filter(state__in=OPEN_INCOMING)

    def asked_of(self, person: Any) -> "IncomingQuerySet":
        """Those on which the person was asked and has not answered."""
        return self.filter(state="waiting", waits_for=person)


class Incoming(models.Model):
    """One sum that came in, of whichever file told of it first; ``key`` keeps it from coming in twice.

    What it says never changes. It is booked to one or several places by rows of their ledgers that name it.
    """

    TABLE = INCOMING

    statement = models.ForeignKey(
        BankStatement, verbose_name=_("bank statement"), null=True, on_delete=models.PROTECT, related_name="lines"
    )
    account = models.CharField(_("account"), max_length=40)
    key = models.CharField(_("key"), max_length=64, editable=False)
    on = models.DateField(_("date"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    remitter = models.CharField(_("remitter"), max_length=200, blank=True)
    remitter_account = models.CharField(_("remitter’s account"), max_length=40, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)
    reference = models.CharField(_("payment reference"), max_length=60, blank=True)
    bank_id = models.CharField(_("the bank’s number"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=INCOMING.choices, default="new", editable=False)
    waits_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("waits for"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming payment")
        verbose_name_plural = _("incoming payments")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="a_sum_comes_in_once"),
            models.CheckConstraint(condition=Q(amount__gt=ZERO), name="what_comes_in_is_more_than_nothing"),
        ]
        indexes = [models.Index(fields=["account", "on", "amount"], name="incoming_alike")]

    def __str__(self) -> str:
        day: date = self.on
        return f"{day.isoformat()} {self.amount} {self.currency} {self.remitter}"

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("admin:enrolment_incoming_change", args=[self.pk])

    @property
    def words(self) -> str:
        """What stands in a ledger about it: who sent it, and with which words."""
        return ": ".join(part for part in (self.remitter, self.reference or self.text) if part)[:250] or self.bank_id


class IncomingChange(StateChange):
    """One step of it; ``why`` is what was asked, answered or decided."""

    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="changes")
