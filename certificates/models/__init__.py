"""Documents that are made once, from data that is frozen with them, and what leads to the diploma."""

from certificates.models.certificate import Certificate, CertificateChange, Download, Ground, Kind
from certificates.models.diploma import (
    Capstone,
    CapstoneChange,
    CapstoneWork,
    EarlierCourse,
    EarlierCourseChange,
    Origin,
)
from certificates.models.note import InformationNote
from certificates.models.printout import Photograph, Printout, PrintoutKind

__all__ = [
    "Capstone",
    "CapstoneChange",
    "CapstoneWork",
    "Certificate",
    "CertificateChange",
    "Download",
    "EarlierCourse",
    "EarlierCourseChange",
    "Ground",
    "InformationNote",
    "Kind",
    "Origin",
    "Photograph",
    "Printout",
    "PrintoutKind",
]
