"""Who takes part, table by table."""

from enrolment.models.application import Application, ApplicationChange, ElectiveWish, Financing
from enrolment.models.ledger import EntryKind, LedgerEntry
from enrolment.models.offer import Offer, OfferOutcome
from enrolment.models.person import PROFILE_FIELDS, Level, Profile, Sector
from enrolment.models.place import ElectiveSeat, Place, PlaceChange
from enrolment.models.plan import ChangeOfPlan, PlanKind
from enrolment.models.record import Evidence
from enrolment.models.reminder import Reminder
from enrolment.models.reserve import PassedOver, ReserveList, ReserveListChange, Vacancy, VacancyCause
from enrolment.models.sponsor import Share, SponsorAnswer, SponsorRequest

__all__ = [
    "PROFILE_FIELDS",
    "Application",
    "ApplicationChange",
    "ChangeOfPlan",
    "ElectiveSeat",
    "ElectiveWish",
    "EntryKind",
    "Evidence",
    "Financing",
    "LedgerEntry",
    "Level",
    "Offer",
    "OfferOutcome",
    "PassedOver",
    "Place",
    "PlaceChange",
    "PlanKind",
    "Profile",
    "Reminder",
    "ReserveList",
    "ReserveListChange",
    "Sector",
    "Share",
    "SponsorAnswer",
    "SponsorRequest",
    "Vacancy",
    "VacancyCause",
]
