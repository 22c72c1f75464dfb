"""What is kept of applications, places and money: which fields, why, until when, and what goes by itself."""

from enrolment.keeping.dues import DUES
from enrolment.keeping.learning import ABOUT_LEARNING
from enrolment.keeping.leaving import hindrances
from enrolment.keeping.money import ABOUT_MONEY
from enrolment.keeping.people import ABOUT_PEOPLE
from enrolment.keeping.places import ABOUT_PLACES
from enrolment.keeping.silent import NOT_PERSONAL
from enrolment.operations.keeping import forget

KEPT = ABOUT_PEOPLE + ABOUT_PLACES + ABOUT_LEARNING + ABOUT_MONEY

__all__ = ["DUES", "KEPT", "NOT_PERSONAL", "forget", "hindrances"]
