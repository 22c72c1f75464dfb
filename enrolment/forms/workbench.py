"""What the workbench is narrowed to, what is chosen on it, and what is tried."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enrolment.models import Financing, Sector
from enrolment.rules.eligibility import Verdict
from enrolment.rules.review import plain
from enrolment.selectors.pool import Row
from enrolment.words import GENDERS, REGION_WORDS, VERDICTS, country_name

ANY: list[tuple[str, Any]] = [("", _("any"))]
STATES = [("", _("to be decided")), ("submitted", _("to be reviewed")), ("reserve", _("on the reserve list")),
          ("all", _("all that were sent"))]  # fmt: skip
REVIEWS = [
    *ANY,
    ("mine", _("mine to give")),
    ("open", _("still needed")),
    ("complete", _("complete")),
    ("disagree", _("disagreement")),
    ("conflict", _("my conflicts")),
]
ORDERS = [("", _("waiting longest")), ("score", _("highest score")), ("name", _("name"))]


def choice(label: Any, choices: Any) -> forms.ChoiceField:
    """A list of which nothing need be chosen."""
    return forms.ChoiceField(label=label, choices=choices, required=False)


class WorkbenchForm(forms.Form):
    """A GET: every state of the page is an address."""

    q = forms.CharField(label=_("Name or organization"), required=False)
    state = choice(_("State"), STATES)
    reviews = choice(_("Reviews"), REVIEWS)
    eligible = choice(_("Eligible"), [*ANY, *VERDICTS.items()])
    complete = choice(_("Complete"), [*ANY, ("yes", _("yes")), ("no", _("no"))])
    sector = choice(_("Constituent group"), [*ANY, *Sector.choices])
    region = choice(_("Region"), [*ANY, *REGION_WORDS.items()])
    country = choice(_("Country"), ANY)
    gender = choice(_("Gender"), [*ANY, *GENDERS.items()])
    financing = choice(_("Who pays"), [*ANY, *Financing.choices])
    order = choice(_("In the order of"), ORDERS)

    def __init__(self, rows: list[Row], data: Any = None) -> None:
        super().__init__(data, auto_id="wb_%s")
        codes = sorted({row.person.country for row in rows if row.person.country}, key=country_name)
        self.fields["country"].choices = [*ANY, *((code, country_name(code)) for code in codes)]  # type: ignore[attr-defined]

    def narrow(self, rows: list[Row]) -> list[Row]:
        """The rows that fit, in the order that was asked for; a choice that makes no sense narrows nothing."""
        self.is_valid()
        wanted = {name: value for name, value in self.cleaned_data.items() if value and name != "order"}
        state = wanted.pop("state", "")
        tests: list[Callable[[Row], bool]] = [fits_state(state)]
        tests += [fits(name, value) for name, value in wanted.items()]
        found = [row for row in rows if all(test(row) for test in tests)]
        return ordered(found, self.cleaned_data.get("order", ""))


def fits_state(state: str) -> Callable[[Row], bool]:
    """The test for a state; nothing is what waits for a decision."""
    if state == "all":
        return lambda row: True
    return lambda row: row.seat.undecided and state in ("", row.application.state)


def fits(name: str, value: str) -> Callable[[Row], bool]:
    """The test for one filter."""
    if name == "q":
        words = plain(value).split()
        return lambda row: all(
            word in plain(f"{row.application.full_name} {row.application.organization}") for word in words
        )
    if name == "eligible":
        return lambda row: row.verdict == Verdict(value)
    if name == "complete":
        return lambda row: bool(row.missing) == (value == "no")
    if name == "reviews":
        return REVIEW_TESTS[value]
    return lambda row: getattr(row.person, name) == value


REVIEW_TESTS: dict[str, Callable[[Row], bool]] = {
    "mine": lambda row: row.seat.may_review,
    "open": lambda row: not row.standing.complete,
    "complete": lambda row: row.standing.complete,
    "disagree": lambda row: row.disagree,
    "conflict": lambda row: bool(row.seat.conflict),
}


def ordered(rows: list[Row], by: str) -> list[Row]:
    """The queue's own order unless another is asked for; scores that are hidden come last."""
    if by == "score":
        return sorted(rows, key=lambda row: -1 if row.score is None else row.score, reverse=True)
    return sorted(rows, key=lambda row: plain(row.application.full_name)) if by == "name" else rows
