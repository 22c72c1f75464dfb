"""Taking in a bank statement, and deciding on what came in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.bank import table
from academy.money import CENT
from enrolment.rules.incoming import Claim, Share

COLUMNS = {
    "on": _("day"),
    "amount": _("sum that came in"),
    "currency": _("currency"),
    "remitter": _("remitter"),
    "remitter_account": _("remitter’s account"),
    "text": _("text"),
    "reference": _("payment reference"),
    "bank_id": _("the bank’s number"),
    "account": _("own account"),
}


class StatementForm(forms.Form):
    """A file, and for tables the account; with a table whose columns are not known, what each holds."""

    file = forms.FileField(
        label=_("Statement"), help_text=_("camt.053 (XML) or a table (CSV), as the bank hands it out.")
    )
    account = forms.CharField(
        label=_("Account"), max_length=40, help_text=_("For tables that do not name it; camt.053 names its own.")
    )

    def __init__(self, data: Any = None, files: Any = None, *, unknown: table.Table | None = None, **more: Any) -> None:
        super().__init__(data, files, **more)
        if unknown is None:
            return
        choices = [("", "–"), *((str(at), shown(*column)) for at, column in enumerate(table.sample(unknown)))]
        for name, label in COLUMNS.items():
            heading, needed = capfirst(str(label)), name in table.NEEDED
            self.fields[f"column-{name}"] = forms.ChoiceField(label=heading, choices=choices, required=needed)

    def clean_account(self) -> str:
        """Without spaces, as IBANs are kept."""
        return "".join(str(self.cleaned_data["account"]).split()).upper()

    @staticmethod
    def chosen(data: Mapping[str, str]) -> dict[str, int]:
        """Which column holds what, as far as it was chosen."""
        typed = {name: data.get(f"column-{name}", "") for name in COLUMNS}
        return {name: int(at) for name, at in typed.items() if at.isdecimal()}


def shown(heading: str, below: Sequence[str]) -> str:
    """A column for who chooses: its heading and what stands below."""
    return f"{heading}: {', '.join(cell for cell in below if cell)}"[:80]


class SharesForm(forms.Form):
    """So much for each claim."""

    def __init__(self, claims: Sequence[Claim], data: Any = None, initial: Sequence[Share] = ()) -> None:
        start = {name_of(share): share.amount for share in initial}
        super().__init__(data, initial=start)
        self.claims = {name_of(claim): claim for claim in claims}
        for name, claim in self.claims.items():
            label = _("EUR for %(person)s, paid by %(payer)s") % {"person": claim.names[1], "payer": claim.names[0]}
            self.fields[name] = forms.DecimalField(
                label=label, max_digits=9, decimal_places=2, min_value=CENT, required=False
            )

    def rows(self) -> list[tuple[Claim, forms.BoundField]]:
        """Each claim with its field."""
        return [(claim, self[name]) for name, claim in self.claims.items()]

    def shares(self) -> list[Share]:
        """What was typed."""
        typed: dict[str, Decimal | None] = self.cleaned_data
        pairs = [(self.claims[name], amount) for name, amount in typed.items() if amount]
        return [Share(claim.place, claim.payer, amount) for claim, amount in pairs]

    @staticmethod
    def typed_for(data: Mapping[str, Any]) -> set[int]:
        """The places of all fields of what was sent."""
        parts = [name.split("-") for name in data if name.startswith("share-")]
        return {int(one[1]) for one in parts if one[1].isdecimal()}


def name_of(thing: Claim | Share) -> str:
    """The name of the field of a claim."""
    return f"share-{thing.place}-{thing.payer}"


class WhyForm(forms.Form):
    """A sentence that is kept with the step."""

    words = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))


class AnswerForm(forms.Form):
    """What a colleague knows."""

    words = forms.CharField(label=_("Your answer"), max_length=1000, widget=forms.Textarea({"rows": 3}))


class AskForm(forms.Form):
    """Whom to ask, and what."""

    whom = forms.ModelChoiceField(User.objects.none(), label=_("Whom to ask"))
    words = forms.CharField(label=_("Question"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        colleagues = User.objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
        cast(forms.ModelChoiceField, self.fields["whom"]).queryset = colleagues
