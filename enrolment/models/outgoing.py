"""Money that went out, as bank statements tell it, beside the refund that it is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from academy.models import StateChange
from academy.money import ZERO
from enrolment.models.incoming import BankStatement
from enrolment.models.ledger import LedgerEntry
from enrolment.states import OUTGOING


class Outgoing(models.Model):
    """One sum that went out and may be a refund; ``key`` keeps it from being taken in twice.

    What else leaves the Centre's account is only counted. ``refund`` is the row of a ledger that it was confirmed to
    be; ``recorded`` tells that the row was entered by confirming it, and not by hand before.
    """

    TABLE = OUTGOING

    statement = models.ForeignKey(
        BankStatement, verbose_name=_("bank statement"), on_delete=models.PROTECT, related_name="gone"
    )
    account = models.CharField(_("account"), max_length=40)
    key = models.CharField(_("key"), max_length=64, editable=False)
    on = models.DateField(_("date"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    beneficiary = models.CharField(_("beneficiary"), max_length=200, blank=True)
    beneficiary_account = models.CharField(_("beneficiary’s account"), max_length=40, blank=True)
    text = models.CharField(_("text"), max_length=500, blank=True)
    reference = models.CharField(_("payment reference"), max_length=60, blank=True)
    bank_id = models.CharField(_("the bank’s number"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=OUTGOING.choices, default="new", editable=False)
    refund = models.OneToOneField(
        LedgerEntry, verbose_name=_("refund"), null=True, on_delete=models.PROTECT, related_name="outgoing"
    )
    recorded = models.BooleanField(_("entered by confirming"), default=False)

    class Meta:
        verbose_name = _("outgoing payment")
        verbose_name_plural = _("outgoing payments")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="a_sum_goes_out_once"),
            models.CheckConstraint(condition=Q(amount__gt=ZERO), name="what_goes_out_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(refund__isnull=False) | ~Q(state="sent"),
                name="what_was_sent_is_a_refund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.amount} {self.currency} {self.beneficiary}"


class OutgoingChange(StateChange):
    """One step of it."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.CASCADE, related_name="changes")
