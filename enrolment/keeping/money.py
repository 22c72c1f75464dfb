"""What is kept of money: as long as the law of accounts asks, whatever else is erased."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept
from enrolment.keeping.people import CHANGE
from enrolment.keeping.periods import ACCOUNTS, LAW
from enrolment.keeping.places import PARTICIPANT

ABOUT_MONEY = [
    Kept(
        "enrolment.Payer",
        "name email address country tax_number language",
        whose="person",
        what=_("Your name and address as a payer"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.LedgerEntry",
        "kind amount reason params on at",
        whose=PARTICIPANT,
        what=_("Charges, payments and refunds of your places"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.Invoice",
        "kind number on due language total reference data at",
        whose="payer__person",
        files="document",
        what=_("Your invoices, credit notes and receipts"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.Waiver",
        "ground why penalty amount at",
        whose=PARTICIPANT,
        what=_("Why a penalty was lowered for you"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.CardOrder",
        "amount checkout at",
        whose="by",
        what=_("Your payments by card, without the card’s number, which we never see"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.CardEvent",
        "body",
        what=_("Notices of the card provider"),
        why=LAW,
        until=ACCOUNTS,
    ),
    Kept(
        "enrolment.Incoming",
        "account on amount currency remitter remitter_account text reference bank_id",
        whose="entries__place__participant",
        what=_("Your payments as the bank’s statement shows them"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.IncomingChange",
        CHANGE,
        whose="incoming__entries__place__participant",
        what=_("How your payments were booked"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.Outgoing",
        "account on amount currency beneficiary beneficiary_account text reference bank_id",
        whose="refund__place__participant",
        what=_("Refunds to you as the bank’s statement shows them"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
    Kept(
        "enrolment.OutgoingChange",
        CHANGE,
        whose="outgoing__refund__place__participant",
        what=_("How refunds to you were recorded"),
        why=LAW,
        until=ACCOUNTS,
        after=LAW,
    ),
]
