"""What may become of a wish to have one's account erased."""

from django.utils.translation import gettext_lazy as _

from academy.states import State, table

ERASURE = table(
    "erasure of an account",
    [
        State("asked", _("to be erased"), _("Your account will be erased")),
        State("called-back", _("called back"), _("Your account stays")),
        State("done", _("erased"), _("Your account is erased")),
    ],
    [("call-back", "asked", "called-back"), ("erase", "asked", "done")],
)
