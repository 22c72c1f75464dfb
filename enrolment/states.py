"""The tables of this app: from applications and places to money, changes of plan and work that is handed in."""

from django.utils.translation import gettext_lazy as _

from academy.states import State, table

APPLICATION = table(
    "application",
    [
        State("draft", _("draft"), _("Draft, not sent yet")),
        State("submitted", _("to be reviewed"), _("Received, being reviewed")),
        State("asked", _("waiting for the applicant"), _("We need one thing more from you")),
        State("reserve", _("on the reserve list"), _("On the reserve list")),
        State("offered", _("offered a place"), _("A place is offered to you")),
        State("accepted", _("accepted"), _("Accepted")),
        State("declined", _("declined"), _("Not selected")),
        State("withdrawn", _("withdrawn"), _("Withdrawn")),
        State("discarded", _("draft thrown away"), _("Draft, thrown away")),
        State("turned-down", _("turned the offer down"), _("You turned the offer down")),
        State("lapsed", _("offer lapsed"), _("The offer was not taken up in time")),
        State("closed", _("closed: edition called off"), _("Closed: the edition was called off")),
    ],
    [
        ("submit", "draft", "submitted"),
        ("ask", "submitted", "asked"),
        ("answer", "asked", "submitted"),
        ("take-back", "asked", "submitted"),
        ("run-out", "asked", "submitted"),
        ("accept", "submitted reserve", "accepted"),
        ("offer", "submitted reserve", "offered"),
        ("take-up", "offered", "accepted"),
        ("turn-down", "offered", "turned-down"),
        ("lapse", "offered", "lapsed"),
        ("reserve", "submitted", "reserve"),
        ("decline", "submitted reserve", "declined"),
        ("withdraw", "submitted asked reserve", "withdrawn"),
        ("discard", "draft", "discarded"),
        ("close", "draft submitted asked reserve offered", "closed"),
    ],
)
LIVE_APPLICATION = ("draft", "submitted", "asked", "reserve", "offered", "accepted")
DECIDABLE_APPLICATION = ("submitted", "reserve")
# Who is asked for one thing more comes back, with whatever was decided and can still be undone.
IN_THE_QUEUE = (*DECIDABLE_APPLICATION, "asked")
HOLDING_AN_OFFER = ("offered",)
# Steps of an application or a place that are kept like the others, but change no state.
NOTED = {
    "name": _("name on the certificate corrected"),
    "hand-over": _("handed over to a substitute"),
    "rate": _("kind of participant corrected"),
}

BATCH = table(
    "batch of decisions",
    [
        State("held", _("held, can be undone"), _("Being reviewed")),
        State("running", _("being carried out"), _("Being reviewed")),
        State("done", _("carried out"), _("Decided")),
        State("undone", _("undone"), _("Being reviewed")),
    ],
    [
        ("undo", "held", "undone"),
        ("carry-out", "held", "running"),
        ("finish", "running", "done"),
    ],
)

PLACE = table(
    "place",
    [
        State("confirmed", _("confirmed"), _("Confirmed")),
        State("cancelled", _("cancelled"), _("Cancelled")),
        State("called-off", _("called off by the Centre"), _("Called off by the Centre")),
        State("transferred", _("transferred to another edition"), _("You moved to another edition")),
    ],
    [
        ("cancel", "confirmed", "cancelled"),
        ("call-off", "confirmed", "called-off"),
        ("hand-over", "confirmed", "confirmed"),
        ("transfer", "confirmed", "transferred"),
    ],
)
HOLDING_A_SEAT = ("confirmed",)

INCOMING = table(
    "incoming payment",
    [
        State("new", _("to be booked"), _("to be booked")),
        State("booked", _("booked"), _("booked")),
        State("waiting", _("waits for an answer"), _("waits for an answer")),
        State("returned", _("sent back"), _("sent back")),
        State("other", _("left out"), _("left out")),
    ],
    [
        ("book", "new waiting", "booked"),
        ("ask", "new waiting", "waiting"),
        ("answer", "waiting", "new"),
        ("send-back", "new waiting", "returned"),
        ("pass-over", "new waiting", "other"),
        ("look-again", "other", "new"),
        ("take-back", "booked", "new"),
    ],
)
OUTGOING = table(
    "outgoing payment",
    [
        State("new", _("to be confirmed"), _("to be confirmed")),
        State("sent", _("refund sent"), _("refund sent")),
        State("other", _("left out"), _("left out")),
    ],
    [
        ("confirm", "new", "sent"),
        ("pass-over", "new", "other"),
        ("look-again", "other", "new"),
        ("take-back", "sent", "new"),
    ],
)
OPEN_INCOMING = ("new", "waiting")

ALLOCATION = table(
    "allocation",
    [
        State("asked", _("being worked out"), _("Being worked out")),
        State("worked-out", _("worked out, not applied"), _("Worked out, not applied")),
        State("applied", _("applied"), _("Applied")),
        State("dropped", _("dropped"), _("Dropped")),
    ],
    [
        ("work-out", "asked", "worked-out"),
        ("apply", "worked-out", "applied"),
        ("drop", "asked worked-out", "dropped"),
    ],
)

RESERVE_LIST = table(
    "reserve list",
    [
        State("moving", _("moves by itself"), _("Moves by itself")),
        State("stopped", _("stopped"), _("Stopped")),
    ],
    [("stop", "moving", "stopped"), ("start", "stopped", "moving")],
)

SUBSTITUTION = table(
    "substitution",
    [
        State("named", _("substitute named"), _("You have named a substitute")),
        State("done", _("place handed over"), _("Your substitute has taken your place")),
        State("refused", _("substitute not accepted"), _("Your substitute was not accepted")),
        State("called-back", _("called back"), _("You have called the substitute back")),
        State("given-up", _("given up by the substitute"), _("Your substitute cannot come")),
    ],
    [
        ("hand-over", "named", "done"),
        ("refuse", "named", "refused"),
        ("call-back", "named", "called-back"),
        ("give-up", "named", "given-up"),
    ],
)
TRANSFER = table(
    "transfer",
    [
        State("asked", _("asked for"), _("You have asked to move to another edition")),
        State("done", _("carried out"), _("You have moved to another edition")),
        State("refused", _("refused"), _("Moving to the other edition was not possible")),
        State("called-back", _("called back"), _("You have called your request back")),
    ],
    [
        ("carry-out", "asked", "done"),
        ("refuse", "asked", "refused"),
        ("call-back", "asked", "called-back"),
    ],
)

SUBMISSION = table(
    "final assignment",
    [
        State("draft", _("being written"), _("Not handed in yet")),
        State("handed-in", _("to be marked"), _("Handed in, being marked")),
        State("apart", _("marks lie far apart"), _("Handed in, being marked")),
        State("passed", _("passed"), _("Passed")),
        State("failed", _("not passed"), _("Not passed")),
    ],
    [
        ("hand-in", "draft", "handed-in"),
        ("take-back", "handed-in", "draft"),
        ("part", "handed-in", "apart"),
        ("pass", "handed-in apart", "passed"),
        ("fail", "handed-in apart", "failed"),
    ],
)
TO_BE_MARKED = ("handed-in", "apart")

TEAM = table(
    "group work of a team",
    [
        State("working", _("at work"), _("Not handed in yet")),
        State("handed-in", _("to be marked"), _("Handed in, being marked")),
        State("passed", _("passed"), _("Passed")),
        State("returned", _("returned to be improved"), _("To be improved and handed in again")),
    ],
    [
        ("hand-in", "working returned", "handed-in"),
        ("take-back", "handed-in", "working"),
        ("pass", "handed-in", "passed"),
        ("return", "handed-in", "returned"),
    ],
)
