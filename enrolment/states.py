"""The two tables of this app: what may become of an application, and of a place."""

from django.utils.translation import gettext_lazy as _

from academy.states import State, table

APPLICATION = table(
    "application",
    [
        State("draft", _("draft"), _("Draft, not sent yet")),
        State("submitted", _("to be reviewed"), _("Received, being reviewed")),
        State("reserve", _("on the reserve list"), _("On the reserve list")),
        State("accepted", _("accepted"), _("Accepted")),
        State("declined", _("declined"), _("Not selected")),
        State("withdrawn", _("withdrawn"), _("Withdrawn")),
    ],
    [
        ("submit", "draft", "submitted"),
        ("accept", "submitted reserve", "accepted"),
        ("reserve", "submitted", "reserve"),
        ("decline", "submitted reserve", "declined"),
        ("withdraw", "draft submitted reserve", "withdrawn"),
    ],
)
LIVE_APPLICATION = ("draft", "submitted", "reserve", "accepted")
DECIDABLE_APPLICATION = ("submitted", "reserve")

PLACE = table(
    "place",
    [
        State("confirmed", _("confirmed"), _("Confirmed")),
        State("cancelled", _("cancelled"), _("Cancelled")),
    ],
    [("cancel", "confirmed", "cancelled")],
)
HOLDING_A_SEAT = ("confirmed",)
