"""Who takes part, table by table."""

from enrolment.models.allocation import Allocation, AllocationChange, ElectiveWait
from enrolment.models.alternatives import (
    Substitution,
    SubstitutionChange,
    Transfer,
    TransferChange,
    Waiver,
)
from enrolment.models.application import Application, ApplicationChange, ElectiveWish, Financing
from enrolment.models.assignment import Agreement, Extension, Mark, Submission, SubmissionChange
from enrolment.models.attendance import Attendance, Result, RoomCode, Source
from enrolment.models.batch import Batch, BatchChange, BatchItem
from enrolment.models.card import CardEvent, CardOrder
from enrolment.models.incoming import BankStatement, Incoming, IncomingChange
from enrolment.models.infected import InfectedLetter
from enrolment.models.invoice import Invoice, InvoiceCounter, InvoiceKind, InvoiceLine
from enrolment.models.ledger import EntryKind, Ground, LedgerEntry, Reason
from enrolment.models.nomination import Nomination, Nominee, Together
from enrolment.models.offer import Offer, OfferOutcome
from enrolment.models.outgoing import Outgoing, OutgoingChange
from enrolment.models.payer import Payer
from enrolment.models.person import PROFILE_FIELDS, Level, Profile, Sector
from enrolment.models.place import ElectiveSeat, Place, PlaceChange
from enrolment.models.plan import ChangeOfPlan, PlanKind
from enrolment.models.question import Question
from enrolment.models.record import Evidence
from enrolment.models.reminder import Reminder
from enrolment.models.reserve import PassedOver, ReserveList, ReserveListChange, Vacancy, VacancyCause
from enrolment.models.review import Conflict, Review
from enrolment.models.selection import Dimension, SavedView, SelectionPlan, Target
from enrolment.models.sponsor import Share, SponsorAnswer, SponsorRequest
from enrolment.models.stay import Stay
from enrolment.models.team import Team, TeamChange, TeamMember
from enrolment.models.timetable import FeedRenewal

__all__ = [
    "PROFILE_FIELDS",
    "Agreement",
    "Allocation",
    "AllocationChange",
    "Application",
    "ApplicationChange",
    "Attendance",
    "BankStatement",
    "Batch",
    "BatchChange",
    "BatchItem",
    "CardEvent",
    "CardOrder",
    "ChangeOfPlan",
    "Conflict",
    "Dimension",
    "ElectiveSeat",
    "ElectiveWait",
    "ElectiveWish",
    "EntryKind",
    "Evidence",
    "Extension",
    "FeedRenewal",
    "Financing",
    "Ground",
    "Incoming",
    "IncomingChange",
    "InfectedLetter",
    "Invoice",
    "InvoiceCounter",
    "InvoiceKind",
    "InvoiceLine",
    "LedgerEntry",
    "Level",
    "Mark",
    "Nomination",
    "Nominee",
    "Offer",
    "OfferOutcome",
    "Outgoing",
    "OutgoingChange",
    "PassedOver",
    "Payer",
    "Place",
    "PlaceChange",
    "PlanKind",
    "Profile",
    "Question",
    "Reason",
    "Reminder",
    "ReserveList",
    "ReserveListChange",
    "Result",
    "Review",
    "RoomCode",
    "SavedView",
    "Sector",
    "SelectionPlan",
    "Share",
    "Source",
    "SponsorAnswer",
    "SponsorRequest",
    "Stay",
    "Submission",
    "SubmissionChange",
    "Substitution",
    "SubstitutionChange",
    "Target",
    "Team",
    "TeamChange",
    "TeamMember",
    "Together",
    "Transfer",
    "TransferChange",
    "Vacancy",
    "VacancyCause",
    "Waiver",
]
