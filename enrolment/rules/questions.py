"""The one thing more that staff may ask of an applicant, and which fields of the form that opens."""

THINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "names": ("you", ("full_name", "certificate_name")),
    "countries": ("you", ("nationality", "country")),
    "work": ("work", ("organization", "position", "sector", "years_of_experience")),
    "languages": ("work", ("languages",)),
    "letter": ("financing", ("letter",)),
    "motivation": ("motivation", ("motivation",)),
    "electives": ("electives", ("electives",)),
}


def step_of(thing: str) -> str:
    """The step of the form on which the thing stands."""
    return THINGS[thing][0]


def fields_of(thing: str) -> tuple[str, ...]:
    """The fields that are open while the thing is asked for; all others stay closed."""
    return THINGS[thing][1]


def may_be_asked(*, sponsored: bool, electives_to_choose: int) -> list[str]:
    """The things that make sense: a letter only of who has a sponsor, electives only where there are any.

    A self-paying applicant to an edition without electives can be asked for names, countries, work, languages and
    motivation.
    """
    asked_for = {"letter": sponsored, "electives": electives_to_choose > 0}
    return [thing for thing in THINGS if asked_for.get(thing, True)]
