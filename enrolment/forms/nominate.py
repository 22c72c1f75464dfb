"""A nomination: who nominates, whom, with which letter, and who pays."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from academy.documents.check import Cleaned
from academy.money import CENT
from enrolment.forms.financing import ACCEPTED, letter_in
from enrolment.forms.sponsor import Plain, whole
from enrolment.models import Share, Together
from enrolment.rules.candidates import candidates
from enrolment.rules.sponsors import promised

SHARES = [(Share.ALL, Share.ALL.label), (Share.PART, Share.PART.label), (Share.NONE, _("Nothing"))]


class NominationForm(Plain):
    """``cleaned_data["candidates"]`` is a list of pairs, ``cleaned_data["letter"]`` a cleaned letter."""

    organization = forms.CharField(
        label=_("Your organization"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    contact = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    position = forms.CharField(
        label=_("Your position"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    candidates = forms.CharField(
        label=_("Candidates"),
        help_text=_("One a line: name and e-mail address. Two columns of a spreadsheet can be pasted as they are."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    together = forms.ChoiceField(
        label=_("Should all of them take part, or any?"), choices=Together.choices, widget=forms.RadioSelect
    )
    share = forms.ChoiceField(
        label=_("What will your organization pay for each?"), choices=SHARES, widget=forms.RadioSelect
    )
    amount = forms.DecimalField(
        label=_("The part for each in EUR"),
        help_text=_("Only when you pay a part of the price."),
        max_digits=9,
        decimal_places=2,
        min_value=CENT,
        required=False,
    )
    letter = forms.FileField(
        label=_("Nomination letter"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB: one signed letter for all of them, which says who pays."),
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    language = forms.ChoiceField(label=_("Language in which we write to the candidates"), choices=settings.LANGUAGES)

    def __init__(self, price: Decimal | None, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.price = price
        if price is not None:
            self.fields["share"].choices = [(Share.ALL, whole(price)), *SHARES[1:]]  # type: ignore[attr-defined]

    def clean_candidates(self) -> list[tuple[str, str]]:
        """Each line a name and an address; what is unclear is quoted."""
        lines = candidates(self.cleaned_data["candidates"])
        unclear = [*lines.unclear, *(email for _name, email in lines.candidates if not is_address(email))]
        if unclear:
            raise ValidationError(
                _("A name and an e-mail address are not found here: %(lines)s"),
                params={"lines": "; ".join(line[:80] for line in unclear)},
            )
        return list(lines.candidates)

    def clean_letter(self) -> Cleaned | None:
        """The letter, decided by its content."""
        return letter_in(self.cleaned_data["letter"])

    def clean(self) -> dict[str, Any]:
        """A part needs its sum."""
        cleaned: dict[str, Any] = super().clean() or {}
        share = cleaned.get("share")
        if share == Share.PART and "amount" in cleaned and not promised(share, cleaned["amount"], self.price):
            self.add_error("amount", _("Give a sum that is more than nothing and less than the whole price."))
        return cleaned


def is_address(email: str) -> bool:
    """Whether it may be an e-mail address."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
