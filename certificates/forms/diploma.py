"""What participants and staff type on the way to the diploma."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.documents.check import Cleaned
from catalogue.models import Course
from certificates.forms.certificates import MOST_WORDS
from certificates.models import Origin
from enrolment.forms.financing import ACCEPTED, letter_in
from enrolment.forms.ledger import DayInput
from enrolment.forms.sponsor import Plain

LONGEST_PROPOSAL = 10_000


def words(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    """Some lines of text."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=MOST_WORDS, required=required, widget=area)


class NameForm(Plain):
    """The name that will be printed."""

    name = forms.CharField(
        label=_("Name to print"),
        help_text=_("In the letters in which you write it; it is printed exactly so."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ProposeForm(NameForm):
    """What the capstone will be."""

    title = forms.CharField(label=_("Title of your project"), max_length=200)
    proposal = forms.CharField(
        label=_("What you want to find out or to change, how, and by when"),
        help_text=_("A page is enough: the question, why it matters where you work, and what you will hand in."),
        max_length=LONGEST_PROPOSAL,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    field_order = ("title", "proposal", "name")


class HandInForm(Plain):
    """The work, as a file."""

    work = forms.FileField(
        label=_("Your work"),
        help_text=_("A PDF of at most 10 MB and 50 pages."),
        allow_empty_file=True,
        max_length=250,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_work(self) -> Cleaned | None:
        """The file, decided by its content."""
        return letter_in(self.cleaned_data["work"])


class EarlierForm(forms.Form):
    """A course that counts without a certificate of ours."""

    course = forms.ModelChoiceField(label=_("Counts as"), queryset=Course.objects.none())
    origin = forms.ChoiceField(label=_("Why it counts"), choices=Origin.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What was taken, by its own name"), max_length=200)
    on = forms.DateField(label=_("Last day of it"), widget=DayInput())
    why = words(_("Reason"), _("What proves it, and for an equivalence why it is one. It stays in the record."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["course"]
        field.queryset = Course.objects.filter(diploma_eligible=True)


class TakeBackForm(forms.Form):
    """Why it does not count any more."""

    earlier = forms.IntegerField(widget=forms.HiddenInput)
    why = words(_("Reason"), rows=2)


class ApproveForm(forms.Form):
    """Who guides the project, and a word for the participant."""

    supervisor = forms.ModelChoiceField(label=_("Supervisor"), queryset=User.objects.none())
    why = words(_("For the participant to read"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supervisor"]
        field.queryset = supervisors()


class SendBackForm(forms.Form):
    """What the proposal lacks."""

    why = words(_("What is missing, for the participant to read"))


class MarkForm(forms.Form):
    """Points and reasons."""

    points = forms.IntegerField(label=_("Points out of 100"), min_value=0, max_value=100)
    why = words(_("Reasons, for the participant to read"), rows=6)


def supervisors() -> QuerySet[User]:
    """Staff who may mark capstones."""
    may = Q(groups__permissions__codename="guide_capstone") | Q(is_superuser=True)
    return User.objects.filter(may, is_staff=True, is_active=True).distinct().order_by("name")
