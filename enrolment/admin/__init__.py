"""The desk of those who decide, take money and record. Pages show; buttons call operations."""

from enrolment.admin.applications import ApplicationAdmin
from enrolment.admin.batch import BatchAdmin
from enrolment.admin.incoming import IncomingAdmin
from enrolment.admin.ledgers import LedgerEntryAdmin
from enrolment.admin.places import PlaceAdmin
from enrolment.admin.plans import ChangeOfPlanAdmin
from enrolment.admin.statements import BankStatementAdmin

__all__ = [
    "ApplicationAdmin",
    "BankStatementAdmin",
    "BatchAdmin",
    "ChangeOfPlanAdmin",
    "IncomingAdmin",
    "LedgerEntryAdmin",
    "PlaceAdmin",
]
