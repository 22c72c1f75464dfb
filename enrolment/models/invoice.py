"""Invoices, pro-formas, credit notes and receipts: numbered without a gap, frozen when issued, never changed."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from academy.documents.models import Document
from academy.money import ZERO
from enrolment.models.ledger import LedgerEntry
from enrolment.models.payer import Payer


class InvoiceKind(models.TextChoices):
    """What is issued. Each kind has numbers of its own."""

    PRO_FORMA = "pro-forma", _("Pro-forma invoice")
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit-note", _("Credit note")
    RECEIPT = "receipt", _("Receipt")


class InvoiceCounter(models.Model):
    """The last number of a kind in a year. Whoever takes the next holds this row until it is certain to be used."""

    kind = models.CharField(_("kind"), max_length=20, choices=InvoiceKind)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of invoices")
        verbose_name_plural = _("counters of invoices")
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="one_counter_per_kind_and_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Invoice(models.Model):
    """One numbered document to one payer, in EUR; ``total`` is negative on a credit note.

    ``data`` is everything that stands on it, as it was: seller, payer and lines. The database refuses to change or
    delete a row; only ``document``, the PDF that the worker makes of ``data``, is filled in, once.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=InvoiceKind)
    year = models.PositiveSmallIntegerField(_("year"))
    serial = models.PositiveIntegerField(_("running number"))
    number = models.CharField(_("number"), max_length=30, unique=True)
    payer = models.ForeignKey(Payer, verbose_name=_("payer"), on_delete=models.PROTECT, related_name="invoices")
    on = models.DateField(_("date"))
    due = models.DateField(_("due"), null=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    total = models.DecimalField(_("total in EUR"), max_digits=10, decimal_places=2)
    reference = models.CharField(_("payment reference"), max_length=25, blank=True)
    corrects = models.ForeignKey(
        "self", verbose_name=_("corrects"), null=True, on_delete=models.PROTECT, related_name="credit_notes"
    )
    data = models.JSONField(_("what stands on it"), encoder=DjangoJSONEncoder)
    document = models.OneToOneField(Document, verbose_name=_("document"), null=True, on_delete=models.PROTECT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("issued by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="one_invoice_per_number"),
            models.CheckConstraint(
                condition=(
                    Q(kind="credit-note", total__lt=ZERO, corrects__isnull=False)
                    | (Q(total__gt=ZERO, corrects=None) & ~Q(kind="credit-note"))
                ),
                name="credit_note_corrects_an_invoice",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """Which row of a ledger stands on which line of an invoice.

    A ``final`` line uses the row up: it stands on one invoice or credit note, or, a payment, on one receipt. Lines of
    a pro-forma are not final.
    """

    invoice = models.ForeignKey(Invoice, verbose_name=_("invoice"), on_delete=models.PROTECT, related_name="lines")
    entry = models.ForeignKey(
        LedgerEntry, verbose_name=_("ledger entry"), on_delete=models.PROTECT, related_name="invoice_lines"
    )
    final = models.BooleanField(_("uses the row up"))

    class Meta:
        verbose_name = _("line of an invoice")
        verbose_name_plural = _("lines of invoices")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(final=True), name="a_row_is_invoiced_once"),
            models.UniqueConstraint(F("invoice"), F("entry"), name="a_row_stands_once_on_an_invoice"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.entry}"
