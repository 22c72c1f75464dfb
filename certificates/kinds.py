"""The table of what is printed besides certificates, notes and invoices: how it looks and who gets it."""

from dataclasses import dataclass

from certificates.models import PrintoutKind


@dataclass(frozen=True)
class Look:
    """``template`` and ``sheet`` of the PDF with its sizes and pages; ``of_place`` tells a letter from a list.

    Participants may have those that are ``for_participants``; what is ``sealed`` carries the Centre's signature;
    ``with_pictures`` shows the photographs of those who consented; what is ``private`` tells of a passport.
    """

    template: str
    sheet: str
    of_place: bool = False
    sizes: tuple[str, ...] = ("usual",)
    pages: range = range(1, 2)
    for_participants: bool = False
    sealed: bool = False
    with_pictures: bool = False
    private: bool = False


MANY = range(1, 201)

LOOKS = {
    PrintoutKind.ACCEPTANCE: Look("letter.html", "letter", of_place=True, for_participants=True, sealed=True),
    PrintoutKind.VISA: Look("letter.html", "letter", of_place=True, for_participants=True, sealed=True, private=True),
    PrintoutKind.SPONSOR: Look("letter.html", "letter", of_place=True, for_participants=True, sealed=True),
    PrintoutKind.ATTENDANCE: Look(
        "letter.html", "letter", of_place=True, pages=range(1, 6), for_participants=True, sealed=True
    ),
    PrintoutKind.BADGES: Look("badges.html", "badges", pages=MANY, with_pictures=True),
    PrintoutKind.PLATES: Look("plates.html", "plates", pages=range(1, 1001)),
    PrintoutKind.GROUP: Look("group.html", "group", pages=MANY, with_pictures=True),
}
