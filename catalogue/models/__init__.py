"""The catalogue's tables, by capability."""

from catalogue.models.course import Course, CourseKind, Module, ThematicArea, Week
from catalogue.models.coursework import CountsWhen, FinalAssignment, GroupRole, GroupWork, MarkingCriterion, Takes
from catalogue.models.criterion import Criterion
from catalogue.models.edition import Delivery, Edition, Elective, Figure
from catalogue.models.interest import TIME_TO_CONFIRM, Interest, Telling
from catalogue.models.passage import Passage, PassageKind
from catalogue.models.phase import Period, Phase, PhaseKind
from catalogue.models.requirement import Requirement, RequirementKind, RequirementUnit
from catalogue.models.search import SearchEntry
from catalogue.models.session import Session, SessionKind
from catalogue.models.terms import CancellationPolicy, CancellationTier, PricePart, PricePartKind, Rate, RatePart
from catalogue.models.version import Version

__all__ = [
    "TIME_TO_CONFIRM",
    "CancellationPolicy",
    "CancellationTier",
    "CountsWhen",
    "Course",
    "CourseKind",
    "Criterion",
    "Delivery",
    "Edition",
    "Elective",
    "Figure",
    "FinalAssignment",
    "GroupRole",
    "GroupWork",
    "Interest",
    "MarkingCriterion",
    "Module",
    "Passage",
    "PassageKind",
    "Period",
    "Phase",
    "PhaseKind",
    "PricePart",
    "PricePartKind",
    "Rate",
    "RatePart",
    "Requirement",
    "RequirementKind",
    "RequirementUnit",
    "SearchEntry",
    "Session",
    "SessionKind",
    "Takes",
    "Telling",
    "ThematicArea",
    "Version",
    "Week",
]
