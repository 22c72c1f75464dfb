"""What may become of a certificate, and of what leads to the diploma."""

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

EARLIER_COURSE = table(
    "course taken elsewhere",
    [
        State("counted", _("counts"), _("Counts")),
        State("taken-back", _("taken back"), _("Does not count any more")),
    ],
    [("take-back", "counted", "taken-back")],
)

CAPSTONE = table(
    "capstone",
    [
        State("proposed", _("proposal to be read"), _("Proposal sent, being read")),
        State("returned", _("proposal sent back"), _("Your proposal needs another look")),
        State("approved", _("under way"), _("Approved, under way")),
        State("handed-in", _("to be marked"), _("Handed in, being marked")),
        State("again", _("to be handed in again"), _("To be handed in again")),
        State("passed", _("passed"), _("Passed")),
        State("given-up", _("given up"), _("Given up")),
    ],
    [
        ("propose", "returned given-up", "proposed"),
        ("send-back", "proposed", "returned"),
        ("approve", "proposed", "approved"),
        ("hand-in", "approved again", "handed-in"),
        ("ask-again", "handed-in", "again"),
        ("pass", "handed-in", "passed"),
        ("give-up", "proposed returned approved again", "given-up"),
    ],
)
