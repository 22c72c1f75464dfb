"""The desk of those who decide, take money and record. Pages show; buttons call operations."""

from enrolment.admin.applications import ApplicationAdmin
from enrolment.admin.batch import BatchAdmin
from enrolment.admin.places import PlaceAdmin
from enrolment.admin.plans import ChangeOfPlanAdmin

__all__ = ["ApplicationAdmin", "BatchAdmin", "ChangeOfPlanAdmin", "PlaceAdmin"]
