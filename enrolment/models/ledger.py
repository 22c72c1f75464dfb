"""Money of a place: rows that are only ever added; what is owed is their sum."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from academy.money import ZERO
from enrolment.models.place import Place


class EntryKind(models.TextChoices):
    """What a row records. Charges, penalties, bank charges and refunds raise what is owed; the others lower it."""

    CHARGE = "charge", _("Charge")
    REDUCTION = "reduction", _("Reduction")
    PAYMENT = "payment", _("Payment")
    PENALTY = "penalty", _("Penalty")
    BANK_CHARGE = "bank-charge", _("Bank charges")
    REFUND = "refund", _("Refund")


LOWERING = (EntryKind.REDUCTION, EntryKind.PAYMENT)


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Sums."""

    def balance(self) -> Decimal:
        """EUR still owed to the Centre; negative when the Centre owes."""
        return self.aggregate(sum=Sum("amount"))["sum"] or ZERO

    def paid(self) -> Decimal:
        """EUR received, refunds taken off; never the sign of the ledger."""
        moved = self.filter(kind__in=[EntryKind.PAYMENT, EntryKind.REFUND])
        return -(moved.aggregate(sum=Sum("amount"))["sum"] or ZERO)


class LedgerEntry(models.Model):
    """One movement, in EUR, signed: positive raises what is owed. A mistake is mended by a counter-entry."""

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    amount = models.DecimalField(_("amount in EUR"), max_digits=9, decimal_places=2)
    payer = models.CharField(_("payer"), max_length=200)
    reason = models.CharField(_("reason"), max_length=250)
    on = models.DateField(_("date"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("entered by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("entered"))

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LOWERING, amount__lte=0) | (~Q(kind__in=LOWERING) & Q(amount__gte=0)),
                name="ledger_sign_follows_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
