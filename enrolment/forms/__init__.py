"""The application form, one form a step: strings in, values of the domain out; nothing is decided or saved here."""

from enrolment.forms.base import StepForm
from enrolment.forms.check import CheckForm
from enrolment.forms.electives import ElectivesForm
from enrolment.forms.financing import FinancingForm
from enrolment.forms.reason import ReasonForm
from enrolment.forms.texts import MotivationForm, WorkForm, YouForm

FORMS: dict[str, type[StepForm]] = {
    "you": YouForm,
    "work": WorkForm,
    "financing": FinancingForm,
    "motivation": MotivationForm,
    "electives": ElectivesForm,
    "check": CheckForm,
}

__all__ = ["FORMS", "ReasonForm", "StepForm"]
