"""What an application still lacks before it can be sent."""

from dataclasses import dataclass

SELF, SPONSOR = "self", "sponsor"
ALWAYS = (
    ("you", ("full_name", "certificate_name", "nationality", "country")),
    ("work", ("organization", "position", "sector", "years_of_experience", "languages")),
    ("financing", ("financing",)),
    ("motivation", ("motivation",)),
)
OF_THE_PLACE = ("financing", "electives")
OF_A_SPONSOR = ("sponsor_name", "sponsor_contact", "sponsor_email", "letter")


@dataclass(frozen=True)
class Filled:
    """Which fields hold something, how the place is paid for, and how many electives are chosen of how many.

    A substitute ``stands_in``: who pays and the electives stay with the place and are not asked again.
    """

    fields: frozenset[str]
    financing: str
    electives_chosen: int
    electives_to_choose: int
    stands_in: bool = False


@dataclass(frozen=True)
class Missing:
    """A field that is empty, and the step of the form where it stands."""

    step: str
    field: str


def missing(filled: Filled) -> tuple[Missing, ...]:
    """Everything that is lacking, in the order of the form; empty when the application can be sent.

    Source: the letter of sponsorship is asked for when a sponsor pays (selection criteria of A9718056 and the
    nomination letter of A9716204); who pays alone needs none.
    """
    wanted = [(step, field) for step, fields in ALWAYS for field in fields]
    if filled.financing == SPONSOR:
        wanted += [("financing", field) for field in OF_A_SPONSOR]
    if filled.stands_in:
        wanted = [(step, field) for step, field in wanted if step not in OF_THE_PLACE]
    lacking = [Missing(step, field) for step, field in wanted if field not in filled.fields]
    if not filled.stands_in and filled.electives_chosen < filled.electives_to_choose:
        lacking.append(Missing("electives", "electives"))
    order = ["you", "work", "financing", "motivation", "electives"]
    return tuple(sorted(lacking, key=lambda item: order.index(item.step)))
