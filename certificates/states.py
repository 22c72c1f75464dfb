"""What may become of a certificate."""

from django.utils.translation import gettext_lazy as _

from academy.states import State, table

CERTIFICATE = table(
    "certificate",
    [
        State("ordered", _("being made"), _("Being made")),
        State("issued", _("issued"), _("Issued")),
        State("revoked", _("revoked"), _("Revoked")),
        State("replaced", _("replaced"), _("Replaced by a newer one")),
    ],
    [
        ("issue", "ordered", "issued"),
        ("revoke", "issued", "revoked"),
        ("replace", "issued revoked", "replaced"),
    ],
)
LIVE_CERTIFICATE = ("ordered", "issued")
