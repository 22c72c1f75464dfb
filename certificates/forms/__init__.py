"""What is typed about certificates, diplomas and the like; a business decision is never made here."""

from certificates.forms.certificates import CompareForm, ReplaceForm, RevokeForm
from certificates.forms.diploma import (
    ApproveForm,
    EarlierForm,
    HandInForm,
    MarkForm,
    NameForm,
    ProposeForm,
    SendBackForm,
    TakeBackForm,
)
from certificates.forms.printouts import PhotographForm, PrintForm

__all__ = [
    "ApproveForm",
    "CompareForm",
    "EarlierForm",
    "HandInForm",
    "MarkForm",
    "NameForm",
    "PhotographForm",
    "PrintForm",
    "ProposeForm",
    "ReplaceForm",
    "RevokeForm",
    "SendBackForm",
    "TakeBackForm",
]
