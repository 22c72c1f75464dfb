"""Money of a place: rows that are only ever added; what is owed is their sum."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Min, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.models import PricePartKind
from enrolment.models.incoming import Incoming
from enrolment.models.payer import Payer
from enrolment.models.place import MOVED, Place
from enrolment.models.sums import total


class EntryKind(models.TextChoices):
    """What a row records. Those in LOWERING lower what is owed, all others raise it."""

    CHARGE = "charge", _("Charge")
    REDUCTION = "reduction", _("Reduction")
    PAYMENT = "payment", _("Payment")
    PENALTY = "penalty", _("Penalty")
    BANK_CHARGE = "bank-charge", _("Bank charges")
    REFUND = "refund", _("Refund")
    TRANSFER_IN = "transfer-in", _("Brought from another place")
    TRANSFER_OUT = "transfer-out", _("Taken to another place")


BILLED = (EntryKind.CHARGE, EntryKind.REDUCTION, EntryKind.PENALTY)  # what stands on invoices and credit notes
LOWERING = (EntryKind.REDUCTION, EntryKind.PAYMENT, EntryKind.TRANSFER_IN)


class Ground(models.TextChoices):
    """Why the Centre asks less than its policy says."""

    VISA = "visa", _("Visa refused")
    ILLNESS = "illness", _("Illness")
    FORCE_MAJEURE = "force-majeure", _("Force majeure")
    OTHER = "other", _("Another reason")


class Reason(models.TextChoices):
    """Why a row was entered, in words that its ``params`` complete; each reader reads them in the own language."""

    PART = "part", "%(part)s"
    WAIVER = "waiver", _("Waiver: %(text)s")
    FELLOWSHIP = "fellowship", _("Fellowship: %(text)s")
    RECEIVED = "received", "%(text)s"
    CANCELLED = "cancelled", _("Place cancelled")
    SHARE = "share", _("%(percent)s %% of the price")
    BANK = "bank", _("taken by the bank")
    SENT = "sent", _("sent back")
    SHARED = "shared", _("Shared out anew among the payers")
    RATE = "rate", _("Kind of participant corrected: %(text)s")
    MISTAKE = "mistake", _("Correction: %(text)s")
    MOVED = "moved", _("Place moved: %(edition)s")
    WAIVED = "waived", _("Penalty lowered: %(ground)s")


@dataclass(frozen=True)
class PayerTotals:
    """One payer's sums, in EUR: ``charged`` and ``paid`` as in LedgerQuerySet; all together is the balance."""

    payer: int
    name: str
    charged: Decimal
    paid: Decimal
    balance: Decimal


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Sums, in EUR."""

    def balance(self) -> Decimal:
        """Still owed to the Centre; negative when the Centre owes."""
        return self.aggregate(sum=total("amount"))["sum"]

    def paid(self) -> Decimal:
        """Received, what was sent back or moved taken off; never the sign of the ledger."""
        return -self.filter(kind__in=MOVED).balance()

    def charged(self) -> Decimal:
        """Charged, reductions taken off: what the place costs by now."""
        return self.filter(kind__in=[EntryKind.CHARGE, EntryKind.REDUCTION]).balance()

    def by_payer(self) -> list["PayerTotals"]:
        """What each payer was charged, has paid and owes, in the order in which they first appear."""
        costs, moved = Q(kind__in=[EntryKind.CHARGE, EntryKind.REDUCTION]), Q(kind__in=MOVED)
        rows = (
            self.order_by()
            .values_list("payer", "payer__name")
            .annotate(
                charged=total("amount", costs),
                paid=-total("amount", moved),
                balance=total("amount"),
                first=Min("pk"),
            )
        )
        return [PayerTotals(*row[:5]) for row in rows.order_by("first")]

    def to_invoice(self) -> "LedgerQuerySet":
        """What is charged, and taken off again, and stands on no invoice or credit note yet."""
        return self.filter(kind__in=BILLED).exclude(invoice_lines__final=True)

    def standing(self) -> "LedgerQuerySet":
        """Rows that no counter-entry takes back, and no counter-entries."""
        return self.filter(counters=None, countered_by=None)


class LedgerEntry(models.Model):
    """One movement, in EUR, signed: positive raises what is owed.

    The database refuses to change or delete a row. A mistake is mended by a counter-entry: the same row with the
    other sign, which ``counters`` the first; a row is taken back once at most. A payment that was found on a bank
    statement, or made by card, names what came in.
    """

    place = models.ForeignKey(Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind)
    amount = models.DecimalField(_("amount in EUR"), max_digits=9, decimal_places=2)
    payer = models.ForeignKey(Payer, verbose_name=_("payer"), on_delete=models.PROTECT, related_name="entries")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    params = models.JSONField(_("what the reason names"), default=dict)
    counters = models.OneToOneField(
        "self",
        verbose_name=_("takes back"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="countered_by",
    )
    incoming = models.ForeignKey(
        Incoming,
        verbose_name=_("incoming payment"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="entries",
    )
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
                condition=(
                    Q(counters=None, kind__in=LOWERING, amount__lte=0)
                    | (Q(counters=None, amount__gte=0) & ~Q(kind__in=LOWERING))
                    | Q(counters__isnull=False, kind__in=LOWERING, amount__gte=0)
                    | (Q(counters__isnull=False, amount__lte=0) & ~Q(kind__in=LOWERING))
                ),
                name="ledger_sign_follows_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"

    @property
    def called(self) -> str:
        """Its kind, and whether it takes another row back: “Charge, taken back”."""
        kind = self.get_kind_display()
        return gettext("%(kind)s, taken back") % {"kind": kind} if self.counters_id else kind

    @property
    def words(self) -> str:
        """The reason in the language of the moment."""
        named = dict(self.params)
        if "part" in named:
            named["part"] = PricePartKind(named["part"]).label
        if "ground" in named:
            named["ground"] = Ground(named["ground"]).label
        return str(Reason(self.reason).label) % named
