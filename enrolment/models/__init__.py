"""Who takes part, table by table."""

from enrolment.models.application import Application, ApplicationChange, ElectiveWish, Financing, Sector
from enrolment.models.ledger import EntryKind, LedgerEntry
from enrolment.models.offer import Offer, OfferOutcome
from enrolment.models.place import ElectiveSeat, Place, PlaceChange
from enrolment.models.plan import ChangeOfPlan, PlanKind
from enrolment.models.record import Evidence
from enrolment.models.reminder import Reminder
from enrolment.models.sponsor import Share, SponsorAnswer, SponsorRequest

__all__ = [
    "Application",
    "ApplicationChange",
    "ChangeOfPlan",
    "ElectiveSeat",
    "ElectiveWish",
    "EntryKind",
    "Evidence",
    "Financing",
    "LedgerEntry",
    "Offer",
    "OfferOutcome",
    "Place",
    "PlaceChange",
    "PlanKind",
    "Reminder",
    "Sector",
    "Share",
    "SponsorAnswer",
    "SponsorRequest",
]
