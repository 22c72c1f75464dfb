"""Certificates, the diploma, information notes, payers and invoices at the desk."""

from certificates.admin.certificates import CertificateAdmin
from certificates.admin.diploma import DiplomaAdmin
from certificates.admin.invoices import InvoiceAdmin
from certificates.admin.notes import NoteAdmin
from certificates.admin.payers import PayerAdmin
from certificates.admin.printouts import PrintoutAdmin

__all__ = ["CertificateAdmin", "DiplomaAdmin", "InvoiceAdmin", "NoteAdmin", "PayerAdmin", "PrintoutAdmin"]
