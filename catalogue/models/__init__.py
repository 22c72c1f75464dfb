"""The catalogue's tables, by capability."""

from catalogue.models.course import Course, CourseKind, Module, ThematicArea, Week
from catalogue.models.edition import Delivery, Edition, Elective, Figure
from catalogue.models.passage import Passage, PassageKind
from catalogue.models.phase import Period, Phase, PhaseKind
from catalogue.models.requirement import Requirement, RequirementKind
from catalogue.models.search import SearchEntry
from catalogue.models.terms import CancellationPolicy, CancellationTier, PricePart, PricePartKind

__all__ = [
    "CancellationPolicy",
    "CancellationTier",
    "Course",
    "CourseKind",
    "Delivery",
    "Edition",
    "Elective",
    "Figure",
    "Module",
    "Passage",
    "PassageKind",
    "Period",
    "Phase",
    "PhaseKind",
    "PricePart",
    "PricePartKind",
    "Requirement",
    "RequirementKind",
    "SearchEntry",
    "ThematicArea",
    "Week",
]
