"""Certificates and information notes at the desk."""

from certificates.admin.certificates import CertificateAdmin
from certificates.admin.notes import NoteAdmin

__all__ = ["CertificateAdmin", "NoteAdmin"]
