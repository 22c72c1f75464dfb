"""What is kept of private files: each belongs to the row that leads to it, and goes when that says so."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept

WHOSE = _("as long as the application, invoice or certificate to which it belongs")

KEPT = [
    Kept(
        "documents.Document",
        "file title made_from",
        what=_("Private files: letters that were uploaded, certificates, invoices"),
        why=_("They belong to an application, a certificate or an invoice."),
        until=WHOSE,
    ),
    Kept(
        "documents.DocumentPage",
        "file text",
        what=_("Pages of an uploaded letter as pictures, with their words"),
        why=_("So that staff see the letter without opening a stranger’s file."),
        until=WHOSE,
    ),
]
NOT_PERSONAL = {
    "documents.Document": "content_type size sha256 created_at held infection undrawable",
    "documents.DocumentPage": "number",
}
