"""What is kept of certificates: they are made to be verified by others, for as long as the Centre stands by them."""

from django.utils.translation import gettext_lazy as _

from academy.keeping.table import Kept

VERIFIED = _("So that your employer, or anyone to whom you show it, can verify it.")
STANDS = _("as long as the Centre verifies certificates; you can ask us to revoke it")

KEPT = [
    Kept(
        "certificates.Certificate",
        "number state language data credential revoked_for ordered_at",
        whose="place__participant",
        files="document",
        what=_("Your certificates"),
        why=VERIFIED,
        until=STANDS,
        after=_("Certificates stay verifiable. Who wants one revoked as well writes to us before."),
    ),
    Kept(
        "certificates.CertificateChange",
        "verb source target at why",
        whose="certificate__place__participant",
        what=_("What became of your certificates"),
        why=VERIFIED,
        until=STANDS,
        after=_("Certificates stay verifiable. Who wants one revoked as well writes to us before."),
    ),
]
NOT_PERSONAL = {
    "certificates.Certificate": "unsigned_sha256 status_index",
    "certificates.InformationNote": "*",
}
