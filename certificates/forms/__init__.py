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

__all__ = [
    "ApproveForm",
    "CompareForm",
    "EarlierForm",
    "HandInForm",
    "MarkForm",
    "NameForm",
    "ProposeForm",
    "ReplaceForm",
    "RevokeForm",
    "SendBackForm",
    "TakeBackForm",
]
